"""Build the packaged catalogue from a folder of reference tables.

    python tools/build_catalogue.py REFERENCE_DIR [OUT_DIR]

Figures, identifiers, names and source keys carry over; free text (notes, route descriptions, source texts) does not.
Units are written so that ``lianzhang.core.units`` reads them, dates as periods, and every figure gets a ``basis`` out of
evidence, literature, computed, estimate (``x+estimate`` for mixtures). Tables that we keep by hand beside the built ones
(segments, membership, aliases, classes, assumptions, applications) are left alone.
"""

from __future__ import annotations

import csv
import re
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

Row = dict[str, str]

ELEMENTS = {
    "li": "lithium", "ni": "nickel", "co": "cobalt", "mn": "manganese", "p": "phosphorus", "fe": "iron",
    "f": "fluorine", "cu": "copper", "al": "aluminium", "na": "sodium", "pb": "lead", "graphite": "graphite",
}  # fmt: skip

# Works, statistics, standards and quotations under a short label of our own; announcements are labelled by rule.
LABELS = """
stoich|formula masses and the yield of the process
est|estimate, no document
mem|from memory, no document re-read
calc|computed from other rows
bom|computed from the cell bill of materials
def|definition: one unit of the main output
assume|assumption of this catalogue
eb23|EverBatt 2023, Argonne National Laboratory
eb19|Dai et al. 2019, EverBatt, ANL-19/16
greet|GREET unit values in EverBatt 2023
premise|premise inventories (polca/premise): Engels 2022, Surovtseva 2022, Crenna 2021, Dai 2019, Zhang 2024
schenker|Schenker et al. 2022, brine inventories in premise
degen|Degen & Schuette 2022; Degen et al. 2023, Nature Energy 8, 1284
kurland|Kurland 2019; Dai et al. 2019, cell plant energy
massfons|Mas-Fons et al. 2024, lithium carbonate footprint
olivetti|Olivetti et al. 2017, Joule 1(2) 229 (from memory)
wu2020|Wu et al. 2020, Resources, Conservation & Recycling 104651
hao17|Hao et al. 2017, Sustainability 9(4) 504
front24|Frontiers in Energy Research 2024, 10.3389/fenrg.2024.1361720
norm_recy24|MIIT, conditions for use of waste traction batteries, 2024
norm_recy24d|MIIT, same, draft of 2024
norm_recy19|MIIT, same, 2019 (from memory)
norm_batt24|MIIT, conditions for the lithium-ion battery industry, 2024 No. 14
norm_energy|MIIT, same, energy caps (from memory)
miit24|MIIT, lithium-ion industry 2024
miit24h1|MIIT, lithium-ion industry, first half of 2024
miit2402|MIIT, lithium-ion industry, January-February 2024
miit22|MIIT, lithium-ion industry 2022
miit25|MIIT, lithium-ion industry, January-April 2025
recy_stat|MIIT and China Industry News, recycling 2024-2025
share25|CABIA, installations 2025
cabia|CABIA, installations of the year, in the press
gridmee|MEE/NBS, grid emission factors 2022
gbt2589|GB/T 2589-2020
ipcc|IPCC 2006; MEE enterprise accounting guide
rule600|brokers' rule: lithium carbonate equivalent per GWh
rule_sc6|trade rule: spodumene concentrate per tonne of salt
rule_anode|Shanshan Meishan, anode per GWh
rule_sep|trade rule: separator per GWh
rule_foil|brokers' rule: copper foil per GWh (from memory)
seed|documents of the regions
q_gtja|Guotai Junan Futures / SMM, 2025-10-27
q_tg|Tongguan Jinyuan Futures, 2025-08-22
q_dec|broker cost table, December 2025
q_jan26|Xinlang, 2026-01-13
q_2022|press, mid-2022
q_lipf6|press, August and October 2025
q_fp|taigujiaoyi 3292
q_f|100ppi, 2021-12-22
q_anode|Shangtai, company announcements
q_hc|press, hard carbon
q_cell|SMM, October 2025
q_na|press, sodium-ion cells
q_ess|storage tenders 2025
q_bnef|BNEF, battery price survey 2025
q_waste|SMM, September 2025
q_ni|press, April 2025
q_rock|Chuanyandong, company figures
q_map|press, 2025
"""

KINDS = {
    "announcement": "evidence", "quote": "evidence", "statistics": "evidence", "seed": "evidence",
    "model": "literature", "report": "literature", "LCI": "literature", "paper": "literature",
    "standard": "literature", "trade": "literature", "computation": "computed", "estimate": "estimate",
}  # fmt: skip

BASES = {"quote": "evidence", "statistics": "evidence", "standard": "literature", "recalled": "estimate"}

