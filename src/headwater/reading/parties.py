"""Who is named: nations, their public bodies and leaders, firms and associations, each at its place.

A nation and the body or leader beside it are one party (`Bộ Thương mại Mỹ`, `le gouvernement vietnamien`, `경제산업부`). A
ministry named without a nation is that of the country whose language the article is in, where a language has one
country; elsewhere its nation stays unsaid. People count for the nation they lead, once the article has said which.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from headwater.reading.bodies import body_patterns, within_lines
from headwater.reading.firm_signs import Firm
from headwater.reading.firms import firms
from headwater.reading.lexicon import UNSPACED, Hit, organization_words, word_file
from headwater.reading.names import Gazetteer, Named, alpha2, english_name, named, short_form
from headwater.reading.searching import Worded

HOME_OF_LANGUAGE: dict[str, str] = {"ko": "KR", "ja": "JP", "vi": "VN"}
PUBLIC_KINDS = frozenset({"public-body", "government", "ministry", "agency"})

_UP = "A-ZÀ-ÖØ-ÞĐĂƠƯ"
_WORD = rf"[{_UP}][^\W\d_]*(?:-[^\W\d_]+)?"


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody at a place of the clean text. `kind` is nation, public, organization; `role` how a nation is named."""

    start: int
    end: int
    kind: str
    name: str
    country: str | None
    identity: str | None = None
    role: str = "name"


def mentions(
    clean: str,
    language: str,
    hits: Sequence[Hit],
    things: Sequence[tuple[int, int]],
    gazetteer: Gazetteer,
) -> list[Mention]:
    """Everybody named in a text, in order, none inside another."""
    nations = named(clean, language, gazetteer)
    found = [_of_named(each, clean) for each in nations]
    found += _bodies(clean, language, nations)
    found += _leaders(clean, language, hits, nations)
    if language == "ko":
        found += _korean_states(clean, nations)
    if language == "fr":
        found += _french_institutions(clean)
    if language == "vi":
        found += _vietnamese_organizations(clean, nations)
        found += _vietnamese_leaders(clean)
    found = _whole_names(found, clean, language)
    found += _called_by_nation(clean, language, nations)
    taken = [(each.start, each.end) for each in found if not _ends_a_name(each, clean)]
    bodies = {each.end for each in found if each.kind == "public"}
    known = [(each.start, each.end) for each in found if each.kind == "organization"]
    led = {word for each in found if each.role == "leader" for word in each.name.split()}
    read = firms(clean, language, hits, taken, things, bodies, known)
    read = [firm for firm in read if not set(firm.name.split()) <= led]
    found += [_of_firm(_with_nation_before(firm, clean, language, nations), clean, language, nations) for firm in read]
    kept = _by_first_word(_by_their_short_names(_outermost(found), clean))
    kept = _one_name_each(kept, clean) if language in UNSPACED else kept
    return sorted((*kept, *_people_again(clean, kept)), key=lambda each: each.start)


_NAME_BEFORE = re.compile(rf"{_WORD}\s$")


def _ends_a_name(mention: Mention, clean: str) -> bool:
    """Whether an area is the last part of a longer name: `Traxys North America`."""
    return mention.kind == "area" and _NAME_BEFORE.search(clean, max(0, mention.start - 24), mention.start) is not None


_NEXT_WORD = re.compile(rf" ({_WORD}(?:&{_WORD})?)(?![\w-])")
_FIRST_WORD = re.compile(rf"({_WORD}) $")
_LONGEST_SIGN = 4


def _whole_names(found: list[Mention], clean: str, language: str) -> list[Mention]:
    """Known organizations whose name is only a piece of a longer one, made that one: `GE Vernova` is not `GE`."""
    if language not in {"vi", "fr", "en"}:
        return found
    words = organization_words("inside")
    whole = []
    for each in found:
        if each.identity is None or each.kind != "organization":
            whole.append(each)
            continue
        ahead, behind = (
            _FIRST_WORD.search(clean, max(0, each.start - 24), each.start),
            _NEXT_WORD.match(clean, each.end),
        )
        start, end = each.start, each.end
        short = each.end - each.start <= _LONGEST_SIGN and clean[start:end].isupper()
        if behind and (behind[1] in words or "&" in behind[1] or (short and not _titled(clean, each.start))):
            end = behind.end()
        if short and ahead and not _SYLLABLE.fullmatch(ahead[1].lower()) and ahead[1] not in _plain_heads():
            start = ahead.start()
        same = (start, end) == (each.start, each.end)
        whole.append(each if same else Mention(start, end, "organization", clean[start:end], None))
    return whole


_SHORT_IN_BRACKETS = re.compile(r"\s\(([A-ZĐ][\w&-]+(?: [A-Z][\w&-]+)?)\)$")


