"""Which agreements does a sentence speak of: who signs or agrees with whom, and how far it is?

From a word of signing near a word for an agreement, or a word of agreeing, to its parties: those named, `the two
countries` of a sentence before, or who stands in a row behind. Who only attends the ceremony is no party. A sum beside
the agreement and of nothing else is its value.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from headwater.reading.actors import distinct, group_with, in_place, organizations_of, partners, possible
from headwater.reading.drafts import Draft, with_role
from headwater.reading.investments import row_meant, topic_firm
from headwater.reading.lexicon import Hit
from headwater.reading.making import made
from headwater.reading.modality import is_negated, is_weighed
from headwater.reading.money import Money
from headwater.reading.names import english_name
from headwater.reading.parties import HOME_OF_LANGUAGE, Mention
from headwater.reading.scenes import Scene
from headwater.reading.statuses import agreement_status

_FAR_BACK = 10
_TO_BE_SIGNED = 160
_BULLET = 6
_BESIDE = 45


def agreements(scene: Scene, earlier: Sequence[Scene], later: Sequence[Scene], sums: Sequence[Draft]) -> list[Draft]:
    """The agreements of a sentence; `sums` are the records already made of it."""
    trigger = _trigger(scene)
    if trigger is None or is_weighed(scene, trigger) or _ranks(scene, trigger) or _is_under_it(scene, trigger):
        return []
    parties = _parties(scene, trigger, earlier, later)
    if not parties:
        return []
    status, at = agreement_status(scene, trigger)
    signed = [draft for draft in sums if draft.kind == "investment" and draft.status == "signed"]
    if signed and (len(parties) < 2 or _is_loan_contract(scene, trigger, signed) or _is_to_invest(scene, trigger)):
        return []
    role = "signatory" if status == "signed" else "party"
    if pairs := _one_with_each(scene, trigger, parties):
        return [made("agreement", scene, trigger, (status, at), with_role(pair, role)) for pair in pairs]
    money = _value(scene, trigger, sums)
    draft = made("agreement", scene, trigger, (status, at), with_role(parties, role), money)
    draft.apart = scene.near(trigger.end, 40, "similar") is not None
    return [draft]


_IN_ORDER = re.compile(
    r"\b(?:is|was|became|becomes|remains|est|était|là)\s(?:the\s|le\s|la\s|nước\s)?(?:\w+\s){0,3}?(?:first|second|third|fourth|latest|only|\d+th|premier|deuxième|troisième|đầu tiên|thứ \w+)\b"
)


_UNDER_IT_BEHIND = re.compile(
    r"^\S{0,2}(?:に基づ|を踏まえ|に沿っ|を受け|に従|에\s?따라|에\s?따른|을\s?바탕|를\s?바탕|에\s?근거|[을를]\s?계기로|を機に)"
)
_UNDER_IT_BEFORE = re.compile(
    r"(?:根据|根據|依据|依據|按照|依照|under (?:the|an|its|their)|in line with (?:the|an)|conformément à l'|en vertu de l'|theo)\s?(?:\S{1,8}\s){0,2}$"
)


_OWN_BOARD = re.compile("(?:董事会|董事會|股东大会|股東會|股東大會)(?:已|会议|會議)?$")  # it agrees with itself


def _is_under_it(scene: Scene, trigger: Hit) -> bool:
    """`日米合意に基づき`, `under the agreement`: something follows from an agreement, which is no news itself."""
    behind = scene.text[trigger.end : trigger.end + 8]
    if scene.language == "zh" and _OWN_BOARD.search(scene.text, max(0, trigger.start - 8), trigger.start):
        return True
    if scene.verb_last:
        return _UNDER_IT_BEHIND.match(behind) is not None
    before = scene.text[max(scene.sentence.start, trigger.start - 24) : trigger.start].lower()
    return "sign" not in trigger.meanings and _UNDER_IT_BEFORE.search(before) is not None


def _ranks(scene: Scene, trigger: Hit) -> bool:
    """`Japan is the second partner to sign such a pact`: a word on its rank, no news of a signature."""
    return _IN_ORDER.search(scene.text[scene.sentence.start : trigger.start].lower()) is not None


def _parties(scene: Scene, trigger: Hit, earlier: Sequence[Scene], later: Sequence[Scene]) -> list[Mention]:
    """Those named; the firm or the pair that the sentences before are about; who stands in a row behind. Empty if too few."""
    parties = _its_own(scene, trigger) if "agreement" in trigger.meanings else _both_of_them(scene, trigger, earlier)
    parties = parties or _without_guests(scene, trigger, distinct(partners(scene, trigger)))
    own = [hit for hit in scene.cues("generic_firm") if hit.end <= trigger.start]
    if own and not any(each.kind == "organization" and each.end <= trigger.start for each in parties):
        parties = distinct([*topic_firm(earlier), *parties])
    both = scene.has("both")
    listed = "agree" in trigger.meanings and trigger.start - scene.sentence.start <= _BULLET  # `- Decided to establish`
    if len(parties) < 2 and (both or listed):
        parties = _pair_meant(scene, earlier) or parties
    if len(parties) < 2 and not {"sign", "propose", "end"}.intersection(trigger.meanings) and not both:
        return []
    return parties if len(parties) > 1 or "sign" not in trigger.meanings else _signers(scene, parties, earlier, later)


_RIGHT_BEFORE = 14


def _both_of_them(scene: Scene, trigger: Hit, earlier: Sequence[Scene]) -> list[Mention]:
    """Whom `the two countries` means, right before the verb: the two that the sentence names, else the last two before."""
    both = [hit for hit in scene.cues("both") if 0 <= trigger.start - hit.end <= _RIGHT_BEFORE]
    if not both or scene.verb_last or "compan" in scene.text[both[0].start : both[0].end].lower():
        return []
    named = [each for each in possible(scene) if each.kind in {"nation", "public"} and each.country]
    named = [each for each in named if each.end <= both[0].start]
    pair = list({each.country: each for each in named}.values())
    return pair if len(pair) == 2 else last_pair(earlier)


def _signers(scene: Scene, parties: list[Mention], earlier: Sequence[Scene], later: Sequence[Scene]) -> list[Mention]:
    """Who signs where the sentence does not join them to the word: two it names, else those before or behind it."""
    if scene.has("attend"):
        return parties
    named = organizations_of(scene)
    if len(named) >= 2:
        return named[:2]
    return parties or _pair_meant(scene, earlier) or _next_row(later)


def _trigger(scene: Scene) -> Hit | None:
    """A word of signing near a word for an agreement; else of agreeing; else one that tells of an agreement's life."""
    return (
        _signing(scene) or next(iter(scene.cues("agree")), None) or _life(scene) or _announced(scene) or _paper(scene)
    )


