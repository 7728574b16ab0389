"""Check rows against the standard: every rule a column states, keys, units, and rows that say nothing.

All rules of a table are asked of whole columns at once; only rows that break one are looked at singly. Problems name
file, row, column and value, say what is wrong and what to do, and suggest the nearest valid codes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field

import polars as pl

from headwater.errors import Problem
from headwater.standard.frames import polars_type
from headwater.standard.row_rules import unit_contradictions
from headwater.standard.rule import Rule
from headwater.standard.rules import rules_of
from headwater.standard.suggestions import nearest
from headwater.standard.tables import Table, table
from headwater.standard.typed import MOST_PROBLEMS, more

Rows = int | pl.Series | None


@dataclass(frozen=True, slots=True)
class Checked:
    """Problems (at most `MOST_PROBLEMS` a rule, the others counted), and for every row whether it is bad."""

    problems: list[Problem]
    bad: pl.Series


@dataclass(slots=True)
class Checker:
    """Checks the batches of one contribution, and remembers what only all of them together can break.

    `known_ids` are the identifiers of sources the store knows; None leaves sources unchecked. Sources of the same
    contribution count as soon as their batch was checked, so `sources` comes first.
    """

    known_ids: Collection[str] | None = None
    _own_sources: set[str] = field(default_factory=set)
    _keys: dict[str, pl.Series] = field(default_factory=dict)

    def check(
        self,
        table_name: str,
        frame: pl.DataFrame,
        file: str | None = None,
        rows: Rows = None,
        *,
        keys_differ: bool = False,
    ) -> Checked:
        """Check one batch; `rows` is the number of its first row in the file, or the numbers of all, or unknown.

        With `keys_differ` the caller answers for it that no key stands twice in any batch: nothing is remembered.
        """
        definition = table(table_name)
        misfits = list(_misfits(definition, frame, file))
        if misfits:
            return Checked(misfits, pl.Series("bad", [True]).new_from_index(0, frame.height))
        if table_name == "sources":
            self._own_sources.update(frame["id"].drop_nulls().to_list())
        report = _Report(definition, frame, file, rows)
        report.ask(rules_of(definition))
        report.ask(self._unknown_source())
        contradictions = unit_contradictions(definition, frame)
        report.ask([] if contradictions is None else [contradictions])
        if not keys_differ:
            self._repeated_keys(definition, frame, report)
        return Checked(report.problems, report.bad)

    def _unknown_source(self) -> list[Rule]:
        if self.known_ids is None:
            return []
        known = pl.Series("known", sorted({*self.known_ids, *self._own_sources}), dtype=pl.String)
        return [
            Rule(
                "source",
                pl.col("source").is_not_null() & ~pl.col("source").is_in(known.implode()),
                lambda value: f"{value} is no source of this contribution, nor one the store knows.",
                lambda value: nearest(value, known.to_list(), "Add a row for it to the table sources."),
            )
        ]

    def _repeated_keys(self, definition: Table, frame: pl.DataFrame, report: _Report) -> None:
        """Rows whose key stood before, in this batch or an earlier one."""
        keys = frame.select(_key_hash(definition).alias("key"))["key"]
        earlier = self._keys.get(definition.name)
        repeated = pl.Series("repeated", [False]).new_from_index(0, frame.height)
        if keys.n_unique() < keys.len():
            repeated = frame.select(~pl.struct(definition.key).is_first_distinct())[definition.key[0]]
        if earlier is not None and earlier.is_in(keys.implode()).any():  # few new keys against many earlier ones
            repeated = repeated | keys.is_in(earlier.implode())
        self._keys[definition.name] = keys if earlier is None else earlier.append(keys)
        if repeated.any():
            report.add(None, repeated, *_key_words(definition, frame))


def check_rows(
    table_name: str,
    frame: pl.DataFrame,
    file: str | None = None,
    first_row: Rows = None,
    known_ids: Collection[str] | None = None,
) -> list[Problem]:
    """Everything wrong with the rows of one frame (columns of `frames.reader_schema`); empty where nothing is."""
    return Checker(known_ids).check(table_name, frame, file, first_row).problems


def _misfits(definition: Table, frame: pl.DataFrame, file: str | None) -> Iterator[Problem]:
    """Columns that are missing, too many, or of another type than the standard says."""
    names = [column.name for column in definition.columns]
    for name in frame.columns:
        if name not in names:
            remedy = nearest(name, names, f"Columns of {definition.name}: {', '.join(names)}.")
            yield Problem(f"{name} is no column of {definition.name}.", remedy, file, None, name)
    for column in definition.columns:
        if column.name not in frame.columns:
            yield Problem(
                f"{column.name} is missing.", "Give every column of the table, empty ones too.", file, None, column.name
            )
        elif frame.schema[column.name] != polars_type(column):
            held = frame.schema[column.name]
            yield Problem(
                f"{column.name} holds {held}, not {polars_type(column)}.", "Convert it.", file, None, column.name
            )


@dataclass(slots=True)
class _Report:
    """Problems of one batch as they are found."""

    definition: Table
    frame: pl.DataFrame
    file: str | None
    rows: Rows
    problems: list[Problem] = field(default_factory=list)
    bad: pl.Series = field(default_factory=lambda: pl.Series("bad", [], pl.Boolean))

    def __post_init__(self) -> None:
        self.bad = pl.Series("bad", [False]).new_from_index(0, self.frame.height)

    def ask(self, rules: Iterable[Rule]) -> None:
        """Ask all rules in one pass; note the rows that break one."""
        asked = list(rules)
        if not asked or not self.frame.height:
            return
        quick = [rule.broken.any() if rule.any_broken is None else rule.any_broken for rule in asked]
        broken = self.frame.select([found.alias(str(place)) for place, found in enumerate(quick)]).row(0)
        for rule, any_broken in zip(asked, broken, strict=True):
            if any_broken:
                mask = self.frame.select(rule.broken.alias("bad")).to_series().fill_null(value=False)
                shown = pl.col(rule.column) if rule.shown is None else rule.shown
                values = self.frame.select(shown).to_series()
                self.add(rule.column, mask, values, rule.problem, rule.remedy)

    def add(
        self,
        column: str | None,
        mask: pl.Series,
        values: pl.Series,
        problem: Callable[[str], str],
        remedy: Callable[[str], str],
    ) -> None:
        """Note a problem for every row of the mask."""
        self.bad = self.bad | mask
        places = mask.arg_true()
        for place in places.head(MOST_PROBLEMS).to_list():
            value = values[place]
            text = "" if value is None else str(value)
            file, row = self._place(place)
            self.problems.append(Problem(problem(text), remedy(text), file, row, column, text or None))
        self.problems += more(places.len() - MOST_PROBLEMS, column, self.file)

    def _place(self, place: int) -> tuple[str | None, int | None]:
        if isinstance(self.rows, int):
            return self.file, self.rows + place
        if self.rows is not None:
            return self.file, int(self.rows[place])
        return self.file or self.frame["locator"][place], None


def _key_hash(definition: Table) -> pl.Expr:
    """One number a key; two keys share one about once in 10^19 pairs."""
    parts = [pl.col(name).hash(seed=place) for place, name in enumerate(definition.key, 1)]
    return pl.sum_horizontal(parts) if len(parts) > 1 else parts[0]


def _key_words(definition: Table, frame: pl.DataFrame) -> tuple[pl.Series, Callable[[str], str], Callable[[str], str]]:
    joined = pl.concat_str(
        [pl.col(name).cast(pl.String).fill_null("(empty)") for name in definition.key], separator=", "
    )
    words = (
        " and ".join([", ".join(definition.key[:-1]), definition.key[-1]])
        if len(definition.key) > 1
        else definition.key[0]
    )
    return (
        frame.select(joined).to_series(),
        lambda value: f"A row with the same {words} stands before: {value}.",
        lambda _: "Keep one of them, or tell them apart by what the key names.",
    )
