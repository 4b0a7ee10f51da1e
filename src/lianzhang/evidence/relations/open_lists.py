"""Lists of names in a clause for the open reader: what is told of one member (某甲、某乙和某丙分别增资) is told of each."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from lianzhang.evidence.relations.clauses_works import is_work
from lianzhang.evidence.relations.open_words import Token

__all__ = ["List", "lists_of"]


class List(NamedTuple):
    """The names of a list, where it stands, and what most of them are (org, gov, body, park, work, place, title, quoted, kin, odd)."""

    names: tuple[str, ...]
    start: int
    end: int
    type: str


_JOINS = frozenset(["、", "和", "及", "以及"])
_PLAIN = frozenset(
    ["word", "whole", "entry", "nominal", "product", "mineral", "segment", "industry", "person_role"]
)
_TYPED = {
    "organisation": "org", "government": "gov", "authority": "gov", "institution": "body", "park": "park", "project": "work", "place": "place",
    "title": "title", "quoted": "quoted",
}  # fmt: skip
_LEAST, _MOST, _LONGEST = 2, 60, 24


def lists_of(tokens: tuple[Token, ...]) -> tuple[List, ...]:
    """The lists of names among the words of a clause, in order."""
    if not any(t.text in _JOINS for t in tokens):
        return ()
    out: list[List] = []
    run: list[list[Token]] = []
    joins: list[str] = []
    chunk: list[Token] = []
    for token in (*tokens, None):
        if (
            token is not None
            and token.text == "、"
            and not run
            and len(chunk) == 1
            and chunk[0].text.isdigit()
        ):
            chunk = []  # the number of an item
        elif token is not None and token.text in _JOINS and chunk:
            run.append(chunk)
            joins.append(token.text)
            chunk = []
        elif (
            token is not None
            and (token.type in _PLAIN or token.type in _TYPED)
            and token.text[0] not in _MARKS
            and token.text not in _NEVER
        ):
            chunk.append(token)
        elif token is not None and token.type == "bracket" and chunk:
            continue
        else:
            if chunk and run:
                found = _list([*run, chunk], joins)
                if found:
                    out.append(found)
            run, joins, chunk = [], [], []
    return tuple(out)


_NEVER = frozenset(["与", "同", "跟", "均", "都", "分别", "纷纷", "双双", "相继", "先后", "陆续"])
"""Words that stand in no name of a list."""
_MARKS = frozenset("，。；：？！—…·/％%*●■ \u3000\n")


def _list(run: list[list[Token]], joins: list[str]) -> List | None:
    """The list that chunks of words make, where they are names."""
    ends = [_member(c, i == 0, i == len(run) - 1) for i, c in enumerate(run)]
    names, types = tuple(e[0] for e in ends), [e[1] for e in ends]
    if (
        not all(n[:1].isalnum() or n[:1] in ("“", "‘") for n in names)
        or len(names) > _MOST
        or not all(_LEAST <= len(n) <= _LONGEST for n in names)
        or len(set(names)) < len(names)
    ):
        return None
    kind = _kind(names, types, run)
    if kind is None or ("、" not in joins and "" in types):
        return None
    return List(names, ends[0][2], ends[-1][3], kind)


def _member(chunk: list[Token], first: bool, last: bool) -> tuple[str, str, int, int]:
    """The name of a chunk with what it is and where it stands; before the first and behind the last stand words that are not theirs."""
    head, tail = chunk[0], chunk[-1]
    while first and tail.type == "place" and head.type not in _TYPED and len(chunk) > 1:
        chunk = chunk[1:]
        head = chunk[0]
    if first and tail.type in _TYPED and tail.type != "place":
        return tail.text.strip("《》"), _TYPED[tail.type], tail.start, tail.end
    if last and head.type in _TYPED and head.type not in ("place", "quoted"):
        return head.text.strip("《》"), _TYPED[head.type], head.start, head.end
    text = "".join(t.text for t in chunk)
    if last and head.type == "place" and len(text) - len(head.text) >= 3 and not is_work(text):
        return head.text, "place", head.start, head.end  # 常德获评……: a verb that no list has
    kind = _TYPED.get(head.type, "") if len(chunk) == 1 else "work" if is_work(text) else ""
    if not kind and tail.type in _TYPED and tail.type != "place":
        kind = _TYPED[tail.type]
    return text.strip("《》"), kind, head.start, tail.end


def _kind(names: tuple[str, ...], types: list[str], run: list[list[Token]]) -> str | None:
    """What the members are: of one type, alike at their ends, or words that no list knows."""
    known = [t for t in types if t]
    if known and (2 * len(known) >= len(types) or len(types) >= 3):
        kind = max(dict.fromkeys(known), key=known.count)
        return kind if kind != "quoted" else None
    if (
        len(names) >= 3
        and all(len(n) >= 3 for n in names)
        and all(a[-1] == b[-1] for a, b in pairwise(names))
    ):
        return "kin"
    odd = [sum(len(t.text) == 1 for t in c) for c in run]
    if (
        len(names) >= 3
        and all(2 * n >= len(c) for n, c in zip(odd, run, strict=True))
        and max(map(len, names)) <= 8
    ):
        return "odd"
    return None
