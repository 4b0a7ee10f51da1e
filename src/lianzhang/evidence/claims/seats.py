"""Where a text says that a firm sits: 枣强经开区某某公司, 位于枣强的某某公司, 某某公司落户枣强. Told once, it holds for the firm's short names too."""

from __future__ import annotations

import re
from dataclasses import replace

from lianzhang.evidence.claims.called import root_of
from lianzhang.evidence.mentions import Mentions, NameMention

__all__ = ["seated"]

_SITS = re.compile(
    r"[，,]?(?:总部|注册地|公司)?(?:位于|坐落(?:于|在)?|地处|设在|落户(?:于|在|到)?|落地(?:于|在)?|入驻)(?:了)?"
)
_AWAY = re.compile(r"(?:与|和|同|及|、|向|给|对|由|比|赴|自|从|[出进]口)\Z")


def seated(text: str, mentions: Mentions) -> Mentions:
    """The mentions with every firm whose seat the text tells lying there; a firm told to sit in two places stays as it is."""
    firms = [n for n in mentions.names if n.type == "organisation"]
    if not firms:
        return mentions
    ends: dict[int, tuple[int, str]] = {}
    starts: dict[int, str] = {}
    for p in mentions.places:
        if len(p.paths) == 1 and p.keys:
            ends[p.end] = (p.start, p.paths[0])
            starts[p.start] = p.paths[0]
    for n in mentions.names:
        if n.type == "park" and len(n.paths) == 1:
            ends[n.end] = (n.start, n.paths[0])
            starts[n.start] = n.paths[0]
    told: dict[str, str] = {}
    doubtful = set()
    for n in firms:
        key = root_of(n.name) or n.name
        for path in _told(text, n, ends, starts):
            old = told.get(key, path)
            if not (old.startswith(path) or path.startswith(old)):
                doubtful.add(key)
            told[key] = max(old, path, key=len)
    told = {k: path for k, path in told.items() if k not in doubtful}
    if not told:
        return mentions
    return replace(mentions, names=tuple(_at_seat(n, told) for n in mentions.names))


def _told(text: str, n: NameMention, ends: dict[int, tuple[int, str]], starts: dict[int, str]) -> list[str]:
    """Where the words around one mention say that the firm sits."""
    out = []
    before = n.start - (text[n.start - 1 : n.start] == "的")
    if before in ends and not _AWAY.search(text, max(0, ends[before][0] - 2), ends[before][0]):
        out.append(ends[before][1])
    m = _SITS.match(text, n.end)
    if m and m.end() in starts:
        out.append(starts[m.end()])
    return out


def _at_seat(n: NameMention, told: dict[str, str]) -> NameMention:
    """The mention lying where the text says; the place in its own name stays where that is another, or the smaller one."""
    path = told.get(root_of(n.name) or n.name) if n.type == "organisation" else None
    if path is None or (n.paths and not path.startswith(n.paths[0])):
        return n
    return replace(n, paths=(path,))
