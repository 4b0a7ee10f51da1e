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
from lianzhang.audit.world import weigh
from lianzhang.core import Quantity, Text
from lianzhang.reconcile.facts import Fact

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
    """One finding for every document and kind of clause, its sentences counted and the first wording shown."""
    sentences: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in view.world.facts:
        if fact.kind in _KINDS and fact.claims:
            basis = view.world.claim_basis(fact.claims[0])
            sentences[basis.document, (basis.sentence or fact.subject or "")[:400]].append(fact)
    groups: dict[tuple[str, Text], list[tuple[str, list[Fact]]]] = defaultdict(list)
    clauses: dict[Text, _Clause] = {}
    for (document, said), facts in sentences.items():
        for clause in _clauses():
            match = clause.pattern.search(said)
            if match:
                clauses[clause.what] = clause
                groups[document, clause.what].append((match[0], facts))
                break
    return [_finding(view, clauses[what], some) for (_, what), some in groups.items()]


def _finding(view: View, clause: _Clause, some: list[tuple[str, list[Fact]]]) -> Finding:
    facts = [f for _, those in some for f in those]
    inputs = tuple(
        (f"sentence{i}", Quantity(None, "", view.world.claim_basis(those[0].claims[0])))
        for i, (_, those) in enumerate(some, start=1)
    )
    number = count(len(some), Text("条款", "clauses"), inputs)
    place = view.place_key(facts[0].place)
    where, what, article = view.place_name(place), clause.what, safe(clause.article)
    words = next((safe(w) for w, _ in some if not any(c.isdigit() for c in w)), "")
    quoted = Text(f"（如“{words}”）", f" (“{words}”)") if words else Text("", "")
    proposed = all(f.modality == "proposed" for f in facts)
    when = (
        Text("若采纳为政策，出台前", "and, once made policy, must pass the review first")
        if proposed
        else Text("出台和施行前", "and must pass the review before it applies")
    )
    paper = Text("建议", "a suggestion") if proposed else Text("材料", "a paper")
    return Finding(
        finding_id("fair_competition", [f.id for f in facts]), "fair_competition", "implies",
        Text(f"{where}有关{paper.zh}：有表述须经公平竞争审查", f"{where}: {paper.en} with a clause for the Fair Competition Review"),
        Text(f"{where}有关{paper.zh}中有{{clauses}}处表述{quoted.zh}涉及“{what.zh}”（《公平竞争审查条例》{article}），{when.zh}须通过公平竞争审查。",
             f"{where}: {{clauses}} wording of {paper.en}{quoted.en} {what.en} (Fair Competition Review Regulations, {article}) {when.en}."),
        Text("{clauses}", "{clauses}"), (("clauses", number),), place, None, tuple(f.id for f in facts), weigh("fair_competition", 25 * len(some)),
    )  # fmt: skip
