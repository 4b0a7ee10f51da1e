"""The composed CO2e beside the cradle-to-gate values of the literature, process by process, and why where they part.

The literature rows (``co2e_cradle_to_gate_kg_per_unit``) are for comparison only: they carry other grids, other system boundaries and, in
two rows, memory. Nothing here is fitted to them.
"""

from __future__ import annotations

from dataclasses import dataclass

from lianzhang.balance.cradle_to_gate import footprint
from lianzhang.balance.figures import ends
from lianzhang.chain import Catalogue
from lianzhang.core import Quantity, Text

__all__ = ["FootprintCheck", "footprint_checks"]

PARAMETER = "co2e_cradle_to_gate_kg_per_unit"

_ORE = Text(
    "开采阶段仅计电力与柴油，炸药、药剂运输及矿石隐含碳无数据；文献值本身凭记忆估计",
    "mining counts power and diesel only; explosives, haulage of reagents and the ore itself have no figure; the literature row is from memory",
)
_SPODUMENE = Text(
    "精矿按 184 kg/t 计，文献含海外精矿的采选与海运；试剂系数为粗估",
    "concentrate enters at 184 kg/t, the literature has overseas mining and shipping of it; reagent factors are rough",
)
_MICA = Text(
    "文献值凭记忆估计；硫酸盐焙烧能耗取 2025 年项目值，低于旧线",
    "the literature row is from memory; roasting energy is that of projects of 2025, below older lines",
)
_LMO = Text(
    "文献为美国电网与欧美锰盐；此处锰盐电解或制备按中国电网，且含氨、石灰等试剂",
    "the literature has the United States grid and its manganese salts; here they are made on China's grid, reagents included",
)
_COBALT = Text(
    "主要来自外购氢氧化钴的隐含碳估计值（3.2 t/t），低于文献的非洲路线",
    "most of it is the estimated embodied factor of bought cobalt hydroxide (3.2 t/t), below the literature's route",
)
_REASONS = {
    "spodumene_mining_conc": _ORE,
    "lc_spodumene": _SPODUMENE,
    "lioh_spodumene": _SPODUMENE,
    "lc_lepidolite": _MICA,
    "lmo_emd": _LMO,
    "lmo_mn3o4": _LMO,
    "coso4": _COBALT,
}


@dataclass(frozen=True)
class FootprintCheck:
    """``model`` and ``literature`` in kg CO2e per unit of the process's output; ``reason`` where the model lies outside and the likely
    cause is known, None where it lies inside.
    """

    process: str
    model: Quantity
    literature: Quantity
    reason: Text | None

    @property
    def inside(self) -> bool:
        """Whether the model's value lies in the range of the literature."""
        low, high = ends(self.literature)
        value = self.model.value
        return value is not None and low is not None and high is not None and low <= value <= high

    @property
    def ranges_meet(self) -> bool:
        """Whether the two ranges have anything in common."""
        (a, b), (c, d) = ends(self.model), ends(self.literature)
        if a is None or b is None or c is None or d is None:
            return False
        return max(a, c) <= min(b, d)


def footprint_checks(catalogue: Catalogue) -> tuple[FootprintCheck, ...]:
    """Every process with a literature value, national grid, default routes below it."""
    rows = []
    for i, r in enumerate(catalogue.tables["economics"].records):
        if r["parameter"] != PARAMETER:
            continue
        process = r["process"]
        output = catalogue.commodities.ids[catalogue.processes.output[catalogue.process(process)]]
        model = footprint(catalogue, output, 1, routes={output: process}).quantity("co2e")
        found = FootprintCheck(process, model, catalogue.figure("economics", i), None)
        unknown = Text("原因未查明", "cause not found")
        reason = None if found.inside else _REASONS.get(process, unknown)
        rows.append(FootprintCheck(process, model, found.literature, reason))
    return tuple(rows)
