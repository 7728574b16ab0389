"""Documentation holds together: links lead somewhere, decision notes are complete, the commands of the README exist."""

import re

import pytest

from tests.rules.pages import blocks, broken_links, pages
from tests.rules.repository import ROOT

DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
DECISION_HEADINGS = ["Context", "Choice", "Measured", "Consequences"]


def page_name(path):
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", pages(), ids=page_name)
def test_links_lead_somewhere(path):
    assert broken_links(path) == []


def test_a_broken_link_is_found(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(
        "# Here\n[good](#here) [bad](#there) [gone](gone.md) [out](https://example.org/)\n", encoding="utf-8"
    )
    assert broken_links(page) == ["#there", "gone.md"]


def test_every_page_is_reached_from_the_start():
    reached, ahead = set(), {ROOT / "README.md"}
    while ahead:
        page = ahead.pop()
        reached.add(page)
        found = re.findall(r"\]\(([^)#\s]+\.md)", page.read_text(encoding="utf-8"))
        ahead |= {(page.parent / link).resolve() for link in found if ":" not in link} - reached
    assert [page_name(page) for page in pages() if page not in reached] == []


@pytest.mark.parametrize("path", DECISIONS, ids=page_name)
def test_a_decision_note_has_its_four_headings(path):
    assert re.fullmatch(r"[0-9]{4}-[a-z0-9-]+\.md", path.name)
    assert re.findall(r"^## (.+)$", path.read_text(encoding="utf-8"), flags=re.MULTILINE) == DECISION_HEADINGS


def test_decision_notes_are_numbered_without_a_gap():
    assert [int(path.name[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))
    assert DECISIONS


def make_targets(marked=""):
    """Targets of the Makefile; with `marked` those that `make help` lists."""
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(rf"^([a-z-]+):.*{marked}", text, flags=re.MULTILINE))


def test_make_commands_in_the_pages_exist():
    targets = make_targets()
    named = {
        (page_name(path), target)
        for path in pages()
        for target in re.findall(r"(?:^|`|\$ )make ([a-z-]+)", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    }
    assert {one for one in named if one[1] not in targets} == set()
    assert {"demo", "test"} <= {target for page, target in named if page == "README.md"}


def test_every_make_target_is_explained_in_contributing():
    said = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert [target for target in sorted(make_targets("##")) if f"`make {target}`" not in said] == []


def test_blocks_that_are_not_run_hold_no_command_that_could_be():
    may_stand = re.compile(r"headwater (?:demo|serve)\b|headwater --store \S+ serve\b")
    kept = [
        (page_name(path), line)
        for path in pages()
        for block in blocks(path.read_text(encoding="utf-8"))
        if block.language == "sh"
        for line in block.text.splitlines()
        if re.search(r"\bheadwater (?!headwater)", line) and "install" not in line and not may_stand.search(line)
    ]
    assert kept == []


def test_every_block_has_a_language_with_a_promise():
    known = {"console", "python", "sh", "csv", "yaml", "json", "text", "r", "sql", "bibtex"}
    used = {(page_name(path), block.language) for path in pages() for block in blocks(path.read_text(encoding="utf-8"))}
    assert {one for one in used if one[1] not in known} == set()
