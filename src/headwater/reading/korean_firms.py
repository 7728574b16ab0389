"""Which names are firms in Korean, whose words carry endings?

By how a name ends (전자), by the word before it (국영기업), by a nation that is only its first part (`한국수력원자력`), by opening
a report as its subject (`X는 3일 ... 밝혔다`), by being the other side of an agreement, and by standing in a row with one that is.

Misleads on common nouns that open a report, and on people called by three syllables.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from headwater.reading.firm_signs import Firm, Signs, endings
from headwater.reading.lexicon import organization_words

_PARTICLE = re.compile(
    r"(?:으로부터|로부터|에서는|으로|에서|에게|까지|부터|보다|처럼|이라는|라는|인|은|는|이|가|을|를|과|와|의|에|도|로|측|만|및)$"
)
_KOREAN_TOKEN = re.compile(r"(?:㈜|\(주\))?(?<![A-Za-z])[A-Za-z]{0,12}[가-힣][A-Za-z가-힣&]{0,24}(?:㈜|\(주\))?")
_MIXED = re.compile(r"[A-Z]{2,}[가-힣]{2,}$")
_NO_FIRM_PREFIXES = frozenset({"AI", "IT", "MO", "EU", "EV", "IC", "R&", "CE"})
_SUBJECT = re.compile(r"(?:은|는|이|가|도|과|와)$")
_OPENS = re.compile(
    r"(?:^|[.!?\n”\"'’>)]\s?|(?:한편|앞서|또|또한|반면|아울러|특히|이어|이날|이와 함께|이에 따라|이번에)\s|,\s|와\s|과\s)$"
)
_LATIN_BEHIND = re.compile(r"\([A-Z][A-Za-z&. ]+\)")
_SORT_OF_FIRM = re.compile(r"[가-힣]{2,}(?:사|업체|기업)\s$")
_OWN_SITE = re.compile(r"\s[^.\n]{0,24}?(?:공장|광산|라인|설비|이사회|조선소|제련소)")
_SURNAME = "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류나진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용"
_COMMON_NOUN = re.compile(
    r"(?:들|계|자|측|국|청|처|군|장|팀|씨|망|력|성|화|률|율|금|액|량|품|물|재|비|권|법|안|책|론|점|면|때|곳|일|달|년|월|분야|시장|가격|수요|공급"
    r"|정책|경제|기술|제품|규모|전망|계획|단지|클러스터|센터|시설|라인|프로젝트|협약|계약|방안|대책|위원회|위기|상황|문제|결과|관계|전쟁|회담|정상|국회|의회"
    r"|총리|대통령|장관|소식통|관계자|전문가|이후|이전|가운데|경우|정도|이상|이하|사태|조치|규제|결정|발표|행사|일정|과정|지역|도시|나라|세계|국내|해외|업종)$"
)


def korean(signs: Signs) -> list[Firm]:
    """Organizations of a Korean text."""
    generic, found = organization_words("generic_ko"), []
    tokens = [
        (match.start(), match[0], _without_particle(match[0]))
        for match in _KOREAN_TOKEN.finditer(signs.clean)
        if len(match[0]) > 1
    ]
    for start, token, bare in tokens:
        if _is_korean_firm(signs, start, token, bare, generic):
            found.append(Firm(start, start + len(bare), bare))
    return [*found, *_korean_rows(signs, tokens, {firm.name for firm in found})]


@lru_cache(maxsize=4096)
def _without_particle(token: str) -> str:
    """A Korean word without its particle; 디스플레이 ends in no particle."""
    if len(token) < 3 or _korean_ending().search(token):
        return token
    return _PARTICLE.sub("", token) or token


def _is_korean_firm(signs: Signs, start: int, token: str, bare: str, generic: frozenset[str]) -> bool:
    if "㈜" in bare or "(주)" in bare:
        return True
    ending = _korean_ending().search(bare) if bare[-1] in _last_letters() else None
    if len(bare) > 2 and ending and ending.start() > 0:
        return ending[0] in endings("associations_ko") or bare[: ending.start()].lower() not in generic
    if _MIXED.match(bare):
        return bare[:2] not in _NO_FIRM_PREFIXES and not bare.endswith(("부", "회"))
    named_twice = _LATIN_BEHIND.match(signs.clean, start + len(token)) and start - 1 in signs.corporate
    if not (token != bare or named_twice) or not _may_be_name(signs, start, bare):
        return False
    if named_twice:
        return True
    after_sort = start - 1 in signs.corporate or _SORT_OF_FIRM.search(signs.clean, max(0, start - 12), start)
    if after_sort and _SUBJECT.search(token):
        return True
    if signs.nations.get(start, start) > start and len(bare) - (signs.nations[start] - start) >= 3:
        return _SUBJECT.search(token) is not None
    opens = _OPENS.search(signs.clean, max(0, start - 12), start) is not None
    if opens and len(bare) > 2 and token.endswith("의") and _OWN_SITE.match(signs.clean, start + len(token)):
        return True
    return opens and len(bare) > 2 and token.endswith(("은", "는")) and signs.acts_after(start + len(token))


def _may_be_name(signs: Signs, start: int, bare: str) -> bool:
    nation = max(signs.nations.get(start, start) - start, 0)
    if not 2 <= len(bare) <= 12 or _COMMON_NOUN.search(bare) or not bare.isalnum():
        return False
    if signs.has_word(start, start + len(bare)) and not nation:
        return False
    return nation > 0 or len(bare) != 3 or bare[0] not in _SURNAME or signs.clean.count(bare) > 2


def _korean_rows(signs: Signs, tokens: Sequence[tuple[int, str, str]], known: set[str]) -> list[Firm]:
    """`A와 B는`, `B는 [나라] A와`: who stands in a row with a firm; and firms met again."""
    found = []
    for place, (start, token, name) in enumerate(tokens):
        if name in known:
            found.append(Firm(start, start + len(name), name))
            continue
        if not token.endswith(("와", "과")):
            continue
        after = next((each for each in tokens[place + 1 : place + 3] if each[0] not in signs.nations), None)
        joined = after is not None and after[0] - start - len(token) <= 8
        if joined and after and after[2] in known and len(name) > 1 and _may_be_name(signs, start, name):
            found.append(Firm(start, start + len(name), name))
    return found


@cache
def _last_letters() -> frozenset[str]:
    return frozenset(word[-1] for key in ("ends_ko", "associations_ko") for word in endings(key))


@cache
def _korean_ending() -> re.Pattern[str]:
    words = sorted((*endings("ends_ko"), *endings("associations_ko")), key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(map(re.escape, words))})$")
