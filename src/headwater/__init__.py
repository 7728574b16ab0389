"""Headwater: a shared supply-chain map for critical technologies."""

__version__ = "0.1.0"
