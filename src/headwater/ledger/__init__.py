"""Ledger: agreements, commitments, measures, events and programmes of one supply map, and how far along they are.

Everything here is a pure function of the map and of what is asked; days and rates come as arguments. Nothing is read
from claims: which statement outranks another was decided by resolution and stands on the map as `standing`.
"""
