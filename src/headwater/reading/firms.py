"""Which names are firms, associations or research bodies, when nobody has told us so?

No list of firms: a name is an organization's by what stands in it (Electronics, 그룹, 公司, Ltd), by what stands before it
(tập đoàn, fabricant, 大手の, "CEO of"), by what it does (invests, signs, announces), and by standing in a row with one
that is. Each sign has a weight; a name counts from `ENOUGH` on, and what counts once counts in the whole article.

Misleads on people known by one name, on places that sign treaties, and on projects that are called like firms.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterable, Sequence

from headwater.reading.eastern_firms import eastern_firms
from headwater.reading.firm_signs import Firm
from headwater.reading.lexicon import UNSPACED, Hit, organization_words

ENOUGH = 2
_BEYOND_DOUBT = 3
_SHORTEST_HEAD = 3
_UPPER = "A-ZÀ-ÖØ-ÞĐĂƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
_LETTER = "A-Za-z0-9\u00c0-\u024f\u1e00-\u1eff"
_TOKEN = rf"[{_UPPER}][{_LETTER}]*(?:(?:[&'\-+/]|\.(?=[a-z0-9]))[{_LETTER}]+)*&?"
_GAP = r"[^\S\n]"  # a name never runs from one line into the next
_SPAN = re.compile(rf"(?<![{_LETTER}])(?:{_TOKEN})(?:(?:{_GAP}&)?{_GAP}(?:{_TOKEN}))*")
_WITH_OF = re.compile(rf"\s(?:of|for|de|du|des|d'|la|the|and|et)\s(?:the\s|la\s|l')?(?={_TOKEN})")
_BOUGHT_REACH = 46
_WHAT_IT_IS = re.compile(r"\s(?:de\s|d')?(?:\d+\s?%\s)?(?:[a-zà-ỹ'’-]+\s){1,5}")
_SITE_NAMED = re.compile(r"(?:nhà máy|mỏ|xưởng|cơ sở|dây chuyền|tổ hợp)(?:\s[a-zà-ỹđ]+){0,4}\s$")
_LIES = re.compile(r"\s(?:ở|tại|thuộc)\s")
_COMES_FROM = re.compile(r"-(?:based|backed|owned|led|listed|born|made)$")
_CODE = re.compile(r"[A-Z]{1,3}-?\d+\w*$|[IVX]+$")
_JOIN = re.compile(
    r"^\s?(?:\([^()]{1,30}\)\s?)?(?:,|、|·|,?\s?(?:và|cùng|and|et|ou|or|as well as|ainsi que|plus|및|와|과|と|和|与|與|及))\s?(?:cùng\s|với\s|the\s|hãng\s|le\s|la\s)?$|^\set\s(?:le\s|la\s|l')(?:[a-zà-ÿ-]+\s){0,3}$|^\s?,?\s?(?:và|cùng|and|et)\s(?:[Hh]ãng|[Tt]ập đoàn|[Cc]ông ty|[Nn]gân hàng)[^,.]{0,25}$"
)
_DOES = frozenset(
    {
        "invest", "sign", "announce", "plan", "commit", "acquire", "consider", "agree", "future", "cancel", "suspend",
        "approve", "register", "underway", "operating", "disburse", "raise", "end", "deny", "acts", "benefit",
    }
)  # fmt: skip
_LOWER_WORD = re.compile(r"[a-zà-ÿ][a-zà-ÿ-]*\s")
_ELIDED = re.compile(r"^[LDSNJCMldsnjcm]'")
_VIETNAMESE_LETTER = re.compile("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
_AUXILIARY = re.compile(
    r"^(?:'s)?\s?(?:,[^,.;]{2,60},)?\s?(?:\([^()]{1,30}\))?\s?(?:also|(?:last|this) (?:week|month|year)(?: said it)?|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|quietly|recently|already|formally|officially|today|yesterday|earlier|mới đây|vừa qua|gần đây|hiện|tuần trước|hôm qua|hôm nay|(?:sáng |chiều |tối )?(?:hôm )?ngày \d{1,2}[/.-]\d{1,2}(?:[/.-]\d{4})?(?: (?:đã|vừa|cùng))?|cũng vừa|has|have|had|is|was|to|would|could|and|has also|has already|cũng|cũng đã|đã|đang|vừa|mới|có|a|ont|avait|avaient|va|est|doit|(?:a|ont|avait|avaient|va|vont) (?:(?:déjà|aussi|par ailleurs|pour sa part|de son côté|de leur côté|en outre|enfin|ainsi|désormais|vendredi|lundi|mardi|mercredi|jeudi|samedi|dimanche|[a-zà-ÿ]+ment) ?){1,2}|측은|[은는이가도]|は|が|も)?\s?[\"“«]?$"
)
_VIETNAMESE_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?[aăâeêioôơuưyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]{1,3}(?:ch|ng|nh|[cmnpt])?"
)
_APPOSED = re.compile(
    r"^,\s(?:premier|première|numéro|leader|filiale|spécialiste|géant|fabricant|producteur|pionnier|constructeur|thành viên|công ty con|đơn vị)\b"
)
_MAKES = re.compile(
    r"^\s[–-]\s[\"“](?:gã khổng lồ|đại gia)|^\s?,\s(?:the|a|an|le|la|l'|un|une|một|nhà|doanh nghiệp|hãng|công ty|tập đoàn)\s?[^,.]{0,60}(?:maker|miner|developer|operator|refiner|explorer|foundry|conglomerate|lender|bank|utility|shipbuilder|retailer|contractor|manufacturer|producer|company|firm|giant|group|supplier|startup|fabricant|producteur|groupe|entreprise|nghiệp|xuất|ty|đoàn)"
)


def firms(
    clean: str,
    language: str,
    hits: Sequence[Hit],
    taken: Iterable[tuple[int, int]],
    things: Iterable[tuple[int, int]],
    bodies: Collection[int] = (),
    known_firms: Collection[tuple[int, int]] = (),
) -> list[Firm]:
    """Organizations of a text. `taken` are places of nations and known names, `things` those of technologies.

    `bodies` are the ends of public bodies: a name right behind one is who heads it. `known_firms` are the places of
    organizations that need no sign: who stands in a row with one is one.
    """
    blocked, things = sorted(taken), list(things)
    spans = _latin_spans(clean, blocked)
    context = _Context(clean, language, hits, {start for start, _ in blocked}, bodies)
    spans = _without_things(context.cut_at_titles(spans), things, clean)
    weights = [context.weight(start, end, clean[start:end]) for start, end in spans]
    names: dict[str, int] = {}
    for (start, end), weight in zip(spans, weights, strict=True):
        name = clean[start:end]
        often = weight >= 0 and " " not in name and clean.count(name) >= 3
        before = names.get(name, 0)
        best = max(before, weight + often)
        names[name] = -9 if min(weight, before) < 0 and best < _BEYOND_DOUBT else best
    if language in {"en", "fr"}:
        names |= dict.fromkeys(_only_in_title(clean, spans), -9)
    _defined(clean, spans, names)
    _in_a_row(clean, spans, names, known_firms)
    if language == "vi":
        names |= dict.fromkeys(_firm_then_person(clean, spans, names), ENOUGH)
    found = [Firm(start, end, clean[start:end]) for start, end in spans if names[clean[start:end]] >= ENOUGH]
    found = [_widened(firm, clean) for firm in found]
    known = {firm.name for firm in found}
    found += _prefixes(clean, spans, known)
    found += _short_names(clean, spans, known)
    if language in {"ko", "ja", "zh"}:
        made = eastern_firms(clean, language, hits, blocked, things, known_firms)
        found = [
            each for each in found if not any(each.start < one.end and each.end > one.start for one in made)
        ] + made
    short = _abbreviations(clean, spans, names)
    found = [Firm(firm.start, firm.end, short.get(firm.name, firm.name)) for firm in found]
    return sorted(found, key=lambda firm: firm.start)


_TITLE_CASE = 0.6
_LONGEST_TITLE = 140


def _only_in_title(clean: str, spans: Sequence[tuple[int, int]]) -> list[str]:
    """Names that stand only in a headline Where All Words Begin Like This: their capitals say nothing."""
    end = clean.find("\n", 0, _LONGEST_TITLE)
    words = re.findall(r"[^\W\d_]{4,}", clean[: max(end, 0)])
    if len(words) < 4 or sum(word[0].isupper() for word in words) < _TITLE_CASE * len(words):
        return []
    names = {clean[a:b] for a, b in spans if b <= end}
    return [name for name in names if not name.isupper() and clean.find(name, end) < 0]


def _abbreviations(clean: str, spans: Sequence[tuple[int, int]], names: dict[str, int]) -> dict[str, str]:
    """`Orrin Web Holdings (OWH)`: the long name of each short one that the article gives."""
    found = {}
    for (a, b), (c, d) in itertools.pairwise(spans):
        long, short = clean[a:b], clean[c:d]
        if clean[b:c] == " (" and clean[d : d + 1] == ")" and short.isupper() and " " in long and names[long] >= ENOUGH:
            found[short] = long
    return found


_ACRONYM = re.compile(r"\s\(([A-Z][A-Za-z]*-?[A-Z][A-Za-z]*)\)")
_INSTITUTE = re.compile(
    r"(?:Bank|Organi[sz]ation|Fund|Agency|Institute|Council|Committee|Association|Alliance|Foundation|Center|Centre)$"
)
_FOR_PART = re.compile(rf"\sfor\s(?:the\s)?{_TOKEN}(?:\s{_TOKEN})*(?:\sand\s{_TOKEN}(?:\s{_TOKEN})*)?")
_OF_PART = re.compile(rf"\s(?:for|of)\s(?:the\s)?{_TOKEN}(?:\s{_TOKEN})*(?=\s\()")


def _widened(firm: Firm, clean: str) -> Firm:
    """The name with the rest of it (`Alliance for ...`) and its short form in brackets."""
    end = firm.end
    rest = _OF_PART.match(clean, end) or (_INSTITUTE.search(firm.name) and _FOR_PART.match(clean, end))
    end = rest.end() if rest else end
    short = _ACRONYM.match(clean, end)
    end = short.end() if short else end
    return Firm(firm.start, end, clean[firm.start : end]) if end > firm.end else firm


def _latin_spans(clean: str, blocked: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Runs of capitalised words, cut where a nation or a known name stands in them, openers and titles taken off."""
    found = []
    for match in _SPAN.finditer(clean):
        for start, end in _uncovered(match.start(), match.end(), blocked):
            for piece in _SPAN.finditer(clean, start, end):
                span = _bare(clean, *piece.span())
                if span is not None:
                    found.append(span)
    return found


