"""The documentation as the rules see it: pages, links, headings and code blocks.

A code block is fenced and has a language. What the languages promise:

    console   lines that begin with `$ ` are run, in order, in one empty folder per page; every other line must stand in
              what they print (`...` stands for any lines)
    python    run in the same folder, after what stands before it
    sh        not run: installing, or a program that does not end; holds no other command of ours
    csv yaml json text   examples; written to a file first where `<!-- file: NAME -->` stands before the block

`<!-- shared: data/eto_chip_explorer as eto -->` says that the page needs a real file or folder under that name, and
`<!-- demo: headwater-demo -->` that it needs the store that `headwater demo` makes.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from tests.rules.repository import ROOT, tracked_files

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", flags=re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"<!-- file: (\S+) -->\n+\Z")
_SHARED = re.compile(r"<!-- shared: (\S+) as (\S+) -->")
_DEMO = re.compile(r"<!-- demo: (\S+) -->")
_LINK = re.compile(r"\[[^\]]+\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#{1,6} (.+)$", flags=re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """One fenced block: its language, text, and the file it is to be written to first."""

    language: str
    text: str
    file: str | None

    def commands(self) -> list[tuple[str, list[str]]]:
        """Each command of a console block, and the lines it is shown to print."""
        found: list[tuple[str, list[str]]] = []
        for line in self.text.splitlines():
            if line.startswith("$ "):
                found.append((line.removeprefix("$ "), []))
            elif found and line.startswith("> "):
                command, shown = found.pop()
                found.append((f"{command}\n{line.removeprefix('> ')}", shown))
            elif found and line.strip() not in ("", "..."):
                found[-1][1].append(line)
        return found


def pages() -> list[Path]:
    """Every Markdown page that people read, the generated ones included."""
    return [path for path in tracked_files("*.md") if not path.is_relative_to(ROOT / "tests")]


def blocks(text: str) -> list[Block]:
    found = []
    for match in _FENCE.finditer(text):
        file = _FILE.search(text[: match.start()])
        found.append(Block(match[1], match[2], file and file[1]))
    return found


def shared_files(text: str) -> list[tuple[str, str]]:
    """What the page needs of the real files: (path under the shared folder, name it goes by)."""
    return _SHARED.findall(text)


def demo_stores(text: str) -> list[str]:
    """The folders in which the page needs the demo's store."""
    return _DEMO.findall(text)


def prose(text: str) -> str:
    """The page without its code blocks."""
    return _FENCE.sub("", text)


def links(text: str) -> list[str]:
    return _LINK.findall(prose(text))


def anchors(text: str) -> set[str]:
    """The addresses of a page's headings, as forges make them: lower case, no punctuation, hyphens for spaces."""
    said = [re.sub(r"[`*]", "", heading).strip().lower() for heading in _HEADING.findall(prose(text))]
    return {re.sub(r"[^\w\- ]", "", heading).replace(" ", "-") for heading in said}


def broken_links(path: Path) -> list[str]:
    """Links of a page to a file or heading that is not there. Addresses of other hosts are not followed."""
    broken = []
    for link in links(path.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = link.partition("#")
        target = (path.parent / name).resolve() if name else path
        if not target.exists() or (anchor and anchor not in anchors(target.read_text(encoding="utf-8"))):
            broken.append(link)
    return broken
