"""How well are articles read? Precision, recall and F1 of records and fields, per language, against annotations.

    python tools/eval_articles.py [ARTICLES_FOLDER] [--without-reference-world] [--only half] [--misses]
    python tools/eval_articles.py --sets FOLDER [--only NAME] [--misses]

ARTICLES_FOLDER holds `articles.jsonl`, `annotations.jsonl`, `seeds/` and `seeds_annotations.jsonl`. Beside them our own
articles (`tests/reading/articles`) are read: "own, development" was looked at while rules were written, "own, held out"
was annotated before and is looked at in the sum only; those "by another hand" were written and annotated by somebody
who had not seen the rules, one half to be looked at, the other measured once. Without the option the figures are
printed twice, with the reference world's names and without them.

With `--sets` articles that may not be kept here (real ones, of the press) are judged instead: FOLDER holds pairs of
`NAME.jsonl` and `NAME_annotations.jsonl` in the fields of the shared ones, each pair is a group of its own. A note that
begins with "Optional" makes a record optional, "STATUS is defensible" or "KIND is defensible" in it makes that one as
right.

A read record and an annotated one of the same article match where the kind is the same, at least one party is the
same, and the amount agrees (same currency, within 1 %) or, where not both have one, the stage of the ledger does. Each
matches once, the best pairs first. Parties are the same where their names are, as recorded or as written (one may
contain the other's words, or be its known alias; a body or leader shares two words), or where both are a state, its
bodies or its leaders, of the same country. An annotated party nobody names ("7 companies", "the company") cannot be
read by name: a record that has only such parties needs the amount, or a quote from the same words. A record that its
annotator calls optional counts where it is read, and is not missed where it is not; a kind or status called as right
counts as right. Fields are judged on matched records; amounts and
parties beside that over all records of an article, matched or not. The third of the articles whose ids hash lowest, in
each language, was kept aside while the rules were written.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from headwater.reading import Article, Gazetteer
from headwater.reading.lexicon import word_file
from headwater.reference_world import folder as world_folder
from headwater.standard.countries import country_of
from headwater.standard.yaml_files import read_yaml
from headwater.workflows.read import gazetteer_of, read_articles, records_of, stage_of

Record = dict[str, Any]
_PUBLIC = re.compile(
    r"minist|govern|president|department|commerce|agency|office|commission|white house|council|authority|mofcom|motie"
    r"|meti|premier|chính phủ|bộ |cục |văn phòng|tổng thống|gouvernement|[부도시청]$|정부|省|部|庁|府$|policy"
    r"|parliament|congress|"
    r"administration|leader|dirigeant|대통령|총리|장관|首相|大統領|總統|总统|主席|總理|总理|président|\bstate\b|état\b",
    re.IGNORECASE,
)
_UNNAMED = re.compile(
    r"\b\d+\b.*(?:compan|project|firm)|unnamed|foreign investors|various"
    r"|^(?:the (?:company|firm|group|carmaker|chipmaker|two countries|two sides)|it|both countries"
    r"|le groupe|l'entreprise|l'industriel|(?:les )?deux (?:pays|groupes|parties)"
    r"|hãng|công ty|công ty này|tập đoàn|hai nước|hai bên|회사|양국|양사|양측|두 회사"
    r"|同社|両社|両者|両国|両政府|双方|同グループ|公司|该公司|該公司|雙方|两国|兩國|两家公司)$",
    re.IGNORECASE,
)


@dataclass
class Score:
    """Counts of right, read and annotated things."""

    right: int = 0
    read: int = 0
    said: int = 0

    def add(self, right: int, read: int, said: int) -> None:
        """Count some more."""
        self.right, self.read, self.said = self.right + right, self.read + read, self.said + said

    def line(self) -> str:
        """Precision, recall and F1 as text."""
        precision = self.right / self.read if self.read else float("nan")
        recall = self.right / self.said if self.said else float("nan")
        f1 = 2 * self.right / (self.read + self.said) if self.read + self.said else float("nan")
        counts = f"({self.right} right, {self.read} read, {self.said} annotated)"
        return f"P {precision:5.3f}  R {recall:5.3f}  F1 {f1:5.3f}   {counts}"


@dataclass
class Sheet:
    """All scores of one group of articles."""

    scores: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    missed: list[Record] = field(default_factory=list)
    extra: list[Record] = field(default_factory=list)
    not_verbatim: int = 0


def words_of(name: str) -> set[str]:
    """The words of a name without accents, case and legal forms."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    dropped = {
        "the",
        "of",
        "and",
        "inc",
        "corp",
        "co",
        "ltd",
        "group",
        "tap",
        "doan",
        "text",
        "de",
        "du",
        "corporation",
    }
    return set(re.findall(r"\w+", plain)) - dropped


