"""`headwater ledger` as a person and as a program meet it, on a ledger of a few rows."""

import pytest

ROWS = {
    "sources": "id,title,kind,source,locator\nsource:press,A newspaper,press,source:press,whole\n",
    "organizations": "id,name,home_country,source,locator\norg:cloud,Cloud Works,country:USA,source:press,1\n",
    "products": "id,name,technology,source,locator\nproduct:hall,Data hall,ai-data-centres,source:press,1\n",
    "provisions": "product,provider,share,basis,period,source,locator\n"
    "product:hall,country:USA,0.5,volume,2024,source:press,1\nproduct:hall,country:CHN,0.5,volume,2024,source:press,2\n",
    "requirements": "product,input,kind,source,locator\nproduct:search,product:hall,essential,source:press,1\n",
    "commitments": "id,title,investors,recipient,products,stage,stage_on,amount,currency,part_of,horizon_to,"
    "source,locator\n"
    "commitment:all,All of it,,country:KOR,product:hall,announced,2025-10-29,9000000000,USD,,2024,source:press,1\n"
    "commitment:cloud,A cloud,org:cloud,country:KOR,product:hall,announced,2025-10-29,5000000000,USD,"
    "commitment:all,,source:press,2\n"
    "commitment:june,In June,org:cloud,country:KOR,product:hall,announced,2025-06,4000000000,USD,,"
    "2025-12,source:press,3\n",
    "agreements": "id,title,kind,parties,status,status_on,source,locator\n"
    "agreement:a,An accord,memorandum,country:KOR;country:USA,expected,2025-10-29,source:press,4\n",
    "obligations": "id,agreement,owners,obligation,due_on,source,locator\n"
    "obligation:o,agreement:a,country:KOR,report,2025-11-01,source:press,5\n",
    "measures": "id,title,kind,imposers,products,status,status_on,source,locator\n"
    "measure:m,A licence,export-control,country:CHN,product:hall,in-force,2025-05-01,source:press,6\n",
    "events": "id,title,kind,status,starts_on,source,locator\n"
    "event:e,A fire,accident,occurred,2025-01-02,source:press,7\n",
    "programmes": "id,title,kinds,partners,status,source,locator\n"
    "programme:p,A school,training,country:KOR,running,source:press,8\n",
}


@pytest.fixture
def ask(run, tmp_path):
    folder = tmp_path / "tables"
    folder.mkdir()
    for name, text in ROWS.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    run("init")
    run("add", folder, "--by", "tester")
    return lambda *words, **more: run("ledger", *words, **more)


@pytest.mark.parametrize("table", ["commitments", "agreements", "measures", "events", "programmes"])
def test_every_table_is_listed_with_its_claims(ask, table):
    rows = ask(table, json_=True)
    assert rows
    assert all(row["claims"] and row["id"].startswith(table[:-1]) for row in rows)
    printed = ask(table, "--explain").stdout
    assert all(row["id"] in printed and row["claims"][0] in printed for row in rows)


def test_the_new_total_is_nine_billion_and_says_why(ask):
    words = ("totals", "--country", "Korea", "--from", "2025-10-01", "--explain")
    found = ask(*words, json_=True)
    assert [(row["currency"], row["total"]) for row in found["rows"]] == [("USD", 9e9)]
    why = {line["commitment"]: (line["reason"], line["counts"]) for line in found["lines"]}
    assert why == {
        "commitment:all": ("counted", 9e9), "commitment:cloud": ("part-of", 0.0), "commitment:june": ("earlier", 0.0),
    }  # fmt: skip
    printed = ask(*words).stdout
    assert "9 billion USD" in printed
    assert "part-of commitment:all" in printed


def test_filters_narrow_and_nothing_is_said(ask):
    assert [row["id"] for row in ask("commitments", "--firm", "Cloud Works", json_=True)] == [
        "commitment:cloud",
        "commitment:june",
    ]
    assert len(ask("commitments", "--top", "1", json_=True)) == 1
    nothing = ask("commitments", "--country", "VNM")
    assert nothing.stdout == ""
    assert "nothing matches" in nothing.stderr


def test_rates_come_from_a_file(ask, tmp_path):
    rates = tmp_path / "rates.csv"
    rates.write_text("currency,rate\nUSD,0.5\n", encoding="utf-8")
    found = ask("totals", "--in", "EUR", "--rates", rates, json_=True)
    assert [(row["currency"], row["total"]) for row in found["rows"]] == [("EUR", 6.5e9)]
    rates.write_text("currency,rate\nUSD,half\n", encoding="utf-8")
    assert "rates.csv, row 2" in ask("totals", "--in", "EUR", "--rates", rates, code=1).stderr
    assert "--in USD" in ask("totals", "--rates", rates, code=1).stderr
    assert "cannot be read" in ask("totals", "--in", "EUR", "--rates", tmp_path / "none.csv", code=1).stderr


def test_what_is_overdue_depends_on_the_day_given(ask):
    late = {row["id"]: row["days_over"] for row in ask("overdue", "--on", "2025-11-30", json_=True)}
    assert late == {"obligation:o": 29, "agreement:a": 32}
    assert ask("overdue", "--on", "2020-01-01", json_=True) == []
    assert "silence is not failure" in ask("overdue", "--on", "2026-01-02").stderr


def test_one_commitment_and_what_it_would_change(ask):
    found = ask("show", "commitment:june", "--assume", "0.2", "--discount", "announced=0.5", json_=True)
    (told,) = found["deliveries"]
    assert told["now"]["hhi"] == 0.5
    assert told["delivered"]["hhi"] == pytest.approx(0.36)  # 0.4² + 0.4² + 0.2²
    assert told["expected"]["hhi"] == pytest.approx(0.415)  # 0.45² + 0.45² + 0.1²
    assert "assumed by who asks" in ask("show", "commitment:june", "--assume", "0.2").stdout
    assert "no discount" in ask("show", "commitment:june", "--discount", "much", code=1).stderr
    assert "no stage" in ask("show", "commitment:june", "--discount", "dreamt=1", code=1).stderr


def test_one_measure_and_what_it_touches(ask):
    edges = ask("show", "measure:m", json_=True)["edges"]
    assert [(edge["tier"], edge["edge"], edge["product"]["id"]) for edge in edges] == [
        (0, "provision", "product:hall"),
        (1, "requirement", "product:search"),
    ]
    assert "product:search" in ask("show", "measure:m").stdout


def test_an_agreement_shows_its_obligations(ask):
    assert "report" in ask("show", "agreement:a").stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("agreements", "--status", "sighed"), "Valid: proposed, expected"),
        (("commitments", "--firm", "Cloud Wroks"), "Did you mean cloud works?"),
        (("show", "commitment:none"), "There is no commitment:none"),
        (("show", "product:hall"), "no identifier of the ledger"),
        (("totals", "--at", "paid"), "no stage"),
    ],
)
def test_what_cannot_be_answered_says_what_can(ask, words, said):
    assert said in ask(*words, code=1).stderr


def test_the_whole_ledger_as_a_file(ask, tmp_path):
    target = tmp_path / "ledger.jsonld"
    assert ask("export", "--to", "jsonld", "--out", target, "--on", "2026-01-01", json_=True) == {
        "files": [str(target)]
    }
    assert "already" in ask("export", "--to", "jsonld", "--out", target, code=1).stderr
    assert f"wrote {target}" in ask("export", "--to", "jsonld", "--out", target, "--force").stdout
