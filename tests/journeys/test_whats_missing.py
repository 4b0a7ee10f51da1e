"""Journey (c): what is missing in our chain and what does it need — gaps, the plan's answer, candidate firms, factors, escalation."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import fastexcel
import pytest
from docx import Document

import lianzhang
from lianzhang.case import copy_packaged
from lianzhang.chain import catalogue, default_routes

Cli = Callable[..., Any]

HERE = "湖南省郴州市"
SHEETS = {
    "企业": (
        "企业名称,所在地,产业链环节,主要产品,税收(万元)\n"
        "湘江示例铜箔有限公司,湖南省岳阳市,铜箔,锂电铜箔,2600\n"
        "岭南示例隔膜有限公司,广东省江门市,涂覆隔膜,涂覆隔膜,\n"
        "东江示例结构件有限公司,湖南省郴州市资兴市,电芯结构件,电池壳体,180\n"
    ),
    "产能线": (
        "企业名称,产品,产线,所在地,产能,状态\n"
        "郴州示例铜箔有限公司,锂电铜箔,一期,湖南省郴州市宜章县,500吨/年,投产\n"
        "郴州示例电芯有限公司,磷酸铁锂电芯,一线,湖南省郴州市苏仙区,1GWh/年,投产\n"
    ),
    "供需对接": "供应方,采购方,产品,对接状态\n湘江示例铜箔有限公司,曲靖示例电芯有限公司,锂电铜箔,供货\n",
    "园区": (
        "园区名称,所在地,化工园区,化工园区安全风险等级,可供地面积\n"
        "临武示例化工园,湖南省郴州市临武县,是,,1500亩\n"
        "永兴示例产业园,湖南省郴州市永兴县,否,,300亩\n"
    ),
    "项目": ("项目名称,所在园区\n示例锂业选矿及碳酸锂项目,临武示例化工园\n示例云母选矿项目,临武示例化工园\n"),
    "招商线索": (
        "线索企业,意向项目,产业链环节,进展阶段,首次接触,签约时间,合同投资额(亿元),到位资金(亿元),落户地,责任单位\n"
        "湘江示例铜箔有限公司,锂电铜箔项目,铜箔,谈判,2024-03-05,,4,,湖南省郴州市,郴州市商务局\n"
        "岭南示例隔膜有限公司,涂覆隔膜项目,涂覆隔膜,签约,2023-09-10,2024-04-18,12,3,湖南省郴州市,郴州市商务局\n"
        "东江示例结构件有限公司,电池壳体项目,电芯结构件,利税,2021-02-20,2021-08-01,2,2,湖南省郴州市资兴市,资兴市商务局\n"
        "北方示例风机有限公司,风机塔筒项目,风电,走访,2023-06-01,,5,,湖南省郴州市,郴州市商务局\n"
    ),
    "要素": (
        "项目名称,要素类别,提出日期,需求量,已落实,责任单位,提请层级,解决时限\n"
        "示例云母选矿项目,土地,2024-01-10,2400亩,400亩,郴州市自然资源局,市,2024-05-31\n"
    ),
}
TO = {
    "企业": "enterprises", "产能线": "capacity_lines", "供需对接": "supply_links", "园区": "parks", "项目": "projects", "招商线索": "leads",
    "要素": "factors",
}  # fmt: skip


@pytest.fixture
def region(tmp_path: Path, database: str | None, cli: Cli) -> Path:
    """The packaged case on either database, read, with the sheets of an office and a land quota of the province."""
    folder = tmp_path / "region"
    copy_packaged(folder)
    if database is not None:
        settings = folder / "case.toml"
        settings.write_text(
            f'database = "{database}"\n' + settings.read_text(encoding="utf-8"), encoding="utf-8"
        )
    quotas = folder / "tables" / "quotas.csv"
    quotas.write_text(
        quotas.read_text(encoding="utf-8-sig") + "湖南省,land,*,9000,mu,assumption：省级预留\n",
        encoding="utf-8",
    )
    cli("read", folder)
    for name, text in SHEETS.items():
        sheet = tmp_path / f"{name}.csv"
        sheet.write_text(text, encoding="utf-8-sig")
        cli("register", "import", folder, sheet, "--to", TO[name], "--by", "周敏")
    return folder


def asked(cli: Cli, path: Path, *words: object) -> tuple[Any, str]:
    """What a command writes as JSON, and what it prints."""
    ran = cli(*words, "--json", path)
    return json.loads(path.read_text(encoding="utf-8")), ran.out


def gap_of(data: Any, name: str) -> Any:
    return next(g for g in data["gaps"]["gaps"] if g["name"] == name)


def rows_below(data: Any, basis: str) -> list[Any]:
    """The table rows that a figure rests on, down to the last."""
    found, queue, seen = [], [basis], set()
    while queue:
        at = queue.pop()
        if at in seen:
            continue
        seen.add(at)
        content = data["bases"][at]
        if content["kind"] == "row":
            found.append(content)
        queue += [i["basis"] for i in content.get("inputs", [])]
    return found


def test_what_is_missing_and_what_it_needs(region: Path, cli: Cli, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    foil = foil_is_missing(region, cli, out)
    number = gap_is_handed_out(region, cli, out, foil)
    leads_serve_gaps(region, cli, out)
    handed_on_with_its_way(region, cli, out, factors_are_escalated(region, cli, out))
    gap_is_filled(region, cli, out, number)


def foil_is_missing(region: Path, cli: Cli, out: Path) -> Any:
    """Two GWh of cells run by the table; the line of cells is part of that total, the line of foil is not."""
    data, screen = asked(cli, out, "gaps", region, "--place", HERE)
    of = catalogue()
    use = -of.flow(default_routes(of)["cell_lfp"], "cu_foil").value
    foil = gap_of(data, "铜箔")
    assert foil["place"] == HERE and foil["kind"] == "补链"
    assert Decimal(foil["short"]["tonnes"]["value"]) == 2 * use - 500
    files = {r["file"] for r in rows_below(data, foil["short"]["tonnes"]["basis"])}
    assert any("capacity" in f for f in files) and any("产能线" in f for f in files)
    assert set(foil["short"]) == {"tonnes", "gwh", "cny"}
    assert any("郴州示例电芯有限公司" in n for n in data["gaps"]["notes"])
    assert gap_of(data, "涂覆隔膜")["kind"] == "建链"
    # the plan's answer
    assert {a["how"] for g in data["gaps"]["gaps"] for a in g["plan"]} >= {"build", "buy"}
    assert "规划求解" in screen
    # who could come, with the reasons and their rows
    first = foil["firms"][0]
    assert first["firm"] == "湘江示例铜箔有限公司"
    assert {why for why, _, _ in first["reasons"]} == {"makes", "sells_to", "in_talks"}
    kinds = {data["bases"][b]["kind"] for _, _, b in first["reasons"]}
    assert kinds == {"row"}
    assert "郴州示例铜箔有限公司" not in {f["firm"] for f in foil["firms"]}, (
        "who is here already is no candidate"
    )
    return foil


def gap_is_handed_out(region: Path, cli: Cli, out: Path, foil: Any) -> int:
    """It is handed out, and shown until it is filled; returns the number of the matter."""
    said = cli("gaps", region, "--place", HERE, "--assign", "铜箔", "--to", "郴州市商务局", "--due", "2024-09-30",
               "--opened", "2024-06-30", "--by", "周敏")  # fmt: skip
    assert "郴州市商务局" in said.out
    data, screen = asked(cli, out, "gaps", region, "--place", HERE)
    follow = next(f for f in data["gaps"]["follow"] if f["origin"] == foil_origin(foil))
    assert follow["state"] == "open" and [x["firm"] for x in follow["leads"]] == ["湘江示例铜箔有限公司"]
    assert "办理中" in screen
    number = follow["matters"][0]["id"]
    assert "铜箔" in cli("dispatch", region, "--month", "2024-10").out, (
        "dispatches ask about it once it is due"
    )
    assert isinstance(number, int)
    return number


def handed_on_with_its_way(region: Path, cli: Cli, out: Path, matter: str) -> None:
    cli(
        "hand",
        region,
        matter,
        "--to",
        "国家自然资源部门",
        "--reason",
        "省级余量另有安排",
        "--opened",
        "2024-07-20",
    )
    data, screen = asked(cli, out, "levels", region)
    way = next(w for w in data["levels"]["ways"] if "用地" in w["title"])
    assert [s["direction"] for s in way["steps"]] == [None, "up"] and not way["closed"]
    assert "提请上级" in screen
    assert cli("hand", region, matter, "--to", "别处", code=2).err.count("\n") == 1, (
        "what went on is not handed on twice"
    )


def gap_is_filled(region: Path, cli: Cli, out: Path, number: int) -> None:
    """The line comes, the gap is gone, the matter can be closed."""
    sheet = out.parent / "新线.csv"
    sheet.write_text(
        "企业名称,产品,产线,所在地,产能,状态\n湘江示例铜箔有限公司,锂电铜箔,郴州线,湖南省郴州市,800吨/年,投产\n",
        encoding="utf-8-sig",
    )
    cli("register", "import", region, sheet, "--to", "capacity_lines", "--by", "周敏")
    data, screen = asked(cli, out, "gaps", region, "--place", HERE)
    assert [m["id"] for m in data["gaps"]["done"]] == [number] and "可办结" in screen
    cli("answer", region, number, "湘江示例铜箔郴州线已投产。", "--date", "2024-09-20")
    data, _ = asked(cli, out, "gaps", region, "--place", HERE)
    assert data["gaps"]["done"] == []


def foil_origin(gap: Any) -> str:
    return f"gap:{gap['place']}:{gap['segment']}"


def leads_serve_gaps(region: Path, cli: Cli, out: Path) -> None:
    """From first contact to taxes; contract against paid-in; the lead nobody asked for stands apart."""
    data, screen = asked(cli, out, "leads", region, "--as-of", "2024-06-30")
    leads = data["leads"]
    stages = {s["stage"]: s for s in leads["stages"]}
    assert [stages[s]["reached"]["value"] for s in ("线索", "走访", "谈判", "签约", "利税")] == [
        "4",
        "4",
        "3",
        "2",
        "1",
    ]
    assert Decimal(stages["合计"]["contract"]["value"]) == 23 * 10**8
    assert Decimal(stages["合计"]["paid_in"]["value"]) == 5 * 10**8
    assert Decimal(stages["合计"]["paid_share"]["value"]).quantize(Decimal("0.01")) == Decimal(
        "35.71"
    )  # 5 of 14
    assert Decimal(stages["利税"]["tax"]["value"]) == 1_800_000
    years = {y["year"]: (y["contacts"]["value"], y["signed"]["value"]) for y in leads["years"]}
    assert years == {"2021": ("1", "1"), "2023": ("2", "0"), "2024": ("1", "1")}
    assert [x["firm"] for x in leads["for_gaps"]["copper_foil"]] == ["湘江示例铜箔有限公司"]
    assert [x["firm"] for x in leads["uncalled"]] == ["北方示例风机有限公司"]
    assert [x["firm"] for x, _ in leads["stale"]] == ["北方示例风机有限公司", "湘江示例铜箔有限公司"]
    assert "没有线索" in screen


def factors_are_escalated(region: Path, cli: Cli, out: Path) -> str:
    """2400 mu are needed, the prefecture has 400, the province can spare; the park is not graded and too small. Returns the matter."""
    data, screen = asked(cli, out, "factors", region, "--place", HERE, "--as-of", "2024-06-30")
    found = data["factors"]
    (short,) = [s for s in found["short"] if s["factor"] == "用地"]
    assert (short["need"]["value"], short["quota"]["value"]) == ("2400.0000", "400") or Decimal(
        short["short"]["value"]
    ) == 2000
    assert short["escalation"]["level"] == "province" and short["escalation"]["place"] == "湖南省"
    (park,) = [g for g in found["grades"] if g["held_up"]]
    assert park["park"] == "临武示例化工园" and park["verdict"] == "not_graded"
    assert "示例锂业选矿及碳酸锂项目" in park["held_up"]
    (land,) = [f for f in found["parks"] if f["factor"] == "用地"]
    assert Decimal(land["left"]["value"]) == 1500 - 2400
    (request,) = found["requests"]
    assert request["late"] and Decimal(request["gap"]["value"]) == 2000
    assert Decimal(request["reckoned"]["value"]) == 2400
    reviews = {n["project"]["name"]: n["review"]["level"]["id"] for n in found["needs"] if n["review"]}
    assert reviews["示例云母选矿项目"] == "province"
    assert "提请省级" in screen and "未评级" in screen
    said = cli(
        "factors", region, "--place", HERE, "--escalate", "用地", "--opened", "2024-07-01", "--by", "周敏"
    )
    assert "湖南省自然资源部门" in said.out and "2024-07-31" in said.out
    return str(said.out.split("事项")[1].split("：")[0].strip())


def test_each_level_sees_its_part_and_figures_roll_up_once(region: Path, cli: Cli, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    data, _ = asked(cli, out, "levels", region)
    nodes = data["levels"]["nodes"]
    whole, provinces = nodes[0], [n for n in nodes if n["level"] == "province"]
    for field in ("projects", "total", "completed"):
        parts = [Decimal(n[field]["value"]) for n in provinces if n[field]]
        assert Decimal(whole[field]["value"]) == sum(parts), field
    with lianzhang.open(region) as case:
        assert int(whole["projects"]["value"]) == case.projects.height, (
            "no project is a phase of another here"
        )
    park = next(n for n in nodes if n["level"] == "park")
    assert park["name"] == "临武示例化工园" and park["projects"]["value"] == "2"
    inside, _ = asked(cli, out, "pipeline", region, "--place", "临武县")
    names = {u["project"]["name"] for u in inside["pipeline"]["counted"]["units"]}
    assert "示例云母选矿项目" in names and "示例电芯项目" not in names
    only, _ = asked(cli, out, "pipeline", region, "--place", "临武示例化工园")
    assert {u["project"]["name"] for u in only["pipeline"]["counted"]["units"]} == {
        "示例云母选矿项目", "示例锂业选矿及碳酸锂项目",
    }  # fmt: skip
    mine, screen = asked(cli, out, "levels", region, "--as", "land")
    assert {s["factor"] for s in mine["levels"]["part"]["short"]} == {"用地"}
    assert "自然资源部门的事项" in screen
    faults = cli("levels", region, "--place", "临吴县", "--level", "乡", "--as", "气象局", code=2).err
    assert faults.count("\n") == 3 and "最接近的有效值：临县" in faults


def test_papers_and_the_page_hold_the_same(region: Path, cli: Cli, tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    for command in ("gaps", "factors", "leads", "pipeline", "targets", "levels", "compare"):
        cli(command, region, "--papers", papers)
    names = {p.name for p in papers.iterdir()}
    assert len(names) == 14 and {"建链补链延链强链.docx", "要素保障.xlsx", "招商线索.docx"} <= names
    book = fastexcel.read_excel(str(papers / "招商线索.xlsx"))
    frames = [book.load_sheet(n, header_row=None, dtypes="string").to_polars() for n in book.sheet_names]
    said = {cell for frame in frames for row in frame.rows() for cell in row if cell}
    assert "湘江示例铜箔有限公司" in said
    for paper in papers.glob("*.docx"):
        body = [
            getattr(x.pPr, "pStyle", None) if x.tag.endswith("}p") else None
            for x in Document(str(paper)).element.body
        ]
        heads = [x is not None and x.val == "Heading1" for x in body]
        assert any(heads) and not any(a and b for a, b in pairwise(heads)), (
            f"{paper.name}: a heading over nothing"
        )
    report = tmp_path / "report"
    cli("report", region, "--out", report)
    ids = {s["id"] for s in json.loads((report / "report.json").read_text(encoding="utf-8"))["sections"]}
    assert {
        "gaps",
        "factors",
        "parks",
        "leads",
        "pipeline",
        "coming",
        "targets",
        "levels",
        "sidebyside",
    } <= ids
