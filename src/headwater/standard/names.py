"""What makes two spellings of a place the same name: case, accents, punctuation, word order and usual abbreviations.

Only whole names are ever compared. `exact_key` keeps accents, so that Vietnamese "Nga" (Russia) and the code NGA
(Nigeria) stay apart; `loose_key` drops them, and is asked only when the exact one knows nothing.
"""

from __future__ import annotations

import re
import unicodedata

_WORDS = {
    "br": "british",
    "dem": "democratic",
    "fed": "federated",
    "fmr": "former",
    "is": "islands",
    "isds": "islands",
    "isl": "islands",
    "island": "islands",
    "n": "north",
    "rep": "republic",
    "s": "south",
    "st": "saint",
    "sts": "states",
    "terr": "territory",
    "utd": "united",
}
_SMALL_WORDS = frozenset({"the", "of", "and", "de", "du", "des", "la", "le", "les", "d", "l", "et"})
_LATIN_ACCENTS = re.compile("[\u0300-\u036f]")
_LETTERS_WITHOUT_DECOMPOSITION = str.maketrans({"đ": "d", "ø": "o", "ł": "l", "\u0131": "i", "æ": "ae", "œ": "oe"})
_INITIALS = re.compile(r"\b(\w)\.\s?(?=\w\b)")
_NO_LETTER = re.compile(r"[\W_]+")
_BEYOND_LATIN = re.compile("[\u0370-\u1dff\u2c00-\U0010ffff]")
_SHORTEST_LOOSE_KEY = 4  # shorter words without their accents are codes and other words: "Bỉ" is Belgium, "bi" is not


def exact_key(name: str) -> str:
    """The name without regard to case, width and repeated spaces; accents count."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def loose_key(name: str) -> str | None:
    """The name's words in any order, without accents; None where too little would be left to go by."""
    key = without_accents(exact_key(name)).replace("&", " and ").replace("\u2019", "'").replace("'s", "s")
    if _BEYOND_LATIN.search(key):
        return _NO_LETTER.sub("", key)
    words = _NO_LETTER.split(_INITIALS.sub(r"\1", key))
    kept = sorted({_WORDS.get(word, word) for word in words if word and word not in _SMALL_WORDS})
    joined = " ".join(kept)
    return joined if len(joined) >= _SHORTEST_LOOSE_KEY else None


def without_accents(text: str) -> str:
    """Latin letters without their marks; other scripts keep theirs (a voiced kana is another letter)."""
    bare = _LATIN_ACCENTS.sub("", unicodedata.normalize("NFKD", text).translate(_LETTERS_WITHOUT_DECOMPOSITION))
    return unicodedata.normalize("NFC", bare)


def repaired(text: str) -> str | None:
    """UTF-8 that was once read as Latin-1 or cp1252, put right; None where the text is no such thing."""
    if "Ã" not in text and "Â" not in text:
        return None
    for encoding in ("cp1252", "latin-1"):
        try:
            return text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return None