def _by_their_short_names(found: list[Mention], clean: str) -> list[Mention]:
    """Organizations and bodies wherever their short form stands that stood in brackets behind their name, with that name."""
    longs = {
        short[1]: each
        for each in found
        if each.kind in {"organization", "public"}
        and each.identity is None
        and (short := _SHORT_IN_BRACKETS.search(each.name))
    }
    if not longs:
        return found
    named = [
        replace(each, name=longs[each.name].name, country=longs[each.name].country or each.country)
        if each.kind == "organization" and each.identity is None and each.name in longs
        else each
        for each in found
    ]
    again = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longs))})(?![\w-])")
    for match in again.finditer(clean):
        if not any(each.start < match.end() and each.end > match.start() for each in found):
            long = longs[match[0]]
            named.append(replace(long, start=match.start(), end=match.end()))
    return named


def _titled(clean: str, start: int) -> bool:
    """Whether a title stands before a firm: then the name behind it is a person's."""
    return _TITLE_BEFORE.search(clean, max(0, start - 24), start) is not None


_TITLE_BEFORE = re.compile(
    r"(?:CEO|PDG|[Cc]hủ tịch|[Gg]iám đốc|điều hành|[Pp]résident|[Dd]irecteur|[Pp]atron|chez|de)\s$"
)


@cache
def _plain_heads() -> frozenset[str]:
    """Capitalised words before a name that are none of its own: they open sentences, or say what it is."""
    return organization_words("openers") | organization_words("firms_vi") | organization_words("not_firms")


def _of_named(each: Named, clean: str) -> Mention:
    text = clean[each.start : each.end]
    if each.entry is not None:
        kind = "public" if each.entry.kind in PUBLIC_KINDS else "organization"
        return Mention(each.start, each.end, kind, each.entry.name, each.country, each.entry.identity)
    if each.role in {"body", "leader"}:
        role = "leader" if each.role == "leader" else "name"
        return Mention(each.start, each.end, "public", text, each.country, None, role)
    if each.role == "area":
        return Mention(each.start, each.end, "area", text, None)
    return Mention(each.start, each.end, "nation", english_name(each.country or ""), each.country, None, each.role)


_VIETNAMESE_VERBS = (
    "và|của|cho|đã|sẽ|cũng|ngày|hôm|này|là|ký|đang|tại|có|với|ở|nhất|thống|cam|dự|rót|chi|đầu|tuyên|bắt|vừa|được|mua"
    "|bán|tạm|rút|xây|mở|khởi|tăng|giảm|giao|nhận|trao|đạt|hợp|muốn|định|lên|phải|hủy|huỷ|bác|phủ|từ|vào|trong|đề|cùng"
    "|đưa|góp|bơm|thâu"
)  # how a verb or another clause begins behind a name: no part of it


@cache
def _vietnamese_pattern() -> re.Pattern[str]:
    heads = "|".join(
        sorted(organization_words("associations_vi") | organization_words("firms_vi"), key=len, reverse=True)
    )
    small = rf"(?!(?:{_VIETNAMESE_VERBS})\b)[a-zà-ỹđ]+"
    unit = rf"[{_UP}][^\W\d_]*(?:\s{small})"
    proper = rf"[{_UP}][\w&]*"
    legal = r"(?:\s(?:TNHH|CP|MTV|TMCP|[Cc]ổ phần|[Ll]iên doanh))+"
    firm = r"(?:Công ty|công ty|Tổng công ty|tổng công ty|Ngân hàng|Tập đoàn|tập đoàn|Quỹ|Hãng|Liên danh|liên danh)"
    trades = "|".join(sorted(organization_words("trades_vi"), key=len, reverse=True))
    trade = rf"(?:{trades})(?![\w])(?:(?:,\s|\svà\s|\s-\s|\s)(?:{trades})(?![\w]))*"
    own = rf"(?!(?:Chủ tịch|Giám đốc|Tổng |Phó |Bộ |Thủ tướng|Ông |Bà |Công ty|Tập đoàn|Ngân hàng)){proper}(?:[-.]{proper})*"
    pattern = re.compile(
        rf"\b{firm}(?:{legal})?\s(?:{own}\s){{0,2}}{trade}(?:\s(?:{own}|{trade}|châu\s{own}|quốc\sgia|quốc\stế)){{0,6}}(?:\s\([A-Z][\w&-]+(?: [A-Z][\w&-]+)?\))?"
        rf"|\b(?:{heads})\s(?:{trade}|{unit})(?:(?:\s|\svà\s|,\s)(?!(?:{heads})\b)(?:{trade}|{unit})|\s[{_UP}][^\W\d_]*|\scao\scấp){{0,6}}(?:\s\([A-Z][\w&-]+\))?"
        rf"|\b{firm}(?:{legal}\s{proper}(?:[\s-]{proper}){{0,5}}|\s{proper}(?:[\s-]{proper}){{0,4}}\s(?:Việt Nam|Vina))"
    )
    return within_lines(pattern)


