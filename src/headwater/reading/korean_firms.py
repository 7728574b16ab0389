"""Which names are firms in Korean, whose words carry endings?

By how a name ends (전자), by the word before it (국영기업), by a nation that is only its first part (`한국수력원자력`), by opening
a report as its subject (`X는 3일 ... 밝혔다`), by being the other side of an agreement, and by standing in a row with one that is.

Misleads on common nouns that open a report, and on people called by three syllables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
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
_AS_PARTY = re.compile(r"(?:은|는|이|가|와|과|의|에)$")
_OPENS = re.compile(
    r"(?:^|[.!?\n”\"'’>)]\s?|(?:한편|앞서|또|또한|반면|아울러|특히|이어|이날|이와 함께|이에 따라|이번에)\s|,\s|와\s|과\s)$"
)
_ESTATES, _ESTATE_BEHIND = ("공단", "산단"), re.compile(r"\s?(?:내|안|입주|에서?|의?\s?[한첫])(?=\s)")
_LATIN_BEHIND = re.compile(r"\([A-Z][A-Za-z&. ]+\)")
_SORT_OF_FIRM = re.compile(r"[가-힣]{2,}(?:사|업체|기업)\s$")
_OWN_SITE = re.compile(r"\s[^.\n]{0,24}?(?:공장|광산|라인|설비|이사회|조선소|제련소)")
_ADNOMINAL = re.compile(
    r"(?:늘어나|줄어드|이어지|들어서|커지|쏟아지|높아지|낮아지|하|되|있|없|맞|나오|들어오|치솟|다가오|떠오르|오르|내리|넘|따르|흐르|벌어지|달하|이르|머무|나서|내놓"
    r"|앞두|만드|불리|알려지|여겨지|생기|꼽히|쓰이|빠지|번지|빨라지|깊어지|길어지|짓|보이|밝히|들이|모으|갖추|이끄|다루|맡|쥐|찾)는$"
)
_SURNAME = "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류나진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용"
_FOREIGN = re.compile(
    "[크트프츠쿠푸브드즈르레랩렉넥텍텔엘콘콤켐팹페퓨튜큐케테티틴틱팅링킹슬슨쉐셀셰엑엔엠앤액옵웨윈젠칩캐캠컴컨퀄팜폰플핀]"
)
_COMMON_NOUN = re.compile(
    r"(?:들|계|자|측|국|청|처|군|장|팀|씨|망|력|성|화|률|율|금|액|량|품|물|재|비|권|법|안|책|론|점|면|때|곳|일|달|년|월|분야|시장|가격|수요|공급"
    r"|정책|경제|기술|제품|규모|전망|계획|단지|클러스터|센터|시설|라인|프로젝트|협약|계약|방안|대책|위원회|위기|상황|문제|결과|관계|전쟁|회담|정상|국회|의회"
    r"|총리|대통령|장관|노조|노동조합|컨소시엄|산단|주지사|소식통|관계자|전문가|이후|이전|가운데|경우|정도|이상|이하|사태|조치|규제|결정|발표|행사|일정|과정|지역|도시|나라|세계|국내|해외|업종|별|별로|기준|부문|분기|대비|투자|수출|수입|증가|감소)$"
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
    for match in (*_WHOSE_SHARES.finditer(signs.clean), *_WHOSE_WORKS.finditer(signs.clean)):
        start, end = match.span("name")
        anybody = match["name"] in generic or start in signs.nations
        if not anybody and _may_be_name(signs, start, match["name"]):
            found.append(Firm(start, end, match["name"]))
    found += _headline_lead(signs)
    known = {firm.name for firm in found}
    found += [Firm(start, start + len(bare), bare) for start, bare in _partners(signs, tokens, known, generic)]
    return [*found, *_korean_rows(signs, tokens, {firm.name for firm in found})]


_WHOSE_SHARES = re.compile(r"(?<=\s)(?P<name>[가-힣]{3,12})(?=\s(?:보유\s)?(?:지분|경영권|주식)\s)")
_WHOSE_WORKS = re.compile(
    r"(?<=\s)(?<!\s한\s)(?P<name>[가-힣]{4,12})(?=\s(?:[가-힣]{2}\s?)?(?:\d?공장|사업장|제철소|광산|제련소)에서\s[^.\n]{0,40}?(?:불이|화재|폭발|누출|분출|붕괴|사고))"
)
_REPORTS = re.compile(
    r"[가-힣]?(?:통신|신문|일보|저널|타임스|뉴스|방송)(?:은|는|이|가|에|을|를)?\s[^.\n]{0,40}?(?:보도|전했|인용)"
)
_AS_PARTNER = re.compile("(?:으로부터|로부터|와|과|은|는|이|가|의)(?=[ ])")
_WITH = ("와", "과")
_SENTENCE_BACK, _SIGNED_WITHIN, _SAID_LATER = 120, 110, 60
_TOPIC = re.compile(r"(?:은|는|이|가)\s[^.\n]*$")
_ANY_OF = re.compile(r"(?:등|기업|업체|회사|정부|기관|단체|대학|국가|지역|협회|측|당국|사들|개사|곳)$")
_NOUN_WITH = re.compile(
    r"(?:개발|생산|판매|구매|설계|시공|건설|운영|공급|연구|제조|시험|인증|교육|훈련|수출|수입|기계|장비|부품|소재|원료|자원|광물|에너지|서비스|데이터"
    r"|인프라|소프트웨어|하드웨어|플랫폼|콘텐츠|로봇|배터리|반도체|조달|물류|금융|투자|협력|교류|혁신|성장|안보|안정|강화|확대|발굴|실증|상용화|국산화"
    r"|이것|그것|그|이|전과|결과|효과|성과|초과|통과|경과|사과|학과|과거|한과|무엇|전망과|방식|형태|조건|내용|부분|범위|기간|금액|사항|목적)$"
)


def _partners(
    signs: Signs, tokens: Sequence[tuple[int, str, str]], known: set[str], generic: frozenset[str]
) -> list[tuple[int, str]]:
    """Who is on the other side: `A는 X와 ... 체결했다`, `A와 X는`, `A는 [나라] X를 인수`; by no sign in the name itself."""
    found = []
    for place in _beside_others(signs, tokens):
        start, token, bare = tokens[place]
        name = bare if bare != token else _stripped(token)
        if name is None or name in known or not _may_be_partner(signs, start, name, generic):
            continue
        nation, end = _behind_a_nation(signs, start), start + len(token)
        if _SUBJECT.search(token) and place and _in_a_row(signs, tokens[place - 1], start, known):
            found.append((start, name))
        elif len(name) < 3 and not nation:
            continue
        elif token.endswith("로부터") and signs.acts_after(end):
            found.append((start, name))
        elif (twice := _LATIN_BEHIND.match(signs.clean, end)) and _FOREIGN.search(token):
            if _AS_PARTNER.match(signs.clean, twice.end()) and signs.acts_after(twice.end()):
                found.append((start, token))
        elif token.endswith(("와", "과")):
            told = _TOPIC.search(signs.clean, max(0, start - _SENTENCE_BACK), start) or nation
            if told and signs.joined_after(end, _SIGNED_WITHIN):
                found.append((start, name))
    return found


def _beside_others(signs: Signs, tokens: Sequence[tuple[int, str, str]]) -> Iterator[int]:
    """Numbers of the words that are said to be with somebody, behind such a word, or named in Latin letters too."""
    for place, (start, token, _) in enumerate(tokens):
        behind = place > 0 and tokens[place - 1][1].endswith(_WITH)
        if behind or token.endswith((*_WITH, "로부터")) or signs.clean.startswith("(", start + len(token)):
            yield place


def _stripped(token: str) -> str | None:
    return token[:-1] if len(token) > 2 and token[-1] in "와과는은가이" else None


def _may_be_partner(signs: Signs, start: int, name: str, generic: frozenset[str]) -> bool:
    common = _ANY_OF.search(name) or _NOUN_WITH.search(name) or name.lower() in generic
    return not common and start not in signs.nations and _may_be_name(signs, start, name)


def _behind_a_nation(signs: Signs, start: int) -> bool:
    """Whether a nation stands right before a name: `미국 X와`."""
    return start - 1 in signs.nation_ends and signs.clean[start - 1] == " "


def _in_a_row(signs: Signs, before: tuple[int, str, str], start: int, known: set[str]) -> bool:
    """Whether the word before is a firm, joined by `와`: `A와 X는`."""
    left, token, bare = before
    firm = bare in known or signs.nations.get(left, left) - left > 2
    return firm and token.endswith(("와", "과")) and start - left - len(token) == 1


@lru_cache(maxsize=4096)
def _without_particle(token: str) -> str:
    """A Korean word without its particle; 디스플레이 ends in no particle."""
    if len(token) < 3 or _korean_ending().search(token):
        return token
    return _PARTICLE.sub("", token) or token


def _is_korean_firm(signs: Signs, start: int, token: str, bare: str, generic: frozenset[str]) -> bool:
    if "㈜" in bare or "(주)" in bare:
        return True
    if (by_name := _by_its_name(signs, start, token, bare, generic)) is not None:
        return by_name
    end = start + len(token)
    named_twice = signs.clean[end : end + 1] == "(" and _LATIN_BEHIND.match(signs.clean, end) is not None
    struck = _is_struck_works(signs, end, bare)
    if not (token != bare or (named_twice and start - 1 in signs.corporate) or struck) or not _may_be_name(
        signs, start, bare
    ):
        return False
    if struck:
        return True
    return named_twice or _by_its_place(signs, start, token, bare)


def _by_its_name(signs: Signs, start: int, token: str, bare: str, generic: frozenset[str]) -> bool | None:
    """Whether a name ends as firms do (전자), or does not although it looks like it; None where it says nothing."""
    if bare[-1] in "신문보널스송" and _REPORTS.match(signs.clean, start + max(len(bare) - 3, 0)) is not None:
        return False  # who only reports
    if bare.endswith(_ESTATES) and _ESTATE_BEHIND.match(signs.clean, start + len(bare)):
        return False
    ending = _korean_ending().search(bare) if bare[-1] in _last_letters() else None
    if len(bare) > 2 and ending and ending.start() > 0:
        return ending[0] in endings("associations_ko") or bare[: ending.start()].lower() not in generic
    weak = _weak_ending().search(bare) if token != bare else None
    if weak and weak.start() > 1 and start not in signs.thing_starts and bare[: weak.start()].lower() not in generic:
        return _AS_PARTY.search(token) is not None and len(bare) - (signs.nations.get(start, start) - start) >= 2
    if "A" <= bare[0] <= "Z" and _MIXED.match(bare) and not signs.clean[start - 1 : start].isdigit():
        return bare[:2] not in _NO_FIRM_PREFIXES and not bare.endswith(("부", "회"))
    return None


def _by_its_place(signs: Signs, start: int, token: str, bare: str) -> bool:
    """Whether a word stands where firms do: behind a sort of firm, or opening a report as its subject."""
    after_sort = start - 1 in signs.corporate or _SORT_OF_FIRM.search(signs.clean, max(0, start - 12), start)
    if after_sort and _SUBJECT.search(token):
        return True
    if signs.nations.get(start, start) > start and len(bare) - (signs.nations[start] - start) >= 3:
        return _SUBJECT.search(token) is not None
    if _ADNOMINAL.search(token):
        return False
    if _is_given(signs, start + len(token), token, bare):
        return True
    opens = _OPENS.search(signs.clean, max(0, start - 12), _before_nation(signs, start)) is not None
    if opens and len(bare) > 2 and token.endswith("의") and _OWN_SITE.match(signs.clean, start + len(token)):
        return True
    end = start + len(token)
    subject = token.endswith(("은", "는")) or (token.endswith(("이", "가")) and _may_act(signs, bare, end))
    if not (opens and subject and signs.acts_after(end)):
        return False
    sure = _ON_A_DAY.match(signs.clean, end) or _SUM_AHEAD.match(signs.clean, end)
    return len(bare) > 2 or (sure is not None and bare not in _SHORT_WORDS)


_STRUCK_BEHIND = re.compile(
    r"\s(?:[가-힣A-Za-z0-9]{1,8}\s){0,2}?(?:공장|사업장|제련소|제철소|광산|캠퍼스|조선소|정유공장)(?:에서|이|가|의|은|는|\s)"
)
_SORT_OF_WORKS = re.compile(
    "(?:반도체|배터리|자동차|화학|전지|철강|제약|식품|가구|섬유|플라스틱|현지|해외|국내|신규|기존|인근|주요|일부|전체|자체|생산|제조|조립|대형|소형|노후|해당|같은|다른|이웃|외곽|지역|북부|남부|동부|서부)$"
)
_ON_A_DAY = re.compile(r"\s(?:\d{1,2}일\s|[^.\n]{0,40}?\s\d{1,2}일\s(?:밝혔|발표|공시|전했|알렸))")
_SHORT_WORDS = frozenset(
    [
        "정부", "당국", "양국", "양사", "양측", "회사", "업계", "시장", "우리", "이들", "국회", "의회", "여당", "야당", "법원", "검찰", "경찰", "협회",
        "노조", "언론", "외신", "업체", "기업", "은행", "군부", "정상", "장관", "총리", "대표", "회장", "사장", "관계", "의원", "지사", "시장", "군수",
        "그들", "본사", "지사", "공장", "학계", "재계", "금융", "투자", "산업", "경제", "기관", "단체", "센터", "대학", "병원", "학교", "연구", "재단",
    ]
)  # fmt: skip


_GIVEN = re.compile(r"\s[^.\n]{0,40}?(?:보조금|지원금|장려금|융자|대출|세액공제|인센티브|과징금|반독점)")
_PLAN_OF = re.compile(
    r"\s[^.\n]{0,34}?(?:프로젝트|투자 계획|사업 계획|공장 건설|인수|합병|투자)(?:을|를)\s(?:[가-힣]+\s)?(?:승인|허가|인가|허용|의결)"
)
_PLACE_END = re.compile("(?:시|군|구|도|읍|면|동|단지|산단|공단|공장|지역|항|역|섬|반도|나라)$")


def _is_given(signs: Signs, end: int, token: str, bare: str) -> bool:
    """`X에 15억달러의 보조금을`, `X의 프로젝트를 승인`: to whom something is given, whose plan is approved."""
    if len(bare) < 2 or bare in _SHORT_WORDS or _PLACE_END.search(bare):
        return False
    if token.endswith(("에", "에게")):
        return _GIVEN.match(signs.clean, end) is not None
    return token.endswith("의") and _PLAN_OF.match(signs.clean, end) is not None


def _headline_lead(signs: Signs) -> list[Firm]:
    """`X, 미국에 2조원 투자`: who stands before the comma of a headline and acts."""
    match = _HEADED.match(signs.clean)
    if match is None or not signs.acts_after(match.end("name")):
        return []
    start, end = match.span("name")
    name = match["name"]
    known = name in _SHORT_WORDS or start in signs.nations or not _may_be_name(signs, start, name)
    return [] if known else [Firm(start, end, name)]


_HEADED = re.compile(r"(?P<name>[A-Za-z가-힣&]{2,12})(?:,|…|·{2,3})\s[^\n]{6,70}(?:\n|$)")


def _is_struck_works(signs: Signs, end: int, bare: str) -> bool:
    """`X 공장에서 화재가`: whose works an accident befell."""
    if not signs.strikes or len(bare) < 2 or _SORT_OF_WORKS.search(bare) or not _STRUCK_BEHIND.match(signs.clean, end):
        return False
    return signs.is_struck(end)


def _may_act(signs: Signs, bare: str, end: int) -> bool:
    """Whether a word with `이/가` may be a firm: one that sounds foreign, or whose sentence goes on to a sum."""
    ahead = _SUM_AHEAD.match(signs.clean, end) or (len(bare) > 2 and _SITE_AHEAD.match(signs.clean, end))
    return _FOREIGN.search(bare) is not None or ahead is not None


_SITE_AHEAD = re.compile(
    r"\s[^.\n]{0,30}?(?:공장|데이터센터|생산라인|연구소|합작법인|제련소|광산)[^.\n]{0,16}?(?:건설|신설|증설|설립|검토|추진|철회|연기|착공|준공)"
)
_SUM_AHEAD = re.compile(r"\s[^.\n]{0,40}?\d[\d,.]*\s?(?:조|억)[^.\n]{0,12}?(?:원|달러|유로|엔|위안)")


def _before_nation(signs: Signs, start: int) -> int:
    """Where the nation right before a name begins, else the name: `칠레 X의 ...` opens as `X의 ...` does."""
    before = (a for a, b in signs.nations.items() if b == start - 1 and signs.clean[b] == " ")
    return next(before, start)


_BEFORE_TOPIC = re.compile("(?:으로|에서|에게|까지|부터|하기|로서|에만|대로)$")


def _may_be_name(signs: Signs, start: int, bare: str) -> bool:
    if _BEFORE_TOPIC.search(bare):
        return False  # 세부적으로는
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
        beside = _with_known(signs, start + len(token))
        if (beside and len(name) > 1 and _may_be_name(signs, start, name) and name not in _SHORT_WORDS) or (
            joined and after and after[2] in known and len(name) > 1 and _may_be_name(signs, start, name)
        ):
            found.append(Firm(start, start + len(name), name))
    return found


def _with_known(signs: Signs, end: int) -> bool:
    """Whether a known organization stands right behind `A와 `."""
    return end + 1 in signs.known_starts and signs.clean[end : end + 1] == " "


@cache
def _weak_ending() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(map(re.escape, endings('weak_ko')))})$")


@cache
def _last_letters() -> frozenset[str]:
    return frozenset(word[-1] for key in ("ends_ko", "associations_ko") for word in endings(key))


@cache
def _korean_ending() -> re.Pattern[str]:
    words = sorted((*endings("ends_ko"), *endings("associations_ko")), key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(map(re.escape, words))})$")
