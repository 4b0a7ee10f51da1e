"""Which project of the register a claim is about: the name it is proposed under."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from lianzhang.evidence.claim import Claim
from lianzhang.evidence.claims.thing import FACET, thing_of
from lianzhang.ledger.records import Record
from lianzhang.reconcile import Fact, clean_name, is_aggregate, name_type, project_key

__all__ = ["project_names"]

_KINDS = ("project", "milestone", "investment", "capacity")


def project_names(
    claims: Sequence[Claim], facts: Sequence[Fact], known: Mapping[str, int], records: Mapping[int, Record]
) -> dict[str, str]:
    """Claim id → project's name, for claims whose subject is one named project.

    ``known``: keys of the register's projects → id; ``records``: the projects by id. A bare name (电芯项目) is the project whose
    longer name its sentence has (甲公司的电芯项目), none where the sentence has several, and none where the sentence counts
    projects of that name. 甲公司的电芯项目 is the one project that the register has of that firm and that product.
    """
    counted = {
        clean_name(c.subject.partition("·")[0]) for c in claims if c.subject and c.kind == "project_count"
    }
    subject = {member: f.subject for f in facts for member in f.claims}
    found = {}
    for claim in claims:
        name = subject.get(claim.id) or claim.subject
        cleaned = thing_of(clean_name(name))[0] if name else ""
        if claim.kind not in _KINDS or not cleaned or FACET in cleaned:
            continue
        if cleaned in counted or is_aggregate(cleaned):
            continue
        if project_key(cleaned) in known or name_type(cleaned) == "project":
            found[claim.id] = cleaned
    found = _in_full(claims, found, known)
    return {i: _of_owner(name, known, records.values()) for i, name in found.items()}


def _in_full(claims: Sequence[Claim], found: Mapping[str, str], known: Mapping[str, int]) -> dict[str, str]:
    """Bare names by the longer ones in the same sentence that end with them. The register's own names stay as they are."""
    beside: dict[tuple[str, str], set[str]] = {}
    for claim in claims:
        if claim.context is None:
            continue
        name = found.get(claim.id)
        if name is None and claim.kind == "project_count" and claim.subject:
            name = clean_name(claim.subject.partition("·")[0])
        if name:
            beside.setdefault((claim.document, claim.context.sentence), set()).add(name)
    named = dict(found)
    for claim in claims:
        name = found.get(claim.id)
        if name is None or claim.context is None or project_key(name) in known:
            continue
        around = beside[claim.document, claim.context.sentence]
        longer = {n for n in around if n != name and n.endswith(name)}
        if longer and len(longer & set(found.values())) == len(longer) == 1:
            named[claim.id] = longer.pop()
        elif longer:  # several could be meant, or a number of projects is
            del named[claim.id]
    return named


def _of_owner(name: str, known: Mapping[str, int], records: Iterable[Record]) -> str:
    """The register's name for 甲公司的电芯项目, where one project of that firm alone has the product or ends like that."""
    owner, of, rest = name.rpartition("的")
    kind = rest.removesuffix("项目")
    if (
        project_key(name) in known
        or not of
        or kind == rest
        or len(kind) < 2
        or name_type(owner) != "organisation"
    ):
        return name
    own = [
        r for r in records
        if r.values.get("owner") == owner
        and (str(r.values["name"]).endswith(rest) or kind in str(r.values.get("product") or ""))
    ]  # fmt: skip
    return str(own[0].values["name"]) if len(own) == 1 else name
