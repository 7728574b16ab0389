"""Which people stand for a nation: ministers known by office and name, and leaders met again by surname."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from headwater.reading.lexicon import word_file
from headwater.reading.names import alpha2
from headwater.reading.who import SYLLABLE, UP, WORD, Mention

_VIETNAMESE_OFFICE = re.compile(
    rf"\b(?:Tổng Bí thư(?:, Chủ tịch nước)?|(?:Phó )?Chủ tịch nước|(?:Phó )?Thủ tướng|(?:Bộ|Thứ|Ngoại) trưởng|(?:Phó )?Chủ tịch Quốc hội)"
    rf"(?:\s(?:Chính phủ|Thường trực))?(?:\s(?:Bộ\s)?(?:Công Thương|[{UP}][^\W\d_]*\s[a-zà-ỹđ]+)(?:(?:,\s|\svà\s|\s)[{UP}][^\W\d_]*\s[a-zà-ỹđ]+){{0,3}})?"
    rf"\s(?P<name>[{UP}][^\W\d_]*(?:\s[{UP}][^\W\d_]*){{1,3}})"
)


def vietnamese_leaders(clean: str) -> list[Mention]:
    """Members of the Vietnamese government, known by an office and a name of Vietnamese syllables."""
    return [
        Mention(*match.span(), "public", match[0], "VN", None, "leader")
        for match in _VIETNAMESE_OFFICE.finditer(clean)
        if all(SYLLABLE.fullmatch(word.lower()) for word in match["name"].split())
    ]


_HONORIFIC = re.compile(
    rf"\b(?:ông|Ông|bà|Bà|[Tt]ổng thống|[Tt]hủ tướng|[Cc]hủ tịch|President|Prime Minister|Mr\.|Ms\.|M\.|Mme|[Pp]résident|[Mm]inistre|[Bb]ộ trưởng)\s({WORD}(?:[\s-]{WORD}){{0,3}})"
)


_TITLED_SURNAME = re.compile(
    rf"\b(?:[Tt]ổng thống|[Tt]hủ tướng|[Cc]hủ tịch|[Pp]résident|[Cc]hancelier|[Pp]remier ministre)\s(?P<name>{WORD})(?![\s-][{UP}])"
)


@cache
def _leaders_by_surname() -> dict[str, str]:
    """The nation by the last word of its heads of state and government."""
    listed = word_file("nations").items()
    return {name.split()[-1]: alpha2()[code] for code, words in listed for name in words.get("leaders", ())}


def _surnames_again(clean: str, kept: Sequence[Mention]) -> list[Mention]:
    """Leaders by their surname alone (`Trump`, `ông Macron`), where the text gave it in full before."""
    surnames = {
        each.name.split()[-1]: each
        for each in kept
        if each.role == "leader" and each.country != "VN" and " " in each.name and each.name.isascii()
    }
    found = [
        Mention(*match.span(), "public", match[0], _leaders_by_surname()[match["name"]], None, "leader")
        for match in _TITLED_SURNAME.finditer(clean)
        if match["name"] in _leaders_by_surname()
        and not any(each.start < match.end() and each.end > match.start() for each in kept)
    ]
    again = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, surnames)) or '(?!)'})(?![\w-])")
    taken = [*kept, *found]
    found += [
        Mention(*match.span(), "public", surnames[match[0]].name, surnames[match[0]].country, None, "leader")
        for match in again.finditer(clean)
        if not any(each.start < match.end() and each.end > match.start() for each in taken)
    ]
    return found


def people_again(clean: str, kept: Sequence[Mention]) -> list[Mention]:
    """A leader met again by name only, for the nation that the article gave him or her before."""
    led: dict[str, str] = {}
    for each in kept:
        if each.kind == "public" and each.country:
            for word in re.findall(WORD, each.name.split(" ", 1)[-1])[-4:]:
                led.setdefault(word, each.country)
    found = _surnames_again(clean, kept)
    kept = [*kept, *found]
    for match in _HONORIFIC.finditer(clean):
        words = match[1].split()
        country = next((led[word] for word in words if word in led), None)
        if country and not any(each.start < match.end() and each.end > match.start() for each in kept):
            found.append(Mention(match.start(), match.end(), "public", match[0], country, None, "leader"))
    return found
