"""Whatever stands in a case's tables, the answer is a catalogue or a list of faults, never a traceback."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianzhang.chain import Catalogue, catalogue, with_tables
from lianzhang.chain.own_tables import KEYS
from lianzhang.core import InputError

GOOD = {
    "commodities": "id,zh,unit,mass_t_per_unit,li\nx,甲,t,1,0.1\n",
    "processes": "id,output\nmake_x,x\n",
    "flows": "process,commodity,quantity\nmake_x,lc,-1\n",
    "economics": "process,parameter,value\nmake_x,lifetime_years,10\n",
    "prices": "commodity,value\nx,5\n",
    "routes": "commodity,process\nlc,lc_brine\n",
    "lifetimes": "segment,chemistry,parameter,condition,value,unit\ngrid,江西,grid_co2_factor,2022,0.6,kg/kWh\n",
    "membership": "kind,id,segment\ncommodity,x,cell\n",
}
_CELLS = st.sampled_from(
    [
        "",
        "x",
        "lc",
        "GWh",
        "-1",
        "0",
        "nan",
        "1e999",
        "1,5",
        "t/",
        "((",
        "\x00",
        '"',
        "甲",
        "a" * 5000,
        "=1+1",
    ]
)


def test_the_good_tables_load(tmp_path: Path) -> None:
    for name, text in GOOD.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    found = with_tables(catalogue(), tmp_path)
    assert found.flow("make_x", "x") is not None


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(table=st.sampled_from(sorted(GOOD)), row=st.integers(0, 1), at=st.integers(0, 5), cell=_CELLS)
def test_any_damaged_cell(tmp_path: Path, table: str, row: int, at: int, cell: str) -> None:
    for name, text in GOOD.items():
        lines = [line.split(",") for line in text.splitlines()]
        if name == table:
            lines[row][at % len(lines[row])] = cell
        body = "\n".join(",".join(line) for line in lines) + "\n"
        (tmp_path / f"{name}.csv").write_text(body, encoding="utf-8")
    try:
        assert isinstance(with_tables(catalogue(), tmp_path), Catalogue)
    except InputError as error:
        assert error.problems
        assert all(str(p) for p in error.problems)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(table=st.sampled_from(sorted(KEYS)), data=st.binary(max_size=200))
def test_any_bytes(tmp_path: Path, table: str, data: bytes) -> None:
    for old in tmp_path.glob("*.csv"):
        old.unlink()
    (tmp_path / f"{table}.csv").write_bytes(data)
    try:
        with_tables(catalogue(), tmp_path)
    except InputError as error:
        assert error.problems
