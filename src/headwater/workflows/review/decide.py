"""What a reviewer does: accept, correct, reject, merge, take a decision back, and record what was accepted.

Every act names the version it has seen, so that two reviewers never overwrite each other, and a key, so that doing it
again after a lost answer does it once. Accepting is kept first, recording comes after: what is killed in between is an
accepted candidate that `record` finishes, and the same rows are recorded once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from headwater.claims.log import ClaimLog
from headwater.claims.model import FileStamp, active_contributions
from headwater.errors import BadQuestion, NotFound, Outdated
from headwater.standard.codes import code_list
from headwater.workflows.record import Clock
from headwater.workflows.review.corrections import Correction, corrected
from headwater.workflows.review.days import Dated, date_article
from headwater.workflows.review.model import (
    PREFIXES,
    SNAPSHOT,
    Action,
    Candidate,
    Decision,
    ReviewQueue,
    snapshot,
    somebody_was_first,
)
from headwater.workflows.review.rows import claims_of

FORMAT = "review"


@dataclass(frozen=True)
class Desk:
    """A reviewer at the queue of a store. `keys` makes a key where the caller gave none."""

    queue: ReviewQueue
    log: ClaimLog
    clock: Clock
    reviewer: str
    keys: Callable[[], str]

    def __post_init__(self) -> None:
        if not self.reviewer.strip():
            raise BadQuestion("A decision needs a reviewer.", "Say who decides.")

    def accept(
        self,
        identity: str,
        *,
        seen: int | None = None,
        key: str | None = None,
        confidence: str | None = None,
        disclosure: str | None = None,
        note: str | None = None,
        hold: bool = False,
    ) -> Candidate:
        """Take it for true: it becomes a claim at once, or with `hold` when `record` is asked for.

        `BadQuestion` or `BadRows` where the record cannot become a claim, `Outdated` where somebody was first.
        """
        if (done := self._done(key)) is not None:
            return done if hold else self._into_log(done.id)
        found = self._seen(identity, seen, ("open",))
        after = replace(found, record=_sure(found.record, confidence, disclosure), state="accepted")
        self._claims(after)  # what cannot become a claim is not accepted
        after = self._decide("accept", found, after, key, note)
        return after if hold else self._into_log(after.id)

    def correct(
        self, identity: str, correction: Correction, *, seen: int | None = None, key: str | None = None,
        note: str | None = None,
    ) -> Candidate:  # fmt: skip
        """Change fields of the record; it stays open. `BadQuestion` names the first value that is not valid."""
        if (done := self._done(key)) is not None:
            return done
        found = self._seen(identity, seen, ("open",))
        record = corrected(found.record, self.queue.article(found.article).text, correction)
        rest = found.subject.partition(":")[2]
        after = replace(found, record=record, subject=f"{PREFIXES[record['kind']]}:{rest}")
        return self._decide("correct", found, after, key, note)

    def reject(
        self, identity: str, *, seen: int | None = None, key: str | None = None, note: str | None = None
    ) -> Candidate:
        """Say that it is not to become a claim."""
        if (done := self._done(key)) is not None:
            return done
        found = self._seen(identity, seen, ("open",))
        return self._decide("reject", found, replace(found, state="rejected"), key, note)

    def merge(  # noqa: PLR0913 - each is one thing the reviewer decides
        self,
        identity: str,
        target: str,
        recorded: Callable[[], Collection[str]],
        *,
        seen: int | None = None,
        key: str | None = None,
        confidence: str | None = None,
        disclosure: str | None = None,
        note: str | None = None,
        hold: bool = False,
    ) -> Candidate:
        """Accept it as one more statement about a record there is: of the queue, or of the ledger (`recorded`).

        `NotFound` where there is no such record, `BadQuestion` where it is of another kind or the candidate itself.
        """
        if (done := self._done(key)) is not None:
            return done if hold else self._into_log(done.id)
        found = self._seen(identity, seen, ("open",))
        subject = self._target(found, target.strip(), recorded)
        sure = _sure(found.record, confidence, disclosure)
        after = replace(found, record=sure, state="accepted", subject=subject, merged_with=target.strip())
        self._claims(after)
        after = self._decide("merge", found, after, key, note)
        return after if hold else self._into_log(after.id)

    def undo(
        self, identity: str, *, seen: int | None = None, key: str | None = None, note: str | None = None
    ) -> Candidate:
        """Take the last decision back. Where it was recorded, its contribution is retracted, and the log keeps both."""
        if (done := self._done(key)) is not None:
            return done
        found = self._seen(identity, seen, ("open", "accepted", "recorded", "rejected"))
        last = _standing(self.queue.decisions(identity))
        if last is None:
            raise BadQuestion("Nothing was decided about it yet.", "", identity)
        for contribution in self._counting(found):
            self._retract(contribution, found.id)
        before = {name: last.before[name] for name in SNAPSHOT}
        return self._decide("undo", found, replace(found, **before), key, note)

    def date(self, article: str, day: str) -> Dated:
        """Give an article its day of publication, where it does not say its own; see `days.date_article`."""
        return date_article(self.queue, article, day, reviewer=self.reviewer.strip(), clock=self.clock)

    def record(self, identity: str, *, seen: int | None = None) -> Candidate:
        """Record a candidate that was accepted with `hold`; again does nothing.

        `BadQuestion` where nobody accepted it, `Outdated` where `seen` is given and somebody decided since.
        """
        found = self.queue.candidate(identity)
        if found.state == "recorded":
            return found
        if seen is not None and seen != found.version:
            raise somebody_was_first(found)
        if found.state != "accepted":
            raise BadQuestion(f"The candidate is {found.state}, not accepted.", "Accept it first.", identity)
        return self._into_log(identity)

    def _into_log(self, identity: str) -> Candidate:
        """Record an accepted candidate as a contribution of who accepted it; again, or after a crash, once."""
        found = self.queue.candidate(identity)
        if found.state != "accepted":
            return found
        article = self.queue.article(found.article)
        who = found.reviewer or self.reviewer
        text = article.text.encode()
        recorded = self.log.record_once(
            self._claims(found),
            contributor=who,
            recorded_at=self.clock(),
            format_name=FORMAT,
            files=[FileStamp(article.file or article.name, len(text), article.sha256)],
            note=_note_of(found.id),
        )
        after = replace(found, state="recorded", contribution=recorded.contribution.id)
        try:
            return self._decide("record", found, after, f"record:{found.id}:{found.version}", None, who)
        except Outdated:
            return self._settled(found, recorded.contribution.id)

    def record_accepted(self) -> list[Candidate]:
        """Record every accepted candidate that is not in the log yet."""
        return [self._into_log(one.id) for one in self.queue.candidates() if one.state == "accepted"]

    def _settled(self, found: Candidate, contribution: str) -> Candidate:
        """Somebody else recorded it at the same moment (once), or took it back: then so is the claim."""
        now = self.queue.candidate(found.id)
        if now.contribution != contribution:
            self._retract(contribution, found.id)
        return now

    def _counting(self, found: Candidate) -> list[str]:
        """Its contributions that count, one that a killed process recorded and could not note among them."""
        log = self.log.contributions()
        active = active_contributions(log)
        ours = [entry for entry in log if entry.format == FORMAT and entry.note == _note_of(found.id)]
        return [entry.id for entry in ours if entry.id in active]

    def _retract(self, contribution: str, identity: str) -> None:
        with suppress(NotFound):  # retracted before: by an undo that was killed, or by hand
            self.log.retract(
                contribution,
                contributor=self.reviewer,
                recorded_at=self.clock(),
                note=f"taken back in review: {identity}",
            )

    def _done(self, key: str | None) -> Candidate | None:
        """The candidate, where this very request was carried out before."""
        decision = self.queue.decided(key) if key else None
        return self.queue.candidate(decision.candidate) if decision else None

    def _seen(self, identity: str, seen: int | None, states: Iterable[str]) -> Candidate:
        found = self.queue.candidate(identity)
        if seen is not None and seen != found.version:
            raise somebody_was_first(found)
        if found.state not in states:
            raise Outdated(
                f"The candidate is {found.state} already, by {found.reviewer}.",
                "Take that back first with undo.",
                identity,
            )
        return found

    def _decide(
        self, action: Action, found: Candidate, after: Candidate, key: str | None, note: str | None,
        reviewer: str | None = None,
    ) -> Candidate:  # fmt: skip
        now, who = self.clock(), reviewer or self.reviewer.strip()
        after = replace(after, reviewer=who, decided_at=now, version=found.version + 1)
        decision = Decision(key or self.keys(), found.id, action, who, now, snapshot(found), snapshot(after), note)
        return self.queue.decide(after, decision)

    def _target(self, found: Candidate, target: str, recorded: Callable[[], Collection[str]]) -> str:
        if target == found.id:
            raise BadQuestion("It cannot be merged with itself.", "", found.id)
        kind = PREFIXES[found.record["kind"]]
        if ":" not in target:
            other = self.queue.candidate(target)
            if other.state == "rejected":
                raise BadQuestion(f"{target} was rejected.", "Merge with a record that stands.", found.id)
            subject = other.subject
        else:
            subject = target
        if subject.partition(":")[0] != kind:
            raise BadQuestion(f"{target} is no {kind}.", "Merge records of one kind; correct the kind first.", found.id)
        if ":" in target and target not in recorded():
            raise NotFound(f"There is no {target} in the ledger.", "See `headwater review show`.")
        return subject

    def _claims(self, candidate: Candidate) -> list[Any]:
        relation = candidate.record["relation"] or {}
        whole = relation.get("part_of")
        umbrella = None
        if whole and candidate.record["kind"] == "investment":
            other = self.queue.candidate(whole)
            is_one = other.record["kind"] == "investment" and other.state != "rejected"
            umbrella = other.subject if is_one and other.subject != candidate.subject else None
        return claims_of(self.queue.article(candidate.article), candidate, umbrella)


def _sure(record: Mapping[str, Any], confidence: str | None, disclosure: str | None) -> dict[str, Any]:
    """The record with how sure the reviewer is and how far the claim may travel."""
    valid = code_list("confidence").codes()
    if confidence is not None and confidence not in valid:
        raise BadQuestion(f"{confidence!r} is no confidence.", "", "confidence", valid)
    given = {"confidence": confidence, "disclosure": disclosure}
    return {**record, **{name: value for name, value in given.items() if value is not None}}


def _note_of(identity: str) -> str:
    return f"accepted in review as {identity}"


def _standing(decisions: Iterable[Decision]) -> Decision | None:
    """The last decision that was not taken back; recording belongs to the acceptance before it."""
    standing: list[Decision] = []
    for one in decisions:
        if one.action == "undo":
            standing.pop()
        elif one.action != "record":
            standing.append(one)
    return standing[-1] if standing else None