_FRENCH_INSTITUTION = Worded(
    re.compile(
        r"\b(?:Banque|Société|Compagnie|Fonds|Régie|Entreprise|Fédération|Association|Union|Institut|Centre|Groupement|Office)\s(?:[A-ZÀ-Ý]?[a-zà-ÿ'’-]+\s){1,9}\([A-Z][A-Za-z&-]+\)"
        r"|\bBanque (?:mondiale|(?:européenne|africaine|asiatique|islamique|interaméricaine|nationale|publique|arabe|ouest-africaine)(?:\s(?:d['’]|de\s|du\s|pour\s|la\s|le\s|et\s|des\s)*[a-zà-ÿ'’-]+){1,6}?(?=[,.;)]|\s(?:a|ont|et|va|pour|dans|avec|de)\s|$))"
        r"|\b(?:Société financière internationale|Fonds monétaire international|Caisse des dépôts(?: et consignations)?|Agence française de développement)(?:\s\([A-Z][A-Za-z&-]+\))?"
    ),
    (
        "Banque",
        "Société",
        "Compagnie",
        "Fonds",
        "Régie",
        "Entreprise",
        "Fédération",
        "Association",
        "Union",
        "Institut",
        "Centre",
        "Groupement",
        "Office",
        "Caisse",
        "Agence",
    ),
)


def _french_institutions(clean: str) -> list[Mention]:
    """Banks, societies and funds called in French words, most of them with a short form in brackets."""
    return [Mention(*match.span(), "organization", match[0], None) for match in _FRENCH_INSTITUTION.finditer(clean)]


_OF_MANY_NATIONS = re.compile(r"châu (?:Á|Âu|Phi|Mỹ)|[Tt]hế giới|[Qq]uốc tế|Liên hợp quốc")


def _vietnamese_organizations(clean: str, nations: Sequence[Named]) -> list[Mention]:
    """Associations, groups and banks called in Vietnamese words, the nation in or behind the name."""
    found = []
    for match in _vietnamese_pattern().finditer(clean):
        if any(each.entry is not None and match.start() <= each.start < match.end() for each in nations):
            continue
        inside = [each for each in nations if match.start() <= each.start < match.end() + 2 and each.entry is None]
        end = max((match.end(), *(each.end for each in inside)))
        own = all(_SYLLABLE.fullmatch(word.lower()) for word in re.findall(r"[^\W\d_]+", match[0]))
        own = own and not _OF_MANY_NATIONS.search(match[0])
        beside = next((each for each in nations if end < each.start <= end + 2 and clean[each.start - 1] == "("), None)
        country = inside[-1].country if inside else ("VN" if own else None)
        country = beside.country if beside else country
        found.append(Mention(match.start(), end, "organization", clean[match.start() : end], country))
    return found


def _told_country(clean: str, language: str, place: tuple[int, int], name: str, nations: Sequence[Named]) -> str | None:
    """Whose a body is that has no nation beside it: of `this country`, of the nation before `its`, of a sign before it."""
    start, end = place
    if language == "ko" and (written := _SIGN_BEFORE.search(clean, max(0, start - 3), start)):
        return short_form(written[1], "ko") or short_form(written[1], "ja")  # 미 내무부
    before = [each for each in nations if each.end <= start]
    if language == "fr" and (name == "Québec" or _AMERICAN_DEPARTMENT.match(name)):
        return "CA" if name == "Québec" else "US"
    if _OWN_MINISTER.search(clean, max(0, start - 8), start):
        return next((each.country for each in reversed(before) if _may_lead(each)), None)
    if language == "ja" and len(name) > 3 and (sign := short_form(name[0], language)):
        return sign  # 米商務省
    if _OF_THAT_NATION.match(clean, end):
        return before[-1].country if before else None
    if name.startswith("Văn phòng"):
        return next((each.country for each in nations if 0 <= each.start - end <= 60), None)
    if language == "vi" and name.lower() in GENERIC_BODIES:
        near = [each for each in before if start - each.end <= _NATION_NEAR and _may_lead(each)]
        return near[-1].country if near and "\n" not in clean[near[-1].end : start] else None
    return None


_AMERICAN_DEPARTMENT = re.compile(
    r"(?:[Ll]e )?[Dd]épartement (?:du Commerce|du Trésor|d'[ÉE]tat|de l'[ÉE]nergie|de la Défense|de la Justice|de l'Intérieur)$"
)
_NATION_NEAR = 90


