"""What the desk's procedures work on: the registers, what runs (nothing counted twice), the office's own rule data, the plan's answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from lianzhang.balance import Plant, in_unit
from lianzhang.case.chain_view import table_plants
from lianzhang.chain import catalogue
from lianzhang.core import InputError, Problem, Quantity, Text, nearest
from lianzhang.desk.gaps import Answer, lines_as_plants, plants_of
from lianzhang.desk.grouping import Level, place_at, place_named
from lianzhang.ledger import ProjectRecord
from lianzhang.ledger.records import Record
from lianzhang.reconcile.names import clean_name

if TYPE_CHECKING:
    from lianzhang.chain.tables import PlanningCase
    from lianzhang.plan import Plan

__all__ = ["RULE_FILES", "answers_of", "own_rules", "running"]

RULE_FILES = ("weights", "bands", "review", "owes")
"""Rule data that a case may hold as ``rules/desk/NAME.toml``: stage weights, size bands, levels of energy review, who owes what."""

_MOST = 1024 * 1024
T = TypeVar("T")


def own_rules(folder: Path, name: str, parse: Callable[[str, str], T], packaged: T) -> T:
    """The case's own rule data of a kind, else the packaged. Raises :class:`~lianzhang.core.InputError` with every fault of the file."""
    home = folder / "rules" / "desk"
    path = home / f"{name}.toml"
    shown = f"rules/desk/{name}.toml"
    if home.is_dir():
        for other in sorted(home.glob("*.toml")):
            if other.stem not in RULE_FILES:
                what = Text(
                    f"没有这种规则数据；可用：{'、'.join(RULE_FILES)}",
                    f"no such rule data; there are: {', '.join(RULE_FILES)}",
                )
                raise InputError(
                    [Problem(f"rules/desk/{other.name}", what, nearest=nearest(other.stem, RULE_FILES))]
                )
    if not path.is_file():
        return packaged
    if not path.resolve().is_relative_to(folder.resolve()):
        raise InputError(
            [Problem(shown, Text("链接指向案例文件夹之外", "a link that leads out of the case"))]
        )
    try:
        if path.stat().st_size > _MOST:
            raise InputError([Problem(shown, Text(f"大于 {_MOST} 字节", f"is larger than {_MOST} bytes"))])
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        what = Text("不是 UTF-8 编码；请另存为 UTF-8", "is not encoded in UTF-8; save it as UTF-8")
        raise InputError([Problem(shown, what)]) from error
    except OSError as error:
        raise InputError(
            [Problem(shown, Text(f"无法读取：{error.strerror}", f"cannot be read: {error.strerror}"))]
        ) from error
    return parse(text, shown)


def running(
    planning: PlanningCase | None, projects: Sequence[ProjectRecord], lines: Sequence[Record], level: Level
) -> tuple[tuple[Plant, ...], dict[str, str], tuple[Text, ...]]:
    """What runs, from the case's table, the capacity lines and the register of projects; owners by plant; and what was left out.

    The table stands first, then lines, then projects: a line or project of a place and product for which the table has a total is in
    that total; a project that a line names, or whose owner has a line of the product there, is that line.
    """
    of = catalogue()
    table = (
        tuple(replace(p, place=place_at(p.place, level)) for p in table_plants(planning, of))
        if planning
        else ()
    )
    told = [(p.commodity, _region(p.place)) for p in table]
    owners, notes = {p.name: p.owner for p in projects if p.owner}, []
    kept: list[Plant] = []
    own_lines = lines_as_plants(lines, "county", of)
    for plant, firm in own_lines:
        owners[plant.name] = firm
        if _covered(plant, told):
            notes.append(_within(plant.name))
        else:
            kept.append(replace(plant, place=place_at(plant.place, level)))
    named = {r.labels["project"] for r in lines if "project" in r.labels}
    firms = {(clean_name(firm), p.commodity, p.place) for p, firm in own_lines}
    by_name = {p.name: p for p in projects}
    for plant in plants_of(projects, "county", of):
        owner = clean_name(by_name[plant.name].owner or "")
        if plant.name in named or (owner, plant.commodity, plant.place) in firms:
            notes.append(
                Text(f"{plant.name}：产能线已登记，不重复计", f"{plant.name}: counted as its capacity line")
            )
        elif _covered(plant, told):
            notes.append(_within(plant.name))
        else:
            kept.append(replace(plant, place=place_at(plant.place, level)))
    return (*table, *kept), owners, tuple(notes)


def _region(text: str) -> str:
    found = place_named(text)
    return found.key if found is not None else text


def _covered(plant: Plant, told: Sequence[tuple[str, str]]) -> bool:
    from lianzhang.core import place_tree

    tree, own = place_tree(), _region(plant.place)
    return any(
        c == plant.commodity
        and (own == region or (own in tree and region in tree and tree.within(own, region)))
        for c, region in told
    )


def _within(name: str) -> Text:
    return Text(
        f"{name}：产能表已有本地该产品的合计，不重复计", f"{name}: within the total of the capacity table"
    )


def answers_of(plan: Plan, level: Level) -> tuple[Answer, ...]:
    """What a plan builds, buys in and lacks, by place, product and year, in the unit of the product."""
    of, found = catalogue(), []
    if plan.model is None:
        return ()
    case = plan.model.case
    for name, how in (("build", "build"), ("trade", "buy"), ("unmet", "lack")):
        frame = plan.tables[name]
        if frame.is_empty():
            continue
        most = float(frame["quantity"].max() or 0)  # type: ignore[arg-type]
        held: dict[tuple[str, str, int], list[tuple[str, Quantity]]] = {}
        for index, row in enumerate(frame.iter_rows(named=True)):
            if row["quantity"] <= most * 1e-9 or row.get("side", "buy") != "buy":
                continue
            made = (
                row["commodity"]
                if "commodity" in row
                else case.commodities[int(case.output[case.processes.index(row["process"])])]
            )
            if made not in of.commodities.index:
                continue
            quantity = plan.quantity(name, index)
            try:
                held.setdefault((place_at(row["region"], level), made, int(row["year"])), []).append(
                    (row["region"], in_unit(quantity, of.unit(made), str(of.name(made))))
                )
            except InputError:
                continue
        for (place, made, year), parts in held.items():
            found.append(Answer(place, made, year, _sum(parts), how))  # type: ignore[arg-type]
    return tuple(sorted(found, key=lambda a: (a.how, a.place, a.commodity, a.year)))


def _sum(parts: Sequence[tuple[str, Quantity]]) -> Quantity:
    from lianzhang.balance import add

    return (
        parts[0][1] if len(parts) == 1 else add(parts[0][1].unit, Text("各项之和", "sum over parts"), parts)
    )
