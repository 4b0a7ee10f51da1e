"""Chains that this program knows nothing of, written from the page on planning tables alone, through the commands; and broken tables."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from told import figures
from typer.testing import CliRunner

from lianzhang.cli.app import app
from lianzhang.core import InputError, Text
from lianzhang.core.problems import Problem

PV = {
    "commodities": "commodity,unit\nsilicon,t\npolysilicon,t\nwafer,GW\nmodule,GW\nelectricity,GWh",
    "regions": "region,parent\nChina,\nXinjiang,China\nYunnan,China\nJiangsu,China",
    "processes": "process,output,lifetime,lead_time\nsiemens,polysilicon,15,1\ningot,wafer,10,1\nassembly,module,10,0",
    "recipes": """process,commodity,quantity,unit
        siemens,silicon,-1.1,t/t
        siemens,electricity,-60,kWh/kg
        ingot,polysilicon,-2300,t/GW
        ingot,electricity,-80,GWh/GW
        assembly,wafer,-1.02,GW/GW""",
    "costs": """region,process,year,capex,fixed,variable,unit
        *,siemens,*,9,0.3,1.2,万元/t
        *,ingot,*,250,10,60,MCNY/GW
        Jiangsu,assembly,*,60,3,400,MCNY/GW""",
    "market": """region,commodity,year,side,price,limit,unit
        Xinjiang,electricity,*,buy,0.26,,CNY/kWh
        Yunnan,electricity,*,buy,0.33,40,亿kWh
        *,silicon,*,buy,12000,,CNY/t""",
    "routes": "from,to,commodity,cost,distance,unit\nXinjiang,Yunnan,polysilicon,0.4,4000,CNY/t\nYunnan,Jiangsu,wafer,0.9,,MCNY/GW",
    "capacity": "region,process,vintage,quantity,unit,stage\nJiangsu,assembly,2024,15,GW,投产\nYunnan,ingot,2027,10,GW/a,在建",
    "demand": "region,commodity,year,quantity,unit,penalty\nJiangsu,module,*,30,GW,3000000000",
}
LEAD = {
    "commodities": "物料,单位\nlead,t\nrefined,t\nbattery,GWh\nscrap_battery,t",
    "regions": "地区,上级\nHenan,",
    "processes": "工艺,主产品,寿命\nprimary,refined,20\nsecondary,refined,15\nbattery_plant,battery,12",
    "recipes": "工艺,物料,数量,单位\nprimary,lead,-1.05,t/t\nsecondary,scrap_battery,-1.6,t/t\nbattery_plant,refined,-22,kg/kWh",
    "costs": """地区,工艺,年份,投资,固定成本,可变成本,单位
        *,primary,*,3000,100,1800,元/t
        *,secondary,*,4000,120,1500,元/t
        *,battery_plant,*,120,5,60,MCNY/GWh""",
    "market": "地区,物料,年份,买卖,价格,单位\nHenan,lead,*,buy,15500,元/t",
    "demand": "地区,物料,年份,数量,单位\nHenan,battery,*,20,GWh",
    "returns": "delivered,returned,quantity,distribution,mean,spread,collection,unit\nbattery,scrap_battery,27,fixed,2,,0.8,kg/kWh",
}
CEMENT = {
    "commodities": "commodity,unit\nlimestone,t\nclinker,t\ncement,t",
    "regions": "region,parent\nP,\nNorth,P\nSouth,P",
    "processes": "process,output,lifetime,unit_size,unit\nkiln,clinker,30,150,万t\ngrind,cement,25,,",
    "recipes": "process,commodity,quantity\nkiln,limestone,-1.3\ngrind,clinker,-0.7",
    "costs": "region,process,year,capex,variable,unit\n*,kiln,*,450,120,CNY/t\n*,grind,*,100,30,CNY/t",
    "capacity": "region,process,vintage,quantity,unit\nNorth,kiln,2010,150,万t\nNorth,grind,2012,200,万t",
    "reserves": "region,commodity,quantity,unit\nNorth,limestone,2000,万t\nSouth,limestone,900,万t",
    "routes": "from,to,commodity,cost,distance,unit\nNorth,South,cement,0.35,180,CNY/t",
    "demand": "region,commodity,year,quantity,unit,penalty\nNorth,cement,*,100,万t,800\nSouth,cement,*,180,万t,800",
}


def written(folder: Path, toml: str, tables: dict[str, str]) -> Path:
    (folder / "tables").mkdir(parents=True)
    (folder / "case.toml").write_text(toml)
    for name, text in tables.items():
        lines = "\n".join(line.strip() for line in text.splitlines())
        (folder / "tables" / f"{name}.csv").write_text(lines + "\n", encoding="utf-8")
    return folder


def planned(folder: Path) -> dict:
    out = folder.parent / f"{folder.name}.json"
    done = CliRunner().invoke(app, ["plan", str(folder), "--json", str(out)])
    assert done.exit_code == 0, (done.output, done.exception)
    for question in ("alternatives", "coordination", "myopic"):
        asked = CliRunner().invoke(
            app, ["ask", str(folder), question, "--json", str(folder.parent / "a.json")]
        )
        assert asked.exit_code == 0, (question, asked.exception)
        assert not re.search(r"\b(nan|None|inf)\b", asked.output)
    found: dict = json.loads(out.read_text(encoding="utf-8"))
    assert found["status"] == "optimal" and found["residual"] < 1e-9
    return found


def test_a_photovoltaic_chain(tmp_path: Path) -> None:
    """30 GW of modules take 30.6 GW of wafers, 70,380 t of polysilicon, 6,670.8 GWh for both (60 kWh/kg, 80 GWh/GW): the
    4,000 (40 亿kWh) that Yunnan has, and the rest in Xinjiang, as moving costs more than power. A year to build: 2026 is unmet."""
    found = planned(
        written(tmp_path / "pv", "years = {first = 2026, last = 2029}\ndiscount_rate = 0.07\n", PV)
    )
    assert figures(found, "activity", process="ingot", year=2028) == pytest.approx([30.6])
    assert sum(figures(found, "activity", process="siemens", year=2028)) == pytest.approx(70380)
    assert figures(found, "trade", region="Xinjiang", commodity="electricity", year=2028) == pytest.approx(
        [2670.8]
    )
    assert figures(found, "trade", region="Yunnan", commodity="electricity", year=2028) == pytest.approx(
        [4000]
    )
    assert figures(found, "unmet", year=2026) == pytest.approx([30]) and not figures(
        found, "unmet", year=2028
    )


def test_a_lead_acid_loop(tmp_path: Path) -> None:
    """20 GWh take 440,000 t of lead; from the third year 20 GWh × 27 kg/kWh × 0.8 = 432,000 t of scrap come back and give 270,000 t."""
    found = planned(written(tmp_path / "lead", "years = [2026, 2027, 2028, 2029, 2030]\nrate = 0.05\n", LEAD))
    assert figures(found, "activity", process="primary", year=2026) == pytest.approx([440000])
    assert figures(found, "activity", process="secondary", year=2030) == pytest.approx([270000])
    assert figures(found, "activity", process="primary", year=2030) == pytest.approx([170000])


def test_a_cement_chain_and_a_penalty_in_another_unit(tmp_path: Path) -> None:
    """800 CNY a 万t is 0.08 CNY a tonne: nothing is made, and a note says why. With 800 a tonne both regions are served: 2.8 Mt of cement
    take 1.96 Mt of clinker, of which the standing kiln gives 1.5, so that one more of 1.5 Mt is built."""
    toml = "years = [2026, 2027]\nrate = 0.06\n"
    found = planned(written(tmp_path / "slip", toml, CEMENT))
    assert not found["activity"]
    said = [n["en"] for n in found["notes"] if "nothing of" in n["en"]]
    assert len(said) == 2 and all("0.08 CNY/t" in s for s in said)
    right = {**CEMENT, "demand": CEMENT["demand"].replace("万t,800", "万t,8000000")}
    found = planned(written(tmp_path / "cement", toml, right))
    assert not found["unmet"] and not [n for n in found["notes"] if "nothing of" in n["en"]]
    assert sum(figures(found, "activity", process="kiln", year=2027)) == pytest.approx(1.96e6)
    assert figures(found, "plants", process="kiln") == pytest.approx([1])


def faults(folder: Path) -> list[Problem]:
    done = CliRunner().invoke(app, ["plan", str(folder)])
    assert isinstance(done.exception, InputError)
    return list(done.exception.problems)


def test_every_fault_at_once(tmp_path: Path) -> None:
    """A misspelt heading does not hide the faults of its table, nor does a name that is not known bring a fault of its unit."""
    broken = {
        **PV,
        "costs": "region,process,year,capex,fixed,variabel,unit\n*,simens,*,9,,1.2,万元/t\nYunan,ingot,*,x,10,60,MCNY/t",
        "demand": "region,commodity,year,quantity,unit\nJiangsu,modul,*,30,GW\nJiangsu,module,2020,,GW",
        "quotas": "region,factor,year,limit,unit\nYunnan,land,*,3,mu",
    }
    found = faults(written(tmp_path / "broken", "years = [2026]\n", broken))
    told = {(p.file, p.where, p.field, p.nearest) for p in found}
    assert told == {
        ("tables/costs.csv", "row 1", "variabel", "variable"),
        ("tables/costs.csv", "row 2", "process", "siemens"),
        ("tables/costs.csv", "row 3", "region", "Yunnan"),
        ("tables/costs.csv", "row 3", "capex", None),
        ("tables/costs.csv", "row 3", "unit", "GW"),
        ("tables/demand.csv", "row 2", "commodity", "module"),
        ("tables/demand.csv", "row 3", "year", "2026"),
        ("tables/demand.csv", "row 3", "quantity", None),
    }
    assert all(isinstance(p.what, Text) and p.what.zh and p.what.en for p in found)


@pytest.mark.parametrize("regions", ["regoin,parent\nChina,", None])
def test_names_of_an_unread_table_are_not_judged(tmp_path: Path, regions: str | None) -> None:
    tables = {k: v for k, v in PV.items() if k != "regions"} | (
        {} if regions is None else {"regions": regions}
    )
    found = faults(written(tmp_path / "case", "years = [2026]\n", tables))
    assert {p.file for p in found} == {"tables/regions.csv", "tables/capacity.csv"} or {
        p.file for p in found
    } == {"tables/regions.csv"}
    assert not [p for p in found if "Xinjiang" in p.what.en]
