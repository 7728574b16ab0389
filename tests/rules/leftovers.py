"""What must not stand in a tracked file. Patterns are put together from pieces, so that this file itself is clean."""

import re

_INDEX_HOSTS = ("py" + "pi.org", "files.python" + "hosted", "registry.np" + "mjs", "registry.ya" + "rnpkg")
_INDEX_SETTINGS = ("--(?:extra-)?index" + "-url[= ]", "find" + "-links", "npm_config_" + "registry", "^registry *=")
_HOMES = ("ho" + "me", "Us" + "ers", "ro" + "ot", "wo" + "rk", "mn" + "t")
_UNDONE = ("TO" + "DO", "FIX" + "ME", "HA" + "CK")

LEFTOVERS = {
    "an address of a package index": re.compile("|".join((*map(re.escape, _INDEX_HOSTS), *_INDEX_SETTINGS))),
    "an absolute path of some machine": re.compile(rf"(?<![\w.:/<])/(?:{'|'.join(_HOMES)})/[\w.-]"),
    "something left to do": re.compile(rf"\b(?:{'|'.join(_UNDONE)})\b"),
    "a merge mark": re.compile(r"^(?:<{7} |={7}$|>{7} )"),
}


def leftovers(text):
    """Each leftover in `text`, as (line number, what it is)."""
    return [
        (number, what)
        for number, line in enumerate(text.splitlines(), start=1)
        for what, pattern in LEFTOVERS.items()
        if pattern.search(line)
    ]