def _bodies(clean: str, language: str, nations: Sequence[Named]) -> list[Mention]:
    found = []
    told: dict[str, str] = {}
    leading, most_named = _clearly_leading(nations, clean), _leading_nation(nations)
    for pattern, words in body_patterns(language):
        for match in pattern.finditer(clean) if any(word in clean for word in words) else ():
            start, end, country = _with_nation(clean, match.start(), match.end(), nations, language)
            if country is None and match[0] == "政府" and (sign := short_form(clean[start - 1 : start], language)):
                start, country = start - 1, sign
            generic = match[0].lower() in GENERIC_BODIES
            country = country or _told_country(clean, language, (start, end), match[0], nations)
            if country is not None:
                told.setdefault(match[0], country)
            elif len(match[0]) > 2 and not generic:
                country = told.get(match[0])  # 미국 에너지부, met again as 에너지부
            abroad = generic or (language == "ja" and _is_no_japanese_ministry(match[0]))
            abroad = abroad or (language == "vi" and _is_no_vietnamese_ministry(match[0]))
            country = country or (None if abroad else _home_of_body(match[0], clean, language))
            country = country or (most_named if abroad else leading)
            if country is None and language == "zh":
                country = "CN" if _SIMPLIFIED.search(clean) else "TW" if _TAIWANESE.search(clean) else None
            end = _without_foreign_tail(clean, start, end) if language == "vi" else end
            end = _with_person(clean, start, end, language)[1]
            role = "leader" if match[0].startswith("Thủ tướng") else "name"
            found.append(Mention(start, end, "public", clean[start:end], country, None, role))
    return found


_SIGN_BEFORE = re.compile(r"(?<![가-힣\d])([미중일러영독불美中日英獨佛])\s?$")
_STATE = re.compile(r"\s(?P<name>[가-힣]{2,7}주)(?=[\s는가와의에로,])")
_NO_STATE = re.compile("(?:발|수|호|미|민|거|자|선|주|건물|대주|투자|관련|지난|다음|이번|매)주$")


def _korean_states(clean: str, nations: Sequence[Named]) -> list[Mention]:
    """States of a federation that stand behind their nation once (`미국 테네시주`), wherever they then act."""
    states: dict[str, str] = {}
    for each in nations:
        match = _STATE.match(clean, each.end) if each.entry is None and each.country else None
        if match and not _NO_STATE.search(match["name"]):
            states[match["name"]] = each.country or ""
    return [
        Mention(match.start(), match.end(), "public", name, country)
        for name, country in states.items()
        for match in re.finditer(rf"{name}(?=[는와가]\s|\s?정부)", clean)
    ]


def _home_of_body(name: str, clean: str, language: str) -> str | None:
    """The country of a body without a nation beside it: its own where that is known, else the language's."""
    if own := homes_of_agencies().get(name.lower()):
        return own
    if language == "zh" and (_SIMPLIFIED.search(clean) or _MAINLAND.search(name)):
        return "CN"
    if language == "zh" and _TAIWANESE.search(clean):
        return "TW"
    return HOME_OF_LANGUAGE.get(language)


@cache
def homes_of_agencies() -> dict[str, str]:
    """Countries of agencies that go by a name of their own abroad: 해관총서, 经济产业省."""
    return {name: country for country, names in word_file("organizations")["abroad"].items() for name in names}


_FOREIGN_TAIL = re.compile(r"(?:,|\svà|\s-)\s(?P<word>[A-Z][\w&.-]*)$")
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?[aăâeêioôơuưyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]{1,3}(?:ch|ng|nh|[cmnpt])?"
)


def _without_foreign_tail(clean: str, start: int, end: int) -> int:
    """Where a Vietnamese body's name ends, if a name that is no Vietnamese syllable runs on behind `và`."""
    tail = _FOREIGN_TAIL.search(clean, start, end)
    if tail and not _SYLLABLE.fullmatch(tail["word"].lower()):
        return tail.start()
    return end


_OWN_MINISTER = re.compile(r"\b(?:[Ss]on|[Ss]a|[Ll]eur|[Ii]ts|[Tt]heir)\s$")


def _is_no_vietnamese_ministry(name: str) -> bool:
    """Whether a Bộ is none that Vietnam has or had."""
    rest = name.removeprefix("Bộ ")
    return rest != name and not any(rest.startswith(own) for own in organization_words("home_vi"))


def _is_no_japanese_ministry(name: str) -> bool:
    """Whether a 省 or 庁 is none that Japan has."""
    return name[-1] in "省庁" and not any(name.endswith(own) for own in organization_words("home_ja"))


_MAINLAND = re.compile("大陸|國務院|商務部|海關總署|發改委")
_SIMPLIFIED = re.compile(
    "[务发国际对这们个为时会经与签亿资产业电将达设车]"
)  # letters that only mainland and Singapore print
_TAIWANESE = re.compile("台灣|臺灣|經濟部|台幣|台積電|桃園|高雄|新竹|台中|台南|台北|新北|上市櫃|國科會|行政院")
_OF_THAT_NATION = re.compile(r"\snước này")
GENERIC_BODIES = frozenset({"chính phủ", "chính quyền", "nhà nước", "government", "the government", "the ministry"})


