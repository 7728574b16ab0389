"""The world tables of the United States Geological Survey's Mineral Commodity Summaries, as its data releases."""
