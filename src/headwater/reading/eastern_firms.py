"""Which names are firms in Korean, Japanese and Chinese, where words are not parted or carry endings?

By how a name ends (전자, 電機, 公司), by the word before it (국영기업, 大手の, 厂商), by opening a report as its subject (`X는 3일
... 밝혔다`, `Xは5日、...発表した`, `X28日宣布`), and by standing in a row with one that is. Japanese stands here.

Misleads on common nouns that open a report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from headwater.reading.chinese_firms import chinese
from headwater.reading.firm_signs import Firm, Signs, by_ending, everywhere
from headwater.reading.korean_firms import korean
from headwater.reading.lexicon import Hit


def eastern_firms(
    clean: str,
    language: str,
    hits: Sequence[Hit],
    blocked: Sequence[tuple[int, int]],
    things: Iterable[tuple[int, int]],
    known_firms: Iterable[tuple[int, int]] = (),
) -> list[Firm]:
    """Organizations of a Korean, Japanese or Chinese text; `blocked` are places of nations and known names.

    `known_firms` are those of the places that are organizations'.
    """
    signs = Signs(clean, hits, blocked, set(things), {start for start, _ in known_firms})
    made = {"ko": korean, "ja": _japanese, "zh": chinese}[language](signs)
    kept: dict[int, Firm] = {}
    for firm in sorted(made, key=lambda one: (one.start, -one.end)):
        widest = [(a, b) for a, b in blocked if firm.start < b and firm.end > a]
        inside = any(b - a > 2 or (a, b) == (firm.start, firm.end) for a, b in widest)
        compound = any(a == firm.start and b < firm.end for a, b in widest)
        if (not inside or compound) and (firm.start, firm.end) not in signs.things:
            kept.setdefault(firm.start, firm)
    return list(kept.values())


_KATAKANA = re.compile("[ァ-ヶー]{3,}(?:・[ァ-ヶー]+)*")
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
_KANJI_LEAD = re.compile(
    r"(?:(?<=[。\n」])|^)(?P<name>[一-龯A-Za-z]{2,8}|[一-龯A-Za-z]{1,4}[ァ-ヶー]{2,8})(?=[はがとも、])"
)
_STRUCK = re.compile(
    r"(?:(?<=[。、\n「」のでにるた])|^)(?P<name>[一-龯A-Za-z]{2,8}|[一-龯A-Za-z]{0,4}[ァ-ヶー・]{3,16})(?=の[^。、]{0,12}?(?:工場|製油所|製鉄所|鉱山|拠点|製錬所|事業所|造船所)(?:で|が|に|の))"
)
_GIVEN_TO = re.compile(
    r"(?<=[、はが])(?P<name>[一-龯A-Za-z]{2,8}|[一-龯A-Za-z]{0,4}[ァ-ヶー・]{3,16})(?=に(?:対し(?:て)?)?、?(?:[最約\d総計]|追加)[^。]{0,30}?(?:補助|助成|融資|支援|出資|支給|交付|貸し付け))"
)
_WHOSE_PLAN = re.compile(
    r"(?<=[、はが])(?P<name>[一-龯A-Za-z]{2,8}|[一-龯A-Za-z]{0,4}[ァ-ヶー・]{3,16})(?=の[^。、]{0,24}?(?:計画|事業|工場|プロジェクト|買収|投資)を)"
)
_NO_KANJI_NAME = re.compile(
    "(?:[相省庁氏者府県市町界場側家筋派官師士民額量率数高価品業力性法案策権年月日員長議会式国社区内外中上下点面物料策等計法]|政府|両国|各国|首脳|政権|与党|野党|当局|世界|日本|米国|中国|韓国|台湾|欧州|東京"
    "|半導体|電池|自動車|化学|鉄鋼|医薬|素材|部品|装置|原料|資源|鉱物|関税|規制|投資|計画|合意|協定|覚書|工場|生産|同社|両社|各社|他社|自社|背景|一方|今回|今後|現在|当初|当面|対象|同国|総額|経産|財務|外務)$"
    "|^(?:新|旧|第|約|計|同|両|各|全|今|昨|来|前|次|本|当|国|県|市|米|中|日|対|現地|海外|国内|大手|最大|主要|既存|一部|複数|関連|民間|地元)"
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


def _japanese(signs: Signs) -> list[Firm]:
    clean, found = signs.clean, by_ending(signs, "ja")
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
    return everywhere(signs, [*found, *_japanese_subjects(signs)])


def _japanese_subjects(signs: Signs) -> list[Firm]:
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
    return [*found, *_by_place_alone(signs)]


def _by_place_alone(signs: Signs) -> list[Firm]:
    """Names of no sort but where they stand: a sentence's subject that acts, or whose works an accident befell."""
    found = []
    for pattern in (_KANJI_LEAD, _STRUCK, _GIVEN_TO, _WHOSE_PLAN):
        for match in pattern.finditer(signs.clean):
            start, end = match.span("name")
            name = match["name"]
            common = _KATAKANA_NOUN.match(name) or _JAPANESE_BODY.search(name) or _NO_KANJI_NAME.search(name)
            if common or signs.has_word(start, end) or start in signs.nations or start in signs.thing_starts:
                continue
            if signs.acts_after(end) or (pattern is _STRUCK and signs.is_struck(end)):
                found.append(Firm(start, end, name))
    return found
