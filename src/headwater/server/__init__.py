"""Server: HTTP routes over the workflows, and the built page. No sums and no SQL here."""
