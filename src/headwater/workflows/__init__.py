"""Workflows: the use cases command line, server and Python share. Stores, readers and clocks come as arguments."""
