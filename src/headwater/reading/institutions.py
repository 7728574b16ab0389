"""Which organizations are called in Vietnamese or French words: groups, banks, institutes, societies, with what they do in the name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from headwater.reading.lexicon import organization_words
from headwater.reading.names import Named
from headwater.reading.who import SYLLABLE, UP, Mention, within_lines

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
    unit = rf"[{UP}][^\W\d_]*(?:\s{small})"
    proper = rf"[{UP}][\w&]*"
    legal = r"(?:\s(?:TNHH|CP|MTV|TMCP|[Cc]ổ phần|[Ll]iên doanh))+"
    firm = r"(?:Công ty|công ty|Tổng công ty|tổng công ty|Ngân hàng|Tập đoàn|tập đoàn|Quỹ|Hãng|Liên danh|liên danh)"
    trades = "|".join(sorted(organization_words("trades_vi"), key=len, reverse=True))
    trade = rf"(?:{trades})(?![\w])(?:(?:,\s|\svà\s|\s-\s|\s)(?:{trades})(?![\w]))*"
    own = rf"(?!(?:Chủ tịch|Giám đốc|Tổng |Phó |Bộ |Thủ tướng|Ông |Bà |Công ty|Tập đoàn|Ngân hàng)){proper}(?:[-.]{proper})*"
    pattern = re.compile(
        rf"\b{firm}(?:{legal})?\s(?:{own}\s){{0,2}}{trade}(?:\s(?:{own}|{trade}|châu\s{own}|quốc\sgia|quốc\stế)){{0,6}}(?:\s\([A-Z][\w&-]+(?: [A-Z][\w&-]+)?\))?"
        rf"|\b(?:{heads})\s(?:{trade}|{unit})(?:(?:\s|\svà\s|,\s)(?!(?:{heads})\b)(?:{trade}|{unit})|\s[{UP}][^\W\d_]*|\scao\scấp){{0,6}}(?:\s\([A-Z][\w&-]+\))?"
        rf"|\b{firm}(?:{legal}\s{proper}(?:[\s-]{proper}){{0,5}}|\s{proper}(?:[\s-]{proper}){{0,4}}\s(?:Việt Nam|Vina))"
    )
    return within_lines(pattern)


_FRENCH_INSTITUTION = re.compile(
    r"\b(?:Banque|Société|Compagnie|Fonds|Régie|Entreprise|Fédération|Association|Union|Institut|Centre|Groupement|Office)\s(?:[A-ZÀ-Ý]?[a-zà-ÿ'’-]+\s){1,9}\([A-Z][A-Za-z&-]+\)"
    r"|\bBanque (?:mondiale|(?:européenne|africaine|asiatique|islamique|interaméricaine|nationale|publique|arabe|ouest-africaine)(?:\s(?:d['’]|de\s|du\s|pour\s|la\s|le\s|et\s|des\s)*[a-zà-ÿ'’-]+){1,6}?(?=[,.;)]|\s(?:a|ont|et|va|pour|dans|avec|de)\s|$))"
    r"|\b(?:Société financière internationale|Fonds monétaire international|Caisse des dépôts(?: et consignations)?|Agence française de développement)(?:\s\([A-Z][A-Za-z&-]+\))?"
)


def french_institutions(clean: str) -> list[Mention]:
    """Banks, societies and funds called in French words, most of them with a short form in brackets."""
    return [Mention(*match.span(), "organization", match[0], None) for match in _FRENCH_INSTITUTION.finditer(clean)]


_OF_MANY_NATIONS = re.compile(r"châu (?:Á|Âu|Phi|Mỹ)|[Tt]hế giới|[Qq]uốc tế|Liên hợp quốc")


def vietnamese_organizations(clean: str, nations: Sequence[Named]) -> list[Mention]:
    """Associations, groups and banks called in Vietnamese words, the nation in or behind the name."""
    found = []
    for match in _vietnamese_pattern().finditer(clean):
        if any(each.entry is not None and match.start() <= each.start < match.end() for each in nations):
            continue
        inside = [each for each in nations if match.start() <= each.start < match.end() + 2 and each.entry is None]
        end = max((match.end(), *(each.end for each in inside)))
        own = all(SYLLABLE.fullmatch(word.lower()) for word in re.findall(r"[^\W\d_]+", match[0]))
        own = own and not _OF_MANY_NATIONS.search(match[0])
        beside = next((each for each in nations if end < each.start <= end + 2 and clean[each.start - 1] == "("), None)
        country = inside[-1].country if inside else ("VN" if own else None)
        country = beside.country if beside else country
        found.append(Mention(match.start(), end, "organization", clean[match.start() : end], country))
    return found
