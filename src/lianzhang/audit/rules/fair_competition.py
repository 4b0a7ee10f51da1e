"""Clauses that a Fair Competition Review may object to, such as orders to buy within the province.

Class ``implies``: the clause can stand only if it passes the review; the finding names the article and shows the sentence through
the basis of its figure. Patterns: ``data/clauses.toml``. No arithmetic beyond counting the clauses.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from lianzhang.audit.figures import count, finding_id, safe
from lianzhang.audit.finding import Finding
from lianzhang.audit.reading import View
from lianzhang.core import Quantity, Text

__all__ = ["check"]

_KINDS = frozenset({"policy", "supply_link", "target", "factor_support", "zoning"})


@dataclass(frozen=True)
class _Clause:
    article: str
    what: Text
    pattern: re.Pattern[str]


@lru_cache(maxsize=1)
def _clauses() -> tuple[_Clause, ...]:
    text = files("lianzhang.audit").joinpath("data/clauses.toml").read_text(encoding="utf-8")
    return tuple(
        _Clause(c["article"], Text(c["zh"], c["en"]), re.compile(c["pattern"]))
        for c in tomllib.loads(text)["clause"]
    )


def check(view: View) -> list[Finding]:
    """One finding for every sentence that matches."""
    found: list[Finding] = []
    by_sentence: dict[tuple[str, str], list[str]] = defaultdict(list)
    first: dict[tuple[str, str], Quantity] = {}
    places: dict[tuple[str, str], str | None] = {}
    for fact in view.world.facts:
        if fact.kind not in _KINDS or not fact.claims:
            continue
        basis = view.world.claim_basis(fact.claims[0])
        said = basis.sentence or fact.subject or ""
        key = (basis.document, said[:400])
        by_sentence[key].append(fact.id)
        places.setdefault(key, view.place_key(fact.place))
        first.setdefault(key, count(1, Text("条款", "clause"), (("sentence", Quantity(None, "", basis)),)))
    for key, facts in by_sentence.items():
        clause = next((c for c in _clauses() if c.pattern.search(key[1])), None)
        if clause is None:
            continue
        where, what = view.place_name(places[key]), clause.what
        article = safe(clause.article)
        found.append(Finding(
            finding_id("fair_competition", facts), "fair_competition", "implies",
            Text(f"{where}：条款须经公平竞争审查", f"{where}: a clause for the Fair Competition Review"),
            Text(f"{where}文件中有{{clauses}}处条款涉及“{what.zh}”（《公平竞争审查条例》{article}），施行前须通过公平竞争审查。",
                 f"{where}: {{clauses}} clause {what.en} (Fair Competition Review Regulations, {article}) and must pass the review before it applies."),
            Text("{clauses}", "{clauses}"), (("clauses", first[key]),), places[key], None, tuple(facts), 50.0,
        ))  # fmt: skip
    return found
