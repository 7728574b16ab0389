"""Which sums of money does a text name, how sure is it of them, and in which currency?

A sum is a number, its magnitudes and a currency that stands right beside it: `12,5 tỷ USD`, `1조 2천억 원`, `7500億円`,
`US$3.1 billion`, `11,6 milliards d'euros`. Decimal comma and point follow the language, then the grouping. What is no
sum stays none: "several billion dollars" has no amount. A sum in brackets behind another is the same money converted.

Misleads where a text gives sums without a currency, or a currency only in a headline: those are not read, but for a
magnitude that goes on from a sum before it, and the won of Korean headlines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from headwater.reading.lexicon import word_file

_NUMBER = r"\d{1,3}(?:[.,' ]\d{3}){1,6}(?:[.,]\d{1,6})?(?!\d)|\d{1,16}(?:[.,]\d{1,6})?"  # bounded: no run of digits costs more
_RANGE = r"\s?(?:-|–|~|〜|～|∼|to|à|đến|tới|至|から|에서)\s?"
_FIRST_OF_TWO = re.compile(rf"(?<![\d.,])({_NUMBER})\s(?:et|and|và)\s$")
_PART_REACH = 120
_SIGNS = "€£¥₩₹"
_EAST = frozenset({"ko", "ja", "zh"})
_EQUAL_GAP = re.compile(
    r"^\s?[(（]\s?(?:[^()（）\d]{0,25})$|^,?\s(?:or about|or|soit|soit environ|tương đương|tương đương khoảng)\s$"
    r"|^[，,、]?\s?(?:约合|約合|折合|约折合|約折合|相当于|相當於|合|約當|即)(?:约|約)?$"
)


@dataclass(frozen=True, slots=True)
class Money:
    """A sum by its place in the clean text: amount (the low end of a range), high end, qualifier, ISO 4217 currency.

    `same_as` is the number of the sum (in the list it is in) of which this is the conversion.
    """

    start: int
    end: int
    amount: float
    high: float | None
    qualifier: str | None
    currency: str
    same_as: int | None = None


def sums(clean: str, lower: str, language: str) -> list[Money]:
    """All sums of a text, in order."""
    found: list[Money] = []
    worded = _in_words(lower, language)
    for match in _grammar(language).finditer(lower):
        while worded and worded[0].start < match.start():
            found.append(_beside(worded.pop(0), found, clean))
        money = _east(match, lower, language) if language in _EAST and match["chain"] else _west(match, lower, language)
        if money is None:
            money = _part(match, lower, language, found) or _bare(match, lower, language, found)
        if money is not None:
            found += _shared_out(money, lower, language)
            found.append(_beside(_from_low_end(money, lower, language), found, clean))
    for money in worded:
        found.append(_beside(money, found, clean))
    return _called_alike(found, lower, language)


def _in_words(lower: str, language: str) -> list[Money]:
    """`un milliard d'euros`, `une centaine de millions de dollars`, `hai tỷ USD`: sums whose number is a word."""
    numbers = word_file("money")["in_words"].get(language)
    if not numbers:
        return []
    magnitudes = _magnitudes(language)
    found = []
    for match in _worded(language).finditer(lower):
        amount = numbers[" ".join(match["number"].split())] * magnitudes[" ".join(match["magnitude"].split())]
        currency = _currency(match["after"])
        if currency is None:
            continue
        money = _sum(match, lower, amount, None, currency, language)
        about = match["number"].endswith(" de") and money.qualifier is None
        found.append(replace(money, qualifier="about") if about else money)
    return found


@cache
def _worded(language: str) -> re.Pattern[str]:
    numbers = _either(word_file("money")["in_words"][language])
    spaced = _either(word for word in _currency_words() if word[0] < "\u1100")
    magnitudes = _either(word for word in _magnitudes(language) if len(word) > 1)
    return re.compile(
        rf"(?<![^\W_])(?P<number>{numbers})\s(?P<magnitude>{magnitudes})\s?(?:d'|de\s)?(?P<after>{spaced})(?![^\W_])(?P<more>(?!))?"
    )


_BARE_REACH = 500
_BARE_END = re.compile(
    r"\s?(?:[,.;:!?)»]|$|(?:\s(?:lors|pour|sur|en|à|au|dans|par|prévus?|annoncés?|initialement|promis|d'ici|cette|contre|et|ou|dont|soit|seront"
    r"|ont|avait|sous|avec|selon|serait|sera|supplémentaires?|de plus|auparavant|déjà|investis|engagés|mobilisés|versés|débloqués|apportés"
    r"|destinés|alloués|consacrés|issus|empruntés|prêtés)\b))"
)


def _bare(match: re.Match[str], lower: str, language: str, earlier: Sequence[Money]) -> Money | None:
    """`5,7 milliards lors de la présentation`: milliards of nothing else are of the currency of the sum before."""
    if language != "fr" or not earlier or match["number"] is None or match["before"] or match["after"]:
        return None
    magnitude = " ".join((match["magnitude"] or "").split())
    if magnitude not in {"milliard", "milliards", "mds"} or match.start() - earlier[-1].end > _BARE_REACH:
        return None
    if not _BARE_END.match(lower, match.end()):
        return None
    amount = number_of(match["number"], language) * _magnitudes(language)[magnitude]
    return _sum(match, lower, amount, None, earlier[-1].currency, language)


_LOW_END = re.compile(
    rf"(?:\bentre|\bbetween|\btừ)\s(?P<low>{_NUMBER})\s(?:(?P<magnitude>[^\W\d_]+)\s)?(?:et|and|đến)\s$"
)


def _from_low_end(money: Money, lower: str, language: str) -> Money:
    """`entre 30 et 50 milliards d'euros`: the sum with both its ends."""
    ahead = _LOW_END.search(lower, max(0, money.start - 36), money.start) if money.high is None else None
    own = re.match(rf"\D{{0,4}}({_NUMBER})", lower[money.start : money.end])
    if ahead is None or own is None or language in _EAST:
        return money
    factor = money.amount / (number_of(own[1], language) or 1.0)
    factor = _magnitudes(language).get(ahead["magnitude"] or "", factor)
    low = number_of(ahead["low"], language) * factor
    if not 0 < low < money.amount:
        return money
    return replace(money, start=ahead.start(), amount=round(low, 2), high=money.amount)


_GOES_ON = re.compile(
    r"\s?(?:[),;:]|\.(?!\d)|$|\s(?:and|or|for|by|to|from|against|et|ou|pour|lors|sous|contre|alors|dès|au départ|initialement|prévus?|và|cho|dành|từ|do|trong|so)\b)"
)
_INHERIT_REACH = 240


def _part(match: re.Match[str], lower: str, language: str, earlier: Sequence[Money]) -> Money | None:
    """A magnitude without a currency, in that of the sum before it: `of which 62 million`, `parlaient de 5,7 milliards lors`.

    The second form needs a place where a noun cannot follow, and all sums before it in one currency.
    """
    if not earlier or match["number"] is None or not match["magnitude"] or match["before"] or match["after"]:
        return None
    gap = lower[earlier[-1].end : match.start()]
    words = "|".join(word_file("money")["parts"])
    is_part = (
        len(gap) <= _PART_REACH
        and not re.search(r"[.;\n]\s", gap)
        and re.search(rf"\b(?:{words})\s(?:\S+\s){{0,2}}$", gap)
    )
    goes_on = (
        len(gap) <= _INHERIT_REACH
        and len({money.currency for money in earlier if money.same_as is None}) == 1
        and _GOES_ON.match(lower, match.end())
    )
    if not is_part and not goes_on:
        return None
    factor = _magnitudes("en" if language in _EAST else language)[" ".join(match["magnitude"].split())]
    return _sum(match, lower, number_of(match["number"], language) * factor, None, earlier[-1].currency, language)


def _shared_out(money: Money, lower: str, language: str) -> list[Money]:
    """`34 and 22 million euros respectively`: the first of the two, in the magnitude and currency of the second."""
    ahead = _FIRST_OF_TWO.search(lower, max(0, money.start - 24), money.start)
    if ahead is None or money.high is not None:
        return []
    around = lower[max(0, ahead.start() - 40) : money.end + 40]
    if not any(word in around for word in word_file("money")["respectively"]):
        return []
    own = re.match(rf"\D{{0,4}}({_NUMBER})", lower[money.start : money.end])
    if own is None or not (number := number_of(own[1], language)):
        return []
    first = number_of(ahead[1], language) * money.amount / number
    return [Money(ahead.start(1), ahead.end(1), round(first, 2), None, None, money.currency)]


def _called_alike(found: list[Money], lower: str, language: str) -> list[Money]:
    """Sums in a currency that goes by a word of several countries, in that of the one the text names."""
    codes = {money.currency: _by_country(money.currency, lower) for money in found}
    found = [replace(money, currency=codes[money.currency]) for money in found]
    if language != "fr" or not any(word in lower for word in word_file("money")["canadian_dollar"]):
        return found
    own = [money.currency == "USD" and lower[money.start : money.end].endswith("$") for money in found]
    return [replace(money, currency="CAD") if signed else money for money, signed in zip(found, own, strict=True)]


def _by_country(currency: str, lower: str) -> str:
    others = word_file("money")["shared"].get(currency, {})
    counts = {code: sum(lower.count(word) for word in words) for code, words in others.items()}
    best = max(counts, key=lambda code: counts[code], default=currency)
    return best if counts.get(best) else currency


def _beside(money: Money, earlier: list[Money], clean: str) -> Money:
    if not earlier or not _EQUAL_GAP.match(clean[earlier[-1].end : money.start]):
        return money
    if earlier[-1].currency == money.currency:
        return money
    return Money(money.start, money.end, money.amount, money.high, money.qualifier, money.currency, len(earlier) - 1)


def _west(match: re.Match[str], lower: str, language: str) -> Money | None:
    if match["stuck"]:
        factor, code = word_file("money")["stuck"][language][match["stuck"]]
        return _sum(match, lower, number_of(match["number"], language) * factor, None, code, language)
    currency = _currency(match["before"] or match["after"] or "")
    if currency is None or match["number"] is None:
        return None
    magnitudes = _magnitudes("en" if language in _EAST else language)
    magnitude = magnitudes.get(" ".join((match["magnitude"] or "").split()), 1.0)
    amount, high = number_of(match["number"], language) * magnitude, None
    if match["to"]:
        first = match["magnitude_low"]
        high = number_of(match["to"], language) * magnitude
        if first:
            amount = number_of(match["number"], language) * magnitudes[" ".join(first.split())]
        if high < amount:
            high = None
    if amount < 1_000 and not match["magnitude"]:
        return None  # a price, not a commitment
    return _sum(match, lower, amount, high, currency, language)


def _east(match: re.Match[str], lower: str, language: str) -> Money | None:
    currency = _currency(match["ahead"] or match["unit"] or match["before"] or "")
    if currency is None and language == "ko" and match["unit"] == "" and re.search("[조억]", match["chain"]):
        currency = "KRW"  # headlines leave the won out: 450조 투자
    amount = chain_of(match["chain"], language)
    if currency is None or amount is None or amount < 10_000:
        return None
    low = match["low"]
    if not low:
        return _sum(match, lower, amount, None, currency, language)
    last_magnitude = re.sub(r"[\d.,\s]", "", match["chain"]) or ""
    first = chain_of(low + ("" if re.search(r"\D$", low) else last_magnitude), language)
    if first is None or first > amount:
        return None
    return _sum(match, lower, first, amount, currency, language)


def _sum(match: re.Match[str], lower: str, amount: float, high: float | None, currency: str, language: str) -> Money:
    start, end = match.span()
    before, behind = _qualifiers(language)
    qualifier, reach = ("more_than" if match["more"] else None), start
    ahead = before.search(lower, max(0, start - 22), start)
    if ahead and high is None:
        qualifier, reach = _qualifier_names("before")[ahead[1]], ahead.start(1)
    after = behind.match(lower, end)
    if qualifier is None and after:
        qualifier, end = _qualifier_names("after")[after[1]], after.end(1)
    return Money(reach, end, round(amount, 2), high if high is None else round(high, 2), qualifier, currency)


def number_of(text: str, language: str) -> float:
    """`11,6` is 11.6 in French and Vietnamese; `1,200` is 1200 elsewhere; a group of three decides otherwise."""
    digits = text.replace(" ", "").replace("'", "")
    points, commas = digits.count("."), digits.count(",")
    if points and commas:
        decimal = max(digits.rfind("."), digits.rfind(","))
        return float(re.sub(r"[.,]", "", digits[:decimal]) + "." + digits[decimal + 1 :])
    mark = "," if commas else "."
    if not (points or commas):
        return float(digits)
    grouping = "." if language in {"vi", "fr"} else ","
    grouped = re.fullmatch(r"[1-9]\d{0,2}(?:[.,]\d{3})+", digits) is not None
    if grouped and (mark == grouping or digits.count(mark) > 1):
        return float(digits.replace(mark, ""))
    return float(digits.replace(mark, "."))


_PIECE = re.compile(r"(\d[\d,]*(?:\.\d+)?)?\s*(万亿|萬億|百万|百萬|백만|조|억|만|천|兆|億|亿|万|萬|千)?")
_SMALL = {"천": 1e3, "千": 1e3, "백만": 1e6, "百万": 1e6, "百萬": 1e6}


def chain_of(text: str, language: str) -> float | None:
    """`1조 2천억` is 1.2e12, `1兆9000億` is 1.9e12; None where no digit stands in it."""
    factors = _eastern_magnitudes() | _magnitudes(language)
    total, section, seen = 0.0, 0.0, False
    for match in _PIECE.finditer(text):
        digits, word = match[1], match[2]
        if not digits and not word:
            continue
        number = number_of(digits, "ko") if digits else None
        seen = seen or digits is not None
        if word is None:
            section += number or 0.0
        elif word in _SMALL:
            section += (1.0 if number is None else number) * _SMALL[word]
        else:
            section += number or 0.0
            total += (section or 1.0) * factors[word]
            section = 0.0
    return total + section if seen else None


@cache
def _magnitudes(language: str) -> dict[str, float]:
    return dict(word_file("money")["magnitudes"][language])


@cache
def _eastern_magnitudes() -> dict[str, float]:
    """Those of all three: a Korean text may quote a Japanese sum."""
    return {word: factor for language in sorted(_EAST) for word, factor in _magnitudes(language).items()}


@cache
def _currency_words() -> dict[str, str]:
    return {word: code for code, words in word_file("money")["currencies"].items() for word in words}


def _currency(text: str) -> str | None:
    return _currency_words().get(" ".join(text.replace("d'", "").split()))


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted((re.escape(word).replace(r"\ ", r"\s") for word in words), key=len, reverse=True))


@cache
def _grammar(language: str) -> re.Pattern[str]:
    """One pattern per language: `chain`, `low`, `unit` for the East; number, magnitude, `before`, `after` elsewhere."""
    words = _currency_words()
    signs = _either(word for word in words if word.isascii() or word in _SIGNS if len(word) <= 4 or word.endswith("$"))
    spaced = _either(word for word in words if word[0] < "\u1100" or word in _SIGNS)
    unspaced = _either(word for word in words if word[0] >= "\u1100" and word not in _SIGNS)
    letters = {re.escape(word[0]) for word in words if language in _EAST or word.isascii() or word in _SIGNS}
    first = f"(?=[0-9{''.join(sorted(letters))}])"  # at any other place nothing is tried
    plain = _either(_magnitudes(language if language not in _EAST else "en"))
    west = (
        rf"(?:(?<![^\W\d_])(?P<before>{signs})\s?)?(?P<number>{_NUMBER})"
        rf"(?:(?:[\s-]?(?P<magnitude_low>{plain})(?![^\W\d_]))?{_RANGE}(?:{signs})?(?P<to>{_NUMBER}))?"
        rf"(?:[\s-]?(?P<magnitude>{plain})(?![A-Za-z\d\u00c0-\u1eff]))?"
        rf"(?:[\s-]?(?:d'|de\s|d\s|of\s)?(?P<after>{spaced})(?![^\W_]))?"
    )
    stuck = _either(word_file("money")["stuck"].get(language, ()))
    west += rf"(?:\s?(?P<stuck>{stuck})(?![^\W_]))?" if stuck else r"(?P<stuck>(?!))?"
    if language not in _EAST:
        return re.compile(rf"{first}(?<![\d.,]){west}" + r"(?P<chain>(?!))?(?P<more>(?!))?")
    piece = r"(?:\d{1,3}(?:,\d{3}){1,5}|\d{1,16})(?:\.\d{1,6})?"
    big = r"(?:万亿|萬億|百万|百萬|백만|조|억|만|천|兆|億|亿|万|萬|千)"
    bare = (
        r"|(?=\s?(?:국내\s)?(?:투자|들여|유치|출자|증자|투입|지원|수주|푼다|쏟|규모\s?투자))"
        if language == "ko"
        else ""
    )
    vague = r"(?:\s?(?P<more>여|余|餘|多))?"
    chain = rf"{piece}\s?{big}{{0,3}}(?:\s?{piece}\s?{big}{{1,3}}){{0,4}}"
    east = (
        rf"(?:(?P<ahead>{unspaced})\s?)?(?:(?P<low>{piece}{big}{{0,3}}){_RANGE})?(?P<chain>{chain}){vague}\s?"
        rf"(?P<unit>{unspaced}|(?:{spaced})(?![^\W\d_a-z]){bare})"
    )
    east = east.replace("(?![^\\W\\d_a-z])", "")
    return re.compile(rf"{first}(?<![\d.,])(?:{east}|{west})")


@cache
def _qualifiers(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    listed = word_file("money")["qualifiers"]
    before = _either(word for words in listed["before"].values() for word in words)
    after = _either(word for words in listed["after"].values() for word in words)
    bound = "" if language in {"ja", "zh"} else r"(?<![^\W\d_])"
    return re.compile(rf"{bound}({before})\s{{0,2}}$"), re.compile(rf"\s?({after})(?![a-z])")


@cache
def _qualifier_names(side: str) -> dict[str, str]:
    return {word: name for name, words in word_file("money")["qualifiers"][side].items() for word in words}