PERIODS = {
    "2024-06 (H1 avg)": ("2024-H1", "average"), "2024 (avg)": ("2024", "average"),
    "2025-04 (Jan-Apr avg)": ("2025-01/2025-04", "average"), "2025 (4 h)": ("2025", "4 h"),
    "2025 (2 h)": ("2025", "2 h"), "2025 (China, all chemistries)": ("2025", "China, all chemistries"),
    "2025 (global NMC)": ("2025", "world, NMC"), "2025-09 (waste NCM pouch cells)": ("2025-09", "pouch cells"),
    "2025-09 (NCM powder)": ("2025-09", "cathode powder"), "2022 peak": ("2022", "peak"),
}  # fmt: skip


# Who consumes packs: not in the reference tables, so given here. The pack of a car is the 2025 average of installations over
# vehicles; the other figures are assumptions with a wide range. Columns: process, zh, en, output, pack, GWh a unit (most
# likely, least, most), sources.
APPLICATIONS = """
car_lfp|乘用车装车（磷酸铁锂）|car assembly, LFP pack|ev_car|pack_ev_lfp|0.0000552|0.000045|0.000065|share25
car_ncm523|乘用车装车（NCM523）|car assembly, NCM523 pack|ev_car|pack_ev_ncm523|0.0000552|0.000045|0.00008|share25;assume
car_ncm622|乘用车装车（NCM622）|car assembly, NCM622 pack|ev_car|pack_ev_ncm622|0.0000552|0.000045|0.00008|share25;assume
car_ncm811|乘用车装车（NCM811）|car assembly, NCM811 pack|ev_car|pack_ev_ncm811|0.0000552|0.000045|0.0001|share25;assume
car_na|乘用车装车（钠离子）|car assembly, sodium-ion pack|ev_car|pack_ev_na|0.00003|0.00002|0.000045|assume
car_semi|乘用车装车（半固态）|car assembly, semi-solid pack|ev_car|pack_ev_semi|0.0001|0.00008|0.00015|assume
truck_lfp|商用车装车（磷酸铁锂）|commercial vehicle assembly, LFP pack|ev_commercial|pack_ev_lfp|0.00014|0.00004|0.0004|assume
two_wheeler_lmo|两轮车装车（锰酸锂）|two-wheeler assembly, LMO pack|ev_two_wheeler|pack_ev_lmo|0.000001|0.0000005|0.000002|assume
station_lfp|储能电站建设（磷酸铁锂）|storage station, LFP containers|storage_station|pack_ess_lfp|1|1|1.1|assume
station_na|储能电站建设（钠离子）|storage station, sodium-ion containers|storage_station|pack_ess_na|1|1|1.1|assume
"""
USERS = {
    "ev_car": ("新能源乘用车", "electric car", "count"),
    "ev_commercial": ("新能源商用车", "electric commercial vehicle", "count"),
    "ev_two_wheeler": ("电动两轮车", "electric two-wheeler", "count"),
    "storage_station": ("储能电站", "storage station", "GWh"),
}


class Sources:
    """Resolves the printed sources of the reference tables to keys."""

    def __init__(self, rows: list[Row]) -> None:
        self.rows = [*rows]
        self.kind = {r["key"]: r["kind"] for r in rows} | {"def": "computation", "cabia": "statistics"}
        self.kind["assume"] = "estimate"
        self._texts = sorted(((r["text"], r["key"]) for r in rows), key=lambda t: -len(t[0]))
        self._labels = {r["label"]: r["key"] for r in rows} | {
            "definition": "def", "recalled from memory, not re-read (estimate)": "mem",
            "computed from other rows": "calc", "press, CABIA installation statistics of that year": "cabia",
        }  # fmt: skip

    def keys(self, printed: str) -> str:
        """The keys of a printed source, joined with ``;``; an unknown part stops the build."""
        rest = printed
        for text, key in self._texts:
            if len(text) > 12:
                rest = rest.replace(text, f"[{key}]")
        found: list[str] = []
        for part in (p.strip() for p in rest.split("; ")):
            marked = re.search(r"\[(\w+)\]$", part)
            key = marked[1] if marked else self._labels.get(part)
            if key is None or key not in self.kind:
                raise SystemExit(f"source not known: {part!r} in {printed!r}")
            if key not in found:
                found.append(key)
        return ";".join(found)

    def basis(self, keys: str) -> str:
        """evidence, literature, computed or estimate, from the kinds of the sources."""
        kinds = {KINDS[self.kind[k]] for k in keys.split(";")}
        for main in ("evidence", "literature", "computed"):
            if main in kinds:
                return f"{main}+estimate" if "estimate" in kinds else main
        return "estimate"

    def table(self) -> list[Row]:
        """key, kind and label of every source."""
        labels = dict(line.split("|") for line in LABELS.strip().splitlines())
        texts = {r["key"]: r["text"] for r in self.rows}
        return [
            {
                "key": key,
                "kind": KINDS[kind],
                "type": kind,
                "label": labels.get(key) or announced(texts[key]),
            }
            for key, kind in self.kind.items()
        ]


