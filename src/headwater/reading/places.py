"""Where? A capitalised name behind a word for a place, a name with a suffix of places, or a nation said as a place."""

from __future__ import annotations

import re
from functools import cache

from headwater.reading.actors import in_place
from headwater.reading.model import Place
from headwater.reading.scenes import Scene

_UP = "A-ZÀ-ÖØ-ÞĐĂƠƯ"
_NAME = rf"[{_UP}][^\W\d_]+(?:[\s-][{_UP}][^\W\d_]+){{0,3}}"


_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"


@cache
def _pattern(language: str) -> re.Pattern[str]:
    return re.compile(
        {
            "en": rf"\b(?:in|at|near|outside)\s(?!(?:{_MONTHS})\b)(?P<name>{_NAME}(?:,\s{_NAME})?)|\b(?:its|the|a|new)\s(?P<name2>{_NAME})\s(?:site|plant|factory|fab|mine|deposit|refinery)\b",
            "vi": rf"(?:tại|ở|đến|vào)\s(?:thành phố|tỉnh|khu vực|huyện|quận|khu công nghiệp|Khu công nghiệp|TP\.?)?\s?(?P<name>{_NAME}(?:\svà\s{_NAME})?(?:,\s(?:TP\.?|tỉnh|thành phố)\s{_NAME})?)|(?:thành phố|tỉnh|TP\.)\s(?P<name2>{_NAME})",
            "fr": rf"\b(?:à|en|dans la ville de|près de|dans la province de|dans le|dans la)\s(?P<name>{_NAME})|\bdans l'(?P<name2>{_NAME})",
            "ko": r"(?P<name>(?:[가-힣]{2,4}(?:도|시|군|구)?\s)?[가-힣0-9]{2,8}(?:산업단지|국가산단|산단|공단|단지|시|군|구))(?=에|의|\s|,|로)"
            r"|(?P<name2>[가-힣]{2,6}(?:주|성|현))(?=에|의\s)|(?<![가-힣])(?P<name3>[가-힣]{2,6})(?=에서\s(?:열|개최|서명|체결|만나|회담|정상))",
            "ja": r"(?P<name>[一-龯]{2,4}(?:都|道|(?<!政)府|県)(?:[一-龯]{1,5}(?:市|町|村|区))?|[一-龯]{1,4}市(?!早苗|首相|政権|氏|場|民|況|販))"
            r"|(?P<name2>[ァ-ヶー]{3,})(?=で(?:会談|開|署名|行わ|首脳))",
            "zh": r"(?:在|於|于)(?P<name>[一-龯]{2,6}?(?:省|市|州|縣|县))"
            r"|(?:在|於|于)(?P<name2>[一-龯]{2,6}?)(?=投资|投資|兴建|興建|建设|建設|设立|設立|举行|舉行|签署|簽署|召开|召開|新建|建厂|建廠|会谈|會談|扩建|擴建)",
        }[language]
    )


def place_of(scene: Scene, anchor: int) -> tuple[Place, list[tuple[int, int]]] | None:
    """The place nearest an anchor, with the places in the clean text that say it; None where the sentence says none."""
    start, end = scene.sentence.start, scene.sentence.end
    nations = [each for each in scene.mentions if each.kind == "nation" and each.role in {"name", "capital"}]
    stated = [each for each in nations if in_place(scene, each)]
    found = []
    for match in _pattern(scene.language).finditer(scene.text, start, end):
        left, right = match.span(match.lastgroup or "name")
        if any(each.start < right and each.end > left and each.role == "name" for each in nations):
            continue
        if any(each.kind == "organization" and each.start < right and each.end > left for each in scene.mentions):
            continue
        found.append((left, right))
    if not found:
        near = min(stated, key=lambda each: abs(each.start - anchor), default=None)
        return None if near is None else (Place(near.name, near.country), [(near.start, near.end)])
    left, right = min(found, key=lambda span: abs(span[0] - anchor))
    beside = next((each for each in nations if -2 <= each.start - right <= 14), None)
    capital = next((each for each in nations if each.role == "capital" and each.start == left), None)
    country = beside or capital
    spans = [(left, right)] + ([(beside.start, beside.end)] if beside else [])
    return Place(scene.text[left:right], country.country if country else None), spans
