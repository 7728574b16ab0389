"""Which countries, areas and known organizations does a text name?

Names come from the standard's list of countries, from words for nations (adjectives, short forms, capitals), and from
the entries a caller hands in: there is no list of firms here. Names are matched case-sensitively on NFC text, as whole
words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache, cached_property

from headwater.reading.lexicon import LANGUAGES, Phrases, word_file
from headwater.standard.csv_files import code_rows, split_list


@dataclass(frozen=True, slots=True)
class Entry:
    """A known organization: identity, name to record, all its names, kind of the standard, home country as alpha-2."""

    identity: str
    name: str
    names: tuple[str, ...]
    kind: str
    country: str | None


@dataclass(frozen=True, slots=True)
class Named:
    """A nation or a known organization by its place. `role` is name, adjective, capital, body, leader, short or organization."""

    start: int
    end: int
    role: str
    country: str | None
    entry: Entry | None = None


@dataclass(frozen=True)
class Gazetteer:
    """Known organizations; `Gazetteer()` knows none, and everything then comes from rules."""

    entries: tuple[Entry, ...] = field(default=())

    @cached_property
    def phrases(self) -> Phrases:
        """All names of all entries."""
        found = []
        written = {name for entry in self.entries for name in (entry.name, *entry.names)}
        for number, entry in enumerate(self.entries):
            names = dict.fromkeys((entry.name, *entry.names))
            capitalised = [made for name in names if (made := _capitalised(name)) not in written]
            found += [(name, str(number)) for name in (*names, *capitalised) if len(name) > 1]
        return Phrases(found)


def _capitalised(name: str) -> str:
    """`SK Hynix` for `SK hynix`, `Gotion High-Tech` for `Gotion High-tech`: how the press writes a name of several words."""
    return re.sub(r"(?<=[ -])[a-z](?=[a-z]{3})", lambda letter: letter[0].upper(), name)


def named(clean: str, language: str, gazetteer: Gazetteer) -> list[Named]:
    """Nations and known organizations of a text, in order; an organization's name wins over a nation inside it."""
    known = [
        Named(hit.start, hit.end, "organization", entry.country, entry)
        for hit in gazetteer.phrases.find(clean)
        if (entry := gazetteer.entries[int(hit.meanings[0])]) and (len(entry.name) > 2 or clean[hit.start].isupper())
    ]
    known = [each for each in known if not (language == "ko" and _is_part_of_a_word(clean, each))]
    taken = [(each.start, each.end) for each in known]
    nations = []
    for hit in _nations(language).find(clean):
        if any(start <= hit.start and hit.end <= end for start, end in taken):
            continue
        role, country = hit.meanings[0].split(":")
        if language == "vi" and not _is_nation_in_vietnamese(clean, hit.start, hit.end):
            continue
        if language in _RUNS_ON and _is_inside_a_word(clean, hit.start, hit.end, _RUNS_ON[language]):
            continue
        nations.append(Named(hit.start, hit.end, role, country))
    nations = _apart(nations, clean, language)
    nations += _pairs(clean, language)
    if language == "zh":
        nations += [
            Named(match.start(), match.end(), "short", sign)
            for match in _AIMED_AT_SIGN.finditer(clean)
            if (sign := short_form(match[0], language))
        ]
    homes = {each.end: each.country for each in nations}
    known = [each for each in known if homes.get(each.start, each.country) == each.country or each.country is None]
    return sorted({(each.start, each.end): each for each in (*nations, *known)}.values(), key=lambda each: each.start)


@cache
def alpha2() -> dict[str, str]:
    """Alpha-2 by alpha-3; areas by their own code (`EU`)."""
    return {row["alpha3"]: row["alpha2"] for row in code_rows("countries")} | {"EU": "EU"}


def english_name(country: str) -> str:
    """The name a record carries for a nation."""
    return _english_names().get(country, country)


@cache
def _english_names() -> dict[str, str]:
    return {row["alpha2"]: row["name_en"] for row in code_rows("countries")} | {"EU": "European Union"}


@cache
def _nations(language: str) -> Phrases:
    found: list[tuple[str, str]] = []
    rows = [(row["alpha2"], row) for row in code_rows("countries")]
    rows += [(row["area"], row) for row in code_rows("areas")]
    parties = {row["alpha2"] for row in code_rows("countries")} | {"EU"}
    for code, row in rows:
        role = "name" if code in parties else "area"
        found += [(name, f"{role}:{code}") for name in _names_in(row, language)]
    for alpha3, words in word_file("nations").items():
        code = alpha2()[alpha3]
        if language in {"en", "fr"}:
            found += [(word, f"adjective:{code}") for word in words[language]]
        found += [(word, f"capital:{code}") for word in words["capital"]]
        found += [(word, f"body:{code}") for word in words.get("bodies", ())]
        if language in {"en", "fr", "vi"}:
            found += [(word, f"leader:{code}") for word in words.get("leaders", ())]
    return Phrases(found)


def _names_in(row: dict[str, str], language: str) -> Iterable[str]:
    yield from (name for code in dict.fromkeys((language, "en")) if (name := row[f"name_{code}"]))
    for alias in split_list(row["aliases"]):
        tongue, _, name = alias.partition(":")
        if tongue not in LANGUAGES:
            name = alias
        elif tongue != language:
            continue
        if len(name) > 1 and "," not in name and " (" not in name:
            yield name


_OF_BOTH_CONGOS = frozenset(
    ["congo", "congolese", "congolais", "congolaise", "congolaises", "콩고", "コンゴ", "刚果", "剛果"]
)