_WITH_WHOM = re.compile(r"^\s(?:\w+\s){0,2}(?:with|between|avec|entre|với|giữa)\s")
_NEWS_OF_IT = 34


def _announced(scene: Scene) -> Hit | None:
    """`announced an agreement with A`: the news of it is that there is one."""
    if scene.verb_last or scene.language == "zh" or scene.has("negotiate", "consider", "end", "cancel"):
        return None
    for hit in scene.cues("announce"):
        nouns = [noun for noun in scene.cues("agreement") if 0 < noun.start - hit.end <= _NEWS_OF_IT]
        if (
            nouns
            and _WITH_WHOM.match(scene.text[nouns[0].end : scene.sentence.end])
            and len(distinct(partners(scene, hit))) >= 2
        ):
            return hit
    return None


_PAPER = re.compile(
    r"joint statement|joint declaration|déclaration conjointe|communiqué conjoint|tuyên bố chung|공동성명|공동선언|共同声明|共同宣言|联合声明|聯合聲明|memorand|\bmous?\b|biên bản ghi nhớ|bản ghi nhớ|mémorand|protocole d'accord|protocole d’accord|lettre d'intention|letter of intent"
    r"|양해각서|업무협약|\bmou\b|覚書|备忘录|備忘錄|合作协议|合作協議|框架协议|框架協議"
)


def _paper(scene: Scene) -> Hit | None:
    """A memorandum that two named in a row have, whatever the words for signing it: `A and B put their names to ...`."""
    if scene.has("propose", "consider", "negotiate", "hypothetical", "end", "cancel"):
        return None
    for hit in scene.cues("agreement", "agreements"):
        if not _PAPER.search(scene.text[hit.start : hit.end].lower()):
            continue
        before = [each for each in possible(scene) if each.end <= hit.start and not in_place(scene, each)]
        row = group_with(scene, before[-1], before) if before else []
        if len(distinct(row)) >= 2 or len(_its_own(scene, hit)) >= 2:
            return hit
    return None


_OF = re.compile(
    r"^\s(?:of|between|by|de|du|entre|giữa|của)\s(?:the\s|la\s|le\s|les\s|l')?(?:Governments?\sof\s(?:the\s)?)?$"
)


def _its_own(scene: Scene, noun: Hit) -> list[Mention]:
    """Whose paper it is: `Joint Statement of A and B`."""
    after = [each for each in possible(scene) if each.start >= noun.end]
    if not after or not _OF.match(scene.text[noun.end : after[0].start]):
        return []
    return distinct(group_with(scene, after[0], after))


def _signing(scene: Scene) -> Hit | None:
    for hit in scene.cues("sign"):
        reach = _TO_BE_SIGNED if "future" in hit.meanings else _reach(scene)
        told = "agreement" in hit.meanings or scene.text[hit.start : hit.end] in {"협약식", "체결식"}
        if not is_negated(scene, hit) and (told or _beside_noun(scene, hit, reach)):
            return hit
    return None