def _may_lead(each: Named) -> bool:
    """Whether a nation can be whose government or ministry is spoken of: the Union has neither."""
    return each.entry is None and each.role != "area" and each.country != "EU"


def _leading_nation(nations: Sequence[Named]) -> str | None:
    """The nation an article names most, for `the ministry` and `the government`."""
    counts = Counter(each.country for each in nations if _may_lead(each))
    return counts.most_common(1)[0][0] if counts else None


_THERE = re.compile(r"\b(?:to|in|at|from|with|into|visit|au|en|aux?|avec|dans|vers|depuis)\s(?:the\s|la\s|le\s|l')?$")


def _clearly_leading(nations: Sequence[Named], clean: str) -> str | None:
    """The nation an article names most, not as a place, where it names it twice as often as any other."""
    named_so = [each for each in nations if _may_lead(each)]
    acting = [each for each in named_so if not _THERE.search(clean[max(0, each.start - 12) : each.start])]
    counts = Counter(each.country for each in acting).most_common(2)
    if not counts or (len(counts) > 1 and counts[0][1] < 2 * counts[1][1]):
        return None
    return counts[0][0]


def _with_nation(
    clean: str, start: int, end: int, nations: Sequence[Named], language: str
) -> tuple[int, int, str | None]:
    """The body together with the nation in it or beside it, and that nation."""
    known = [each for each in nations if each.start >= start and each.end <= end and each.entry is not None]
    if known and known[0].entry and known[0].entry.kind in PUBLIC_KINDS and known[0].country:
        return start, end, known[0].country
    inside = [each for each in nations if each.start >= start and each.end <= end and each.entry is None]
    if inside:
        first = inside[-1] if language != "en" else inside[0]
        return start, (first.end if language == "vi" else end), first.country
    for each in nations:
        if each.entry is not None:
            continue
        gap = clean[each.end : start]
        if each.end <= start and start - each.end <= 4 and gap in {" ", "'s ", "", "' ", "の", "的", ") "}:
            return each.start, end, each.country
        if (
            language != "zh"
            and each.start >= end
            and each.start - end <= 18
            and re.fullmatch(
                r"\s?(?:và\s\S+\s\S+\s)?(?:of\s(?:the\s)?|của\s|nước\s|du\s|de\sla\s|de\sl'|des\s|de\s|\()?",
                clean[end : each.start],
            )
        ):
            return start, each.end, each.country
    return start, end, None


_NATION_FIRST = re.compile(r"^(?:'s\s|'\s|\s|\sforeign\s|의\s?|の|的)?$")
_LEADER_FIRST = re.compile(
    r"^(?:\s|\sof\s(?:the\s)?|\scủa\s|\sdu\s|\sde\sla\s|\sde\sl'|\sde\s|\sdes\s|\sphía\s|\scấp cao\s|\snước\s|\s\()$"
)
_OFFICE = re.compile(rf"\s(?:of|for)\s(?:the\s)?{_WORD}(?:(?:,\s(?:and\s)?|\sand\s|\sfor\s|\s){_WORD})*")
_NEVER_AT_HOME = re.compile("大統領|主席|長官|商務省")
"""Heads and bodies that Japan has none of: in a Japanese text without a nation beside them they are of another."""
_SIGN_AND_OFFICE = re.compile("[ァ-ヶー]{2,10}(?P<sign>[米英仏独韓中露印豪加伊台蘭])$")  # トランプ米大統領
_KATAKANA_BEFORE = re.compile("[ァ-ヶー]{2,}$")
_OFFICE_HELD = re.compile(r"(?:Minister|Secretary|Commissioner)\s(?:of|for)\s(?:the\s)?[A-Z]")
_PERSONAL = re.compile(r"(?:president|président|prime minister|premier ministre|chancellor|chancelier)$")
_NAME_AFTER = re.compile(rf" ({_WORD}(?: [A-Z]\.)?(?:[ -]{_WORD}){{0,3}})")
_HAN_NAME_BEFORE = re.compile(r"([가-힣]{2,4})\s$")


