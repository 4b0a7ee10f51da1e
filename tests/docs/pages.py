"""Reading the pages: blocks in order, tables, links."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(p.name for p in DOCS.glob("*.md"))

_FENCE = re.compile(r"^```(?P<info>[^\n`]*)\n(?P<body>.*?)^```\s*$", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"^(?:\$ |    )(?:\.venv/bin/)?(lianzhang [^\n#]*)", re.MULTILINE)
_EXIT = re.compile(r"<!-- exit: (\d+) -->\s*\Z")
_TITLE = re.compile(r'title="([^"]+)"')


@dataclass(frozen=True)
class Step:
    """Something a page tells to do: ``python`` code, a ``command`` with its exit code, a ``file`` to write."""

    kind: str
    text: str
    line: int
    path: str = ""
    code: int = 0

    @property
    def words(self) -> list[str]:
        """The command as a shell would split it."""
        return shlex.split(self.text)


def steps(text: str) -> Iterator[Step]:
    """The steps of a page, in order; indented commands outside fences count too."""
    at = 0
    for fence in _FENCE.finditer(text):
        yield from _commands(text, at, fence.start(), 0)
        at = fence.end()
        info, body = fence["info"].strip(), fence["body"]
        line = text.count("\n", 0, fence.start()) + 2
        title = _TITLE.search(info)
        if title:
            yield Step("file", body, line, path=title[1])
        elif info == "python":
            yield Step("python", body, line)
        elif info == "console":
            expected = _EXIT.search(text, 0, fence.start())
            yield from _commands(
                text, fence.start("body"), fence.end("body"), int(expected[1]) if expected else 0
            )
    yield from _commands(text, at, len(text), 0)


def _commands(text: str, start: int, end: int, code: int) -> Iterator[Step]:
    for m in _COMMAND.finditer(text, start, end):
        yield Step("command", m[1].strip(), text.count("\n", 0, m.start()) + 1, code=code)


def table_rows(text: str, heading: str) -> list[list[str]]:
    """The cells of the first table below a heading that starts so, without its head."""
    part = text[text.index(f"\n{heading}") :]
    lines = part.splitlines()
    first = next(i for i, line in enumerate(lines) if line.startswith("|"))
    rows = []
    for line in lines[first:]:
        if not line.startswith("|"):
            break
        rows.append([c.strip().replace("\\|", "|") for c in re.split(r"(?<!\\)\|", line)[1:-1]])
    return rows[2:]


def coded(cell: str) -> list[str]:
    """What stands in a cell as code."""
    return re.findall(r"`([^`]+)`", cell)


def links(text: str) -> list[str]:
    """Targets of links and pictures, outside of code."""
    plain = re.sub(r"`[^`\n]*`", "", _FENCE.sub("", text))
    return re.findall(r"!?\[[^\]]*\]\(([^)\s]+)\)", plain)


def anchors(text: str) -> set[str]:
    """The anchors of a page's headings, as the site and the common forges make them for Latin words."""
    found = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w-]", "", h.lower().replace(" ", "-")) for h in found}
