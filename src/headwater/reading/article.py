"""From an article to its candidates: the whole reading, in order. Pure: text in, candidates out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from headwater.reading.areas import areas_of
from headwater.reading.dates import Base, Day, days, horizons, whole_day
from headwater.reading.drafts import Draft, merged
from headwater.reading.investments import call_off
from headwater.reading.language import recognise
from headwater.reading.lexicon import Hit, cues, technologies
from headwater.reading.model import Amount, Article, Candidate, Contradiction, Party, Place, ReadArticle
from headwater.reading.money import sums
from headwater.reading.names import Gazetteer, english_name
from headwater.reading.parties import Mention, mentions
from headwater.reading.places import place_of
from headwater.reading.records import drafts_of
from headwater.reading.relations import parts
from headwater.reading.scenes import Scene, within
from headwater.reading.sentences import Sentence, sentences
from headwater.reading.spans import Read, SourceText, Span

LONGEST_QUOTE = 420
_HEADER = re.compile(r"^\s*date:?\s+(?P<day>\d{4}-\d{2}(?:-\d{2})?)\b\s*")
_HEAD = 600
_TOLD_WITHIN_DAYS = 31
_NOTHING = Gazetteer()


def read_article(article: Article, gazetteer: Gazetteer = _NOTHING) -> ReadArticle:
    """Everything the rules find in an article; each field with its verbatim spans.

    Raises nothing for any text: where there is nothing to read, `unreadable` says why.
    """
    language = recognise(article.text) or (article.language if article.language in _KNOWN else None)
    if not article.text.strip():
        return ReadArticle(article, None, None, unreadable="the article has no text")
    if language is None:
        return ReadArticle(article, None, None, unreadable="the language is none of en, fr, ja, ko, vi, zh")
    source = SourceText(article.text)
    header = _HEADER.match(source.clean)
    dated, dateline, by_hand = _dated(article, source, language, header)
    scenes = _scenes(source, language, Base(dated), gazetteer, header.end() if header else 0)
    drafts: list[Draft] = []
    for number, scene in enumerate(scenes):
        if not scene.sentence.is_caption:
            drafts += drafts_of(scene, scenes[:number], scenes[number + 1 :])
    call_off(drafts, scenes)
    kept = [draft for draft in merged(drafts) if draft.actors]
    _day_of_signing(kept, scenes)
    _inherit_days(kept, scenes)
    _not_yet(kept, dated)
    found = _candidates(source, kept, scenes)
    contradictions = _contradictions(source, scenes, article, header)
    if not by_hand:
        contradictions += _against_the_hand(source, article, dated, header, dateline)
    return ReadArticle(article, language, dated, found, contradictions, None, dateline, by_hand)


_KNOWN = frozenset({"en", "ko", "vi", "fr", "ja", "zh"})


def _dated(
    article: Article, source: SourceText, language: str, header: re.Match[str] | None
) -> tuple[str | None, Span | None, bool]:
    """The day to count from, where the text says it, and whether it was given by hand.

    In this order: the header, what the file declares, the first whole day at the beginning of the text, the hand, the
    first whole day anywhere.
    """
    if header:
        return header["day"], source.span(*header.span("day")), False
    opening = _first_whole_day(source, language, _HEAD)
    if opening is None and article.published_on is None and article.given_on is None:
        opening = _first_whole_day(source, language, len(source.clean))
    span = source.span(opening.start, opening.end) if opening else None
    own = article.published_on or (opening.day if opening else None)
    return own or article.given_on, span, own is None and article.given_on is not None


def _first_whole_day(source: SourceText, language: str, reach: int) -> Day | None:
    found = days(source.lower[:reach], language, Base(None))
    return next((day for day in found if whole_day(day.day)), None)


def _scenes(source: SourceText, language: str, base: Base, gazetteer: Gazetteer, start: int) -> list[Scene]:
    clean, lower = source.clean, source.lower
    hits = cues(language).find(lower)
    things = technologies(language).find(lower)
    named = mentions(clean, language, hits, [(hit.start, hit.end) for hit in things], gazetteer)
    hits = _outside_of_names(hits, named)
    money = list(enumerate(sums(clean, lower, language)))
    dated, ahead = days(lower, language, base), horizons(lower, language, base)
    starts = {
        "hits": [hit.start for hit in hits],
        "named": [each.start for each in named],
        "days": [each.start for each in dated],
        "ahead": [each.start for each in ahead],
        "things": [hit.start for hit in things],
    }

    def of(sentence: Sentence) -> Scene:
        sentence = replace(sentence, start=max(sentence.start, start))
        numbered = [each for each in money if sentence.start <= each[1].start < sentence.end]
        return Scene(
            sentence,
            clean,
            language,
            within(hits, starts["hits"], sentence),
            within(named, starts["named"], sentence),
            numbered,
            within(dated, starts["days"], sentence),
            within(ahead, starts["ahead"], sentence),
            within(things, starts["things"], sentence),
        )

    return [of(sentence) for sentence in sentences(clean, language) if sentence.end > start]


def _outside_of_names(hits: Sequence[Hit], named: Sequence[Mention]) -> list[Hit]:
    """Cues without those that are part of an organization's or body's name: `Orrin Investment`, `고려정련`, 关税税则委员会."""
    names = [each for each in named if each.kind == "organization"]
    starts = [each.start for each in names]
    bodies = [each for each in named if each.kind == "public" and each.role != "leader"]
    opens = [each.start for each in bodies]
    kept = []
    for hit in hits:
        place, body = bisect_left(starts, hit.start) - 1, bisect_left(opens, hit.start) - 1
        of_body = body >= 0 and hit.end <= bodies[body].end and not _OFFICES.intersection(hit.meanings)
        if (place < 0 or hit.end > names[place].end) and not of_body:
            kept.append(hit)
    return kept


_SIGNED_THEN = re.compile(
    r"\W*(?:Signed|Done|The signing|The (?:deal|pact|agreement|memorandum|accord|document)s? (?:was|were) signed|Fait à|La signature|Lễ ký|Văn bản được ký|서명식은|체결식은|협약식은"
    r"|署名式は|調印式は|署名は|签署仪式|簽署儀式|签约仪式|簽約儀式)"
)


def _day_of_signing(drafts: Sequence[Draft], scenes: Sequence[Scene]) -> None:
    """`Signed at ... on ...`, `The signing took place on ...`: the day and the place of the agreement told of before."""
    told = {draft.scene.sentence.start for draft in drafts if draft.kind == "agreement"}
    for number, scene in enumerate(scenes):
        if scene.sentence.start in told or not _SIGNED_THEN.match(scene.text, scene.sentence.start):
            continue
        before = {each.sentence.start for each in scenes[:number]}
        signed = [draft for draft in drafts if draft.kind == "agreement" and draft.scene.sentence.start in before]
        if not signed:
            continue
        last = signed[-1]
        day = next((each for each in scene.days if len(each.day) == 10 or each.day.startswith("--")), None)
        last.day = day or last.day
        last.also.append(scene)
        hit = next(iter(scene.cues("sign")), None)
        if hit and (last.status == "expected_to_be_signed" or "agree" not in last.trigger.meanings):
            last.status, last.status_at = "signed", hit


_OFFICES = frozenset({"head", "title", "corporate_before", "both", "generic_firm"})


def _inherit_days(drafts: Sequence[Draft], scenes: Sequence[Scene]) -> None:
    """What happened has the day of the report before it, where its own sentence says none."""
    for draft in drafts:
        if draft.day is not None or draft.status in {"scheduled", "expected_to_be_signed"}:
            continue
        place = next((n for n, scene in enumerate(scenes) if scene.sentence == draft.scene.sentence), 0)
        draft.day = next((day for scene in reversed(scenes[:place]) if (day := _reported(scene)) is not None), None)


def _not_yet(drafts: Sequence[Draft], dated: str | None) -> None:
    """A measure that holds from a day after the article's own is announced, not in force."""
    for draft in drafts:
        day = draft.day.day if draft.day else ""
        later = dated is not None and len(dated) == len(day) == 10 and not day.startswith("--") and day > dated
        if later and _is_start(draft) and draft.kind == "measure" and draft.status == "in_force":
            draft.status = "announced"


