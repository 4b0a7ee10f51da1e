"""Stage weights and size bands from an office's own file: the same form as the packaged data, every fault told at once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from lianzhang.audit.world import packaged_weights
from lianzhang.core import AssumptionBasis, Problems, Quantity, Text, nearest
from lianzhang.desk.pipeline.counted import Band
from lianzhang.ledger.project import STAGES

__all__ = ["parse_bands", "parse_weights"]


def _data(text: str, file: str, problems: Problems) -> Mapping[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        problems.add(file, Text(f"不是有效的TOML文件（{error}）", f"not valid TOML ({error})"))
        return {}


def _number(value: Any) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def parse_weights(text: str, file: str) -> Mapping[str, Quantity]:
    """``[stage_weight]`` of stage = share of 1; stages not named keep the packaged weight.

    Raises :class:`~lianzhang.core.InputError` with every fault: stages that are none, shares outside 0 to 1.
    """
    problems = Problems()
    data = _data(text, file, problems)
    problems.raise_if_any()
    table = data.get("stage_weight")
    if not isinstance(table, Mapping) or not table:
        problems.add(
            file,
            Text("应有 [stage_weight] 一节", "there must be a section [stage_weight]"),
            field="stage_weight",
        )
        problems.raise_if_any()
        return {}
    found = dict(packaged_weights())
    source = str(data.get("source", file))
    for stage, given in table.items():
        value = _number(given)
        if stage not in STAGES:
            what = Text(f"没有阶段“{stage}”；可用：{'、'.join(STAGES)}", f"there is no stage {stage!r}")
            problems.add(file, what, field=f"stage_weight.{stage}", nearest=nearest(stage, STAGES))
        elif value is None or not 0 <= value <= 1:
            what = Text(
                f"权重应在 0 与 1 之间，却是 {given!r}",
                f"a weight lies between 0 and 1, and this is {given!r}",
            )
            problems.add(file, what, field=f"stage_weight.{stage}")
        else:
            said = Text(
                f"本案例设定：“{stage}”项目按{value}折算",
                f"set by the case: projects at stage {stage} count {value}",
            )
            found[stage] = Quantity(value, "1", AssumptionBasis(said, source))
    problems.raise_if_any()
    return found


def parse_bands(text: str, file: str) -> tuple[Band, ...]:
    """``[[band]]`` of name, en and floor (CNY), as the packaged bands; returned largest first, the last from 0 on.

    Raises :class:`~lianzhang.core.InputError` with every fault.
    """
    problems = Problems()
    data = _data(text, file, problems)
    problems.raise_if_any()
    rows = data.get("band", [])
    found: dict[Decimal, Band] = {}
    for i, row in enumerate(rows if isinstance(rows, list) else [], start=1):
        name = row.get("name") if isinstance(row, Mapping) else None
        floor = _number(row.get("floor")) if isinstance(row, Mapping) else None
        if not name:
            problems.add(file, Text("缺少 name", "name is missing"), where=f"band {i}", field="name")
        if floor is None or floor < 0:
            problems.add(
                file,
                Text("floor 应为不小于 0 的金额（元）", "floor must be an amount in CNY, 0 or more"),
                where=f"band {i}",
                field="floor",
            )
        elif floor in found:
            problems.add(
                file, Text("下限重复", "this floor is given twice"), where=f"band {i}", field="floor"
            )
        elif name:
            found[floor] = Band(Text(str(name), str(row.get("en", name))), floor)
    if not len(problems) and Decimal(0) not in found:
        problems.add(file, Text("缺少下限为 0 的一档", "a band from 0 on is missing"), field="band")
    problems.raise_if_any()
    return tuple(found[f] for f in sorted(found, reverse=True))
