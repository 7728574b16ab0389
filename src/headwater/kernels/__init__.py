"""Kernels: arrays in, arrays out. They know no table and check nothing; their callers do."""
