"""Which names are firms in Korean, Japanese and Chinese, where words are not parted or carry endings?

By how a name ends (전자, 電機, 公司), by the word before it (국영기업, 大手の, 厂商), by a nation that is only its first part
(`한국수력원자력`), by opening a report as its subject (`X는 3일 ... 밝혔다`, `Xは5日、...発表した`, `X28日宣布`), and by standing in a
row with one that is. A name found once is found everywhere in the article.

Misleads on common nouns that open a report, and on people called by three syllables.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from headwater.reading.lexicon import Hit, organization_words, word_file

_ACTS = frozenset(
    {
        "invest", "sign", "announce", "plan", "commit", "acquire", "agree", "cancel", "suspend", "consider", "operating",
        "underway", "disburse", "raise", "approve", "register",
    }
)  # fmt: skip
_SENTENCE, _LONGEST_WORD = 260, 24
_END = re.compile(r"[.。\n]")


@dataclass(frozen=True, slots=True)
class Firm:
    """An organization read by rule: place in the clean text, name as written."""

    start: int
    end: int
    name: str


def eastern_firms(
    clean: str,
    language: str,
    hits: Sequence[Hit],
    blocked: Sequence[tuple[int, int]],
    things: Iterable[tuple[int, int]],
) -> list[Firm]:
    """Organizations of a Korean, Japanese or Chinese text; `blocked` are places of nations and known names."""
    signs = _Signs(clean, hits, blocked, set(things))
    made = {"ko": _korean, "ja": _japanese, "zh": _chinese}[language](signs)
    kept: dict[int, Firm] = {}
    for firm in sorted(made, key=lambda one: (one.start, -one.end)):
        widest = [(a, b) for a, b in blocked if firm.start < b and firm.end > a]
        inside = any(b - a > 2 or (a, b) == (firm.start, firm.end) for a, b in widest)
        compound = any(a == firm.start and b < firm.end for a, b in widest)
        if (not inside or compound) and (firm.start, firm.end) not in signs.things:
            kept.setdefault(firm.start, firm)
    return list(kept.values())


class _Signs:
    """What stands in a text that tells firms from other names."""

    def __init__(
        self, clean: str, hits: Sequence[Hit], blocked: Sequence[tuple[int, int]], things: set[tuple[int, int]]
    ) -> None:
        self.clean, self.hits, self.blocked, self.things = clean, hits, blocked, things
        self.corporate = {hit.end for hit in hits if "corporate_before" in hit.meanings}
        self.acts = [hit.start for hit in hits if _ACTS.intersection(hit.meanings)]
        self.words = sorted({(hit.start, hit.end) for hit in hits if "ignore" not in hit.meanings})
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

    def acts_after(self, place: int) -> bool:
        """Whether somebody does something in the rest of the sentence."""
        stop = _END.search(self.clean, place, place + _SENTENCE)
        end = stop.start() if stop else place + _SENTENCE
        following = bisect_left(self.acts, place)
        return following < len(self.acts) and self.acts[following] < end


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


def _korean(signs: _Signs) -> list[Firm]:
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


def _is_korean_firm(signs: _Signs, start: int, token: str, bare: str, generic: frozenset[str]) -> bool:
    if "㈜" in bare or "(주)" in bare:
        return True
    ending = _korean_ending().search(bare) if bare[-1] in _last_letters() else None
    if len(bare) > 2 and ending and ending.start() > 0:
        return ending[0] in _endings("associations_ko") or bare[: ending.start()].lower() not in generic
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


def _may_be_name(signs: _Signs, start: int, bare: str) -> bool:
    nation = max(signs.nations.get(start, start) - start, 0)
    if not 2 <= len(bare) <= 12 or _COMMON_NOUN.search(bare) or not bare.isalnum():
        return False
    if signs.has_word(start, start + len(bare)) and not nation:
        return False
    return nation > 0 or len(bare) != 3 or bare[0] not in _SURNAME or signs.clean.count(bare) > 2


def _korean_rows(signs: _Signs, tokens: Sequence[tuple[int, str, str]], known: set[str]) -> list[Firm]:
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
def _endings(key: str) -> tuple[str, ...]:
    return tuple(sorted(word_file("organizations")[key], key=len, reverse=True))


@cache
def _last_letters() -> frozenset[str]:
    return frozenset(word[-1] for key in ("ends_ko", "associations_ko") for word in _endings(key))


@cache
def _korean_ending() -> re.Pattern[str]:
    words = sorted((*_endings("ends_ko"), *_endings("associations_ko")), key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(map(re.escape, words))})$")


@cache
def _han_pattern(language: str) -> re.Pattern[str]:
    endings = "|".join(map(re.escape, _endings(f"ends_{language}")))
    letters = "一-龯A-Za-z" if language == "zh" else "一-龯ァ-ヶーA-Za-z"
    return re.compile(rf"[{letters}]{{1,12}}?(?:(?:{endings})(?:有限|股份)?)+(?<!有限)(?![省相大界用化])")


_STOP_HAN = "的和与與及同在对對由向为為被是了并並从從将將于於等至到给給把や、。，「」『』（）()・"
_HAN_VERB = re.compile(
    "提供|宣布|宣佈|支持|投资|投資|收购|收購|表示|授予|补助|補助|给予|給予|要求|协助|協助|包括|包含|其中"
)
_CUTTING = frozenset({"corporate_before", "report", "includes", "announce", "sign", "with", "future", "title", "head"})
_OFFICE_BEHIND = re.compile(r"・[一-龯]{2,6}[相省]")
_KATAKANA = re.compile("[ァ-ヶー]{3,}(?:・[ァ-ヶー]+)*")


def _by_ending(signs: _Signs, language: str) -> list[Firm]:
    """Names that end as firms do, without the nation, the sort of firm and the verb that run on into them."""
    clean, found = signs.clean, []
    cuts = sorted({hit.end for hit in signs.hits if _CUTTING.intersection(hit.meanings)} | signs.nation_ends)
    for match in _han_pattern(language).finditer(clean):
        start, end = match.span()
        for place in range(end - 1, start - 1, -1):
            if clean[place] in _STOP_HAN:
                start = place + 1
                break
        if _OFFICE_BEHIND.match(clean, end):
            continue
        verb = _HAN_VERB.search(clean, start, end - 2)
        while verb:
            start = verb.end()
            verb = _HAN_VERB.search(clean, start, end - 2)
        opening = start
        start = max([start, *(cut for cut in cuts if start < cut <= end - 3)])
        if start in signs.nation_ends and end - start > 3 and signs.nations.get(opening) == start:
            start = opening  # the nation is the first part of the name
        if end - start > 3 and (start, end) not in signs.things and start not in signs.thing_starts:
            found.append(Firm(start, end, clean[start:end]))
    return found


def _everywhere(signs: _Signs, found: Sequence[Firm]) -> list[Firm]:
    """Names of three letters or more wherever they stand again."""
    more = []
    for name in {firm.name for firm in found if len(firm.name) > 2}:
        more += [Firm(match.start(), match.end(), name) for match in re.finditer(re.escape(name), signs.clean)]
    return [*found, *more]


_JAPANESE_LEAD = re.compile(
    r"(?:(?<=[。、\n」』)）])|^)(?P<name>[一-龯ァ-ヶー・A-Za-z&]{2,16})(?=は(?:[^。、]{0,4}\d{1,2}日(?!間)|同日|この日))"
)
_JAPANESE_APPOSED = re.compile(r"[、，](?P<name>[一-龯ァ-ヶー・A-Za-z&]{2,12})(?=[はがもと])")


_KATAKANA_LEAD = re.compile(
    r"(?:(?<=[。、\n」])|^)(?P<name>(?:[A-Z]\.)?[ァ-ヶー・]{3,16})(?=[はがのとも]|[(（][A-Za-z.&\s]{2,30}[)）])"
)
_OF_A_NATION = re.compile(
    r"(?:(?<![一-龯])[米英独仏韓台印蘭伊豪加中]|(?<=[ァ-ヶー一-龯])[の・])(?P<name>(?:[A-Z]\.)?[ァ-ヶー][ァ-ヶー・]{2,15})(?=[はがのとも、や(（]|社)"
)
_TOLD_OF = re.compile(r"(?<=[るたの])(?P<name>[ァ-ヶー][ァ-ヶー・]{2,15})(?=[(（][^)）。]{2,14}[)）][はがと])")
_SIGN_FIRST = re.compile("[米英独仏韓台印蘭伊豪加](?=[ァ-ヶーA-Za-z])")
_IN_QUOTES = re.compile(
    r"「(?P<name>[一-龯ァ-ヶーA-Za-z& ]{3,20})」(?=(?:の[^。、]{0,8}(?:工場|拠点|建物|ライン|設備)|で|は|が))"
)
_HEADLINE_LEAD = re.compile(r"^(?P<name>[一-龯ァ-ヶー・A-Za-z.&]{2,16})、(?=[^。\n]{6,60}(?:\n|$))")
_KATAKANA_NOUN = re.compile(
    r"(?:.*(?:メーカー|アナリスト|サプライヤー|ユーザー|エンジニア|センター|プロジェクト|システム|サービス|プラント|ライン|パネル|サイト|ファンド|モデル|インフラ"
    r"|スケジュール|スタートアップ|ベンチャー|パートナー|サミット|フォーラム|プログラム|グループ|チェーン|ネットワーク|フレームワーク|イニシアチブ|パッケージ|メンバー|リーダー|スタッフ|インタビュー|コメント)"
    r"|(?:アース|リチウム|バッテリー|チップ|ウエハー|ウエハ|コスト|ドル|ユーロ|データ|ニュース|トップ|チーム|ビジネス|マーケット|エネルギー|ガス|コバルト|ニッケル"
    r"|ガリウム|グラフェン|アルミ|モーター|エンジン|ロボット|ドローン|サーバー|クラウド|ソフト|ネット|ページ|テーマ|ポイント|ケース|ペース|レベル|リスク|ルール"
    r"|タイプ|サイズ|アジア|ヨーロッパ|アフリカ|マグネシウム|チタン|ゲルマニウム|レアメタル|スト|デモ|テロ|メディア|パワー|メモリー|メモリ|ロジック|センサー"
    r"|ディスプレー|ディスプレイ|レア|グローバル|セル|ワクチン|リサイクル|アナログ|デジタル|グリーン|ハイテク|ウラン|タングステン|アンチモン|シリコン|アンモニア"
    r"|エリア|コロナ|ウイルス|ギガワット|キロ|メガワット|トン|ミリ|ナノ|フル|ユニット|デバイス|スマートフォン|スマホ|パソコン|ゲーム|マグネット)+)$"
)
_JAPANESE_BODY = re.compile(
    "(?:省|庁|府|県|市|町|政府|大統領|首相|大臣|相|氏|国会|議会|両国|各国|会談|会議|今年|昨年|今月|来年|協会長)$|日$|^(?:速報|独自|解説|社説)"
)
_JAPANESE_UNIVERSITY = re.compile(
    r"(?<![一-龯ァ-ヶー])[一-龯ァ-ヶー]{2,8}(?<![最拡増巨重過莫膨強肥多甚絶壮広盛寛尊誇偉])大(?=[とはがの、・]|など)"
)


def _japanese(signs: _Signs) -> list[Firm]:
    clean, found = signs.clean, _by_ending(signs, "ja")
    for match in _KATAKANA.finditer(clean):
        start, end = match.span()
        after_corporate = start in signs.corporate or (
            clean[start - 1 : start] == "の" and start - 1 in signs.corporate
        )
        if after_corporate or clean[end : end + 1] == "社":
            found.append(Firm(start, end, match[0]))
    found += [Firm(match.start(), match.end(), match[0]) for match in _JAPANESE_UNIVERSITY.finditer(clean)]
    for match in _JAPANESE_APPOSED.finditer(clean):
        if match.start() in signs.corporate and not signs.has_word(*match.span("name")):
            found.append(Firm(*match.span("name"), match["name"]))
    return _everywhere(signs, [*found, *_japanese_subjects(signs)])


def _japanese_subjects(signs: _Signs) -> list[Firm]:
    """Names that open a report, stand behind a nation or in quotes, or before the comma of a headline, and act."""
    clean, found = signs.clean, []
    for match in _JAPANESE_LEAD.finditer(clean):
        start, end = match.span("name")
        start += _SIGN_FIRST.match(clean, start, end) is not None
        if not signs.has_word(start, end) and signs.acts_after(end):
            found.append(Firm(start, end, clean[start:end]))
    for pattern in (_KATAKANA_LEAD, _OF_A_NATION, _IN_QUOTES, _HEADLINE_LEAD, _TOLD_OF):
        for match in pattern.finditer(clean):
            start, end = match.span("name")
            by_nation = pattern is _OF_A_NATION and clean[start - 1] in "の・"
            foreign = not by_nation or start - 1 in signs.nation_ends
            common = _KATAKANA_NOUN.match(match["name"]) or _JAPANESE_BODY.search(match["name"])
            taken = signs.has_word(start, end) or start in signs.nations
            if foreign and not common and not taken and signs.acts_after(end):
                found.append(Firm(start, end, match["name"]))
    return found


_CHINESE_AFTER = (
    r"(?=\d{1,2}日|宣布|宣佈|表示|公告|发布|發布|将|將|与|與|和|及|同|在|签|簽|计划|計劃|拟|擬|投|斥|的|，|。|、|；|也|已|于|於|近日|日前|今天|今日"
    r"|透露|称|稱|董事|首席|旗下|达成|達成|获|獲|因|对|對|是|）|\))"
)
_CHINESE_NAME = re.compile(rf"(?P<name>[一-龯A-Za-z]{{2,8}}?){_CHINESE_AFTER}")
_CHINESE_LEAD = re.compile(
    r"(?:(?<=[。，、；\n电電讯訊）)])|^)(?P<name>[一-龯A-Za-z][一-龯A-Za-z-]{1,9}?)(?=(?:\d{1,2}日|昨（\d+）日|昨日|昨天|今日|今天|上周|上週|本周|本週|此前|日前|近日|同日|上月|上个月)?(?:则|則|也|已|还|還)?"
    r"(?:宣布|宣佈|公告|发布公告|發布公告|透露|披露|证实|證實|董事会|董事會|拟以|擬以|拟投资|擬投資|签署|簽署)|\d{1,2}日(?:发布|發布|表示|在|与|與|称|稱))"
)
_NOBODY = re.compile(
    "总经理|總經理|董事长|董事長|首席|执行长|執行長|总裁|總裁|创始|創辦|官员|官員|记者|記者|负责人|負責人|分析|专家|專家|业内|業內|消息|市场|市場|外媒|媒体|媒體|人士|发言人|發言人|法人|机构|機構|当局|當局"
    "|部门|部門|会议|會議|报告|報告|报道|報導|数据|資料|上月|本月|月底|年底|月初|年初|去年|今年|据悉|据了解|會上|会上|文件|本报|本報|另外|此外|同时|同時|目前|日前|近日|随后|隨後|最新|正式|首次|再次|联合|聯合"
)
_CHINESE_SUBJECT = re.compile(
    r"(?:(?<=[。，；\n）)])|^)(?P<name>[一-龯]{2,6}?)(?=(?:正在|正|已|也|还)?(?:计划|計劃|計畫)(?:投资|投資|在|到|于|於)|(?:拟|擬|将|將|正)?(?:投资|投資|斥资|斥資|总投资|總投資)[\d约約逾超近]"
    r"|正?在?(?:考虑|考慮)在|(?:放弃|放棄|暂停|暫停|终止|終止|取消|推迟|推遲)(?:了|在|对|對|投资|投資|原定|原訂)|(?:已)?(?:与|與|和|同)[^，。；]{2,24}?(?:签|簽|达成|達成|同意)|董事会|董事會|(?:拟|擬)?以[\d.]+[亿億]|否认|否認)"
)
_CHINESE_STRUCK = re.compile(
    r"(?:(?<=[。，；\n])|(?<=导致)|(?<=導致)|(?<=造成)|^)(?P<name>[一-龯]{3,8}?)(?=(?:的)?(?:工厂|工廠|矿山|礦山|厂区|廠區)(?:发生|發生|停产|停產|起火|爆炸|停工|断电|斷電))"
)
_CHINESE_OFFICER = re.compile(
    r"(?:(?<=[。，、；：\n）)])|^)(?P<name>[一-龯A-Za-z]{2,8}?)(?=总经理|總經理|董事长|董事長|首席执行官|執行長|副总裁|副總|总裁|總裁|创始人|創辦人|财务长|財務長)"
)
_NO_NAME = frozenset("的和与與及同在对對由向为為被是了并並从從将將于於等至到给給把家们們数數之其这這该該各有也已间間方")


_BEFORE_PRODUCT = re.compile(r"(?:[的，。、；“]|^)(?P<name>[一-龯A-Za-z]{2,4})$")
_PROJECT_BEHIND = re.compile("项目|項目|工厂|工廠|基地|产线|產線|生产线|生產線|专案|專案")


def _chinese(signs: _Signs) -> list[Firm]:
    clean, found = signs.clean, _by_ending(signs, "zh")
    for place in sorted(signs.corporate):
        match = _CHINESE_NAME.match(clean, place)
        if match and _may_be_han_name(signs, *match.span("name")):
            found.append(Firm(*match.span("name"), match["name"]))
    for start, end in signs.things:
        match = _BEFORE_PRODUCT.search(clean, max(0, start - 8), start)
        if match and _PROJECT_BEHIND.match(clean, end) and _may_be_han_name(signs, *match.span("name")):
            found.append(Firm(*match.span("name"), match["name"]))
    for match in (*_CHINESE_SUBJECT.finditer(clean), *_CHINESE_STRUCK.finditer(clean)):
        if _may_be_han_name(signs, *match.span("name")):
            found.append(Firm(*match.span("name"), match["name"]))
    for match in (*_CHINESE_LEAD.finditer(clean), *_CHINESE_OFFICER.finditer(clean)):
        if _may_be_han_name(signs, *match.span("name")):
            found.append(Firm(*match.span("name"), match["name"]))
    return _everywhere(signs, found)


def _may_be_han_name(signs: _Signs, start: int, end: int) -> bool:
    name = signs.clean[start:end]
    if _NOBODY.search(name):
        return False
    return not _NO_NAME.intersection(name) and not signs.has_word(start, end) and start not in signs.nations
