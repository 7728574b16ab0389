"""Exports: one writer per format. A supply map in, files others can open out."""