def _leaders(clean: str, language: str, hits: Sequence[Hit], nations: Sequence[Named]) -> list[Mention]:
    """Leaders and governments beside their nation, with the name that follows."""
    found = []
    plain = [each for each in nations if each.entry is None]
    for hit in hits:
        if "head" not in hit.meanings:
            continue
        near = [
            each
            for each in plain
            if (
                each.end <= hit.start
                and hit.start - each.end <= 12
                and (
                    _NATION_FIRST.match(clean[each.end : hit.start])
                    or (language == "zh" and _OFFICE_GAP.fullmatch(clean, each.end, hit.start))
                )
            )
            or (
                each.start >= hit.end
                and each.start - hit.end <= 12
                and _LEADER_FIRST.match(clean[hit.end : each.start])
            )
        ]
        if language == "ja" and (signed := _SIGN_AND_OFFICE.search(clean, max(0, hit.start - 12), hit.start)):
            start, end, country = signed.start(), hit.end, short_form(signed["sign"], language)
        elif near:
            start, end, country = min(near[0].start, hit.start), max(near[0].end, hit.end), near[0].country
        elif language in HOME_OF_LANGUAGE and language != "vi" and not _NEVER_AT_HOME.match(clean, hit.start):
            start, end, country = hit.start, hit.end, HOME_OF_LANGUAGE[language]
        elif (
            language in {"en", "fr"}
            and _PERSONAL.match(clean[hit.start : hit.end].lower())
            and _NAME_AFTER.match(clean, hit.end)
        ) or (language == "en" and _OFFICE_HELD.match(clean, hit.start)):
            start, end, country = hit.start, hit.end, _clearly_leading(nations, clean)
        elif language == "ja" and (named_before := _KATAKANA_BEFORE.search(clean, max(0, hit.start - 12), hit.start)):
            start, end, country = named_before.start(), hit.end, _clearly_leading(nations, clean)
        elif (
            language == "zh"
            and _SIMPLIFIED.search(clean)
            and _CHINESE_HEAD.search(clean, max(0, hit.start - 5), hit.end)
        ):
            start, end, country = hit.start, hit.end, "CN"
        else:
            continue
        office = _OFFICE.match(clean, end) if language == "en" else None
        end = office.end() if office else end
        after = _NAME_AFTER.match(clean, end)
        if after and language in {"vi", "en", "fr"}:
            end = after.end()
        start, end = _with_person(clean, start, end, language)
        person = next((each for each in plain if each.role == "leader" and start <= each.start < end), None)
        country = person.country if person else country
        found.append(Mention(start, end, "public", clean[start:end], country, None, "leader"))
    return found


_OFFICE_GAP = re.compile("(?:(?![与與和及在对對向的同将將总總理])[一-龯]){2,10}")
_CHINESE_HEAD = re.compile(
    r"(?:(?<=[。，；\n\u3000 ])|^)(?:国家|国务院)?(?!董事|委员|协会|执行|联席|美联)[一-龯]{2,3}(?:主席|总理)$|国家主席$|国务院(?:副?总理)$"
)
_HAN_PERSON = re.compile(
    r"(?:部?[长長]|主委|主任|大臣|署[长長]|副部[长長]|司[长長]|局[长長]|次[长長])?(?<=[长長委任臣理席统統])(?:(?![同与與和在将將对對向于於、])[一-龯·]){2,7}?(?=\d{1,2}日|上[周週]|[今昨]|在|与|與|同|和|分别|分別|会见|會見|会晤|率|举行|舉行|表示|，)"
)
_HANGUL_PERSON = re.compile(r"(?<![가-힣])[가-힣]{2,4}\s$")


def _with_person(clean: str, start: int, end: int, language: str) -> tuple[int, int]:
    """An office together with who holds it, behind it in Chinese and before it in Korean: 部长金壮龙, `윤석열 대통령`."""
    if language == "zh" and (person := _HAN_PERSON.match(clean, end)):
        return start, person.end()
    if language == "ko" and (named := _HANGUL_PERSON.search(clean, max(0, start - 5), start)):
        surname = named[0][0] in "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하구민류나진"
        return (named.start() if surname and clean[start:end] in {"대통령", "총리"} else start), end
    return start, end


_OF_A_HOUSE = re.compile("(?:ホールディングス|グループ|HD|株式会社|그룹|홀딩스|㈜|集团|集團|控股|股份|公司)+$")


def _one_name_each(found: list[Mention], clean: str) -> list[Mention]:
    """Organizations of a text without spaces, each by one name.

    What stands in brackets behind a name, a name with its house (パナソニックホールディングス), and the head of one
    longer name (トヨタ for トヨタ自動車) are the same.
    """
    firms_named = [each for each in sorted(found, key=lambda one: one.start) if each.kind == "organization"]
    same: dict[str, Mention] = {}
    for one, other in itertools.pairwise(firms_named):
        if clean[one.end : other.start] in {"(", "（"} and clean[other.end : other.end + 1] in {")", "）"}:
            same[other.name] = one if other.identity is None else other
            same[one.name] = same[other.name]
    known = {clean[each.start : each.end]: each for each in firms_named if each.identity}
    unknown = {each.name for each in firms_named if each.identity is None}
    for name in unknown - set(same):
        house = known.get(_OF_A_HOUSE.sub("", name))
        longer = [
            each for each in firms_named if each.name != name and each.name.startswith(name) and not each.identity
        ]
        if house:
            same[name] = house
        elif len(name) > 1 and len({each.name for each in longer}) == 1:
            same[name] = longer[0]

    def called(each: Mention) -> Mention:
        full = same.get(each.name) if each.kind == "organization" else None
        if full is None:
            return each
        return replace(each, name=full.name, country=full.country or each.country, identity=full.identity)

    return [called(each) for each in found]


