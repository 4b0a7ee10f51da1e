"""Commands on registers and proposed changes: what they say, what they refuse, and that who did it is kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import lianzhang

Cli = Callable[..., Any]
NEWS = "临武县消息\n发布日期：2024-05-20\n\n青石材料有限公司年产5万吨磷酸铁锂项目总投资12.5亿元，已于2024年3月开工。\n"


@pytest.fixture
def case(cli: Cli, tmp_path: Path) -> Path:
    assert cli("new", tmp_path / "case").code == 0
    return tmp_path / "case"


def test_every_register_by_its_name(cli: Cli, case: Path, tmp_path: Path) -> None:
    """Template, add, show, export, import of every register, without a traceback."""
    from lianzhang.ledger import declared_registers

    listed = cli("register", "list", case).out
    for register in declared_registers().values():
        assert f"{register.zh}（{register.name}）：0 条" in listed
        file = tmp_path / f"{register.name}.xlsx"
        assert cli("register", "template", register.zh, file).code == 0
        told = cli("register", "import", case, file, "--by", "甲", "--preview")
        assert (told.code, f"→ {register.zh}" in told.out) == (0, True), told
        assert "共 0 条" in cli("register", "show", case, register.name).out


def test_by_hand_and_back(cli: Cli, case: Path) -> None:
    assert cli("register", "add", case, "项目", "项目名称=青山项目", "总投资=12亿元", "--by", "甲").code == 0
    assert (
        cli(
            "register",
            "edit",
            case,
            "项目",
            "青山项目",
            "总投资=13亿元",
            "阶段=在建",
            "--by",
            "乙",
            "--version",
            "1",
        ).code
        == 0
    )
    late = cli("register", "edit", case, "项目", "青山项目", "总投资=14亿元", "--by", "丙", "--version", "1")
    assert late.code == 2 and "乙" in late.err, "the second is told who was first"
    shown = cli("register", "show", case, "项目", "青山项目").out
    assert "总投资：13亿元" in shown and "第 2 版" in shown
    history = cli("register", "history", case, "项目", "青山项目").out
    assert "12亿元 → 13亿元" in history and "乙" in history
    assert cli("register", "undo", case, "2", "--by", "丁").code == 0
    assert "总投资：12亿元" in cli("register", "show", case, "项目", "1").out
    assert cli("register", "remove", case, "项目", "青山项目", "--by", "丁").code == 0
    assert "共 0 条" in cli("register", "show", case, "项目").out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("register", "show", "CASE", "企也"), "企业"), (("register", "show", "CASE", "项目", "无此项目"), "没有"),
        (("register", "add", "CASE", "项目", "总投资12亿", "--by", "甲"), "字段=值"),
        (("register", "add", "CASE", "项目", "项目名称=甲", "总投姿=1亿元", "--by", "甲"), "总投资"),
        (("register", "add", "CASE", "项目", "项目名称=甲", "总投资=-1亿元", "--by", "甲"), "为负"),
        (("register", "import", "CASE", "没有.xlsx", "--by", "甲"), "没有这个文件"),
        (("register", "import", "CASE", "没有.xlsx"), "--by"), (("register", "undo", "CASE", "99", "--by", "甲"), "没有这次操作"),
        (("register", "merge", "CASE", "项目", "1", "1", "--by", "甲"), "不能与自己合并"),
        (("register", "export", "CASE", "项目", "a.csv"), ".xlsx"), (("review", "accept", "CASE", "--by", "甲"), "--all"),
        (("review", "accept", "CASE", "zzz", "--by", "甲"), "没有这条变更"), (("review", "list", "CASE", "--state", "x"), "proposed"),
        (("review", "list", "CASE", "--grade", "newz"), "news"), (("restore", "CASE", "没有.backup"), "没有这个文件"),
    ],
)  # fmt: skip
def test_what_is_refused(cli: Cli, case: Path, words: tuple[str, ...], says: str) -> None:
    ran = cli(*(case if w == "CASE" else w for w in words))
    assert (ran.code, says in ran.err) == (2, True), ran


def test_changes_are_reviewed(cli: Cli, case: Path) -> None:
    (case / "documents" / "a.txt").write_text(NEWS, encoding="utf-8")
    name = "青石材料有限公司年产5万吨磷酸铁锂项目"
    assert cli("register", "add", case, "项目", f"项目名称={name}", "阶段=签约", "--by", "甲").code == 0
    assert cli("read", case).code == 0
    listed = cli("review", "list", case, "--register", "项目").out
    assert "阶段：签约 → 开工" in listed and "“青石材料有限公司年产5万吨" in listed, (
        "old, new and the sentence"
    )
    with lianzhang.open(case) as opened:
        stage = next(c for c in opened.ledger.changes() if c.field == "stage")
    done = cli("review", "accept", case, "--all", "--by", "乙")
    assert done.code == 0 and "本单位填报的数" in done.out, done
    assert "阶段：签约" in cli("register", "show", case, "项目", "1").out
    again = cli("read", case, "--accept-all")
    assert "本单位填报的数：1 条" in again.out
    assert cli("review", "correct", case, stage.id, "投产", "--by", "丙").code == 0
    assert "阶段：投产" in cli("register", "show", case, "项目", "1").out
    assert cli("review", "accept", case, stage.id, "--by", "丙").code == 2, "decided is decided"
    accepted = cli("review", "list", case, "--state", "accepted").out
    assert stage.id in accepted


def test_sheets_in_the_case_s_folder_come_in_with_reading(cli: Cli, case: Path) -> None:
    folder = case / "registers"
    folder.mkdir()
    (folder / "园区.csv").write_text(
        "开发区名称,属地,规划面积（亩）\n青山经开区,临武县,3000\n", encoding="utf-8"
    )
    (folder / "企业2025.csv").write_text(
        "单位名称,属地,园区\n青山材料有限公司,临武县,青山经开区\n", encoding="utf-8"
    )
    ran = cli("read", case)
    assert ran.code == 0 and "→ 园区：1 行，新增 1 条" in ran.out and "→ 企业：1 行，新增 1 条" in ran.out
    assert "新增" not in cli("read", case).out, "the same sheets again are passed over"
    (folder / "错.csv").write_text("单位名称,属地,员工人数\n白水公司,某某县,很多\n", encoding="utf-8")
    ran = cli("read", case)
    assert ran.code == 2 and ran.err.count("registers/错.csv") == 2
    assert "企业（enterprises）：1 条" in cli("register", "list", case).out
