"""The day of publication that a file declares, in the ways files write it."""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import parsedate_to_datetime

_DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?(?!\d)")


def declared_day(text: str) -> str | None:
    """`YYYY`, `YYYY-MM` or `YYYY-MM-DD` of a day or time as in ISO 8601 or RFC 5322; None for anything else."""
    if match := _DAY.match(text.strip()):
        return match[0]
    try:
        found: datetime = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    return found.date().isoformat()
