"""Where sentences begin and end, in six languages; and which of them are not the article's own text.

Press pages lose the space after a full stop, abbreviate with full stops, and carry captions, notices and lists of
other articles. What is dropped keeps its place in the text: nothing is renumbered.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from headwater.reading.lexicon import word_file

_BOUNDARY = re.compile(
    '(?:[。！？][」』”"]?)'
    r"|(?<=[^\W\d_][^\W\d_A-Z])[.!?…][\"”»')\]]*(?=\s|[A-ZÀ-ỸĐ“\"«]|[가-힣])"
    r"|(?<=[\d)%\]”\"»'])[.!?]+(?=\s+[\"“«\[(]?[A-ZÀ-ỸĐ가-힣])"
    r"|[.!?][\"”»')\]]+(?=\s+[A-ZÀ-ỸĐ가-힣])"
    r"|(?<=[)\]\"”])\.(?=[A-ZĐÀ-Ỹ])"
    r"|기자\s*=\s"
    r"|(?:(?<=[A-Z]{2})|(?<=\d[A-Z]))\.(?=\s+[A-ZÀ-ỸĐ])"
    r"|\n"
)
_MARK = re.compile("[.!?…。！？\n]|기자")  # what any of them begins with: found fast, then looked at
_SHORT_FORMS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "st",
        "no",
        "co",
        "corp",
        "inc",
        "ltd",
        "tp",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "vs",
        "gen",
        "sen",
        "gov",
        "rep",
        "etc",
        "art",
        "janv",
        "févr",
        "avr",
        "juil",
        "déc",
        "mme",
        "mm",
        "prof",
        "int",
        "approx",
        "est",
        "fig",
    ]
)
_LAST_WORD = re.compile(r"[^\W\d_]+$")
_LAST_OF_ARTICLE = {
    "vi": ("tin cùng chuyên mục", "tin liên quan", "xem thêm"),
    "fr": ("lire aussi", "à lire aussi", "sur le même sujet"),
    "en": ("related articles", "read more:", "more on this story"),
    "ko": ("무단전재", "무단 전재", "관련기사"),
    "ja": ("関連記事", "あわせて読みたい"),
    "zh": ("延伸閱讀", "相关阅读", "責任編輯", "责任编辑"),
}
_CAPTION_LINE, _OPENING = 90, 40


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the article, by its place in the clean text; `number` counts from 0.

    A caption (what a picture shows) says who is meant, but tells of nothing by itself.
    """

    number: int
    start: int
    end: int
    is_caption: bool = False


def sentences(clean: str, language: str) -> list[Sentence]:
    """The article's own sentences, boilerplate left out."""
    found: list[Sentence] = []
    notices = tuple(word_file(language)["caption"])
    captions = [match.span() for match in _CAPTION_WHOLE.finditer(clean)] if language in {"vi", "fr"} else []
    for start, end in _pieces(clean):
        text = clean[start:end].strip()
        if len(text) < 8:
            continue
        if text[:_OPENING].lower().startswith(_LAST_OF_ARTICLE[language]):
            break
        if len(text) < _CAPTION_LINE and _is_notice(text.lower(), notices):
            continue
        shown = bool(_CAPTION.search(text)) or any(left <= start and end <= right + 1 for left, right in captions)
        found.append(Sentence(len(found), _after_byline(clean, start, end), end, shown))
    return found


_CAPTION_WHOLE = re.compile(r"^[^\n]{10,260}?[.)»”:]?\s\(?(?:Ảnh|Photos?)\s?:\s?[^.\n]{2,40}[.)]{0,2}$", re.MULTILINE)
_CAPTION = re.compile(
    r"^(?:Từ trái (?:sang|qua)|Từ phải (?:sang|qua)|De gauche à droite|Légende\s?:)|[-–.)»”]\s?\(?(?:Ảnh|Photo|Crédits?|©)\s?:?\s?[^.\n]{2,36}$"
)
_BYLINE = re.compile(
    r"\s*(?:"
    r"[（(〔\[【][^)）〕\]】\n]{0,40}(?:[=＝]|記者|记者|기자|특파원|綜合|综合)[^)）〕\]】\n]{0,40}[)）〕\]】]"
    r"|(?:앵커|기자|리포트)\s?>"
    r"|[一-龯]{2,6}(?:社|网|網|電|报|報)?[^。，\n]{0,16}?\d{1,2}月\d{1,2}日(?:电|電|讯|訊)(?:[（(][^)）\n]{2,30}[)）])?"
    r"|[A-ZÀ-ÝĐ]{3,}(?=[\s,])[^()\n.—–]{0,44}(?:\([^)\n]{2,40}\)\s?)?\s?(?:—|–|--)\s"
    r"|[A-ZÀ-ÝĐ][^()\n.—–]{1,40}(?:\d{1,4}\s?|\([^)\n]{2,40}\)\s?)(?:—|–|--)\s"
    r"|[A-ZÀ-ÝĐ][^()\n.—–]{1,44}\([^)\n]{2,40}\)\s?-\s"
    r")\s*"
)
_LONGEST_BYLINE = 90


def _after_byline(clean: str, start: int, end: int) -> int:
    """Where a paragraph's first sentence begins behind place, day and agency: `SÉOUL, 3 avril (Agence) —`."""
    if start and clean[start - 1] != "\n" and not clean[start].isspace():
        return start
    match = _BYLINE.match(clean, start, min(end, start + _LONGEST_BYLINE))
    return match.end() if match and match.end() < end - 8 and not _VERBAL.search(match[0]) else start


_VERBAL = re.compile(r"\b(?:said|will|is|are|has|have|a annoncé|est|sera|sẽ|đã|cho biết)\b")


def _is_notice(lowered: str, notices: tuple[str, ...]) -> bool:
    """Whether a short line is a caption, a copyright line, a byline: it has such a word."""
    return any(word in lowered for word in notices)


def _pieces(clean: str) -> list[tuple[int, int]]:
    pieces, start = [], 0
    for mark in _MARK.finditer(clean):
        match = _BOUNDARY.match(clean, mark.start()) if mark.start() >= start else None
        if match is None:
            continue
        if match[0][0] == "." and _is_short_form(clean, match.start()):
            continue
        if match.end() > start:
            pieces.append((start, match.end()))
        start = match.end()
    if start < len(clean):
        pieces.append((start, len(clean)))
    return pieces


def _is_short_form(clean: str, dot: int) -> bool:
    word = _LAST_WORD.search(clean, max(0, dot - 12), dot)
    return word is not None and (word[0].lower() in _SHORT_FORMS or (len(word[0]) == 1 and word[0].isupper()))
