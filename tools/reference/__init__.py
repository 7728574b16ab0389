"""The parts of what `tools/generate.py` writes, one module per kind of reference."""
