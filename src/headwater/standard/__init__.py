"""The standard: tables, code lists, units and periods, as data files with thin loaders.

Nothing here knows a store, a claim or a format. Every other room asks this one what a column means.
"""
