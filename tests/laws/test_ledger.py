"""Laws of totals: a part adds nothing, order does not matter, lines add up, what is hidden does not count."""

from hypothesis import given
from hypothesis import strategies as st

from headwater.claims.model import View, Viewer
from headwater.ledger.commitments import commitment_table
from headwater.ledger.counting import Counting
from headwater.ledger.statements import statements
from headwater.ledger.totals import GROUPINGS, totals
from tests.ledger.worlds import map_of, promise

SLUGS = [f"c{number}" for number in range(6)]
FACTS = ("commitment", "amount", "currency", "reason", "because", "counts", "source")


@st.composite
def promises(draw, least=1):
    """Statements that differ in their key, over a few commitments that may be parts of each other."""
    rows = {}
    for number in range(draw(st.integers(least, 12))):
        slug = draw(st.sampled_from(SLUGS))
        row = promise(
            slug,
            draw(st.one_of(st.none(), st.integers(1, 50).map(float))),
            stage=draw(
                st.sampled_from(["announced", "agreed", "registered", "disbursed", "in-operation", "cancelled"])
            ),
            on=draw(st.sampled_from(["2022", "2023-05", "2023-05-04", "2024-01-31", None])),
            currency=draw(st.sampled_from(["USD", "KRW"])),
            part_of=draw(st.one_of(st.none(), st.sampled_from(SLUGS))),
            investors=draw(st.sampled_from([["org:one"], ["org:two"], []])),
            recipient=draw(st.sampled_from(["country:KOR", "country:VNM", None])),
            counts_in_totals=draw(st.sampled_from([True, False, None])),
            amount_qualifier=draw(st.sampled_from([None, "exact", "about", "more-than"])),
            source=draw(st.sampled_from(["source:press", "source:office", "source:blog"])),
            confidence=draw(st.sampled_from(["high", "low", None])),
            disclosure=draw(st.sampled_from(["open", "own", None])),
            locator=f"row {number}",
        )
        rows.setdefault((row["id"], row["stage"], row["stage_on"], row["amount"], row["source"]), row)
    return list(rows.values())


def found(rows, by="all", view=None):
    supply_map = map_of(*rows, view=view)
    told = statements(supply_map)
    return totals(told, commitment_table(supply_map, told), Counting(), by)


@given(promises(), st.sampled_from(GROUPINGS))
def test_the_lines_add_up_to_the_totals(rows, by):
    whole = found(rows, by)
    for row in whole.rows.iter_rows(named=True):
        lines = [
            line for line in whole.lines.iter_rows(named=True)
            if (line["group"], line["counts_in"]) == (row["group"], row["currency"])
        ]  # fmt: skip
        assert sum(line["counts"] for line in lines) == (row["total"] or 0.0)
        assert [line["counts"] for line in lines if not line["counted"]] == [0.0] * sum(
            not line["counted"] for line in lines
        )
        if row["total"] is not None:
            assert row["low"] <= row["total"] <= row["high"]


@given(promises(), st.sampled_from(GROUPINGS))
def test_a_commitment_counts_at_most_once_in_a_stage(rows, by):
    counted = found(rows, by).lines.filter(found(rows, by).lines["counted"])
    keys = counted.select("commitment", "group") if by == "stage" else counted.select("commitment")
    assert not keys.is_duplicated().any()


@given(promises(), st.randoms(use_true_random=False), st.sampled_from(GROUPINGS))
def test_the_order_of_rows_changes_nothing(rows, random, by):
    shuffled = list(rows)
    random.shuffle(shuffled)
    one, other = found(rows, by), found(shuffled, by)
    assert one.rows.equals(other.rows)
    assert one.lines.select(FACTS).rows() == other.lines.select(FACTS).rows()


@given(promises(), st.integers(1, 100).map(float), st.sampled_from(["USD", "KRW"]))
def test_adding_a_part_never_changes_the_total(rows, amount, currency):
    before = found(rows)
    counted = before.lines.filter((before.lines["counted"]) & (before.lines["reason"] == "counted"))
    for whole in counted["commitment"].unique().to_list()[:2]:
        part = promise("new-part", amount, currency=currency, part_of=whole.partition(":")[2])
        sums = [{row["currency"]: row["total"] for row in each.rows.iter_rows(named=True) if row["total"] is not None}
                for each in (before, found([*rows, part]))]  # fmt: skip
        assert sums[0] == sums[1]


@given(promises())
def test_a_hidden_statement_reaches_no_total(rows):
    public = View(viewer=Viewer("public"))
    visible = [row for row in rows if row["disclosure"] != "own"]
    seen, alone = found(rows, view=public), found(visible)
    assert seen.rows.equals(alone.rows)
    assert seen.lines.select(FACTS).rows() == alone.lines.select(FACTS).rows()
