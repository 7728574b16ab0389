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
) -> list[Firm]:
    """Organizations of a Korean, Japanese or Chinese text; `blocked` are places of nations and known names."""
    signs = Signs(clean, hits, blocked, set(things))
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


_KATAKANA_LEAD = re.compile(r"(?:(?<=[。、\n」])|^)(?P<name>[ァ-ヶー・]{3,14})(?=[はがのと])")
_KATAKANA_NOUN = re.compile(
    r"(?:メーカー|グループ|アナリスト|サプライヤー|ユーザー|エンジニア|アース|リチウム|バッテリー|センター|プロジェクト|システム|サービス|チップ|ウエハー|ウエハ"
    r"|コスト|ドル|ユーロ|データ|ニュース|トップ|リーダー|メンバー|チーム|スタッフ|ビジネス|マーケット|エネルギー|ガス|コバルト|ニッケル|ガリウム|グラフェン"
    r"|アルミ|プラント|ライン|パネル|モーター|エンジン|ロボット|ドローン|サーバー|クラウド|ソフト|ネット|サイト|ページ|テーマ|ポイント|ケース|ペース|レベル"
    r"|リスク|ルール|モデル|タイプ|サイズ|スケジュール|インフラ|パートナー|ファンド|スタートアップ|ベンチャー|アジア|ヨーロッパ|アフリカ|マグネシウム|チタン"
    r"|ゲルマニウム|レアメタル|スト|デモ|テロ|メディア|コメント|インタビュー|パワー|メモリー|メモリ|ロジック|センサー|ディスプレー|ディスプレイ)$"
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
    for match in _JAPANESE_LEAD.finditer(clean):
        if not signs.has_word(*match.span("name")) and signs.acts_after(match.end()):
            found.append(Firm(*match.span("name"), match["name"]))
    for match in _KATAKANA_LEAD.finditer(clean):
        start, end = match.span("name")
        unknown = not signs.has_word(start, end) and start not in signs.nations
        if unknown and not _KATAKANA_NOUN.search(match["name"]) and signs.acts_after(end):
            found.append(Firm(start, end, match["name"]))
    for match in _JAPANESE_APPOSED.finditer(clean):
        if match.start() in signs.corporate and not signs.has_word(*match.span("name")):
            found.append(Firm(*match.span("name"), match["name"]))
    return everywhere(signs, found)
