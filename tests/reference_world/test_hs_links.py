"""The links of HS codes and the products of the reference world say the same, each with reason and source."""

import csv
from importlib.resources import files

from headwater.standard.hs_products import hs_links, links_of


def test_the_links_are_those_of_the_products():
    text = (files("headwater.reference_world") / "products.csv").read_text(encoding="utf-8")
    claimed = {
        (row["hs_edition"], code, row["id"])
        for row in csv.DictReader(text.splitlines())
        for code in filter(None, row["hs_codes"].split(";"))
    }
    assert {(link.edition, link.code, link.product) for link in hs_links()} == claimed


def test_every_link_has_a_reason_and_a_source():
    for link in hs_links():
        assert link.reason.startswith("The code holds ")
        assert f"{link.code[:4]}.{link.code[4:]}" in link.source


def test_a_code_is_wholly_of_one_product_at_most():
    whole = [link.code for link in hs_links() if link.whole]
    assert len(set(whole)) == len(whole)
    assert not links_of("product:gallium")[0].whole
