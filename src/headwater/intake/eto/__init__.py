"""The Emerging Technology Observatory's table of the semiconductor supply chain."""
