"""Which days does a text name, and how far do its horizons reach?

A day without its year is resolved against a base: the day the article was published, or the day in its dateline. Past
days are meant more often than coming ones, so the base and the 60 days after it are the latest a bare day can be.
Without a base a bare day stays what it is: `--10-29` (ISO 8601) is the 29th of October of a year the text does not
say.

Misleads where an article quotes an older one: "yesterday" is then counted from the wrong day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from headwater.reading.lexicon import Phrases, word_file
from headwater.reading.searching import around, spans

COMING_DAYS = 60


@dataclass(frozen=True, slots=True)
class Day:
    """A day by its place in the clean text, as `YYYY-MM-DD`, `YYYY-MM`, `YYYY`, or `--MM-DD` where the year is unsaid."""

    start: int
    end: int
    day: str


@dataclass(frozen=True, slots=True)
class Horizon:
    """How far something reaches, by its place in the clean text: `until 2031`, `5 years`, `2022-2026`."""

    start: int
    end: int
    period: str


@dataclass(frozen=True, slots=True)
class Base:
    """What bare days count from: as much of a day as is known (`2024-09`, `2024-09-26`), or nothing."""

    text: str | None

    @property
    def day(self) -> date | None:
        """The whole day, where it is known."""
        return date.fromisoformat(self.text) if self.text and len(self.text) == 10 else None

    @property
    def year(self) -> int | None:
        """The year, where it is known."""
        return int(self.text[:4]) if self.text else None

    @property
    def month(self) -> int | None:
        """The month, where it is known."""
        return int(self.text[5:7]) if self.text and len(self.text) >= 7 else None


def days(lower: str, language: str, base: Base) -> list[Day]:
    """All days of a text in lower case, in order."""
    found = []
    for match in around(_grammar(language), _marks(lower, language), lower, _BEFORE_MARK, _BEHIND_MARK):
        groups = {name: value for name, value in match.groupdict().items() if value is not None}
        day = _resolved(groups, language, base)
        if day is not None:
            found.append(Day(match.start(), match.end(), day))
    return found


def whole_day(text: str) -> bool:
    """Whether year, month and day are all known."""
    return len(text) == 10 and not text.startswith("--")


def _resolved(groups: dict[str, str], language: str, base: Base) -> str | None:
    groups = {name.rstrip("0123456789"): value for name, value in groups.items()}
    if "near" in groups:
        return _near(word_file("dates")["near"][language][groups["near"]], base)
    if "weekday" in groups and "day" not in groups:
        return _weekday(groups["weekday"], language, base)
    year = int(groups["year"]) if "year" in groups else None
    if "lastyear" in groups and base.year:
        year = base.year - 1
    if "thisyear" in groups and base.year:
        year = base.year
    month = _month(groups["month"], language) if "month" in groups else None
    day = int(groups["day"]) if "day" in groups else None
    if month is None and day is not None:
        return _day_only(day, base)
    return None if month is None else _dated(year, month, day, base)


def _dated(year: int | None, month: int, day: int | None, base: Base) -> str | None:
    if not 1 <= month <= 12 or (day is not None and not 1 <= day <= 31):
        return None
    if year is None:
        year = _likely_year(month, day, base)
    tail = f"{month:02}" if day is None else f"{month:02}-{day:02}"
    if year is None:
        return f"--{tail}"
    text = f"{year}-{tail}"
    return text if _exists(text) else None


def _likely_year(month: int, day: int | None, base: Base) -> int | None:
    if base.year is None:
        return None
    known = base.day
    if known is None:
        ahead = base.month is not None and month > base.month + COMING_DAYS // 30
        return base.year - ahead
    latest = known + timedelta(days=COMING_DAYS)
    return (
        base.year + 1
        if (base.year + 1, month, day or 1) <= (latest.year, latest.month, latest.day)
        else (base.year if (base.year, month, day or 1) <= (latest.year, latest.month, latest.day) else base.year - 1)
    )


def _day_only(day: int, base: Base) -> str | None:
    if base.year is None or base.month is None or not 1 <= day <= 31:
        return None
    year, month = base.year, base.month
    if base.day is not None and day > base.day.day + 15:
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    text = f"{year}-{month:02}-{day:02}"
    return text if _exists(text) else None


def _near(shift: int, base: Base) -> str | None:
    return (base.day + timedelta(days=shift)).isoformat() if base.day else base.text


def _weekday(word: str, language: str, base: Base) -> str | None:
    if base.day is None:
        return None
    names = word_file("dates")["weekdays"][language]
    number = next(index for index, each in enumerate(names) if word in each.split("|"))
    return (base.day - timedelta(days=(base.day.weekday() - number) % 7)).isoformat()


def _month(word: str, language: str) -> int:
    if word.isdigit():
        return int(word)
    names = word_file("dates")["months"].get(language) or word_file("dates")["months"]["en"]
    return next(index for index, each in enumerate(names, start=1) if word.rstrip(".") in each.split("|"))


def _exists(text: str) -> bool:
    if len(text) < 10:
        return True
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _words(kind: str, language: str) -> str:
    listed = word_file("dates")[kind].get(language, ())
    return "|".join(sorted((re.escape(word) for each in listed for word in each.split("|")), key=len, reverse=True))


_OPENERS = {
    "en": "in since early late mid last by from on", "fr": "en depuis de fin début",
    "vi": "ngày hôm sáng chiều tối tháng", "ko": "지난해 작년 올해 금년", "ja": "昨年 去年 今年", "zh": "去年 今年",
}  # fmt: skip


def _first_letters(language: str) -> str:
    """What a day can begin with, as a set of letters: at any other place nothing is tried."""
    words = [word for kind in ("near", "weekdays", "months") for each in _listed(kind, language) for word in each]
    return "0-9" + "".join(sorted({re.escape(word[0]) for word in (*words, *_OPENERS[language].split())}))


def _listed(kind: str, language: str) -> list[list[str]]:
    return [each.split("|") for each in word_file("dates")[kind].get(language, ())]


_BEFORE_MARK, _BEHIND_MARK = 24, 32


def _marks(lower: str, language: str) -> list[tuple[int, int]]:
    """Where a day may be: at every digit, and at whole words for a day or month, which stand without one."""
    words = [(hit.start, hit.end) for hit in _plain_days(language).find(lower)]
    return sorted([*spans(_DIGITS, lower), *words])


_DIGITS = re.compile(r"\d+")


@cache
def _plain_days(language: str) -> Phrases:
    words = (word for kind in ("near", "weekdays", "months") for each in _listed(kind, language) for word in each)
    return Phrases((word, "day") for word in words)


@cache
def _grammar(language: str) -> re.Pattern[str]:
    """The patterns of a language; names of groups carry a number, for a name may stand in a pattern once only."""
    year, day, number = r"(?:19|20)\d\d", r"[0-3]?\d", r"[01]?\d"
    near, weekday, months = _words("near", language), _words("weekdays", language), _words("months", language)
    iso = rf"(?<!\d)(?P<year0>{year})[-./](?P<month0>{number})[-./](?P<day0>{day})(?!\d)"
    rules = {
        "en": [
            rf"\b(?P<day1>{day})(?:st|nd|rd|th)?\s(?:of\s)?(?P<month1>{months})\.?(?:,?\s(?P<year1>{year}))?\b",
            rf"\b(?P<month2>{months})\.?\s(?P<day2>{day})(?:st|nd|rd|th)?\b(?:,?\s(?P<year2>{year})\b)?",
            rf"\b(?:in|since|early|late|mid|last|by|from)\s(?P<month3>{months})\b(?:\s(?P<year3>{year}))?",
            rf"\b(?P<month4>{months})\s(?P<year4>{year})\b",
            rf"\b(?:on\s)?(?P<weekday5>{weekday})\b",
            rf"\b(?P<near6>{near})\b",
        ],
        "fr": [
            rf"\b(?P<day1>{day})\s?(?:er\s)?(?P<month1>{months})\b\.?(?:\s(?P<year1>{year}))?",
            rf"\b(?:en|depuis|de|fin|début)\s(?P<month3>{months})\b(?:\s(?P<year3>{year}))?",
            rf"\b(?P<month4>{months})\s(?P<year4>{year})\b",
            rf"\b(?P<weekday5>{weekday})\b(?!\s\d)",
            rf"(?<![\w-])(?P<near6>{near})\b",
        ],
        "vi": [
            rf"(?<!\d)(?P<day1>{day})[/.-](?P<month1>{number})[/.-](?P<year1>{year})\b",
            rf"(?:ngày|hôm|sáng|chiều|trưa|tối|đêm)\s(?P<day2>{day})[/-](?P<month2>{number})(?:[/-](?P<year2>{year}))?(?![\d/])",
            rf"(?:ngày\s)?(?P<day3>{day})\stháng\s(?P<month3>{number})(?:\s?(?:năm|,|/)\s?(?P<year3>{year}))?\b",
            rf"tháng\s(?P<month4>{number})(?:\s?(?:/|năm\s|-)\s?(?P<year4>{year}))?\b",
            rf"(?<![\d.,/])(?P<day7>{day})/(?P<month7>{number})(?![\d/])",
            rf"\b(?P<weekday5>{weekday})\b(?=\stuần|,|\s\()",
            rf"\b(?P<near6>{near})\b",
        ],
        "ko": [
            rf"(?P<year1>{year})년\s?(?P<month1>{number})월(?:\s?(?P<day1>{day})일)?",
            rf"(?:(?P<lastyear2>지난해|작년)|(?P<thisyear2>올해|금년))?\s?(?<!\d)(?P<month2>{number})월(?:\s?(?P<day2>{day})일)?",
            rf"(?<![\d월])(?P<day3>{day})일(?=\s|\(|,|에|$)(?!\s?(?:간|동안|만에))",
            rf"(?P<weekday5>{weekday})",
            rf"(?P<near6>{near})",
        ],
        "ja": [
            rf"(?P<year1>{year})年(?P<month1>{number})月(?:(?P<day1>{day})日)?",
            rf"(?:(?P<lastyear2>昨年|去年)|(?P<thisyear2>今年))?(?<!\d)(?P<month2>{number})月(?:(?P<day2>{day})日)?(?!間)",
            rf"(?<!\d)(?P<day3>{day})日(?!間|本)",
            rf"(?P<weekday5>{weekday})",
            rf"(?P<near6>{near})",
        ],
        "zh": [
            rf"(?P<year1>{year})\s?年\s?(?P<month1>{number})\s?月(?:\s?(?P<day1>{day})\s?[日号號])?",
            rf"(?:(?P<lastyear2>去年)|(?P<thisyear2>今年))?(?<!\d)(?P<month2>{number})\s?月(?:\s?(?P<day2>{day})\s?[日号號])?(?!份以内)",
            rf"(?<!\d)(?P<day3>{day})[日号號](?!公告|文)",
            rf"(?P<weekday5>{weekday})",
            rf"(?P<near6>{near})",
        ],
    }[language]
    english = (
        []
        if language in {"en", "fr"}
        else [
            r"\b(?P<day8>[0-3]?\d)\s(?P<month8>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\s(?P<year8>20\d\d)\b"
        ]
    )
    return re.compile(f"(?=[{_first_letters(language)}])(?:{'|'.join((iso, *rules, *english))})")


_HORIZONS = {
    "en": (
        r"\b(?:by|until|through|before|up to)\s(?:the end of\s|end-|late\s|early\s|mid-)?(?P<until>20\d\d)\b",
        r"(?P<years>\d{1,2}|two|three|four|five|six|seven|eight|ten)[\s-]years?\b(?! old| ago)",
        r"\bfrom (?P<from>20\d\d|this year) (?:to|through|until) (?P<to>20\d\d)\b",
    ),
    "fr": (
        r"\b(?:d'ici(?: à)?|jusqu'en|avant|à l'horizon|d'ici fin)\s(?P<until>20\d\d)\b",
        r"(?P<years>\d{1,2}|deux|trois|quatre|cinq|six|sept|huit|dix)\s(?:prochaines\s)?(?:ans|années)\b",
        r"\bde (?P<from>20\d\d) à (?P<to>20\d\d)\b",
    ),
    "vi": (
        r"(?:đến|tới|trước|vào|cuối)\snăm\s(?P<until>20\d\d)\b",
        r"(?P<years>\d{1,2}|hai|ba|bốn|năm|mười)\snăm\s(?:tới|tiếp theo)",
        r"(?:từ\s(?:năm\s)?|giai đoạn\s)(?P<from>20\d\d|năm nay)\s?(?:đến|tới|-|–)\s?(?:năm\s)?(?P<to>20\d\d)",
    ),
    "ko": (
        r"(?P<until>20\d\d)년(?:\s?말)?까지",
        r"(?P<years>\d{1,2})년(?:간|\s?동안|\s?내)",
        r"(?P<from>20\d\d|올해)년?부터\s(?P<to>20\d\d)년",
    ),
    "ja": (
        r"(?P<until>20\d\d)年(?:度)?(?:末)?まで",
        r"(?P<years>\d{1,2})年間",
        r"(?P<from>20\d\d)(?:年度?)?(?:から|～|~|-)(?P<to>20\d\d)年",
    ),
    "zh": (
        r"(?:到|至|在)?(?P<until>20\d\d)年(?:底)?(?:前|之前|以前)",
        r"(?:未来|未來)?(?P<years>\d{1,2}|两|兩|三|四|五|十)年(?:内|內|间|間)",
        r"(?P<from>20\d\d)年?(?:至|到|-)(?P<to>20\d\d)年",
    ),
}
_HORIZON_MARKS = {
    "en": re.compile(r"20\d\d|year"), "fr": re.compile(r"20\d\d|ans|années"), "vi": re.compile(r"20\d\d|năm"),
    **dict.fromkeys(("ko", "ja", "zh"), re.compile("[년年]")),
}  # fmt: skip
"""What every horizon has."""
_NUMBERS = {
    word: number
    for number, words in {
        2: "two deux hai 两 兩", 3: "three trois ba 三", 4: "four quatre bốn 四", 5: "five cinq năm 五", 6: "six",
        7: "seven sept", 8: "eight huit", 10: "ten dix mười 十",
    }.items()
    for word in words.split()
}  # fmt: skip


@cache
def _horizon_grammar(language: str) -> re.Pattern[str]:
    return re.compile("|".join(reversed(_HORIZONS[language])))


def horizons(lower: str, language: str, base: Base) -> list[Horizon]:
    """How far plans reach: `until 2031` (said by when), `5 years` (said how long), `2022-2026` (said from when)."""
    found = []
    marks = spans(_HORIZON_MARKS[language], lower)
    for match in around(_horizon_grammar(language), marks, lower, _BEFORE_MARK, _BEHIND_MARK):
        if match["until"]:
            period = f"until {match['until']}"
        elif match["years"]:
            word = match["years"]
            period = f"{_NUMBERS.get(word) or word} years"
        else:
            first = match["from"] if match["from"].isdigit() else base.year
            period = f"{first}-{match['to']}" if first else f"until {match['to']}"
        found.append(Horizon(match.start(), match.end(), period))
    return found