def same_party(read: Record, said: Record, aliases: dict[str, set[str]]) -> bool:
    """Whether a read party is an annotated one."""
    mine, theirs = words_of(read["name"]), words_of(said["name"])
    if mine and theirs and (mine <= theirs or theirs <= mine):
        return True
    if any(_within(name, said["name"]) for name in (read["name"], read.get("written", ""))):
        return True
    if read.get("kind") == "public" and len(mine & theirs) >= 2:
        return True
    both = aliases.get(read["name"].casefold(), set()) & aliases.get(said["name"].casefold(), set())
    if both:
        return True
    if read.get("kind") in {"nation", "public"} and read["country"] and read["country"] == said["country"]:
        return is_public(said)
    return False


def _within(one: str, other: str) -> bool:
    """Whether of two names in scripts that part no words one is a piece of the other."""
    short, long = sorted((one.replace(" ", ""), other.replace(" ", "")), key=len)
    return len(short) >= 3 and short in long and all(letter > "\u1100" for letter in short)


def is_public(said: Record) -> bool:
    """Whether an annotated party is a state, one of its bodies, or a person who leads it."""
    name = said["name"]
    if country_of(re.sub(r"\(.*\)", "", name).strip()) or _PUBLIC.search(name) or name in _capitals():
        return True
    return (
        said["role"] in {"participant", "host", "visitor", "organizer"}
        and bool(re.fullmatch(r"[A-Z][a-z]+(?:[ -][A-Za-z]+){1,2}", name))
        and not words_of(name) & {"electronics"}
    )


@cache
def _capitals() -> frozenset[str]:
    """Capitals that stand for governments."""
    return frozenset(word for words in word_file("nations").values() for word in words["capital"])


def same_amount(read: Record, said: Record) -> bool:
    """Whether both name a sum, and the same one."""
    if read["amount"] is None or said["amount"] is None or read["currency"] != said["currency"]:
        return False
    return abs(read["amount"] - said["amount"]) <= 0.01 * said["amount"]


def agreeing(read: Record, said: Record, aliases: dict[str, set[str]]) -> float:
    """How well two records agree; 0 where they do not match."""
    if read["kind"] not in {said["kind"], *said.get("also", ())}:
        return 0
    stage = _same_stage(read, said)
    agrees = same_amount(read, said) if read["amount"] is not None and said["amount"] is not None else stage
    named = [party for party in said["parties"] if not _UNNAMED.search(party["name"])]
    shared = sum(any(same_party(mine, party, aliases) for mine in read["parties"]) for party in named)
    overlap = min(read["quote_start"] + len(read["quote"]), said["quote_start"] + len(said["quote"])) - max(
        read["quote_start"], said["quote_start"]
    )
    if not agrees or (named and not shared) or (not named and not same_amount(read, said) and overlap <= 0):
        return 0
    return 1 + shared + 2 * same_amount(read, said) + stage + (read["date"] == said["date"]) + 2 * (overlap > 0)


def _same_stage(read: Record, said: Record) -> bool:
    """Whether the ledger has both at one stage; `also` are statuses that the annotator calls as right."""
    stages = {_stage(said["kind"], status) for status in (said["status"], *said.get("also", ()))}
    if read["kind"] != said["kind"]:
        stages |= {_stage(read["kind"], said["status"])}
    return _stage(read["kind"], read["status"]) in stages


def _stage(kind: str, status: str) -> str | None:
    return stage_of(kind, status) if status not in _KINDS else "no stage"


_KINDS = frozenset({"investment", "agreement", "measure", "event", "programme"})


