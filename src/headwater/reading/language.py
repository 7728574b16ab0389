"""Which of the six languages is a text in? By script, and among Latin scripts by the commonest small words.

Misleads on texts of a few words, and on lists of names. A text in none of the six is said to be so, not guessed at.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

_HANGUL = re.compile("[\uac00-\ud7a3]")
_KANA = re.compile("[\u3040-\u30ff]")
_HAN = re.compile("[\u4e00-\u9fff]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1ea0-\u1ef9]")
_OTHER = re.compile("[\u0370-\u05ff\u0600-\u06ff\u0900-\u0dff\u0e00-\u0eff]")
_VIETNAMESE = re.compile("[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_SMALL_WORDS = {
    "en": frozenset(
        [
            "the",
            "of",
            "and",
            "to",
            "in",
            "a",
            "is",
            "that",
            "for",
            "on",
            "with",
            "as",
            "by",
            "it",
            "at",
            "from",
            "be",
            "are",
            "was",
            "will",
            "has",
            "said",
            "an",
            "its",
        ]
    ),
    "fr": frozenset(
        [
            "le",
            "la",
            "les",
            "de",
            "des",
            "du",
            "et",
            "en",
            "un",
            "une",
            "est",
            "que",
            "pour",
            "dans",
            "sur",
            "avec",
            "par",
            "au",
            "aux",
            "il",
            "elle",
            "ce",
            "qui",
            "a",
            "ont",
        ]
    ),
}
_OTHERS = {
    "es": frozenset(
        ["el", "los", "las", "y", "que", "del", "una", "por", "con", "para", "se", "su", "es", "más", "como", "pero"]
    ),
    "de": frozenset(
        [
            "der",
            "die",
            "das",
            "und",
            "den",
            "von",
            "zu",
            "mit",
            "sich",
            "des",
            "auf",
            "für",
            "ist",
            "im",
            "dem",
            "nicht",
            "ein",
            "eine",
        ]
    ),
    "it": frozenset(
        ["il", "lo", "gli", "che", "di", "per", "una", "con", "del", "della", "sono", "nel", "alla", "più", "e"]
    ),
    "pt": frozenset(
        ["o", "os", "as", "que", "do", "da", "em", "um", "uma", "para", "com", "não", "por", "dos", "das", "e"]
    ),
    "nl": frozenset(
        ["de", "het", "een", "van", "en", "in", "is", "dat", "op", "te", "voor", "met", "zijn", "er", "aan"]
    ),
    "id": frozenset(["yang", "dan", "di", "dengan", "untuk", "pada", "dari", "ini", "itu", "adalah", "akan", "dalam"]),
}
_SAMPLE = 3_000


def recognise(text: str) -> str | None:
    """`en`, `ko`, `vi`, `fr`, `ja` or `zh`; None where the text is in another language or too short to tell."""
    sample = text[:_SAMPLE]
    letters_of = dict.fromkeys((_LATIN, _HANGUL, _KANA, _HAN, _OTHER, None), 0)
    for letter, times in Counter(sample).items():
        letters_of[_script(letter)] += times
    latin, hangul, kana, han, other = (letters_of[script] for script in (_LATIN, _HANGUL, _KANA, _HAN, _OTHER))
    letters = latin + 3 * (hangul + kana + han) + other
    if not letters or other * 2 > letters:
        return None
    if 3 * hangul * 4 > letters:
        return "ko"
    if 3 * (kana + han) * 4 > letters:
        return "ja" if kana * 12 > kana + han else "zh"
    if len(_VIETNAMESE.findall(sample)) * 25 > latin:
        return "vi"
    return _latin_language(sample)


@lru_cache(maxsize=4096)
def _script(letter: str) -> re.Pattern[str] | None:
    """Which of the scripts a letter is of: it is of one at most."""
    return next((script for script in (_LATIN, _HANGUL, _KANA, _HAN, _OTHER) if script.match(letter)), None)


def _latin_language(sample: str) -> str | None:
    words = Counter(_WORD.findall(sample.lower()))
    counts = {code: sum(words.get(word, 0) for word in small) for code, small in {**_SMALL_WORDS, **_OTHERS}.items()}
    best = max(counts, key=lambda code: counts[code])
    if counts[best] * 12 < words.total() or best not in _SMALL_WORDS:
        return None
    return best