def _by_first_word(found: list[Mention]) -> list[Mention]:
    """Organizations met again by the first word of their name, where one longer name of the article begins so: `Rio`."""
    organizations = [each for each in found if each.kind == "organization"]
    longer: dict[str, set[str]] = {}
    for each in organizations:
        head, _, rest = each.name.partition(" ")
        if rest:
            longer.setdefault(head, set()).add(each.name)
    whole = {name: each for each in organizations for name in (each.name,)}

    def called(each: Mention) -> Mention:
        names = longer.get(each.name, set()) if each.kind == "organization" and each.identity is None else set()
        if len(names) != 1:
            return each
        full = whole[next(iter(names))]
        return replace(each, name=full.name, country=full.country or each.country, identity=full.identity)

    return [called(each) for each in found]


_FOREIGN_TO_VIETNAMESE = frozenset({"Vietnam", "Korea", "Japan", "China", "Thailand", "Taiwan", "Asia", "France"})


def _called_by_nation(clean: str, language: str, nations: Sequence[Named]) -> list[Mention]:
    """`Vietnam Airlines`, `Korea Electric Power`: a nation and a word that only firms bear are one firm."""
    found = []
    words = organization_words("inside")
    for each in nations:
        behind = _NEXT_WORD.match(clean, each.end)
        foreign = language == "fr" or (language == "vi" and clean[each.start : each.end] in _FOREIGN_TO_VIETNAMESE)
        if not foreign or each.role != "name" or behind is None or behind[1] not in words:
            continue
        end = behind.end()
        while (more := _NEXT_WORD.match(clean, end)) is not None:
            end = more.end()
        found.append(Mention(each.start, end, "organization", clean[each.start : end], each.country))
    return found


def _with_nation_before(firm: Firm, clean: str, language: str, nations: Sequence[Named]) -> Firm:
    """`Vietnam Beverage`, `Korea Zinc`: a nation right before a firm is a piece of its name, where none stands so otherwise."""
    for each in nations:
        if each.end != firm.start - 1 or each.role != "name" or clean[each.end] != " ":
            continue
        text = clean[each.start : each.end]
        if language == "fr" or (language == "vi" and text in _FOREIGN_TO_VIETNAMESE):
            return Firm(each.start, firm.end, clean[each.start : firm.end])
    return firm


_INSTITUTION = re.compile(
    r"(?:Bank|Corporation|Company|Authority|University|Institute|Association|Chamber|Federation|Council|Fund|Agency|Board|Commission)$"
)


def _of_firm(firm: Firm, clean: str, language: str, nations: Sequence[Named]) -> Mention:
    """A firm, with its nation; `Export-Import Bank of Korea` has it in its name."""
    behind = next((each for each in nations if 4 <= each.start - firm.end <= 8 and each.entry is None), None)
    if behind and _INSTITUTION.search(firm.name) and clean[firm.end : behind.start] in {" of ", " of the "}:
        return Mention(firm.start, behind.end, "organization", clean[firm.start : behind.end], behind.country)
    return Mention(firm.start, firm.end, "organization", firm.name, _home(firm, clean, language, nations))


_HOME_AFTER = re.compile(r"^\.?\s?(?:\(|của\s|of\s|du\s|de\s|des\s)?(?:the\s|la\s|l')?$")
_HOME_BEFORE = {
    "en": re.compile(
        r"^(?!\s(?:and|or|with|to|in|by|from)\b)(?:'s)?(?:\s[a-z\-]+){1,4}\s(?:[A-Z][a-z]+\s)?$|^'s\s$|^-based\s(?:[a-z\-]+\s){0,3}$"
    ),
    "fr": re.compile(r"^(?!.*\s(?:et|avec|à|en)\s)(?:\s(?:des|de|du|d')?\s?[a-zà-ÿ\-']+){0,4}\s$"),
    "vi": re.compile(r"^\s(?:như\s)?(?:[a-zđà-ỹ]+\s){0,3}$"),
    "ko": re.compile(r"^(?:의)?\s(?:[가-힣]+\s){0,2}$"),
    "ja": re.compile(r"^(?:の)?[一-龯ァ-ヶー]{0,10}(?:の)?$"),
    "zh": re.compile(r"^(?:的)?[一-龯]{0,6}$"),
}