def announced(text: str) -> str:
    """An announcement as 'who and what (site)': its first clause, and the page where it was read."""
    head = re.split(r"[,;:(]", text, maxsplit=1)[0].strip()
    site = text.rsplit("; ", 1)[-1].split(",")[0].strip() if "; " in text else ""
    return f"{head} ({site})" if site and re.search(r"[./\d]", site) and len(site) < 80 else head


def unit(text: str) -> str:
    """The unit as ``lianzhang.core.units`` reads it."""
    fixed = {
        "-": "1", "fraction": "1", "fraction of GWh": "1", "cycles": "次", "1/a": "次/a", "kg CO2/kWh": "kg/kWh",
        "CNY/person-year": "CNY/(persons·a)", "million m2/GWh": "million_m2/GWh", "kg/kWh": "t/MWh",
        "kg/kg": "t/t", "kWh/kWh": "kWh/kWh",
    }  # fmt: skip
    text = text.split(" (scope")[0]
    text = fixed.get(text, text).replace("jobs", "persons")
    return text.replace(" per ", "/")


def read(folder: Path, name: str) -> list[Row]:
    with (folder / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write(folder: Path, name: str, rows: list[Row]) -> None:
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(f"{name}: {len(rows)} rows")


def scale(value: str, factor: int) -> str:
    return format((Decimal(value) * factor).normalize(), "f") if value else ""


def pick(row: Row, columns: dict[str, str]) -> Row:
    """The row under new names: new → old."""
    return {new: row[old] for new, old in columns.items()}


def commodities(rows: list[Row], src: Sources) -> list[Row]:
    names = {
        "id": "id",
        "zh": "name_zh",
        "en": "name_en",
        "unit": "unit",
        "formula": "formula",
        "role": "role",
    }
    names |= {"mass_t_per_unit": "mass_t_per_unit"} | {
        short: f"{long}_frac" for short, long in ELEMENTS.items()
    }
    names |= {"embodied_t_co2e": "embodied_t_co2e_per_unit"}
    keyed = [(r, src.keys(r["source"])) for r in rows]
    return [pick(r, names) | {"basis": src.basis(k), "source": k} for r, k in keyed]


def processes(rows: list[Row], src: Sources) -> list[Row]:
    names = {
        "id": "process",
        "zh": "name_zh",
        "en": "name_en",
        "output": "main_output",
        "unit": "output_unit",
    }
    names |= {"key_element": "key_element", "yield": "yield_nominal"}
    keyed = [(r, src.keys(r["source"])) for r in rows]
    return [pick(r, names) | {"basis": src.basis(k), "source": k} for r, k in keyed]


def flows(rows: list[Row], src: Sources) -> list[Row]:
    out = []
    for r in rows:
        keys = src.keys(r["source"])
        row = {k: r[k] for k in ("process", "commodity", "quantity", "low", "high", "unit")}
        out.append(row | {"method": r["basis"], "basis": src.basis(keys), "source": keys})
    return out


def economics(rows: list[Row], src: Sources) -> list[Row]:
    out = []
    for r in rows:
        row = {k: r[k] for k in ("process", "parameter", "value", "low", "high")}
        out.append(row | {"unit": unit(r["unit"]), "basis": r["basis"], "source": src.keys(r["source"])})
    return out


def prices(rows: list[Row], src: Sources) -> list[Row]:
    out = []
    for r in rows:
        period, condition = PERIODS.get(r["date"], (r["date"], ""))
        row = {"commodity": r["commodity"], "kind": r["kind"], "time": period, "condition": condition}
        low, high, value, u = r["low_2021_2025"], r["high_2021_2025"], r["value"], unit(r["unit"])
        if u == "USD/kWh":  # per kWh of battery, which the units write as GWh
            value, u = scale(value, 10**6), "USD/GWh"
        if low and high and float(low) > float(high):
            low, high = high, low
        basis = "+".join(BASES.get(b, b) for b in r["basis"].split("+"))
        row |= {"value": value, "low": low, "high": high, "unit": u, "basis": basis}
        out.append(row | {"source": src.keys(r["source"])})
    return out


def lifetimes(rows: list[Row], src: Sources) -> list[Row]:
    out = []
    for r in rows:
        figures = {k: r[k] for k in ("value", "low", "high")}
        u, parameter = unit(r["unit"]), r["parameter"]
        if parameter == "average_pack_kwh":
            parameter, u = "average_pack", "MWh"
            figures = {k: f"{float(v) / 1000:g}" if v else "" for k, v in figures.items()}
        basis = "+".join(BASES.get(b, b) for b in r["basis"].split("+"))
        row = {"segment": r["segment"], "chemistry": r["chemistry"], "parameter": parameter}
        row |= {"condition": r["year_or_condition"]} | figures
        out.append(row | {"unit": u, "basis": basis, "source": src.keys(r["source"])})
    return out


def bom(rows: list[Row], src: Sources) -> list[Row]:
    out = []
    for r in rows:
        keys = src.keys(r["source"])
        row = {"cell": r["cell"], "component": r["component"], "net": r["net_per_gwh"]}
        row |= {
            "gross": r["gross_per_gwh"],
            "unit": f"{r['unit']}/GWh",
            "mass_t_per_gwh": r["net_mass_t_in_cell"],
        }
        out.append(row | {"basis": src.basis(keys), "source": keys})
    return out


def checks(rows: list[Row], src: Sources) -> list[Row]:
    out = []
    for r in rows:
        keys = src.keys(r["source"])
        row = {"id": r["check_id"]}
        row |= {k: r[k] for k in ("chemistry", "quantity", "kind", "target", "low", "high")}
        row |= {"unit": unit(r["unit"]), "metric": r["metric"], "published": r["model_value"]}
        out.append(row | {"basis": src.basis(keys), "source": keys})
    return out


def applications(built: dict[str, list[Row]], src: Sources) -> None:
    """Append the consumers of packs; their weight and content beyond the pack are not stated."""
    blank = dict.fromkeys(built["commodities.csv"][0], "")
    for key, (zh, en, own_unit) in USERS.items():
        row = {"id": key, "zh": zh, "en": en, "unit": own_unit, "role": "product"}
        built["commodities.csv"].append(blank | row | {"basis": "estimate", "source": "assume"})
    for line in APPLICATIONS.strip().splitlines():
        key, zh, en, output, pack, value, low, high, keys = line.split("|")
        own_unit = USERS[output][2]
        process = {"id": key, "zh": zh, "en": en, "output": output, "unit": own_unit, "key_element": ""}
        basis = {"basis": src.basis(keys), "source": keys}
        built["processes.csv"].append(process | {"yield": ""} | basis)
        out = {
            "process": key,
            "commodity": output,
            "quantity": "1",
            "low": "1",
            "high": "1",
            "unit": own_unit,
        }
        into = {
            "process": key,
            "commodity": pack,
            "quantity": f"-{value}",
            "low": f"-{high}",
            "high": f"-{low}",
        }
        built["flows.csv"].append(out | {"method": "definition", "basis": "computed", "source": "def"})
        built["flows.csv"].append(into | {"unit": "GWh", "method": "estimate"} | basis)


def routes(process_rows: list[Row]) -> list[Row]:
    """The default producer of each commodity: the reference set's choice where it names one, else the first maker."""
    skip = ("hydro_", "repair_", "use_", "collect_", "dismantle_", "anode_scrap", "cascade", "recycle_")
    chosen = {
        "anode_ag": "anode_ag", "lc": "lc_spodumene", "lioh": "lioh_spodumene", "fepo4": "fp_ammonium",
        "lmo": "lmo_emd", "niso4": "niso4_mhp", "coso4": "coso4", "hpmsm": "hpmsm",
    }  # fmt: skip
    makers: dict[str, list[str]] = {}
    for r in process_rows:
        if not r["id"].startswith(skip):
            makers.setdefault(r["output"], []).append(r["id"])
    return [
        {"commodity": c, "process": chosen.get(c, m[0]), "alternatives": ";".join(x for x in m if x != chosen.get(c, m[0]))}
        for c, m in makers.items()
    ]  # fmt: skip


def main(arguments: list[str]) -> None:
    """Read the reference folder and write the packaged tables."""
    if len(arguments) not in (1, 2):
        raise SystemExit(__doc__)
    reference = Path(arguments[0])
    packaged = Path(__file__).resolve().parents[1] / "src/lianzhang/chain/data"
    out = Path(arguments[1]) if len(arguments) == 2 else packaged
    out.mkdir(parents=True, exist_ok=True)
    src = Sources(read(reference, "sources.csv"))
    builders: list[tuple[str, str, Any]] = [
        ("commodities.csv", "commodities.csv", commodities), ("processes.csv", "processes.csv", processes),
        ("process_flows.csv", "flows.csv", flows), ("economics.csv", "economics.csv", economics),
        ("prices.csv", "prices.csv", prices), ("lifetimes.csv", "lifetimes.csv", lifetimes),
        ("cell_bom.csv", "cell_bom.csv", bom), ("material_intensity_checks.csv", "checks.csv", checks),
    ]  # fmt: skip
    built = {name: build(read(reference, origin), src) for origin, name, build in builders}
    applications(built, src)
    for name, rows in built.items():
        write(out, name, rows)
    write(out, "routes.csv", routes(built["processes.csv"]))
    write(out, "sources.csv", src.table())


if __name__ == "__main__":
    main(sys.argv[1:])