def pairs(read: Sequence[Record], said: Sequence[Record], aliases: dict[str, set[str]]) -> list[tuple[Record, Record]]:
    """Matched records, the best pairs first, each once."""
    ranked = sorted(
        ((agreeing(one, other, aliases), -i, -j) for i, one in enumerate(read) for j, other in enumerate(said)),
        reverse=True,
    )
    used_read, used_said, found = set(), set(), []
    for weight, i, j in ranked:
        if weight > 0 and i not in used_read and j not in used_said:
            used_read.add(i)
            used_said.add(j)
            found.append((read[-i], said[-j]))
    return found


def judge(
    sheet: Sheet, text: str, read: Sequence[Record], said: Sequence[Record], aliases: dict[str, set[str]]
) -> None:
    """Count one article."""
    for record in read:
        for party, span in zip(record["parties"], record["spans"].get("parties", ()), strict=False):
            party["written"] = span["text"]
    matched = pairs(read, said, aliases)
    found = [id(other) for _, other in matched]
    said = [one for one in said if not one.get("optional") or id(one) in found]
    sheet.scores["records"].add(len(matched), len(read), len(said))
    sheet.missed += [one for one in said if not any(one is other for _, other in matched)]
    sheet.extra += [one for one in read if not any(one is other for other, _ in matched)]
    for record in read:
        start = record["quote_start"]
        sheet.not_verbatim += text[start : start + len(record["quote"])] != record["quote"]
        sheet.not_verbatim += sum(
            text[span["start"] : span["end"]] != span["text"] for spans in record["spans"].values() for span in spans
        )
    sums = [
        Counter((one["amount"], one["currency"]) for one in side if one["amount"] is not None) for side in (read, said)
    ]
    sheet.scores["amounts in the article"].add((sums[0] & sums[1]).total(), sums[0].total(), sums[1].total())
    mine = [party for one in read for party in _once(one["parties"])]
    theirs = [party for one in said for party in one["parties"] if not _UNNAMED.search(party["name"])]
    mine, theirs = _once(mine), _once(theirs)
    hits = sum(any(same_party(one, other, aliases) for one in mine) for other in theirs)
    good = sum(any(same_party(one, other, aliases) for other in theirs) for one in mine)
    sheet.scores["parties in the article (recall)"].add(hits, len(theirs), len(theirs))
    sheet.scores["parties in the article (precision)"].add(good, len(mine), len(mine))
    for one, other in matched:
        _fields(sheet, one, other, aliases)


def _once(parties: Iterable[Record]) -> list[Record]:
    return list({(party["name"].casefold()): party for party in parties}.values())


def _fields(sheet: Sheet, one: Record, other: Record, aliases: dict[str, set[str]]) -> None:
    scores = sheet.scores
    named = [party for party in other["parties"] if not _UNNAMED.search(party["name"])]
    shared = sum(any(same_party(mine, party, aliases) for mine in one["parties"]) for party in named)
    good = sum(any(same_party(mine, party, aliases) for party in named) for mine in one["parties"])
    scores["parties"].add(min(shared, good), len(one["parties"]), len(named))
    scores["status as annotated"].add(one["status"] in (other["status"], *other.get("also", ())), 1, 1)
    scores["status by stage"].add(_same_stage(one, other), 1, 1)
    has = [record["amount"] is not None for record in (one, other)]
    scores["amount and currency"].add(same_amount(one, other), *has)
    scores["amount qualifier"].add(
        one["amount_qualifier"] is not None and one["amount_qualifier"] == other["amount_qualifier"],
        one["amount_qualifier"] is not None,
        other["amount_qualifier"] is not None,
    )
    scores["date"].add(
        one["date"] is not None and one["date"] == other["date"], one["date"] is not None, other["date"] is not None
    )
    scores["period"].add(
        one["period"] is not None and one["period"] == other["period"],
        one["period"] is not None,
        other["period"] is not None,
    )
    places = [words_of(record["place"] or "") for record in (one, other)]
    scores["place"].add(bool(places[0] & places[1]), bool(places[0]), bool(places[1]))
    goods = [[words_of(product) for product in record["products"]] for record in (one, other)]
    near = sum(any(_like(mine, theirs) for mine in goods[0]) for theirs in goods[1])
    right = sum(any(_like(mine, theirs) for theirs in goods[1]) for mine in goods[0])
    scores["products"].add(min(near, right), len(goods[0]), len(goods[1]))