def _home(firm: Firm, clean: str, language: str, nations: Sequence[Named]) -> str | None:
    """The nation said right beside a firm: `(Đức)`, `of Japan`, `South Korean battery maker ...`, `géant américain`."""
    alone = language == "ja" and not "一" <= clean[max(0, firm.start - 2) : firm.start - 1] <= "龯"
    if alone and (sign := short_form(clean[firm.start - 1 : firm.start], language)):
        return sign  # 米グーグル
    for each in sorted(nations, key=lambda one: abs(one.start - firm.start)):
        if each.entry is not None or each.role in {"capital", "short", "body"}:
            continue
        gap_after = clean[firm.end : each.start] if 0 <= each.start - firm.end <= 8 else None
        if gap_after is not None and gap_after.strip() and _HOME_AFTER.match(gap_after):
            return each.country
        gap = clean[each.end : firm.start] if 0 <= firm.start - each.end <= 45 else None
        if gap and each.role in {"adjective", "name"} and _HOME_BEFORE[language].match(gap):
            return each.country
    return None


def _outermost(found: list[Mention]) -> list[Mention]:
    """Of mentions over one another the longest; of equal ones the public body."""
    order = {"public": 0, "organization": 1, "nation": 2, "area": 2}
    kept: list[Mention] = []
    for each in sorted(found, key=lambda one: (-(one.end - one.start), order[one.kind], one.identity is None)):
        if not any(each.start < other.end and each.end > other.start for other in kept):
            kept.append(each)
    return kept


_VIETNAMESE_OFFICE = Worded(
    re.compile(
        rf"\b(?:Tổng Bí thư(?:, Chủ tịch nước)?|(?:Phó )?Chủ tịch nước|(?:Phó )?Thủ tướng|(?:Bộ|Thứ|Ngoại) trưởng|(?:Phó )?Chủ tịch Quốc hội)"
        rf"(?:\s(?:Chính phủ|Thường trực))?(?:\s(?:Bộ\s)?(?:Công Thương|[{_UP}][^\W\d_]*\s[a-zà-ỹđ]+)(?:(?:,\s|\svà\s|\s)[{_UP}][^\W\d_]*\s[a-zà-ỹđ]+){{0,3}})?"
        rf"\s(?P<name>[{_UP}][^\W\d_]*(?:\s[{_UP}][^\W\d_]*){{1,3}})"
    ),
    ("Bí thư", "Chủ tịch", "Thủ tướng", "trưởng"),
)


def _vietnamese_leaders(clean: str) -> list[Mention]:
    """Members of the Vietnamese government, known by an office and a name of Vietnamese syllables."""
    return [
        Mention(*match.span(), "public", match[0], "VN", None, "leader")
        for match in _VIETNAMESE_OFFICE.finditer(clean)
        if all(_SYLLABLE.fullmatch(word.lower()) for word in match["name"].split())
    ]


_HONORIFIC = re.compile(
    rf"\b(?:ông|Ông|bà|Bà|[Tt]ổng thống|[Tt]hủ tướng|[Cc]hủ tịch|President|Prime Minister|Mr\.|Ms\.|M\.|Mme|[Pp]résident|[Mm]inistre|[Bb]ộ trưởng)\s({_WORD}(?:[\s-]{_WORD}){{0,3}})"
)


_TITLED_SURNAME = Worded(
    re.compile(
        rf"\b(?:[Tt]ổng thống|[Tt]hủ tướng|[Cc]hủ tịch|[Pp]résident|[Cc]hancelier|[Pp]remier ministre)\s(?P<name>{_WORD})(?![\s-][{_UP}])"
    ),
    ("ổng thống", "hủ tướng", "hủ tịch", "résident", "hancelier", "remier ministre"),
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
    if not surnames:
        return found
    again = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, surnames))})(?![\w-])")
    taken = [*kept, *found]
    found += [
        Mention(*match.span(), "public", surnames[match[0]].name, surnames[match[0]].country, None, "leader")
        for match in again.finditer(clean)
        if not any(each.start < match.end() and each.end > match.start() for each in taken)
    ]
    return found


def _people_again(clean: str, kept: Sequence[Mention]) -> list[Mention]:
    """A leader met again by name only, for the nation that the article gave him or her before."""
    led: dict[str, str] = {}
    for each in kept:
        if each.kind == "public" and each.country:
            for word in re.findall(_WORD, each.name.split(" ", 1)[-1])[-4:]:
                led.setdefault(word, each.country)
    found = _surnames_again(clean, kept)
    kept = [*kept, *found]
    if not led:
        return found
    for match in _HONORIFIC.finditer(clean):
        words = match[1].split()
        country = next((led[word] for word in words if word in led), None)
        if country and not any(each.start < match.end() and each.end > match.start() for each in kept):
            found.append(Mention(match.start(), match.end(), "public", match[0], country, None, "leader"))
    return found
