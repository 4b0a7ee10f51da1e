"""Chemical projects in parks without the safety grade they need.

Class ``implies``: such a project can be approved only once its park is graded C or D (化工园区安全风险等级: A 高, B 较高, C 一般,
D 较低; parks of grade A take no new hazardous projects, those of B only ones that lower the risk). The rule speaks only where the facts grade parks at all;
a project is laid to a park when its name or place names it. No arithmetic beyond counting the projects.
"""

from __future__ import annotations

import re
from collections import defaultdict

from lianzhang.audit.figures import count, finding_id, safe
from lianzhang.audit.finding import Finding
from lianzhang.audit.reading import View
from lianzhang.audit.world import weigh
from lianzhang.core import AssumptionBasis, Quantity, Text
from lianzhang.ledger.project import ProjectRecord

__all__ = ["check"]

_GRADE = re.compile(r"([ABCD])\s*级|([ABCD])\b")
_PARK = re.compile(r"[一-龥]{2,12}?(?:化工园区|工业园区|高新区|经开区|开发区|产业园|园区|集聚区)")


def _grades(view: View) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for fact in view.world.facts:
        match = _GRADE.search(fact.object or "")
        if fact.kind == "safety_grade" and fact.subject and match and fact.modality == "actual":
            found[fact.subject] = (match[1] or match[2], fact.id)
    return found


def _park(project: ProjectRecord) -> str | None:
    place = project.place or ""
    if ":" in place:
        return place.rsplit(":", 1)[1]
    match = _PARK.search(place.split("市")[-1].split("县")[-1]) or _PARK.search(project.name)
    return match[0] if match else None


def check(view: View) -> list[Finding]:
    """One finding for every park with chemical projects and no grade, or grade A or B."""
    grades = _grades(view)
    if not grades:
        return []
    parks: dict[str, list[ProjectRecord]] = defaultdict(list)
    for project in view.world.projects:
        known = view.world.commodities.get(
            view.world.commodity_of(project.product or project.segment or project.name) or ""
        )
        park = _park(project)
        if known and known.chemical and park and project.stage not in ("终止", "投产", "达产"):
            parks[park].append(project)
    found = []
    for park, projects in sorted(parks.items()):
        grade, fact = next(
            ((g, f) for name, (g, f) in grades.items() if name in park or park in name), (None, None)
        )
        if grade in ("C", "D"):
            continue
        inputs = tuple(
            (f"project{p.id}", Quantity(p.total_investment, "CNY",
             p.basis.get("name") or AssumptionBasis(Text(f"项目库：{p.name}", f"project register: {p.name}"), f"project {p.id}")))
            for p in projects
        )  # fmt: skip
        number = count(len(projects), Text("园区内的化工类项目数", "chemical projects of the park"), inputs)
        names, state = safe("、".join(p.name for p in projects[:5])), f"{grade}级" if grade else "未见评级"
        where = safe(park)
        found.append(Finding(
            finding_id("park_safety", [f"project {p.id}" for p in projects]), "park_safety", "implies",
            Text(f"{where}{state}，而有化工类项目", f"{where} ({grade or 'no grade found'}) holds chemical projects"),
            Text(f"{where}安全风险等级{state}，现有{{projects}}个化工类项目（{names}）；须待园区评为C级或D级后方可新建。",
                 f"{where} has {'grade ' + grade if grade else 'no known safety grade'}, and {{projects}} chemical projects ({names}); they may be built once it is graded C or D."),
            Text("{projects}", "{projects}"), (("projects", number),), view.place_key(projects[0].place), None,
            (fact,) if fact else (), weigh("park_safety", 10 * len(projects)),
        ))  # fmt: skip
    return found