def _uncovered(start: int, end: int, blocked: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """What is left of a run without the places in `blocked`."""
    pieces, place = [], start
    for left, right in blocked:
        if left < end and right > start:
            pieces.append((place, max(place, left)))
            place = max(place, right)
    return [*pieces, (place, end)]


def _bare(clean: str, start: int, end: int) -> tuple[int, int] | None:
    """A run without words that only open sentences, elided articles and marks around it; None where nothing is left."""
    openers = organization_words("openers")
    if _ELIDED.match(clean[start:end]):
        start += 2
        lower = _LOWER_WORD.match(clean, start, end)
        start = lower.end() if lower else start
    if start >= end or not clean[start : start + 1].strip():
        start = min(end, start + 1)
    if not clean[start : start + 1].isupper():
        return None
    words = list(re.finditer(r"\S+", clean[start:end]))
    while words and (words[0][0] in openers or (len(words) > 1 and _COMES_FROM.search(words[0][0]))):
        words.pop(0)
    while len(words) > 1 and words[-1][0] in openers:
        words.pop()
    if not words:
        return None
    begin, stop = start + words[0].start(), start + words[-1].end()
    while clean[stop - 1] in ".'-/&":
        stop -= 1
    if clean[begin:stop].endswith("'s"):
        stop -= 2
    return (begin, stop) if stop - begin > 1 else None


def _without_things(
    spans: list[tuple[int, int]], things: Iterable[tuple[int, int]], clean: str
) -> list[tuple[int, int]]:
    """Spans that are no technology, code of a model, abbreviation of a thing, or number of a chapter."""
    technical = set(things)
    plain = organization_words("not_firms")
    return [
        (a, b) for a, b in spans if (a, b) not in technical and clean[a:b] not in plain and not _CODE.match(clean[a:b])
    ]


_OFFICERS = (
    "CEO|PDG|president|chairman|representatives?|officials?|người đại diện|đại diện|lãnh đạo|executives?"
    "|représentants?|dirigeants?"
)
_DEALINGS = r"\b(?:investments?|subsidy|grant|deal|pact|agreement|contract|partnership|joint venture|contrat|partenariat|coentreprise|alliance|mémorandum|protocole|convention|négociations|discussions|pourparlers|hợp đồng|hợp tác|thỏa thuận|bản ghi nhớ|hiệp định|liên doanh|đối tác|đàm phán|accord)"
_BEFORE_A_FIRM = (
    (2, re.compile(rf"(?:{_OFFICERS})\s(?:of|de|d'|của|đến từ|from|at|chez)\s$", re.IGNORECASE)),
    (2, re.compile(rf"(?:{_DEALINGS})(?:\s[a-zà-ỹ]+){{0,2}}\s(?:with|between|avec|entre|với|giữa)\s$", re.IGNORECASE)),
    (2, re.compile(rf"(?:{_DEALINGS}|\b(?:plant|factory|fab))\s(?:by|from|của)\s$", re.IGNORECASE)),
    (
        2,
        re.compile(
            r"\b(?:owned|operated|built|run|developed|proposed|planned|détenue?|exploitée?|construite?|portée?) (?:by|par)\s$"
            r"|(?:nhà máy|dự án|mỏ|xưởng|dây chuyền|cổ phiếu)\s(?:\S+\s){0,5}của\s$"
        ),
    ),
    (
        2,
        re.compile(
            r"(?:[Ll]ãnh đạo|[Đđ]ại diện|[Đđ]oàn|[Bb]an giám đốc|cổ phần|cổ phiếu|người phát ngôn)(?:\scấp cao)?\s(?:của\s)?$"
        ),
    ),
    (
        1,
        re.compile(
            r"\b(?:contracts?|deals?|agreements?|pacts?|memorand\w+|mou|partnership|venture|contrats?|accords?|partenariat|hợp đồng|thỏa thuận|biên bản)\b"
            r"[^;]{0,40}\b(?:with|avec|với)\s$"
        ),
    ),
    (
        2,
        re.compile(
            r"\b(?:award(?:s|ed|ing)?|grant(?:s|ed|ing)|gives?|gave|given|lends?|lent|lending|offer(?:s|ed|ing)?|pays?|paid|providing|provided)\s$"
            r"|\b(?:grants?|subsid(?:y|ies)|loans?|aid|funding|awards?|financing|incentives?|licen[cs]es?)\s(?:of\s[^,.;]{2,24}\s)?(?:to|for)\s$"
            r"|\b(?:subventions?|aides?|prêts?|soutien|licences?|autorisations?|feu vert|financements?)\s(?:[^,.;]{2,34}\s)?(?:à|pour)\s$"
            r"|\b(?:accordée?s?|octroyée?s?|versée?s?|attribuée?s?|prêtée?s?)\sà\s$"
            r"|\b(?:cấp|trao|hỗ trợ|tài trợ|cho vay|cấp phép|rót vốn)(?:\scho)?\s$"
        ),
    ),
    (1, re.compile(r"(?:của|cho|với|by|for|with|avec|pour|chez)\s$")),
)
_PROJECT_OF = re.compile(
    r"\b(?:projets?|offres?|plans?|investissements?|activités)\s(?:[a-zà-ÿ'-]+\s){0,4}(?:de\s|d')$"
)
_PRICED = re.compile(
    r"^(?:,\s(?:d'un montant|d'une valeur|évalué|chiffré|estimé|pour)|\s(?:évalué|chiffré|d'un montant|pour un montant))"
)
_SITE_OF = re.compile(
    r"(?:usine|mine|raffinerie|atelier|chantier|fonderie|gigafactory)s?\s(?:[a-zà-ÿ'-]+\s){0,4}(?:de\s|d')$"
)
_IN_A_TOWN = re.compile(rf"^\s(?:à|en|au|aux|près de|dans)\s(?:l'|la\s|le\s|les\s)?[{_UPPER}]")
_SAID_OF_ITSELF = re.compile(
    r"^(?:,[^,.;]{2,60},)?\s(?:also\s)?(?:said|says|announced|confirmed|disclosed|added|told \w+)\s(?:(?:on|late|early|last|this)\s)?(?:\w+day\s|\w+day, |week\s|today\s|in a (?:statement|filing|press release)\s(?:on\s\w+day\s)?|separately\s)?"
    r"(?:that\s)?(?:it|its|it's)\b"
)
_AT_A_WORKS = re.compile(r"\b(?:an?|the|its|of|at|one)\s$")
_WORKS = re.compile(
    r"^\s(?:[a-z-]+\s){0,3}(?:plants?|factory|factories|fabs?|mines?|refinery|smelter|facility|facilities|sites?|warehouse|shipyard|gigafactory|data cent(?:re|er)s?)\b"
)
_OWNS = re.compile(
    r"^(?:'s|')\s(?:[\w$€£.,%-]+\s){0,5}?(?:plants?|factory|factories|fabs?|mines?|refinery|smelter|board|campus|gigafactory|lines?|projects?|deposit|shares|chief executive|chairman)\b"
)
_INNER_CAPITAL = re.compile(r"[a-z][A-Z]|[A-Z]{2}[a-z]")
_CALLED_A_FIRM = re.compile(r"(?:社|グループ|그룹|社の|侧|측)")
_EASTERN_SUBJECT = re.compile(r"(?:[은는이가과와의]|は|が|の|と|も|、|在|将|將|宣|社|[가-힣]{2,4}[은는이가과와의\s,])")


_FRENCH_NATIVE = re.compile(
    r"(?:\b[Ll]['’]|\b(?:[Ll]e|[Ll]a|[Aa]u|[Dd]u|à la|de la)\s)[A-Za-zà-ÿ-]+(?:ien|ienne|ais|aise|ois|oise|éen|éenne|ain|aine|mand|mande|nol|nole"
    r"|lge|sse|gien|gienne)\s$"
)


def _points_before(before: str) -> list[int]:
    """The points of the signs right before a name; all of them end in a word and a space."""
    if not before[-1:].isspace() or not (before[-2:-1].isalpha() or before[-2:-1] == "'"):
        return []
    return [points for points, pattern in _BEFORE_A_FIRM if pattern.search(before)]


class _Context:
    """What stands around a name."""

    def __init__(
        self, clean: str, language: str, hits: Sequence[Hit], nation_starts: set[int], body_ends: Collection[int]
    ) -> None:
        self.clean, self.language, self.nation_starts = clean, language, nation_starts
        self.body_ends = body_ends
        self.opens: dict[str, bool] = {}
        self.starts = {hit.start: hit for hit in hits if _DOES.intersection(hit.meanings)}
        self.reports = {hit.start for hit in hits if "report" in hit.meanings}
        self.corporate = {hit.end for hit in hits if "corporate_before" in hit.meanings}
        self.titles = {hit.end for hit in hits if "title" in hit.meanings}
        self.title_starts = {hit.start for hit in hits if "title" in hit.meanings}
        self.acquired = {hit.end for hit in hits if "acquire" in hit.meanings}
        self.places = {hit.end for hit in hits if "place_before" in hit.meanings}
        self.inside = organization_words("inside")
        self.associations = (
            organization_words(f"associations_{language}") if language not in {"ja", "zh"} else frozenset()
        )

    def cut_at_titles(self, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """`Halden Chairman Lee` is a firm and a person: the run ends before the title, and goes on behind it."""
        cut = []
        headline = self.clean.find("\n") if self.language == "en" else -1
        for start, end in spans:
            title = next((place for place in range(start, end) if place in self.title_starts), None)
            if title is None and end <= headline:
                title = next((place for place in range(start + 1, end) if place in self.starts), None)
            if title is None or title == start:
                cut.append((start, end))
                continue
            cut.append((start, title - 1))
        return cut

    def weight(self, start: int, end: int, name: str) -> int:
        """The signs for an organization added up; negative where it is a person or a place."""
        clean = self.clean
        words = name.split()
        if self._is_person(start, end, words):
            return -9
        if words[-1].removesuffix("s") in organization_words("not_firms") or start in self.title_starts:
            return -9
        if len(words) == 1 and name in self.inside:
            return -9
        weight = 3 if len(words) > 1 and any(word.rstrip(".,") in self.inside for word in words[1:]) else 0
        before = clean[max(0, start - 48) : start]
        said_before = _points_before(before)
        if self.language == "fr" and _GIVEN_TO.search(self.clean, max(0, start - 90), start):
            weight += 2
        elif self._after_place(start) and not any(points > 1 for points in said_before):
            owns = 2 * (_OWNS.match(clean[end : end + 70]) is not None)
            return weight + owns or -(self.language == "fr" and len(words) == 1)
        weight += 3 * self._after_corporate(start, before) + sum(said_before)
        weight += self._does(end)
        weight -= weight > 0 and self._only_opens(start, name)
        weight += 2 * (_OWNS.match(clean[end : end + 70]) is not None)
        weight += 2 * bool(_SITE_OF.search(before) and _IN_A_TOWN.match(clean[end : end + 18]))
        weight += self._after_own_nation(start) + 2 * self._is_acquired(start, before)
        weight += self._speaks_or_works(start, end, before)
        weight += 2 * (_PROJECT_OF.search(before) is not None and _PRICED.match(clean[end : end + 30]) is not None)
        weight += 2 * self._after_own_officer(start, words)
        weight += 2 * (
            self.language == "vi" and _VIETNAM_BEHIND.match(clean, end) is not None and self._is_foreign(words)
        )
        weight += 2 * (_SITE_NAMED.search(before) is not None and self._is_beside_place(end, name))
        weight += name.isupper() or "&" in name or _INNER_CAPITAL.search(name) is not None
        weight += any(left - end == 2 and clean[end:left] == " (" for left in self.nation_starts)
        weight += 2 * (_MAKES.match(clean[end : end + 80]) is not None)
        weight += 3 * (_APPOSED.match(clean[end : end + 30]) is not None)
        weight += 2 * (_CALLED_A_FIRM.match(clean[end : end + 4]) is not None)
        return weight + (self.language in UNSPACED and _EASTERN_SUBJECT.match(clean[end : end + 5]) is not None)

    def _speaks_or_works(self, start: int, end: int, before: str) -> int:
        """`X said it ...` speaks of itself as no person and no people do; `at a X plant` is whose the plant is."""
        if self.language != "en":
            return 0
        speaks = 3 * (_SAID_OF_ITSELF.match(self.clean[end : end + 140]) is not None)
        works = _AT_A_WORKS.search(before) and _WORKS.match(self.clean[end : end + 60])
        place = start - 1 in self.nation_starts
        return speaks + 2 * (works is not None and not place)

    def _is_acquired(self, start: int, before: str) -> bool:
        """Whether a word of buying stands right before, or before what the bought firm is: `rachète la biotech X`."""
        if start - 1 in self.acquired:
            return True
        if self.language not in {"fr", "vi"}:
            return False
        near = [end for end in self.acquired if 0 < start - end <= _BOUGHT_REACH]
        return any(_WHAT_IT_IS.fullmatch(before[len(before) - (start - end) :]) for end in near)

    def _is_beside_place(self, end: int, name: str) -> bool:
        """`nhà máy pin X ở`, `của X tại`: behind a site and before where it lies, and no Vietnamese place itself."""
        if self.language != "vi" or all(_VIETNAMESE_SYLLABLE.fullmatch(word.lower()) for word in name.split()):
            return False
        return _LIES.match(self.clean, end) is not None

    def _after_own_nation(self, start: int) -> int:
        """`l'estonienne Norra`, `le taïwanais Moss`: 2; `Taiwan's Moss`: 1."""
        before = self.clean[max(0, start - 30) : start]
        if self.language == "fr" and _FRENCH_NATIVE.search(before):
            return 2
        nation = next((left for left in self.nation_starts if start - 28 <= left < start), None)
        if nation is None:
            return 0
        return int(self.clean[nation:start].endswith("'s "))

    def _only_opens(self, start: int, name: str) -> bool:
        """Whether a plain word stands at the head of a sentence, and never inside one: its capital says nothing."""
        if " " in name or not name[1:].islower() or start in self.corporate:
            return False
        if self.language == "fr" and self._is_singular(start + len(name)):
            return False
        if self.language in {"en", "fr"} and not _PLURAL.search(name):
            return False
        if self.language == "vi" and not _VIETNAMESE_SYLLABLE.fullmatch(name.lower()):
            return False
        if name not in self.opens:
            inside = rf"[^\W\d_,:;)\]]\s{re.escape(name)}\b"
            self.opens[name] = re.search(inside, self.clean) is None
        return self.opens[name]

    def _is_singular(self, end: int) -> bool:
        """Whether the French verb behind a name is none of a plural noun: `a`, `va`, `repousse`."""
        verb = self.starts.get(end + 1)
        if verb is None or _SINGULAR.match(self.clean, end):
            return _SINGULAR.match(self.clean, end) is not None
        return not self.clean[verb.start : verb.end].split()[0].endswith("nt")

    def _does(self, end: int) -> int:
        gap = self.clean[end : end + 40]
        for length in range(len(gap)):
            place = end + length
            if place in self.starts and _AUXILIARY.match(gap[:length]):
                return 2
            if place in self.reports and _AUXILIARY.match(gap[:length]):
                return 1
        return 0

    def _after_corporate(self, start: int, before: str) -> bool:
        for back in range(min(len(before), 40)):
            if start - back in self.corporate:
                between = before[len(before) - back :]
                return (
                    re.fullmatch(
                        r"\s?[\"“«'‘]?\s?|(?:の|인|「)|\s[^\s,.;:()]*(?:\s[^\s,.;:()A-Z]+){0,4}\s[\"“«]?", between
                    )
                    is not None
                )
        return False

    def _after_place(self, start: int) -> bool:
        return any(start - back in self.places for back in (1, 2))

    def _is_foreign(self, words: list[str]) -> bool:
        """Whether a name is none of Vietnamese syllables."""
        return not all(_VIETNAMESE_SYLLABLE.fullmatch(word.lower()) for word in words)

    def _after_own_officer(self, start: int, words: list[str]) -> bool:
        """`Tổng giám đốc Viettel`: one word behind an office of firms, and no Vietnamese one, is the firm."""
        if self.language != "vi" or len(words) > 1 or _VIETNAMESE_SYLLABLE.fullmatch(words[0].lower()):
            return False
        return _OWN_OFFICER.search(self.clean, max(0, start - 24), start) is not None

    def _is_person(self, start: int, end: int, words: list[str]) -> bool:
        if self._after_own_officer(start, words):
            return False
        if any(start - back in self.titles for back in (0, 1)):
            return not any(word in self.inside for word in words)
        after = self.clean[end : end + 3]
        if re.match(r",\s", after) and end + 2 in self.title_starts:
            return len(words) > 1 and not any(word in self.inside for word in words)
        if _KOREAN_NAME.fullmatch(self.clean[start:end]):
            return True
        if self.language == "vi" and len(words) >= 2 and start - 1 in self.body_ends:
            return not any(word in self.inside for word in words)
        if len(words) >= 2 and _OFFICE_BEFORE.search(self.clean, max(0, start - 60), start):
            return not any(word in self.inside for word in words)
        return len(words) >= 2 and sum(bool(_VIETNAMESE_LETTER.search(word)) for word in words) * 2 >= len(words)


_PLURAL = re.compile(
    r"(?:[eo]rs|ies|ions|ments|[ae]nts|ists|[^aeious]es|ts|ds|ks|ns|rs|ls|gs|ps|ms|eaux|aux|eux|ity|ry|ly|cy|gy|ty|ny|my)$"
)  # how plain words end that may open a sentence: people, things, adverbs
_SINGULAR = re.compile(r"\s(?:a|va|est|doit|s'est|s'apprête|vient|devrait|pourrait|avait|n'a)\s")  # no plural noun
_GIVEN_TO = re.compile(
    r"\b(?:accord|octroy|attribu|prêt|allou|confi|vers|fourni|livr|rachet|vendu|vend|cédé|cède|command)\w*\s(?:[^.;:]{0,70}?\s)?à\s(?:la société\s|l'entreprise\s)?$"
)
_VIETNAM_BEHIND = re.compile(r"\s(?:Việt Nam|Vietnam|Vina)\b")
_OWN_OFFICER = re.compile(
    r"(?:[Gg]iám đốc(?: điều hành| kỹ thuật| tài chính)?|[Cc]hủ tịch|CEO|[Nn]hà sáng lập|[Nn]gười phát ngôn)\s$"
)
_OFFICE_BEFORE = re.compile(
    r"(?:[Bb]ộ trưởng|[Tt]hứ trưởng|[Nn]goại trưởng|[Tt]hống đốc|[Đđ]ại sứ|[Cc]ao ủy|[Nn]ghị sĩ|[Cc]ục trưởng|[Vv]ụ trưởng)\s(?:[^\W\d_]+\s){1,8}$"
    r"|(?:[Mm]inistre|[Ss]ecrétaire d'[ÉE]tat|[Cc]ommissaire|[Gg]ouverneure?|[Aa]mbassadeur|[Ss]énateur|[Dd]éputée?|[Mm]aire|[Pp]orte-parole|[Dd]irecteur|[Dd]irectrice|[Pp]atron|PDG)"
    r"\s(?:(?:de la|de l'|du|des|de|d'|à la|à l'|aux|chargée?|et|,)\s?)(?:[^\W\d_'’-]+(?:['’\s-]{1,2}|,\s)){0,8}$"
)
_KOREAN_NAME = re.compile(r"[A-Z][a-z]+ [A-Z][a-z]+-[a-z]+")


def _defined(clean: str, spans: Sequence[tuple[int, int]], names: dict[str, int]) -> None:
    """`Technology Deal (TD)`: what stands in brackets behind a name is what the name is."""
    for (a, b), (c, d) in itertools.pairwise(spans):
        if clean[b:c] in {" (", "("} and clean[d : d + 1] == ")":
            long, short = clean[a:b], clean[c:d]
            if names[long] >= ENOUGH and names[short] >= 0:
                names[short] = max(names[short], ENOUGH)
            elif names[long] < 0 or long.split()[-1].removesuffix("s") in organization_words("not_firms"):
                names[short] = -9
            elif names[short] >= ENOUGH:
                names[long] = max(names[long], ENOUGH)


_LIES_BEFORE = re.compile(r"\b(?:ở|tại|bang|tỉnh|thành phố|in|at|near|à|en|près de)\s$")


_KNOWN = "\0"  # stands for every known organization of a row: no name has such a letter


def _in_a_row(
    clean: str, spans: Sequence[tuple[int, int]], names: dict[str, int], known_firms: Collection[tuple[int, int]]
) -> None:
    """Names in a row with an organization are organizations; goes both ways, over any length of the row."""
    names[_KNOWN] = _BEYOND_DOUBT
    places = sorted([*((a, b, clean[a:b]) for a, b in spans), *((a, b, _KNOWN) for a, b in known_firms)])
    pairs = [
        (left, right)
        for (a, b, left), (c, d, right) in itertools.pairwise(places)
        if c - b < 45
        and _JOIN.match(clean[b:c])
        and not (clean[b:c] == ", " and _LIES_BEFORE.search(clean, max(0, a - 12), a))
    ]
    for order in (pairs, pairs[::-1], pairs):
        for left, right in order:
            if names[left] >= ENOUGH > names[right] >= 0:
                names[right] = ENOUGH
            elif names[right] >= ENOUGH > names[left] >= 0:
                names[left] = ENOUGH


_CORPORATE_TITLE = re.compile(r"(?:CEO|[Gg]iám đốc(?: điều hành)?|[Cc]hủ tịch)\s$")


def _firm_then_person(clean: str, spans: Sequence[tuple[int, int]], names: dict[str, int]) -> set[str]:
    """`CEO Halden Jane Roe`: a corporate title, then three words or more, begins with the firm."""
    return {
        words[0]
        for start, end in spans
        if len(words := clean[start:end].split()) >= 3
        and _CORPORATE_TITLE.search(clean, max(0, start - 22), start)
        and names.get(words[0], 0) >= 0
        and not _VIETNAMESE_LETTER.search(words[0])
        and clean.count(words[0]) > 1
    }


def _short_names(clean: str, spans: Sequence[tuple[int, int]], known: set[str]) -> list[Firm]:
    """The first word of a firm met again alone (`Quillon` for `Quillon Devices`), with the whole name."""
    heads: dict[str, str] = {}
    for name in sorted(known):
        head = name.split()[0]
        if (
            " " in name
            and len(head) > _SHORTEST_HEAD
            and head[0].isupper()
            and head not in organization_words("inside")
        ):
            heads[head] = "" if head in heads else name
    return [
        Firm(start, end, heads[clean[start:end]])
        for start, end in spans
        if heads.get(clean[start:end]) and clean[start:end] not in known
    ]


def _prefixes(clean: str, spans: Sequence[tuple[int, int]], known: set[str]) -> list[Firm]:
    """A known organization at the head of a longer run (the firm, then its chairman's name)."""
    found = []
    for start, end in spans:
        name = clean[start:end]
        if name in known:
            continue
        head = next((each for each in known if name.startswith(each + " ")), None)
        if head and re.fullmatch(r"[A-Z]{2,5}", name[len(head) + 1 :]):
            found.append(Firm(start, end, name))
        elif head:
            found.append(Firm(start, start + len(head), head))
    return found
