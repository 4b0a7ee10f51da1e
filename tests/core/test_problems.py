"""Errors are said all at once, with the nearest valid value, in the reader's language."""

import pytest

from lianzhang.core import InputError, Problems, Text, nearest


def test_all_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIANZHANG_LANG", "en")
    problems = Problems()
    problems.raise_if_any()  # nothing noted: nothing raised
    problems.add(
        "tables/costs.csv",
        Text("未知工艺 lfp_cathod", "unknown process lfp_cathod"),
        where="row 3",
        field="process",
        nearest="lfp_cathode",
    )
    problems.add("tables/costs.csv", Text("负数", "is negative"), where="row 4", field="capex")
    with pytest.raises(InputError) as caught:
        problems.raise_if_any()
    assert str(caught.value).splitlines() == [
        "tables/costs.csv: row 3: process: unknown process lfp_cathod (did you mean lfp_cathode?)",
        "tables/costs.csv: row 4: capex: is negative",
    ]
    monkeypatch.setenv("LIANZHANG_LANG", "zh")
    assert "最接近的有效值：lfp_cathode" in str(caught.value.problems[0])


def test_nearest_is_silent_when_nothing_is_near() -> None:
    assert nearest("quantitiy", ["quantity", "unit"]) == "quantity"
    assert nearest("Region", ["region", "unit"]) == "region"
    assert nearest("xyz", ["quantity", "unit"]) is None
