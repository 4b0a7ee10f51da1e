"""Every pattern of the reader, searched in a clause made of runs of the pattern's own words.

A repeated choice of words of which one is made of others (达|到|达到) is tried in every split: a hostile clause
then takes minutes. The clauses here are drawn from the patterns themselves, so a new pattern is tried unasked.
"""

import importlib
import pkgutil
import random
import re
import re._constants as op
import re._parser as parser
import signal
from collections.abc import Iterator
from typing import Any

import lianzhang.evidence
from lianzhang.evidence.relations.subjects import load_relations

_CLAUSE = 400
"""As long as a clause gets (`evidence/clauses.py`)."""
_PATIENCE = 4.0
"""Seconds. Honest patterns take thousandths; what is tried in every split takes hours."""
_ANY = "年均公司已于上的和同比增长产量万吨一二三1"


def _patterns() -> dict[str, re.Pattern[str]]:
    found: dict[str, re.Pattern[str]] = {}
    for module in pkgutil.walk_packages(lianzhang.evidence.__path__, "lianzhang.evidence."):
        for value in vars(importlib.import_module(module.name)).values():
            many = (
                value.values()
                if isinstance(value, dict)
                else value
                if isinstance(value, list | tuple)
                else [value]
            )
            for p in many:
                if isinstance(p, re.Pattern) and isinstance(p.pattern, str):
                    found.setdefault(p.pattern, p)
    for relation in load_relations():
        found.setdefault(relation.pattern.pattern, relation.pattern)
    return found


def _of_class(parts: Any, draw: random.Random) -> str:
    letters, against = [], False
    for kind, value in parts:
        if kind is op.NEGATE:
            against = True
        elif kind is op.LITERAL:
            letters.append(chr(value))
        elif kind is op.RANGE:
            letters += [chr(draw.randint(*value)), chr(value[0])]
        elif kind is op.CATEGORY:
            letters.append("1" if value is op.CATEGORY_DIGIT else " " if value is op.CATEGORY_SPACE else "公")
    if against:
        letters = [c for c in _ANY if c not in letters] or ["x"]
    return draw.choice(letters)


def _text(parts: Any, draw: random.Random) -> str:
    """Something that the parts of a parsed pattern match, looks around aside."""
    out = ""
    for kind, value in parts:
        if kind is op.LITERAL:
            out += chr(value)
        elif kind in (op.ANY, op.NOT_LITERAL):
            out += draw.choice(_ANY)
        elif kind is op.IN:
            out += _of_class(value, draw)
        elif kind is op.BRANCH:
            out += _text(draw.choice(value[1]), draw)
        elif kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            least, most, body = value
            out += "".join(_text(body, draw) for _ in range(draw.randint(least, min(int(most), least + 3))))
        elif kind is op.SUBPATTERN:
            out += _text(value[3], draw)
        elif kind is op.ATOMIC_GROUP:
            out += _text(value, draw)
    return out


def _repeated(parts: Any, before: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Every repeated body of a pattern with the parts that lead to it."""
    for at, (kind, value) in enumerate(parts):
        lead = (*before, *list(parts)[:at])
        if kind in (op.MAX_REPEAT, op.MIN_REPEAT):
            if int(value[1]) > 1:
                yield lead, value[2]
            yield from _repeated(value[2], lead)
        elif kind is op.SUBPATTERN:
            yield from _repeated(value[3], lead)
        elif kind is op.BRANCH:
            for branch in value[1]:
                yield from _repeated(branch, lead)


def _clauses(pattern: re.Pattern[str], draw: random.Random) -> Iterator[str]:
    bodies = list(_repeated(parser.parse(pattern.pattern, pattern.flags)))
    for lead, body in draw.sample(bodies, min(6, len(bodies))):
        word = _text(body, draw)
        for run in (word, word + _text(body, draw)):
            if run:
                yield (_text(lead, draw) + run * _CLAUSE)[:_CLAUSE]


def _late(*_: object) -> None:
    raise TimeoutError


def test_runs_of_its_own_words_hold_no_pattern_up() -> None:
    draw, slow = random.Random(11), []
    patterns = _patterns()
    before = signal.signal(signal.SIGALRM, _late)
    try:
        for pattern in patterns.values():
            for clause in _clauses(pattern, draw):
                signal.setitimer(signal.ITIMER_REAL, _PATIENCE)
                try:
                    pattern.search(clause)
                except TimeoutError:
                    slow.append((pattern.pattern[:80], clause[:40]))
                    break
                finally:
                    signal.setitimer(signal.ITIMER_REAL, 0)
    finally:
        signal.signal(signal.SIGALRM, before)
    assert len(patterns) > 1000
    assert not slow
