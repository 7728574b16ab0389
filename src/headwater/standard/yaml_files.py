"""One way to read a YAML file: safe, and with the C parser where it is there (ten times faster at start-up)."""

from __future__ import annotations

from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(text: str) -> Any:  # noqa: ANN401 - YAML holds anything; callers check what they read
    """The document in `text`; raises `yaml.YAMLError` where it is none."""
    return yaml.load(text, Loader=_LOADER)  # noqa: S506 - both loaders are the safe ones