def _apart(nations: list[Named], clean: str, language: str) -> list[Named]:
    """Which Congo `Congo` is: the one the article also names in full, else the press's, who write the larger one so.

    Lists of statistics mean the smaller one by the bare name, and so does the standard's list; French news does too.
    """
    bare = {each for each in nations if clean[each.start : each.end].lower() in _OF_BOTH_CONGOS}
    if not bare:
        return nations
    told = {each.country for each in nations if each not in bare} & {"CD", "CG"}
    usual = "CG" if language == "fr" else "CD"
    country = told.pop() if len(told) == 1 else usual
    return [replace(each, country=country) if each in bare else each for each in nations]


_RUNS_ON = {"ja": re.compile("[ァ-ヶー]"), "ko": re.compile("[가-힣]")}
_AMBIGUOUS = re.compile(
    r"(?:수단|이란|오만|가나)(?!\s?(?:정부|대통령|외교부|중앙은행|에서|산\s|의\s))|조선(?!민주주의)|조지아주"
)


_AIMED_AT_SIGN = re.compile(
    "(?<=[对對])[美日韩韓欧歐俄台印英](?=出口|关税|關稅|加征|加徵|实施|實施|投资|投資|贸易|貿易|芯片|晶片|半导体|半導體|技术|技術|产品|產品)"
)


_HANGUL_SHORT = re.compile("[가-힣]{1,2}")
_GOES_ON = re.compile("(?:은|는|이|가|을|를|과|와|의|에|도|로|측|만|및|보다|부터|까지|에서|에게|인|라는|그룹|코리아)")


def _is_part_of_a_word(clean: str, known: Named) -> bool:
    """Whether a name of two letters is only how a longer word begins: 메타 in 메타플랜트."""
    name, behind = clean[known.start : known.end], clean[known.end : known.end + 1]
    if _HANGUL_SHORT.fullmatch(name) is None or not "가" <= behind <= "힣":
        return False
    return _GOES_ON.match(clean, known.end) is None


def _is_inside_a_word(clean: str, start: int, end: int, letter: re.Pattern[str]) -> bool:
    """Whether a name runs on into a longer word of its script: マリ in サマリウム; what stands before counts in Korean."""
    before = bool(letter.match(clean[start])) and bool(letter.match(clean[start - 1 : start]))
    if letter is _RUNS_ON["ko"]:
        return before or _AMBIGUOUS.match(clean, start) is not None
    return before or (bool(letter.match(clean[end - 1])) and bool(letter.match(clean[end : end + 1])))


_BEFORE = re.compile(r"([A-ZĐ][^\W\d_]*)\s$")
_MISTAKEN = re.compile(
    r"\s(?:phẩm|kiến|luật|tưởng|nghĩa|thuật|ấy|em|hùng|chị|lý|tính|trai|cả|vàng|quan|Bình|Nguyên|Sơn)\b"
)


def _is_nation_in_vietnamese(clean: str, start: int, end: int) -> bool:
    """Whether a short name such as Đức, Anh or Mỹ is the nation, and not a person's name or another word."""
    if end - start > 4 or " " in clean[start:end] or not clean[start:end].isalpha():
        return True
    before = _BEFORE.search(clean, max(0, start - 12), start)
    return not _MISTAKEN.match(clean, end) and (before is None or before[1] in {"Bộ", "Trắng", "TP", "Hội"})


@cache
def _short_forms(language: str) -> tuple[re.Pattern[str], dict[str, str]]:
    forms = {
        form: alpha2()[alpha3] for alpha3, words in word_file("nations").items() for form in words.get(language, ())
    }
    either = "|".join(sorted(map(re.escape, forms), key=len, reverse=True)) or r"(?!)"
    if language == "vi":
        names = r"Nhật Bản|Việt Nam|Hàn Quốc|Trung Quốc|Ấn Độ"
        pattern = rf"(?<![\w-])(?:{either}|{names})(?:\s?[-–]\s?(?:{either}|{names}))+(?![\w])"
    elif language == "ko":
        pattern = rf"(?<![가-힣])(?:{either})(?:\s?[-·‧ㆍ]\s?(?:{either}|[가-힣]{{2,8}}(?=\s)))+|(?<![가-힣])(?!중인|미인|한인|일인|독일|중미|인한|인영)(?:{either}){{2,3}}(?=\s|정상|양국|관계|협력|통상|무역|동맹|간)"
    else:
        pattern = rf"(?<![一-龯])(?:{either}){{2,3}}(?=両|两|兩|間|间|首|関|関係|关|關|の|政|は|が|、|貿|贸|協|协|合|領|领|高|三|双|雙|同|签署|簽署|举行|舉行|达成|達成|签订|簽訂|自贸|自由|外长|外長|经贸|經貿|科技|擬|拟|启动|啟動|宣布|宣佈)"
    return re.compile(pattern), forms


def short_form(sign: str, language: str) -> str | None:
    """The nation of a sign such as 米 in 米政府; None where it stands for none."""
    return _short_forms(language)[1].get(sign) if language in {"ja", "zh", "ko"} else None


def _pairs(clean: str, language: str) -> list[Named]:
    """Nations in pairs: Hàn-Mỹ, 한-몽골, 日米, each by the place of its own sign."""
    if language in {"en", "fr"}:
        return []
    pattern, forms = _short_forms(language)
    found = []
    for match in pattern.finditer(clean):
        either = re.compile("|".join(sorted(map(re.escape, forms), key=len, reverse=True)))
        step = r"[-–·‧ㆍ]" if re.search(r"[-–·‧ㆍ]", match[0]) else ""
        at = match.start()
        for part in re.split(step, match[0]) if step else either.findall(match[0]):
            code = forms.get(part.strip())
            if code:
                offset = clean.index(part.strip(), at)
                found.append(Named(offset, offset + len(part.strip()), "short", code))
                at = offset + 1
    return found
