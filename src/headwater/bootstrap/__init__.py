"""Bootstrap: the one place that picks store, readers, writers and clock."""
