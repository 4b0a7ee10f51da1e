"""Build the packaged case: documents through the damage generators, tables from the packaged catalogue.

    python tools/build_case.py

Writes into src/lianzhang/case/packaged/four-provinces. Deterministic: the same sources give the same bytes. The tables
that people keep (capacity, demand, quotas, targets, projects ...) stand in the case itself; only those that follow from the
catalogue (commodities, processes, recipes, costs, use, market, routes) are written here.
"""

from __future__ import annotations

import csv
import math
import random
import tomllib
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path

from lianzhang.text import generators

ROOT = Path(__file__).resolve().parent.parent
CASE = ROOT / "src/lianzhang/case/packaged/four-provinces"
SOURCES = ROOT / "tools/case_documents"
CATALOGUE = ROOT / "src/lianzhang/chain/data"
MARK = "【示例改写】本文依据公开事实另行撰写，仅供演示；称“示例”者均为虚构。"

Row = dict[str, str]

PROCESSES = (
    "lepidolite_mining_conc", "lc_lepidolite_acid", "fp_ammonium", "lfp_cathode", "anode_ag", "lipf6", "electrolyte",
    "separator_base", "separator_coated", "cu_foil", "cell_lfp", "pack_ev_lfp", "pack_ess_lfp", "hydro_lfp",
)  # fmt: skip
MINED = ("lepidolite_ore",)
LOCAL = ("lepidolite_conc",)  # low grade: used where it is mined, not bought from far (assumption)
DELIVERED = ("pack_ev_lfp", "pack_ess_lfp")
SOLD = {
    # commodity: (share of the price that a seller gets, most that the four provinces sell a year)
    "lfp": ("0.97", "1500000"), "anode_ag": ("0.97", "400000"), "electrolyte": ("0.97", "300000"),
    "separator_coated": ("0.97", "2500"), "cu_foil": ("0.97", "120000"), "cell_lfp": ("0.97", "120"),
    "fepo4": ("0.95", "500000"), "lipf6": ("0.95", "40000"), "lc": ("0.97", "200000"),
}  # fmt: skip
MOVED = (
    "lc",
    "fepo4",
    "lfp",
    "anode_ag",
    "lipf6",
    "electrolyte",
    "separator_coated",
    "cu_foil",
    "cell_lfp",
    "pack_ev_lfp",
    "pack_ess_lfp",
)
FREIGHT = Decimal("0.45")  # CNY per t and km by road: assumption
DETOUR = 1.35  # road distance over great circle: assumption


