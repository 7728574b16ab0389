"""Which programmes does a sentence speak of: a state's body, a university or an association that trains people?

A programme needs a word of training beside a word for a programme or a plan, somebody who runs it, and a size: a sum,
a horizon or a number of people. A sum for training is the programme's, not an investment. What an agreement says about
training stays the agreement's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from headwater.reading.actors import possible, subject_before
from headwater.reading.drafts import Draft, with_role
from headwater.reading.lexicon import Hit
from headwater.reading.making import made
from headwater.reading.modality import is_weighed
from headwater.reading.scenes import Scene
from headwater.reading.statuses import measure_status

_PEOPLE = re.compile(
    r"\d[\d.,\s]*(?:[만万萬천千백]\s?)?(?:명|여명|人|万人|萬人|名|people|engineers|students|workers|specialists|kỹ sư|người|sinh viên|ingénieurs|personnes|étudiants)"
)
_FIGHTING = re.compile("진화|소방|消火|消防|灭火|滅火|firefighters|pompiers|lính cứu hỏa|dập lửa")
_BESIDE = 45
_FOR_TRAINING = re.compile(r"(?:\bà la|\bpour la|\bpour|\bà)\s(?:former|formation)$|(?:cho|để)\s(?:việc\s)?đào tạo$")


def programmes(scene: Scene, earlier: Sequence[Scene], found: Sequence[Draft]) -> list[Draft]:
    """The programme of a sentence, in place of a sum it was first read as."""
    cue = _trigger(scene)
    if scene.has("disaster", "stop") or _FIGHTING.search(scene.text, scene.sentence.start, scene.sentence.end):
        return []  # men and engines sent to a fire
    signed = scene.has("sign") and scene.has("agreement", "agreements")
    if cue is None or signed or is_weighed(scene, cue):
        return []
    money = next((draft.money for draft in found if draft.money), None)
    equals = next((draft.equals for draft in found if draft.money), ())
    size = money or scene.horizons or _PEOPLE.search(scene.text, scene.sentence.start, scene.sentence.end)
    owner = (
        subject_before(scene, cue.start, ("public",))[-1:]
        or [each for each in possible(scene) if each.kind == "public"][:1]
    )
    if not owner and money:
        owner = [each for past in earlier[-2:] for each in possible(past) if each.kind == "public"][-1:]
    if not size or not owner:
        return []
    stage, at = measure_status(scene, cue)
    stage = {"in_force": "running", "approved": "announced", "signed": "announced"}.get(stage, stage)
    if stage not in {"proposed", "announced", "planned", "running", "considering"}:
        stage = "announced"
    if stage == "considering":
        stage = "proposed"
    return [made("programme", scene, cue, (stage, at), with_role(owner, "owner"), money, equals)]


def _trigger(scene: Scene) -> Hit | None:
    """A word of training beside one for a programme or a plan."""
    for hit in scene.cues("train"):
        if scene.near(hit.start, _BESIDE, "programme", "plan") is not None:
            return hit
        if (
            scene.sums
            and scene.language in {"fr", "vi"}
            and _FOR_TRAINING.search(scene.text, scene.sentence.start, hit.end)
        ):
            return hit
    return None
