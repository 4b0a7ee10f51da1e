"""A made-up October of a made-up project ledger in real counties: every light, problems, matters, phases, and a month before."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from lianzhang.core import RowBasis
from lianzhang.desk.dispatch import Dispatch, dispatch, rule_set
from lianzhang.desk.matters import Matter
from lianzhang.ledger.project import Progress, ProjectProblem, ProjectRecord

COUNTIES = (
    "湖南省郴州市临武县",
    "湖南省郴州市宜章县",
    "湖南省郴州市北湖区",
    "湖南省郴州市苏仙区",
    "云南省昆明市安宁市",
)
PRODUCTS = (
    ("磷酸铁锂", "t/a", 50000), ("负极材料", "t/a", 30000), ("电芯", "GWh/a", 10), ("碳酸锂", "t/a", 20000), ("隔膜", "m2/a", 300000000),
    ("电解液", "t/a", 20000), ("电池回收", None, None),
)  # fmt: skip
YI = 100_000_000


def row(number: int, column: str) -> RowBasis:
    return RowBasis("tables/项目台账.xlsx", number, column, (("项目", str(number)), ("列", column)))


def _progress(number: int, plan: int, pace: float, last: int) -> tuple[Progress, ...]:
    basis = row(number + 1, "累计完成")
    return tuple(
        Progress(f"2026-{m:02d}", Decimal(plan), None, Decimal(round(plan * m / 12 * pace, -4)), basis)
        for m in range(1, last + 1)
    )


def project(number: int) -> ProjectRecord:
    random = Random(number)
    county = COUNTIES[number % len(COUNTIES)]
    product, unit, size = PRODUCTS[number % len(PRODUCTS)]
    total = YI * (3 + number * 7 % 60)
    pace = (1.05, 0.97, 0.85, 0.62, 0.35)[number % 5]
    last = 9 if number == 6 else 10
    stage, stages = (
        ("在建", {"签约": "2025-06-18", "开工": "2025-11-20"})
        if number % 4
        else ("签约", {"签约": "2026-03-10"})
    )
    due = (
        {"开工": "2026-05-31", "投产": "2027-06"}
        if stage == "签约"
        else {"投产": "2026-11-15" if number % 3 else "2027-12"}
    )
    problems = ()
    if number % 4 == 1:
        found = ProjectProblem(
            "2026-08-05",
            "林地手续未批复，二期场平停工",
            "2026-09-30",
            "临武县自然资源局",
            None,
            row(number, "问题"),
        )
        problems = (
            found,
            ProjectProblem("2026-10-11", "外线供电容量不足", "2026-11-30", None, None, row(number, "问题")),
        )
    return ProjectRecord(
        id=number, name=f"{county[6:8]}{('恒曜', '远岭', '启桥', '金矿')[number % 4]}新能源年产{product}{'一期' if number % 2 else ''}项目",
        place=county, owner=f"{('恒曜', '远岭', '启桥', '金矿')[number % 4]}新能源科技有限公司", segment=None, stage=stage, stages=stages,
        due=due, total_investment=Decimal(total), completed_investment=Decimal(round(total * random.uniform(0.1, 0.5), -4)),
        capacity=None if size is None else Decimal(size), capacity_unit=unit, product=product,
        responsible_body=f"{county[6:9]}工业和信息化局", responsible_office="分管副县长" if number % 3 else None, problems=problems,
        progress=_progress(number, total // 4, pace, last),
        basis={n: row(number + 1, n) for n in ("total_investment", "completed_investment", "capacity", "due.开工", "due.投产", "stages.开工")},
    )  # fmt: skip


def projects(n: int = 16) -> tuple[ProjectRecord, ...]:
    return tuple(project(i) for i in range(1, n + 1))


MATTERS = (
    Matter(
        "finding:1",
        "核实安宁市满产产值预测口径",
        "昆明市工业和信息化局",
        "产业科",
        "2026-08-01",
        "2026-09-30",
        id=1,
    ),
    Matter(
        "finding:2", "补充隔膜项目用地指标", "郴州市自然资源和规划局", None, "2026-10-08", "2026-11-30", id=2
    ),
    Matter(
        "finding:3",
        "答复能耗指标单列请求",
        "湖南省发展改革委",
        None,
        "2026-07-01",
        "2026-10-10",
        "2026-10-20",
        "已单列",
        "answered",
        id=3,
    ),
)


def october(n: int = 16) -> Dispatch:
    return dispatch(projects(n), "2026-10", rule_set("银川"), MATTERS)


def september(n: int = 16) -> Dispatch:
    return dispatch(projects(n - 1), "2026-09", rule_set("银川"), MATTERS)