def table(name: str) -> list[dict[str, str]]:
    with (CATALOGUE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def write(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with (CASE / "tables" / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def cite(row: dict[str, str], of: str) -> str:
    return f"目录 {of}（{row['basis']}：{row['source']}）"


def build_documents() -> None:
    folder = CASE / "documents"
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for entry in tomllib.loads((SOURCES / "plan.toml").read_text(encoding="utf-8"))["document"]:
        text = (SOURCES / f"{entry['source']}.txt").read_text(encoding="utf-8")
        head, _, body = text.partition("\n")
        # the mark stands after the heading and is not damaged: a reader must always be able to see it
        rng = random.Random(entry["name"])
        damaged = head + "\n" + body
        for step in entry["steps"]:
            damaged = generators.GENERATORS[step](damaged, rng)
        damaged = damaged.rstrip("\n") + "\n" + MARK + "\n"
        if entry["name"].endswith(".html"):
            damaged = generators.to_html(damaged, rng)
        (folder / entry["name"]).write_bytes(generators.to_encoding(damaged, entry.get("encoding", "utf-8")))


def build_tables() -> None:
    """Every table that follows from the catalogue."""
    commodities = {r["id"]: r for r in table("commodities")}
    flows = [r for r in table("flows") if r["process"] in PROCESSES]
    economics = {(r["process"], r["parameter"]): r for r in table("economics") if r["process"] in PROCESSES}
    processes = {r["id"]: r for r in table("processes")}
    used = list(dict.fromkeys(r["commodity"] for r in flows))
    write(
        "commodities",
        ("commodity", "unit", "balance", "note", "source"),
        [
            (c, commodities[c]["unit"], "ge", commodities[c]["zh"], cite(commodities[c], f"commodities {c}"))
            for c in used
        ],
    )
    build_processes(processes, flows, economics)
    build_costs(processes, economics)
    build_market(used, flows)
    build_routes(commodities, {processes[p]["output"] for p in PROCESSES})


def build_processes(
    processes: dict[str, Row], flows: list[Row], economics: dict[tuple[str, str], Row]
) -> None:
    """Processes and their recipes."""
    write(
        "processes",
        ("process", "output", "lifetime", "lead_time", "note", "source"),
        [
            (
                p,
                processes[p]["output"],
                economics[p, "lifetime_years"]["value"],
                lead_time(economics[p, "construction_years"]),
                processes[p]["zh"],
                cite(economics[p, "lifetime_years"], f"economics {p}"),
            )
            for p in PROCESSES
        ],
    )
    write(
        "recipes",
        ("process", "commodity", "quantity", "unit", "source"),
        [
            (r["process"], r["commodity"], r["quantity"], r["unit"], cite(r, f"flows {r['process']}"))
            for r in flows
        ],
    )


def build_costs(processes: dict[str, Row], economics: dict[tuple[str, str], Row]) -> None:
    """What building and running costs, and what land, energy and capital it takes."""
    costs = []
    for p in PROCESSES:
        unit = processes[p]["unit"]
        rows = [
            economics[p, f"{k}_cny_per_unit{'_year' if k == 'capex' else ''}"]
            for k in ("capex", "fixed_opex", "variable_opex")
        ]
        costs.append(
            ("*", p, "*", *(r["value"] for r in rows), f"CNY/{unit}", cite(rows[0], f"economics {p}"))
        )
    write("costs", ("region", "process", "year", "capex", "fixed", "variable", "unit", "source"), costs)
    use = []
    for p in PROCESSES:
        unit = processes[p]["unit"]
        land, energy, capex = (
            economics[p, k]
            for k in ("land_mu_per_unit_year", "energy_tce_per_unit", "capex_cny_per_unit_year")
        )
        use.append((p, "land", "build", land["value"], f"mu/({unit}/a)", cite(land, f"economics {p}")))
        use.append((p, "energy", "activity", energy["value"], f"tce/{unit}", cite(energy, f"economics {p}")))
        use.append((p, "capital", "build", capex["value"], f"CNY/({unit}/a)", cite(capex, f"economics {p}")))
    write("use", ("process", "factor", "per", "quantity", "unit", "source"), use)


def build_market(used: list[str], flows: list[Row]) -> None:
    """What is bought and sold outside, at which price, up to how much."""
    prices = {r["commodity"]: r for r in table("prices") if r["kind"] == "reference"}
    market: list[tuple[object, ...]] = []
    for c in used:
        if c in MINED or c not in prices:
            continue
        price = without_vat(prices[c]["value"])
        unit = prices[c]["unit"]
        consumed = any(r["commodity"] == c and Decimal(r["quantity"]) < 0 for r in flows)
        produced = any(r["commodity"] == c and Decimal(r["quantity"]) > 0 for r in flows)
        cited = cite(prices[c], f"prices {c}") + " ÷ 1.13"
        if consumed and price > 0 and c not in LOCAL:
            market.append(("*", c, "*", "buy", 1, price, "", unit, cited))
        if c in SOLD:
            share, limit = SOLD[c]
            least = round(price * Decimal(share), 2)
            market.append(
                ("四省", c, "*", "sell", 1, least, limit, unit, f"{cited} × {share}；上限为 assumption")
            )
        elif produced or c in DELIVERED:
            # a price is needed to count 产值; what is not in SOLD is delivered here or leaves at no price
            note = f"{cited}；只作计价，外销量 0 为 assumption"
            market.append(("四省", c, "*", "sell", 1, max(price, Decimal(0)), 0, unit, note))
    write(
        "market", ("region", "commodity", "year", "side", "step", "price", "limit", "unit", "source"), market
    )


def lead_time(row: dict[str, str]) -> int:
    """Whole years, rounded up when more than a quarter of a year is left."""
    return max(1, math.ceil(float(row["value"]) - 0.25))


def without_vat(price: str) -> Decimal:
    return (Decimal(price) / Decimal("1.13")).quantize(Decimal("0.01"))


def build_routes(commodities: dict[str, dict[str, str]], made: set[str]) -> None:
    with (CASE / "tables/regions.csv").open(encoding="utf-8", newline="") as file:
        regions = list(csv.DictReader(file))
    parents = {r["parent"] for r in regions}
    leaves = [r for r in regions if r["region"] not in parents]
    rows = []
    for a in leaves:
        for b in leaves:
            if a is b:
                continue
            distance = great_circle(a, b) * DETOUR
            for c in MOVED:
                if c in made:
                    mass = Decimal(commodities[c]["mass_t_per_unit"] or "1")
                    cost = (FREIGHT * mass * Decimal(round(distance))).quantize(Decimal("0.01"))
                    rows.append(
                        (
                            a["region"],
                            b["region"],
                            c,
                            cost,
                            "",
                            f"CNY/{commodities[c]['unit']}",
                            f"assumption：公路 {FREIGHT} 元/吨公里 × {round(distance)} 公里（直线距离 × {DETOUR}）",
                        )
                    )
    write("routes", ("from", "to", "commodity", "cost", "limit", "unit", "source"), rows)


def great_circle(a: dict[str, str], b: dict[str, str]) -> float:
    """Haversine distance in km on a sphere of 6371 km."""
    la, lo, lb, lp = (math.radians(float(v)) for v in (a["lat"], a["lon"], b["lat"], b["lon"]))
    h = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin((lp - lo) / 2) ** 2
    return 2 * 6371 * math.asin(math.sqrt(h))


if __name__ == "__main__":
    build_documents()
    build_tables()
