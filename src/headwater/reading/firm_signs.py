"""What tells firms from other names in Korean, Japanese and Chinese: cues, nations and technologies at their places.

Also what Japanese and Chinese share: names that end as firms do, without the nation, the sort of firm and the verb that
run on into them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from headwater.reading.lexicon import Hit, organization_words, word_file
from headwater.reading.searching import around, spans

_ACTS = frozenset(
    {
        "invest", "sign", "announce", "plan", "commit", "acquire", "agree", "cancel", "suspend", "consider", "operating",
        "underway", "disburse", "raise", "approve", "register",
    }
)  # fmt: skip
_JOINS = frozenset({"sign", "agree", "negotiate"})
_SENTENCE, _LONGEST_WORD = 260, 24
_END = re.compile(r"[。\n]|\.(?!\d)")


@dataclass(frozen=True, slots=True)
class Firm:
    """An organization read by rule: place in the clean text, name as written."""

    start: int
    end: int
    name: str


def _is_letter(hit: Hit) -> bool:
    """Whether a cue is one letter for a site (矿), as names have it too."""
    return hit.end - hit.start == 1 and "site" in hit.meanings


class Signs:
    """What stands in a text that tells firms from other names."""

    def __init__(
        self,
        clean: str,
        hits: Sequence[Hit],
        blocked: Sequence[tuple[int, int]],
        things: set[tuple[int, int]],
        known_starts: set[int],
    ) -> None:
        self.known_starts = known_starts
        self.clean, self.hits, self.blocked, self.things = clean, hits, blocked, things
        self.corporate = {hit.end for hit in hits if "corporate_before" in hit.meanings}
        self.acts = [hit.start for hit in hits if _ACTS.intersection(hit.meanings)]
        self.strikes = [hit.start for hit in hits if "disaster" in hit.meanings or "stop" in hit.meanings]
        self.joins = [hit.start for hit in hits if _JOINS.intersection(hit.meanings)]
        self.words = sorted(
            {(hit.start, hit.end) for hit in hits if "ignore" not in hit.meanings and not _is_letter(hit)}
        )
        self.thing_starts = {start for start, _ in things}
        self.word_starts = [start for start, _ in self.words]
        self.nations = dict(blocked)
        self.nation_ends = {b for _, b in blocked}

    def has_word(self, start: int, end: int) -> bool:
        """Whether a cue stands in a name, or a technology at its head: then it is no name."""
        if start in self.thing_starts:
            return True
        place = bisect_left(self.word_starts, start - _LONGEST_WORD)
        while place < len(self.words) and self.words[place][0] < end:
            if self.words[place][1] > start:
                return True
            place += 1
        return False

    def joined_after(self, place: int, reach: int) -> bool:
        """Whether somebody signs or agrees in the rest of the sentence, at most `reach` letters on."""
        stop = _END.search(self.clean, place, place + reach)
        end = stop.start() if stop else place + reach
        following = bisect_left(self.joins, place)
        return following < len(self.joins) and self.joins[following] < end

    def acts_after(self, place: int) -> bool:
        """Whether somebody does something in the rest of the sentence."""
        return self._follows(self.acts, place)

    def is_struck(self, place: int) -> bool:
        """Whether an accident or a standstill is told of in the rest of the sentence."""
        return self._follows(self.strikes, place)

    def _follows(self, starts: Sequence[int], place: int) -> bool:
        stop = _END.search(self.clean, place, place + _SENTENCE)
        end = stop.start() if stop else place + _SENTENCE
        following = bisect_left(starts, place)
        return following < len(starts) and starts[following] < end


@cache
def endings(key: str) -> tuple[str, ...]:
    """One of the lists of how names end, the longest first."""
    return tuple(sorted(word_file("organizations")[key], key=len, reverse=True))


_LONGEST_STEM, _LONGEST_REST = 12, 40  # letters before how a name ends, and behind it up to where that is decided


@cache
def _han_ends(language: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, endings(f"ends_{language}"))))


@cache
def _han_pattern(language: str) -> re.Pattern[str]:
    ends = "|".join(map(re.escape, endings(f"ends_{language}")))
    letters = "一-龯A-Za-z" if language == "zh" else "一-龯ァ-ヶーA-Za-z"
    longer = (
        rf"(?:(?:(?![{_STOP_HAN}]|子公司|控股|全资|全資)[一-龯]){{0,6}}(?:有限公司|股份公司|集团公司|公司))?"
        if language == "zh"
        else ""
    )
    return re.compile(
        rf"[{letters}]{{1,{_LONGEST_STEM}}}?(?:(?:{ends})(?:有限|股份)?)+{longer}(?<!有限)(?![省相大界用化池]|日(?!前)|部(?!署|分))"
    )


_STOP_HAN = "的和与與及同在对對由向为為被是了并並从從将將于於等至到给給把や、。，「」『』（）()・"
_HAN_VERB = re.compile(
    "提供|宣布|宣佈|支持|投资(?!银行|公司|集团|基金|控股)|投資(?!銀行|公司|集團|基金|控股)|收购|收購|表示|授予|补助|補助|给予|給予|要求|协助|協助|包括|包含|其中"
)
_CHINESE_VERB = re.compile(
    "同意|设立|設立|成立|新设|新設|建设(?!银行)|建設(?!銀行)|新建|扩建|擴建|兴建|興建|打造|推进|推動|推动|布局|佈局|涉及|成为|成為|作为|作為|通过|通過|经由|經由|透过|透過|委托|委託|联合|聯合|携手|攜手"
    "|采购|採購|使用|利用|持有|增资|增資|入股|转投资|轉投資|参股|參股|位于|位於|来自|來自|导致|導致|造成|影响|影響|认为|認為|根据|根據|关于|關於|针对|針對|取得|获得|獲得|生产|生產|取消|实施|實施|执行|執行|征收|徵收|停止|禁止|建置|签署|簽署|签订|簽訂|发表|發表|隸屬|隶属|國內|国内|恢复|恢復|下调|下調|上调|上調|启动|啟動|开展|開展|接管|冻结|凍結|扶持|鼓励|鼓勵|补贴|補貼|发展(?!银行|改革)|發展(?!銀行)"
)
_CUTTING = frozenset({"corporate_before", "report", "includes", "announce", "sign", "with", "future", "title", "head"})
_CUTTING_CHINESE = frozenset(
    {"cancel", "remove", "suspend", "approve", "acquire", "consider", "propose", "commit", "disburse"}
)
_NOT_IN_NAMES = re.compile(
    "发行|發行|配套|募集|持有|各占|多家|两家|兩家|数家|這家|这家|業者|业者|一半|双方|雙方|半数|过半|過半|[无無须須]|看好|相关|相關"
)
_PART_OF_WORD = re.compile("自由|共和|大同|合同|平等|高等|.(?:和平|和諧|和谐|同方|同仁|对外|對外|由[由])")
_SORTS = frozenset({"corporate_before", "title", "head"})
_OFFICE_BEHIND = re.compile(r"・[一-龯]{2,6}[相省]")


def by_ending(signs: Signs, language: str) -> list[Firm]:
    """Names that end as firms do, without the nation, the sort of firm and the verb that run on into them."""
    clean, found = signs.clean, []
    cutting = _CUTTING | _CUTTING_CHINESE if language == "zh" else _CUTTING
    cuts = sorted({hit.end for hit in signs.hits if cutting.intersection(hit.meanings)} | signs.nation_ends)
    verbs = {
        hit.end for hit in signs.hits if cutting.intersection(hit.meanings) and not _SORTS.intersection(hit.meanings)
    }
    ends = spans(_han_ends(language), clean)
    for match in around(_han_pattern(language), ends, clean, _LONGEST_STEM, _LONGEST_REST):
        end = match.end()
        opening = _behind_verbs(clean, match.start(), end, language)
        start = max([opening, *(cut for cut in cuts if opening < cut <= end - 3)])
        if start in signs.nation_ends and end - start > 3 and signs.nations.get(opening) == start:
            start = opening  # the nation is the first part of the name
        goods = language == "ja" and _SORT_OF_GOODS.fullmatch(clean[start:end]) is not None
        no_name = goods or (language == "zh" and _is_no_name(signs, verbs, start, end))
        if no_name or _OFFICE_BEHIND.match(clean, end):
            continue
        if end - start > 3 and (start, end) not in signs.things and start not in signs.thing_starts:
            found.append(Firm(start, end, clean[start:end]))
    return found


_SORT_OF_GOODS = re.compile(
    "(?:次世代|次期|最先端|先端|車載用?|パワー|化合物|国産|国内|海外|中国製|旧世代|成熟|一般|量子|汎用|民生|産業用?|向け|既存|新型|全固体|再生可能|米国|日本|自動車用?)+"
    "(?:半導体|電池|電子|素材|化学|自動車|鉄鋼|機械|通信|エネルギー|電力|金属|材料|部品|装置|工業|産業)+"
)
"""Goods of a sort, which end like firms: 次世代半導体."""


def _behind_verbs(clean: str, start: int, end: int, language: str) -> int:
    """Where a run of letters that ends as a firm does is behind particles and verbs."""
    for place in range(end - 1, start - 1, -1):
        if clean[place] in _STOP_HAN and not _PART_OF_WORD.match(clean, max(place - 1, 0)):
            start = place + 1
            break
    for verbs in (_HAN_VERB, _CHINESE_VERB) if language == "zh" else (_HAN_VERB,):
        start = max([start, *(verb.end() for verb in verbs.finditer(clean, start, end - 2))])
    return start


def _is_no_name(signs: Signs, verbs: set[int], start: int, end: int) -> bool:
    """Whether a verb stands right before what is only a word for a trade (签署汽车), or the name is one of any firm."""
    if any(end - 3 < verb < end for verb in verbs):
        return True
    if _NOT_IN_NAMES.search(signs.clean, start, end):
        return True
    return _is_any(signs.clean[start:end], signs.nations.get(start, start) - start)


_FORM = re.compile(
    "(?:公司|集团|集團|股份|控股|银行|銀行|大学|大學|学院|學院|研究院|研究所|协会|協會|商会|商會|基金会|基金會)$"
)


_OF_ANY_FIRM = re.compile(
    "(?:控股|項目|项目|全资子|全資子|子|分|母|合资|合資|投资|投資|当地|當地|上市)(?:公司|集团|集團)"
)


def _is_any(name: str, nation: int) -> bool:
    """Whether a Chinese name has nothing before how firms end but a word for any of them: 控股公司, 先进半导体.

    `nation` is how many letters of it name a country, which makes a name of an organization's form: 智利矿业公司.
    """
    if nation > 0 and _FORM.search(name):
        return _OF_ANY_FIRM.fullmatch(name, nation) is not None
    name = name[max(nation, 0) :]
    while ending := _chinese_ending().search(name):
        name = name[: ending.start()]
        if name in organization_words("generic_zh") or not name:
            return True
    return False


@cache
def _chinese_ending() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(map(re.escape, endings('ends_zh')))})$")


def everywhere(signs: Signs, found: Sequence[Firm]) -> list[Firm]:
    """Names of three letters or more wherever they stand again."""
    more = []
    for name in {firm.name for firm in found if len(firm.name) > 2}:
        more += [Firm(match.start(), match.end(), name) for match in re.finditer(re.escape(name), signs.clean)]
    return [*found, *more]