_FROM = re.compile(r"(?:\bfrom|\bstarting|à compter du|à partir du|dès le|từ|từ ngày|kể từ|kể từ ngày|自|从|從)\s?$")
_FROM_BEHIND = re.compile(r"\s?(?:起|부터|から|より)")


def _is_start(draft: Draft) -> bool:
    """Whether the day of a draft is one from which something holds."""
    if draft.day is None:
        return False
    text, day = draft.scene.text, draft.day
    return bool(_FROM.search(text[max(0, day.start - 16) : day.start].lower()) or _FROM_BEHIND.match(text, day.end))


def _reported(scene: Scene) -> Day | None:
    return next(
        (day for day in scene.days if len(day.day) == 10 or (day.day.startswith("--") and len(day.day) == 7)), None
    )


def _candidates(source: SourceText, drafts: Sequence[Draft], scenes: Sequence[Scene]) -> tuple[Candidate, ...]:
    related = parts(drafts)
    found = []
    for number, draft in enumerate(drafts):
        whole = related.get(number)
        part_of = None if whole is None else Read(whole[0] + 1, (source.span(*whole[1]),))
        including = tuple(
            Read(part + 1, (source.span(*cue),)) for part, (total, cue) in sorted(related.items()) if total == number
        )
        areas = _areas(draft, scenes) if draft.kind == "agreement" else []
        found.append(_candidate(source, number + 1, draft, areas, part_of, including))
    return tuple(found)


def _areas(draft: Draft, scenes: Sequence[Scene]) -> list[tuple[int, int]]:
    """The areas of an agreement, from all its sentences and those that go on about it."""
    own = [draft.scene, *draft.also]
    last = max(scene.sentence.number for scene in own)
    return areas_of(own, [scene for scene in scenes if scene.sentence.number > last])


