"""Which investments, agreements, measures, events and programmes does a sentence speak of?

One rule per kind, each from a trigger (a sum with a word of investing, a word of signing, a word for a control, a word
for a meeting or an accident, a word of training) to who takes part and how far it is. A sentence that only weighs what
should be done gives no record.

Misleads on irony, on what somebody denies, and on articles that retell another one.
"""

from __future__ import annotations

from collections.abc import Sequence

from headwater.reading.agreements import agreements
from headwater.reading.drafts import Draft
from headwater.reading.events import events, sales, takeovers
from headwater.reading.investments import of_sums, projects
from headwater.reading.measures import measures, papers, stopped_exports
from headwater.reading.programmes import programmes
from headwater.reading.scenes import Scene

_TRIGGERS = (
    "sign", "agree", "control", "licence", "designate", "subsidy", "limit", "decree", "acquire", "raise", "meet",
    "disaster", "train", "end", "negotiate", "site", "stop",
)  # fmt: skip


def drafts_of(scene: Scene, earlier: Sequence[Scene], later: Sequence[Scene]) -> list[Draft]:
    """All records of one sentence; `earlier` and `later` are the sentences before and behind it."""
    told = scene.has(*_TRIGGERS) or (scene.has("agreement") and scene.has("propose", "in_force"))
    if not scene.sums and not told and not papers(scene) and not stopped_exports(scene):
        return []
    if scene.has("deny"):
        return []  # what somebody says is not so
    bought = takeovers(scene) or sales(scene)
    found = of_sums(scene, earlier, [draft.money for draft in bought if draft.money])
    if trained := programmes(scene, earlier, found):
        return trained
    if not bought:
        found += agreements(scene, earlier, later, found)
    found += measures(scene, earlier, found)
    found += bought
    found += projects(scene, found)
    found += events(scene, earlier, later, found)
    return found
