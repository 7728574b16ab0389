"""Server: HTTP routes over the workflows, and the built page. No sums and no SQL here."""

from headwater.server.app import create_app

__all__ = ["create_app"]