def _candidate(
    source: SourceText,
    number: int,
    draft: Draft,
    areas: Sequence[tuple[int, int]],
    part_of: Read[int] | None,
    including: tuple[Read[int], ...],
) -> Candidate:
    def read(start: int, end: int) -> tuple[Span, ...]:
        return (source.span(start, end),)

    scene, trigger = draft.scene, draft.trigger
    place = _place(draft)
    return Candidate(
        number,
        Read(draft.kind, read(trigger.start, trigger.end)),
        Read(draft.status, read(draft.status_at.start, draft.status_at.end)),
        tuple(
            Read(
                Party(mention.name, mention.country, role, mention.kind, mention.identity),
                read(mention.start, mention.end),
            )
            for mention, role in draft.actors
        ),
        source.span(*_quoted(draft)),
        _amount(source, draft, bool(including)),
        Read(draft.day.day, read(draft.day.start, draft.day.end)) if draft.day else None,
        Read(draft.horizon.period, read(draft.horizon.start, draft.horizon.end)) if draft.horizon else None,
        Read(place[0], tuple(source.span(*span) for span in place[1])) if place else None,
        tuple(Read(hit.meanings[0], read(hit.start, hit.end)) for hit in draft.things),
        tuple(Read(scene.text[a:b].strip(), read(a, b)) for a, b in areas),
        part_of,
        including,
        tuple(draft.notes),
    )


def _place(draft: Draft) -> tuple[Place, list[tuple[int, int]]] | None:
    """Where: in the record's own sentence, else in another that tells of it; who takes a measure is no place of it."""
    for scene in (draft.scene, *draft.also):
        place = place_of(scene, draft.trigger.start)
        whole = place is not None and place[0].name == english_name(place[0].country or "")
        if place and not (draft.kind == "measure" and whole and place[0].country in draft.countries):
            return place
    return None


def _amount(source: SourceText, draft: Draft, is_total: bool) -> Read[Amount] | None:
    money = draft.money
    if money is None:
        return None
    qualifier, spans = money.qualifier, [source.span(money.start, money.end)]
    yearly = draft.scene.near(money.end, 30, "per_year")
    if is_total:
        qualifier = "total_including_others"
    elif yearly is not None:
        qualifier = "per_year"
        spans.append(source.span(yearly.start, yearly.end))
    return Read(Amount(money.amount, money.currency, qualifier, money.high), tuple(spans))


def _quoted(draft: Draft) -> tuple[int, int]:
    """The words that bear the record out: from its first field to the end of the sentence, shortened at a comma."""
    if draft.quoted:
        return draft.quoted
    sentence = draft.scene.sentence
    inside = [mention.start for mention, _ in draft.actors if sentence.start <= mention.start < sentence.end]
    starts = [draft.trigger.start, draft.status_at.start, *inside, *([draft.money.start] if draft.money else [])]
    start = min((place for place in starts if place >= sentence.start), default=sentence.start)
    ends = [draft.trigger.end, draft.status_at.end, *([draft.money.end] if draft.money else [])]
    last = max((place for place in ends if place <= sentence.end), default=sentence.end)
    end = sentence.end
    if end - start > LONGEST_QUOTE:
        comma = draft.scene.text.find(",", max(last, start + LONGEST_QUOTE // 2), end)
        end = comma if comma > 0 else end
    text = draft.scene.text
    while end > last and (text[end - 1].isspace() or text[end - 1] in ".。"):
        end -= 1
    return start, end


def _contradictions(
    source: SourceText, scenes: Sequence[Scene], article: Article, header: re.Match[str] | None
) -> tuple[Contradiction, ...]:
    """The text reports of a day after the one it is said to be published on."""
    published = header["day"] if header else article.published_on
    if published is None or len(published) != 10:
        return ()
    found = []
    for scene in scenes:
        for day in scene.days:
            told = any(0 <= hit.start - day.end <= 40 for hit in scene.cues("report", "announce"))
            if told and len(day.day) == 10 and day.day > published:
                places = [header.span("day")] if header else []
                spans = tuple(source.span(*place) for place in (*places, (day.start, day.end)))
                found.append(Contradiction(f"dated {published}, but reports what was said on {day.day}", spans))
    return tuple(found[:1])


def _against_the_hand(
    source: SourceText, article: Article, dated: str | None, header: re.Match[str] | None, dateline: Span | None
) -> tuple[Contradiction, ...]:
    """The article's own day is another than the one given by hand; a day told of shortly before that one is not."""
    given = article.given_on
    if given is None or dated is None or given.startswith(dated):
        return ()
    declared = header is not None or article.published_on is not None
    if not declared and 0 <= (date.fromisoformat(given) - date.fromisoformat(dated)).days <= _TOLD_WITHIN_DAYS:
        return ()
    spans = (source.span(*header.span("day")),) if header else (dateline,) if dateline and not declared else ()
    return (
        Contradiction(
            f"published on {given} by what was given by hand, but dated {dated} itself; {dated} counts", spans
        ),
    )
