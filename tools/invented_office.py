"""An invented office's firms and projects: what the sheets of ``make_ledgers.py`` hold. Only the counties exist. The same seed, the same truth."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

COUNTIES = ("临武县", "桂阳县", "宜章县", "永兴县", "嘉禾县", "汝城县", "桂东县", "安仁县")
PRODUCTS = (
    ("磷酸铁锂", "万吨"), ("磷酸铁", "万吨"), ("碳酸锂", "万吨"), ("人造石墨", "万吨"), ("电解液", "万吨"), ("六氟磷酸锂", "千吨"),
    ("锂电铜箔", "万吨"), ("储能电芯", "GWh"), ("动力电池", "GWh"), ("钠离子电池", "GWh"),
)  # fmt: skip
SUFFIXES = ("新材料有限公司", "锂业有限公司", "能源科技有限公司", "电池有限公司")
FIRST, SECOND = "岚岷峪岫崧溆沅淇漪澍", "柏桐梓榆槿楠樾桦"
STAGES = ("谋划", "签约", "开工", "在建", "投产")
MOST_TWICE, SHORT_NAMES = 8, 6


@dataclass(frozen=True)
class Firm:
    """A firm; money in 万元."""

    core: str
    name: str
    code: str
    county: str
    park: str
    staff: int
    output: int
    products: tuple[str, ...]


@dataclass(frozen=True)
class Project:
    """A project; money in 万元. ``twice``: the name under which it was signed a second time."""

    name: str
    firm: Firm
    product: str
    quantity: int
    unit: str
    total: int
    done: int
    stage: str
    signed: date
    due: date
    twice: str | None = None


@dataclass(frozen=True)
class Truth:
    """What the sheets hold when nothing is counted twice, and the pairs that are one (name as registered first, other name)."""

    firms: tuple[Firm, ...]
    projects: tuple[Project, ...]
    files: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> Decimal:
        """Total investment of all projects, each once, CNY."""
        return Decimal(sum(p.total for p in self.projects)) * 10_000

    @property
    def output(self) -> Decimal:
        """Output of all firms, each once, CNY."""
        return Decimal(sum(f.output for f in self.firms)) * 10_000

    @property
    def twins(self) -> tuple[tuple[str, str], ...]:
        """Projects under two names."""
        return tuple((p.name, p.twice) for p in self.projects if p.twice)

    @property
    def short(self) -> tuple[tuple[str, str], ...]:
        """Firms under two names."""
        return tuple((f.name, short_name(f)) for f in self.firms[:SHORT_NAMES])


def short_name(firm: Firm) -> str:
    """How an office calls a firm for short."""
    return firm.core + firm.name.removeprefix(f"湖南{firm.core}").removesuffix("有限公司")


def invent(seed: int) -> Truth:
    """80 firms and 210 projects of theirs."""
    rng = random.Random(seed)
    cores = [a + b for a in FIRST for b in SECOND]
    rng.shuffle(cores)
    firms = []
    for at, core in enumerate(cores[:80]):
        county = COUNTIES[at % len(COUNTIES)]
        made = rng.sample([p for p, _ in PRODUCTS], 2)
        firms.append(
            Firm(core, f"湖南{core}{rng.choice(SUFFIXES)}", f"91431000MA{4000000 + at * 7919:07d}X"[:18], county,
                 f"{county.removesuffix('县')}经济开发区", rng.randrange(40, 2400), rng.randrange(80, 9000) * 25, tuple(made))
        )  # fmt: skip
    projects: list[Project] = []
    while len(projects) < 210:
        firm = firms[len(projects) % len(firms)]
        product, unit = PRODUCTS[rng.randrange(len(PRODUCTS))]
        quantity = rng.choice((1, 2, 3, 5, 6, 8, 10, 12))
        name = f"{firm.core}年产{quantity}{unit}{product}项目"
        if any(p.firm is firm and p.product == product for p in projects):
            continue
        stage = rng.choice(STAGES)
        total = rng.randrange(30, 4800) * 125
        done = rng.randrange(1, 100) * total // 100 if stage in ("在建", "投产") else 0
        signed = date(2023, 1, 1).replace(month=rng.randrange(1, 13), day=rng.randrange(1, 29))
        due = date(2026, rng.randrange(1, 13), 1)
        projects.append(Project(name, firm, product, quantity, unit, total, done, stage, signed, due))
    at = [n for n, p in enumerate(projects) if p.stage == "签约"][:MOST_TWICE]
    for n in at:  # the business bureau wrote it down under the firm's full name, or with what will be built turned round
        p = projects[n]
        other = (
            f"{p.firm.name}{p.product}生产项目"
            if n % 2
            else f"{p.firm.core}{p.product}（{p.quantity}{p.unit}）建设项目"
        )
        projects[n] = replace(p, twice=other)
    return Truth(tuple(firms), tuple(projects))
