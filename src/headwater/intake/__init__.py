"""Intake: one reader per format. Bytes in, rows of the standard out, in the words of the source."""
