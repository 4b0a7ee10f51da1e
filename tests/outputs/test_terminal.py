"""The case on one screen."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
import sample
from rich.cells import cell_len
from rich.console import Console

from lianzhang.outputs import one_screen
from lianzhang.outputs.terminal import _clip, _hanging


def lines() -> list[str]:
    stream = io.StringIO()
    Console(width=100, file=stream, force_terminal=False).print(one_screen(sample.model()))
    return stream.getvalue().rstrip("\n").split("\n")


def test_it_fits_on_one_screen() -> None:
    told = lines()
    assert 15 <= len(told) <= 40
    assert max(cell_len(line) for line in told) <= 100


def test_it_tells_damage_findings_plan_limits_and_red_projects_with_owner_and_why() -> None:
    told = "\n".join(lines())
    for words in (
        "洗稿或损坏",
        "不可能成立",
        "规划有解",
        "土地指标",
        "恒曜新能源二期",
        "恒曜新能源有限公司",
        "产能 2",
    ):
        assert words in told
    gravest = told.index("不可能成立")
    assert gravest < told.index("必然推论") < told.index("依据不足")


def test_an_empty_model_still_prints() -> None:
    stream = io.StringIO()
    Console(width=100, file=stream).print(one_screen(replace(sample.model(), sections=())))
    assert "楚州市" in stream.getvalue()


@pytest.mark.parametrize(
    ("width", "told"),
    [
        (40, "总投资12.345亿元，年内完成3.2亿元"),
        (23, "总投资12.345亿元，年内…"),
        (16, "总投资…"),
        (15, "总投资…"),
        (11, "总投资…"),
        (17, "总投资12.345亿元…"),
    ],
)
def test_a_cut_leaves_no_half_number(width: int, told: str) -> None:
    assert _clip("总投资12.345亿元，年内完成3.2亿元", width).plain == told
    assert cell_len(told) <= width


def test_a_long_finding_ends_before_the_number_that_does_not_fit() -> None:
    for before in range(70, 90):
        (grid,) = _hanging("题", "", "甲" * before + "12,345.678亿元" + "乙" * 40, 2)
        stream = io.StringIO()
        Console(width=100, file=stream).print(grid)
        told = "".join(line[13:].strip() for line in stream.getvalue().split("\n"))
        assert ("12,345.678亿元" in told) or not any(c.isdigit() for c in told), told
        assert "…" in told
