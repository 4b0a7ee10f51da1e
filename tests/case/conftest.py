"""Cases to read: a small one of our own sentences, and the packaged one. Nothing here is shared between tests but by copying."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lianzhang.case import Case, copy_packaged

TOML = (
    'name = "小案例"\n\n[reading]\nfolders = ["documents"]\n\n[desk]\nmonth = "2024-06"\nrules = "yinchuan"\n'
)
PROJECTS = """项目名称,建设地点,业主单位,环节,阶段,产品,产能,总投资(亿元),计划开工,责任单位,责任人(职务),备注
青石正极项目,湖南省郴州市临武县,青石材料有限公司,正极,签约,磷酸铁锂,2万吨/年,12,2024-01,临武县工业和信息化局,副局长,甲
白桦负极项目,云南省大理白族自治州,白桦材料有限公司,负极,在建,人造石墨,1万吨/年,8,2023-05,大理州工业和信息化局,局长,
"""
PROGRESS = """项目名称,月份,年度计划投资(亿元),计划完成(亿元),本年累计完成(亿元)
白桦负极项目,2024-05,4,1.6,0.5
"""
PROBLEMS = """项目名称,发现日期,问题,解决时限,责任
白桦负极项目,2024-04-10,用电接入未批,2024-06-30,供电局
"""


def contents(database: Path) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table without the times of writing: what two readings of the same files must agree on."""
    times = {
        "added_at",
        "at",
        "changed_at",
        "closed_at",
        "created_at",
        "decided_at",
        "proposed_at",
        "read_at",
        "retired_at",
    }
    times |= {"digest"}  # of the row, times included
    with sqlite3.connect(database) as connection:
        connection.row_factory = sqlite3.Row
        names = [
            r[0]
            for r in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
            if not r[0].startswith("sqlite_")
        ]
        rows = {n: connection.execute(f'SELECT * FROM "{n}" ORDER BY 1').fetchall() for n in names}
    return {n: [{k: r[k] for k in r.keys() if k not in times} for r in found] for n, found in rows.items()}  # noqa: SIM118


@pytest.fixture(name="contents")
def contents_fixture() -> Callable[[Path], dict[str, list[dict[str, Any]]]]:
    return contents


def make_small(folder: Path, documents: int = 3) -> Path:
    """A case of a few short documents and registers, without a plan."""
    (folder / "documents").mkdir(parents=True)
    (folder / "tables").mkdir()
    (folder / "case.toml").write_text(TOML, encoding="utf-8")
    for n in range(documents):
        text = f"临武县第{n + 1}季度消息：青石材料有限公司投资{n + 2}亿元建设年产{n + 1}万吨磷酸铁锂项目，已开工。\n"
        (folder / "documents" / f"{n:02d}.txt").write_text(text, encoding="utf-8")
    for name, text in (("projects", PROJECTS), ("progress", PROGRESS), ("problems", PROBLEMS)):
        (folder / "tables" / f"{name}.csv").write_text(text, encoding="utf-8-sig")
    return folder


@pytest.fixture(scope="session")
def small_read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_small(tmp_path_factory.mktemp("small") / "case")
    with Case(folder) as case:
        case.read()
    return folder


@pytest.fixture
def small(small_read: Path, tmp_path: Path) -> Path:
    """A small case that has been read."""
    shutil.copytree(small_read, tmp_path / "small")
    return tmp_path / "small"


@pytest.fixture
def fresh() -> Callable[..., Path]:
    """Makes a small case that has not been read: (folder, documents=3)."""
    return make_small


@pytest.fixture(scope="session")
def packaged_read(once: Callable[..., Path]) -> Path:
    def make(folder: Path) -> None:
        copy_packaged(folder / "case")
        with Case(folder / "case") as case:
            case.read(accept_all=True)

    return once("packaged", make) / "case"


@pytest.fixture
def packaged(packaged_read: Path, tmp_path: Path) -> Path:
    """The packaged case, read."""
    shutil.copytree(packaged_read, tmp_path / "packaged")
    return tmp_path / "packaged"


@pytest.fixture
def change() -> Callable[[Path, str, str, str], None]:
    """Replaces text in a table of a case: (folder, table, old, new). The old text must be there."""

    def replace(folder: Path, table: str, old: str, new: str) -> None:
        file = folder / "tables" / f"{table}.csv"
        text = file.read_text(encoding="utf-8-sig")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    return replace