def _life(scene: Scene) -> Hit | None:
    """In force, proposed, over, or only talked about."""
    for hit in scene.cues("in_force", "propose"):
        enough = _beside_noun(scene, hit, _reach(scene)) and len(distinct(partners(scene, hit))) >= 2
        if enough and not scene.has("control", "subsidy", "limit"):
            return hit
    for hit in scene.cues("end", "negotiate"):
        beside = _beside_noun(scene, hit, _reach(scene))
        if beside and "end" in hit.meanings:
            return hit
        talking = distinct(partners(scene, hit)) if "negotiate" in hit.meanings else []
        if len(talking) >= 2 and (beside or all(each.kind == "organization" for each in talking)):
            return hit
    return None


def _reach(scene: Scene) -> int:
    return 60 if scene.language in {"ko", "ja", "zh"} else 90


def _beside_noun(scene: Scene, hit: Hit, reach: int) -> bool:
    """Whether a word for an agreement stands near."""
    nouns = scene.cues("agreement", "agreements")
    return any(max(noun.start - hit.end, hit.start - noun.end) <= reach for noun in nouns)


def _is_loan_contract(scene: Scene, trigger: Hit, signed: Sequence[Draft]) -> bool:
    """Whether what is signed is the contract of a loan that already is a record, with its sum."""
    loan = scene.near(trigger.end, _BESIDE, "loan")
    return loan is not None and all(role != "investor" for draft in signed for _, role in draft.actors)


_TO_INVEST = re.compile("(?<!합작)(?:투자\\s?(?:협약|양해각서|mou|협정)|投资(?:协议|合同)|投資(?:協議|合約))")


def _is_to_invest(scene: Scene, trigger: Hit) -> bool:
    """Whether the agreement is only the form of the investment: `투자협약`, `投资协议`."""
    nouns = [each for each in scene.cues("agreement") if abs(each.start - trigger.start) <= _reach(scene)]
    return any(_TO_INVEST.search(scene.text[noun.start - 4 : noun.end].lower()) for noun in nouns)


def _value(scene: Scene, trigger: Hit, sums: Sequence[Draft]) -> Money | None:
    """The sum right beside the word for the agreement, where no other record has it."""
    used = [draft.money for draft in sums if draft.money]
    free = [money for _, money in scene.sums if money.same_as is None and money not in used]
    nouns = [*scene.cues("agreement", "agreements"), trigger]
    for money in free:
        gaps = [max(noun.start - money.end, money.start - noun.end) for noun in nouns]
        other = scene.near(money.start, 20, "revenue", "loss", "market_cap", "fine", "debt", "monthly")
        if min(gaps) <= _BESIDE and other is None:
            return money
    return None


def _without_guests(scene: Scene, trigger: Hit, parties: Sequence[Mention]) -> list[Mention]:
    """Parties without those who only attend: behind `attended`, `étaient présents`, `với sự tham dự của`."""
    guests = scene.cues("attend")
    if not guests:
        return list(parties)
    if scene.verb_last:
        return [each for each in parties if each.end <= trigger.start]
    return [each for each in parties if not any(hit.end <= each.start for hit in guests)]


def _next_row(later: Sequence[Scene]) -> list[Mention]:
    """Who stands in a row in one of the next sentences, for a signing that names nobody."""
    for scene in later[:3]:
        row = organizations_of(scene)
        if len(row) >= 2 and not scene.has("attend"):
            return row
    return []


def _pair_meant(scene: Scene, earlier: Sequence[Scene]) -> list[Mention]:
    """Whom `the two companies` or `the two sides` means: the last row of firms, else the last two states.

    Where only one foreign state is named, the other is the country of the language.
    """
    if pair := row_meant(scene, earlier) or last_pair(earlier):
        return pair
    said, home = scene.cues("both"), HOME_OF_LANGUAGE.get(scene.language)
    states = (
        each
        for past in reversed(earlier[-_FAR_BACK:])
        for each in past.mentions
        if each.country and each.kind == "nation"
    )
    other = next((each for each in states if each.role != "adjective" and each.country != home), None)
    if not said or home is None or other is None:
        return []
    return [Mention(said[0].start, said[0].end, "nation", english_name(home), home), other]


def last_pair(earlier: Sequence[Scene]) -> list[Mention]:
    """The parties of the last sentence that names two or more, for `the two countries`."""
    for scene in reversed(earlier[-_FAR_BACK:]):
        pair = scene.states
        if len(pair) == 2:
            return list(pair)
        if len(pair) > 2:
            stated = [each for each in pair if not in_place(scene, each)]
            return stated[:2] if len(stated) >= 2 else pair[:2]
    return []


def _one_with_each(scene: Scene, trigger: Hit, parties: Sequence[Mention]) -> list[list[Mention]]:
    """`A signed deals with B and C` are two agreements."""
    plural = scene.near(trigger.start, 40, "agreements")
    if plural is None or len(parties) != 3:
        return []
    word = next((hit for hit in scene.cues("with") if trigger.end <= hit.start), None)
    if word is None or not all(each.start > word.start for each in parties[1:]) or parties[0].start > word.start:
        return []
    return [[parties[0], each] for each in parties[1:]]