def _like(mine: set[str], theirs: set[str]) -> bool:
    stems = [{word[:5] for word in words} for words in (mine, theirs)]
    return bool(stems[0]) and bool(stems[1]) and (stems[0] <= stems[1] or stems[1] <= stems[0])


def kept_aside(articles: Sequence[Record]) -> set[str]:
    """Ids of the third of each language whose ids hash lowest."""
    by_language: dict[str, list[str]] = defaultdict(list)
    for article in articles:
        by_language[article["lang"]].append(article["id"])
    aside: set[str] = set()
    for ids in by_language.values():
        ranked = sorted(ids, key=lambda one: hashlib.sha256(one.encode()).hexdigest())
        aside |= set(ranked[: round(len(ids) / 3)])
    return aside


def load(folder: Path) -> tuple[list[Record], dict[str, list[Record]]]:
    """Articles (seeds marked) and annotations by article."""
    articles = [json.loads(line) for line in (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
    said: dict[str, list[Record]] = defaultdict(list)
    for name in ("annotations.jsonl", "seeds_annotations.jsonl"):
        for line in (folder / name).read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            said[record["doc_id"]].append(record)
    for path in sorted((folder / "seeds").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        language = next(record["lang"] for record in said[f"s{path.name[:3]}"])
        articles.append({"id": f"s{path.name[:3]}", "lang": language, "text": text, "date": None, "seed": True})
    return articles, said


_AS_RIGHT = re.compile(
    r"((?:\w+, |\w+ or |\w+ and )*\w+) (?:is|are)(?: equally| also)? (?:defensible|right)\b", re.IGNORECASE
)


def load_sets(folder: Path) -> tuple[list[Record], dict[str, list[Record]]]:
    """Articles and annotations of a folder's pairs of files; the name of a pair is the group of its articles."""
    articles: list[Record] = []
    said: dict[str, list[Record]] = defaultdict(list)
    for path in sorted(folder.glob("*_annotations.jsonl")):
        name = path.name.removesuffix("_annotations.jsonl")
        articles += [{**given, "half": name} for given in _lines(folder / f"{name}.jsonl")]
        for record in _lines(path):
            notes = (record["notes"] or "").replace('"', "")
            also = [word.lower() for said_so in _AS_RIGHT.findall(notes) for word in re.findall(r"\w+", said_so)]
            said[record["doc_id"]].append({**record, "optional": notes.startswith("Optional"), "also": also})
    return articles, said


def _lines(path: Path) -> list[Record]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


HALVES = {
    "development": "own, development",
    "held_out": "own, held out",
    "strangers_development": "by another hand, development",
    "strangers_final": "by another hand, final",
    "strangers_plain": "by another hand, plain",
    "strangers_plain_unseen": "by another hand, plain, unseen",
}
"""Files of our own articles, and what they are called."""

OWN = Path(__file__).resolve().parent.parent / "tests" / "reading" / "articles"


def load_own(folder: Path = OWN) -> tuple[list[Record], dict[str, list[Record]]]:
    """Our own articles, each with its half, and what is in them in the fields of the annotations."""
    articles, said = [], {}
    for name, half in HALVES.items():
        if not (folder / f"{name}.yaml").exists():
            continue
        for given in read_yaml((folder / f"{name}.yaml").read_text(encoding="utf-8")):
            articles.append({**given, "half": half})
            said[given["id"]] = [_annotation(given, record) for record in given["records"]]
    return articles, said


def _annotation(article: Record, record: Record) -> Record:
    parties = [
        dict(zip(("name", "country", "role"), map(str.strip, text.split("|")), strict=True))
        for text in record["parties"]
    ]
    return {
        **record,
        "doc_id": article["id"],
        "parties": parties,
        "quote_start": article["text"].index(record["quote"]),
    }


def known_aliases() -> tuple[list[dict[str, str]], dict[str, set[str]]]:
    """Rows of the reference world's organizations, and identities by name."""
    with (world_folder() / "organizations.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    aliases: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        names = [
            row["name"],
            *(name.partition(":")[2] or name for name in f"{row['names']};{row['aliases']}".split(";")),
        ]
        for name in names:
            aliases[name.casefold()].add(row["id"])
    return rows, aliases


def evaluate(
    articles: Sequence[Record],
    said: dict[str, list[Record]],
    gazetteer: Gazetteer,
    aliases: dict[str, set[str]],
    only: str | None,
) -> dict[str, Sheet]:
    """Sheets by group: seeds, the others, kept aside, developed on, and each language."""
    aside = kept_aside([article for article in articles if not article.get("seed") and not article.get("half")])
    sheets: dict[str, Sheet] = defaultdict(Sheet)
    for article in articles:
        half = article.get("half") or ("seeds" if article.get("seed") else "developed on")
        half = "kept aside" if article["id"] in aside else half
        if only and half not in only.split(","):
            continue
        made = Article(article["id"], article["text"], article.get("title"), article.get("date"))
        read = records_of(next(iter(read_articles([made], gazetteer))))
        language = f"language {article['lang'][:2]}"
        if article.get("half"):
            groups = [half, f"{half}, {language}"]
        else:
            groups = ["all", half, language] + ([] if half == "seeds" else ["the 29"])
        for group in groups:
            judge(sheets[group], article["text"], read, said[article["id"]], aliases)
    return sheets


def _with_own(articles: list[Record], said: dict[str, list[Record]]) -> tuple[list[Record], dict[str, list[Record]]]:
    own, own_said = load_own()
    return [*articles, *own], {**said, **own_said}


ORDER = (
    "records",
    "amounts in the article",
    "parties in the article (precision)",
    "parties in the article (recall)",
    "parties",
    "status as annotated",
    "status by stage",
    "amount and currency",
    "amount qualifier",
    "date",
    "period",
    "place",
    "products",
)


def show(sheets: dict[str, Sheet], *, misses: bool) -> None:
    """Print the sheets."""
    for group in sorted(sheets, key=lambda name: (name.startswith("language"), name != "all", name)):
        sheet = sheets[group]
        print(f"\n{group}   (spans and quotes that are not verbatim: {sheet.not_verbatim})")
        for name in ORDER:
            if name in sheet.scores and sheet.scores[name].said + sheet.scores[name].read:
                print(f"  {name:36} {sheet.scores[name].line()}")
    if misses:
        held = ("own, held out", "by another hand, plain, unseen")
        shown = [sheet for group, sheet in sheets.items() if "language" not in group and group not in held]
        for label, records in (
            ("MISSED", [one for sheet in shown for one in sheet.missed]),
            ("EXTRA", [one for sheet in shown for one in sheet.extra]),
        ):
            for one in records:
                parties = ", ".join(party["name"] for party in one["parties"])
                said = f"{one['doc_id']:5}{one['kind']:11}{one['status']:22}{one['amount']}"
                print(f"{label:7}{said} [{parties}] {one['quote'][:90]!r}")


def main() -> None:
    """Print the evaluation."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    default = Path(__file__).resolve().parent.parent.parent / "shared" / "articles"
    parser.add_argument("folder", nargs="?", type=Path, default=default)
    parser.add_argument("--without-reference-world", action="store_true")
    parser.add_argument("--only", help="seeds, developed on, kept aside (joined by commas)")
    parser.add_argument("--misses", action="store_true", help="list what was missed and what was read too much")
    parser.add_argument("--sets", type=Path, metavar="FOLDER", help="judge the pairs of files of this folder instead")
    given = parser.parse_args()
    rows, aliases = known_aliases()
    articles, said = load_sets(given.sets) if given.sets else _with_own(*load(given.folder))
    if not given.without_reference_world:
        print("WITH the reference world")
        show(evaluate(articles, said, gazetteer_of(rows), aliases, given.only), misses=given.misses)
        print()
    print("WITHOUT the reference world: everything from rules")
    show(evaluate(articles, said, Gazetteer(), aliases, given.only), misses=given.misses)


if __name__ == "__main__":
    main()
