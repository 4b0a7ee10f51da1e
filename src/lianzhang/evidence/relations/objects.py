"""The other end of a relation: what a match says its object is, by the options of its pattern."""

from __future__ import annotations

import re

from lianzhang.core.places import short_name
from lianzhang.evidence.claims.reading import Reading
from lianzhang.evidence.relations.subjects import Hit, tidy, whos
from lianzhang.evidence.relations.who import first_word, project_named
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.subjects.firms import firms_of

__all__ = ["objects_of"]


def objects_of(reading: Reading, hit: Hit) -> list[str | None]:
    """The objects of a match, ``[None]`` where it has none; empty where it should have one and names nothing."""
    scene, option = reading.scene, hit.relation.options.get("object_from")
    if option:
        found = _from(scene, hit, option)
        kept = _BROKEN.match(found) is None if found else option not in ("firm", "project")
        return [found] if kept else []
    if hit.relation.kind == "project" and hit.relation.each != "o":
        inside = scene.names(hit.sentence.start, hit.found.end(), "organisation")
        listed = hit.span("s") if hit.relation.each == "s" else None
        if listed:  # a firm within the name of one work of a list owns no other
            inside = [n for n in inside if n.end <= listed[0]]
        return [inside[-1].name if inside else hit.found["o"] if hit.span("o") else None]
    if "o" in hit.relation.each:
        tail = hit.relation.options.get("object_tail")
        return [short_name(w.name or "") + tail if tail else w.name for w in whos(reading, hit, "o")]
    span = hit.span("o")
    said = _HALF.sub("", _printed(scene, hit, span)) if span else None
    return [] if said and _BROKEN.match(said) else [said]


_HALF = re.compile(r"\A[^（(]{0,16}[）)]的?")
"""The second half of a bracket opens no object."""
_BROKEN = re.compile("的|[成设](?:的|了)")
"""What begins so was cut out of a longer word (新建成的……)."""


def _from(scene: Scene, hit: Hit, option: str) -> str | None:
    """The object that ``object_from`` calls for: the firm or park of the clause, the addressee, the project named, else a group."""
    if option == "firm":
        firms = firms_of(scene, hit.index, hit.clause, hit.found.start(), far=True)
        if firms:
            return firms[0].name
        whose = _WHOSE.fullmatch(
            scene.flat, hit.sentence.clauses[hit.clause].start, max(hit.found.start(), 0)
        )
        return whose["o"] if whose else None
    if option == "park":
        own = scene.names(hit.sentence.clauses[hit.clause].start, hit.found.start(), "park")
        return own[-1].name if own else None
    if option == "addressee":
        m = re.search(r"^\s*([\u4e00-\u9fff]{4,24})[:：]\s*$", scene.text, re.MULTILINE)
        return m[1] if m else None
    span = hit.span("o" if option == "project" else option)
    if span is None:
        return None
    said = tidy(scene.text[span[0] : span[1]])
    return project_named(scene, hit.found.start()) if option == "project" and said[:1] in "该本上" else said


_WHOSE = re.compile(
    "(?P<o>[\u4e00-\u9fffA-Za-z]{3,10}(?:车|电动|科技|能源|重工|汽车|股份|电子|动力))的[^，。；的]{2,12}"
)
"""A firm that no list knows, by the end of its name (甲智能车的电池由……)."""


def _printed(scene: Scene, hit: Hit, span: tuple[int, int]) -> str:
    """What group ``o`` says, with what a role of places is of."""
    if hit.relation.subject == "firm":
        first = first_word(scene, hit, rest=3)
        if first:
            span = (first[0].end, span[1])
    role = scene.flat[span[0] : span[1]]
    region = re.search(
        r"([\u4e00-\u9fff“”\-]{2,12})$",
        scene.flat[hit.sentence.clauses[hit.clause].start : hit.found.start()],
    )
    if (
        hit.relation.options.get("tail_role")
        and region
        and scene.places(hit.sentence.clauses[hit.clause].start, hit.found.start())
        and not _NO_REGION.search(region[1])
    ):
        return region[1].removeprefix("其中").strip("“”、，") + role
    if hit.relation.kind == "zoning" and len(role) == 2 and hit.clause:
        before = hit.sentence.clauses[hit.clause - 1]
        lead = re.match(r"(?:其中)?([\u4e00-\u9fff“”\-]{2,14}?)以", scene.flat[before.start : before.end])
        if lead and scene.places(before.start, before.end):
            return lead[1].strip("“”") + role
    role = role.strip("“”：")
    if hit.relation.options.get("with_theme"):
        role += scene.theme
    if hit.relation.options.get("tail_role"):
        role = _tail_role(scene, hit, role)
    return role


_NO_REGION = re.compile("形成|构建|打造|建成|全[省市县区州]|要$")


def _tail_role(scene: Scene, hit: Hit, role: str) -> str:
    """The role with what it serves: 重点 of what is built in the words that follow (打造……)."""
    end = next((c.end for c in reversed(hit.sentence.clauses) if c.end > hit.found.end()), hit.found.end())
    m = re.search(
        r"(?:打造|建设|建成|形成|培育)(?:壮大)?([^。；、]{4,30}?)(?=[，。；]|$)|([^，。；、的]{4,24}?(?:基地|集群|产业带|集聚区|高地))(?=[，。；]|$)",
        scene.flat[hit.found.end() : end],
    )
    return f"{role}：{m[1] or m[2]}" if m else role
