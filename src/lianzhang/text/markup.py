"""Tags and entities: whole web pages, and remnants of them in plain text.

One linear scan, no tree and no recursion, so depth and size are bounded and every character keeps its offset in the file.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from lianzhang.text.document import ZoneKind
from lianzhang.text.edits import Edits, Found, Step, replace_spans, sub
from lianzhang.text.intake import Grid
from lianzhang.text.markup_tables import TableScan

__all__ = ["Page", "drop_remnants", "is_html", "read_html"]

_TOKEN = re.compile(
    r"<!--|<!\[CDATA\[|<[!?][^<>]*>"
    r"|<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9:-]*)(?P<attrs>(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*'|(?<==)\"[^\"<]*<[^\"]{0,5000}\"(?=[\s/>])|(?<==)'[^'<]*<[^']{0,5000}'(?=[\s/>]))*)>"
    r"|<(?P<close2>/?)(?P<name2>[a-zA-Z][a-zA-Z0-9:-]*)[^<>]*>"
    r"|&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});"
    r"|[ \t]*\n\s*"
)
_ATTRIBUTE = re.compile(r"([a-zA-Z_:][\w:.-]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_RAW = frozenset(
    {"script", "style", "noscript", "template", "svg", "select", "iframe", "textarea", "button", "head"}
)
_BLOCK = frozenset(
    [
        "p",
        "div",
        "br",
        "tr",
        "li",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "table",
        "tbody",
        "thead",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "article",
        "header",
        "footer",
        "nav",
        "aside",
        "form",
        "center",
        "blockquote",
        "pre",
        "hr",
        "main",
        "figure",
        "figcaption",
        "title",
        "body",
        "html",
    ]
)
_ZONED: dict[str, ZoneKind] = {"nav": "navigation", "footer": "navigation", "aside": "related"}
_CLASSES: tuple[tuple[re.Pattern[str], ZoneKind], ...] = (
    (re.compile(r"(?:^|[\s_-])(?:nav|navbar|menu|breadcrumb|crumbs?|position|footer|foot|sitemap|share|toolbar)(?:$|[\s_-])", re.IGNORECASE), "navigation"),
    (re.compile(r"(?:^|[\s_-])(?:related|recommend|relate|hot|aside|sidebar)(?:$|[\s_-])", re.IGNORECASE), "related"),
    (re.compile(r"(?:^|[\s_-])(?:comments?|reply|replies)(?:$|[\s_-])", re.IGNORECASE), "comment"),
    (re.compile(r"(?:^|[\s_-])(?:ad|ads|advert|banner|guanggao)(?:$|[\s_-])", re.IGNORECASE), "ad"),
)  # fmt: skip
_VOID = frozenset(
    ["br", "img", "hr", "input", "meta", "link", "area", "base", "col", "embed", "source", "track", "wbr"]
)
_CELLS = frozenset(["table", "tr", "td", "th"])
_MAX_DEPTH = 400
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)

_REMNANT = re.compile(
    r"</?(?:br|p|div|span|font|strong|center|table|tbody|thead|tr|td|th|ul|ol|li|h[1-6]|img|a|b|i|u|em)(?:\s[^<>\n]{0,500})?/?>"
    r"|&(?:nbsp|amp|lt|gt|quot|ldquo|rdquo|lsquo|rsquo|mdash|ndash|middot|hellip|emsp|ensp|times|#\d{2,6});"
)


@dataclass(slots=True)
class Page:
    """A web page read: ``step``, zone hints, link spans and tables in positions of the new text, and what ``<meta>`` says."""

    step: Step
    hints: list[tuple[int, int, ZoneKind]] = field(default_factory=list)
    links: list[tuple[int, int]] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    grids: list[Grid] = field(default_factory=list)


def is_html(text: str, path: str) -> bool:
    """A page by its name, or by how it begins."""
    return path.lower().endswith((".html", ".htm")) or _HTML.match(text[:4000].lstrip("\ufeff")) is not None


def _meta_of(head: str) -> dict[str, str]:
    meta: dict[str, str] = {}
    for tag in re.finditer(r"<meta\b([^<>]{0,3000})>", head[:100_000], re.IGNORECASE):
        attrs = _attributes(tag[1])
        key = attrs.get("name") or attrs.get("property")
        if key and attrs.get("content"):
            meta.setdefault(key.lower(), html.unescape(attrs["content"]).strip())
    title = re.search(r"<title[^<>]{0,200}>([^<]{0,500})", head[:100_000], re.IGNORECASE)
    if title:
        meta["title"] = html.unescape(title[1]).strip()
    return meta


def _attributes(attrs: str) -> dict[str, str]:
    return {m[1].lower(): m[2] or m[3] or m[4] or "" for m in _ATTRIBUTE.finditer(attrs)}


class _Scan:
    """State of the scan; ``rows`` are the edits, ``shift`` how much shorter the new text is so far."""

    __slots__ = ("hints", "link", "links", "pending", "rows", "shift", "stack")

    def __init__(self) -> None:
        self.rows: list[tuple[int, int, str]] = []
        self.shift = 0
        self.hints: list[tuple[int, int, ZoneKind]] = []
        self.links: list[tuple[int, int]] = []
        self.stack: list[tuple[str, int, ZoneKind | None]] = []
        self.link: int | None = None
        self.pending = True  # whether the new text stands at the start of a line

    def put(self, start: int, end: int, new: str) -> None:
        if end > start:
            self.rows.append((start, end, new))
            self.shift += len(new) - (end - start)

    def open(self, name: str, attrs: str, at: int) -> None:
        if name == "a":
            self.link = at
        if name in _VOID or attrs.endswith("/") or len(self.stack) >= _MAX_DEPTH:
            return
        if name in _ZONED or name in ("div", "ul", "section", "p", "table"):
            kind = _ZONED.get(name)
            if kind is None and attrs:
                marks = " ".join(
                    m[2] or m[3] or m[4] or ""
                    for m in _ATTRIBUTE.finditer(attrs)
                    if m[1].lower() in ("class", "id")
                )
                kind = next((k for p, k in _CLASSES if p.search(marks)), None)
            self.stack.append((name, at, kind))

    def close(self, name: str, at: int) -> None:
        if name == "a" and self.link is not None:
            self.links.append((self.link, at))
            self.link = None
        for i in range(len(self.stack) - 1, max(-1, len(self.stack) - 12), -1):
            if self.stack[i][0] == name:
                _, start, kind = self.stack[i]
                if kind is not None and at > start:
                    self.hints.append((start, at, kind))
                del self.stack[i:]
                return


def _skip_raw(text: str, name: str, at: int, gone: set[str]) -> int | None:
    """Where the element ``name`` that opened before ``at`` ends; None when it never does."""
    if name in gone:
        return None
    match = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(text, at)
    if match is None:
        gone.add(name)
        return len(text) if name in ("script", "style") else None
    return match.end()


def read_html(text: str) -> Page:
    """Main text of a page, hints for its zones and its metadata. Scripts and styles go; navigation stays, zoned."""
    head_end = re.search(r"</head\s*>|<body\b", text[:300_000], re.IGNORECASE)
    page = Page(Step(text), meta=_meta_of(text[: head_end.end() if head_end else 20_000]))
    scan = _Scan()
    tables = TableScan()
    gone: set[str] = set()
    at = 0
    search = _TOKEN.search
    while (m := search(text, at)) is not None:
        start, end = m.span()
        if start > at:
            scan.pending = False
        token = m.group()
        name = (m["name"] or m["name2"] or "").lower()
        if name:
            closing = bool(m["close"] or m["close2"])
            if name in _RAW and not closing and not token.endswith("/>"):
                end = _skip_raw(text, name, end, gone) or end
                scan.put(start, end, "")
            else:
                new = "" if name not in _BLOCK or scan.pending else "\n"
                if name in ("td", "th") and not closing and not scan.pending:
                    new = "\t"
                scan.pending = scan.pending or new == "\n"
                before = start + scan.shift
                scan.put(start, end, new)
                if closing:
                    scan.close(name, before)
                    if name in _CELLS:
                        tables.close(name, before)
                else:
                    scan.open(name, m["attrs"] or "", before + len(new))
                    if name in _CELLS:
                        tables.open(name, _attributes(m["attrs"] or ""), before + len(new))
        elif token.startswith("&"):
            plain = html.unescape(token)
            scan.pending = False
            if plain != token:
                scan.put(start, end, plain)
        elif token.startswith("<"):
            closer = {"<!--": "-->", "<![CDATA[": "]]>"}.get(token)
            if closer and closer not in gone:
                stop = text.find(closer, end)
                if stop < 0:
                    gone.add(closer)
                else:
                    end = stop + len(closer)
            scan.put(start, end, "")
        else:
            scan.put(start, end, _space(text, start, end, scan.pending))
        at = end
    new_text, edits = replace_spans(text, scan.rows)
    page.step = Step(new_text, edits)
    page.hints, page.links, page.grids = scan.hints, scan.links, tables.grids
    return page


def _space(text: str, start: int, end: int, pending: bool) -> str:
    """A line break in the source of a page: nothing beside a tag or between Chinese characters, else a blank."""
    before = text[start - 1] if start else "<"
    after = text[end] if end < len(text) else ">"
    if pending or before in "<>" or after in "<>" or (before > "\u2e80" and after > "\u2e80"):
        return ""
    return " "


_BREAKING = re.compile(r"</?(?:br|p|div|tr|li|h[1-6])\b", re.IGNORECASE)


def drop_remnants(text: str) -> Step:
    """Tags and entities that stayed in a plain text: ``<br />`` becomes a line break unless one is there, others go."""
    first = _REMNANT.search(text)
    if first is None:
        return Step(text)

    def new(match: re.Match[str]) -> str:
        token = match.group()
        if token.startswith("&"):
            return html.unescape(token)
        if not _BREAKING.match(token):
            return ""
        around = text[match.start() - 1 : match.start()] + text[match.end() : match.end() + 1]
        return "" if "\n" in around or match.start() == 0 or match.end() == len(text) else "\n"

    changed, edits = sub(_REMNANT, new, text)
    count = len(edits)
    if not count:
        return Step(text)
    found = Found(
        "markup_remnants", first.start(), first.end(), count, undone=True, detail=first.group()[:40]
    )
    return Step(changed, Edits(edits.start, edits.end, edits.length), (found,))
