"""The language model that the settings name; none where they name none."""

from __future__ import annotations

import os
from pathlib import Path

from headwater.errors import BadQuestion, UnreadableFile
from headwater.intake.language_model import Endpoint


def language_model() -> Endpoint:
    """The endpoint of HEADWATER_MODEL_URL; `BadQuestion` says what to set. The key is in no message."""
    url = os.environ.get("HEADWATER_MODEL_URL", "").strip()
    if not url:
        raise BadQuestion("No language model is set up.", "Set HEADWATER_MODEL_URL and HEADWATER_MODEL_NAME.")
    return Endpoint(url, os.environ.get("HEADWATER_MODEL_NAME", "").strip(), _key())


def _key() -> str | None:
    file = os.environ.get("HEADWATER_MODEL_KEY_FILE", "").strip()
    if not file:
        return os.environ.get("HEADWATER_MODEL_KEY", "").strip() or None
    try:
        return Path(file).read_text(encoding="utf-8").strip() or None
    except (OSError, UnicodeDecodeError):
        raise UnreadableFile(
            "The file with the language model's key cannot be read.", "Check HEADWATER_MODEL_KEY_FILE."
        ) from None
