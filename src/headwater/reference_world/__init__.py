"""The reference world: compiled, sourced facts in the tables of the standard. Data only."""
