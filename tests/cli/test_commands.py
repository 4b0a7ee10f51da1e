"""Commands on documents and cases: what they write, and what the desk hands on."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

FIELDS = [
    "schema", "document", "kind", "subject", "object", "item", "items", "measure", "scope", "stage", "issuer", "place", "value", "unit",
    "qualifier", "time", "time_inferred", "modality", "lost", "quote", "start", "end", "also", "anchor", "grade", "confidence", "rule",
    "battery_kind", "chemistry", "segment", "claimed_by",
]  # fmt: skip
"""The contract of ``claims``: these fields and no others."""

TEXT = "\ufeff青石材料有限公司在湖南省郴州市临武县投资12.5亿元，\r\n建设年产5万吨磷酸铁锂项目。[bold red]\x1b[31m<script>alert(1)</script>\n"


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "文件"
    (folder / "深").mkdir(parents=True)
    (folder / "深" / "a[red].txt").write_bytes(TEXT.encode())
    (folder / "b.txt").write_bytes("白桦材料有限公司投资8亿元建设人造石墨项目。".encode("gb18030"))
    return folder


def test_claims_have_the_contract_s_fields(cli: Callable[..., Any], documents: Path, tmp_path: Path) -> None:
    ran = cli("claims", documents, "--jsonl", tmp_path / "new" / "c.jsonl")
    assert ran.code == 0, ran.err
    lines = (tmp_path / "new" / "c.jsonl").read_bytes().decode().splitlines()
    claims = [json.loads(line) for line in lines]
    assert len(claims) >= 3 and f"{len(claims)} 条论断" in ran.out
    for claim in claims:
        assert sorted(claim) == sorted(FIELDS)
        raw = cli("text", documents / claim["document"], "--raw").out
        assert raw[claim["start"] : claim["end"]] == claim["quote"]
    assert {c["document"] for c in claims} == {"深/a[red].txt", "b.txt"}
    money = next(c for c in claims if c["document"] == "b.txt" and c["kind"] == "investment")
    assert (money["value"], money["unit"]) == (800_000_000, "CNY")


def test_text_raw_is_the_file(process: Callable[..., Any], documents: Path) -> None:
    import subprocess
    import sys

    file = documents / "深" / "a[red].txt"
    command = [sys.executable, "-c", "from lianzhang.cli import main; main()", "text", str(file), "--raw"]
    done = subprocess.run(command, capture_output=True, check=True)
    assert done.stdout == TEXT.encode()
    repaired = process("text", file)
    assert repaired.code == 0 and "投资12.5亿元" in repaired.out and "\ufeff" not in repaired.out


def test_report_on_documents_needs_no_case(cli: Callable[..., Any], documents: Path, tmp_path: Path) -> None:
    before = sorted(p.name for p in documents.rglob("*"))
    (documents / "nul.txt").write_bytes(b"\x00" * 500)
    ran = cli("report", documents, "--out", tmp_path / "out")
    assert ran.code == 2 and "nul.txt" in ran.err  # the others were reported on
    assert ran.out.rstrip("\n").splitlines()[-1] == f"report: {tmp_path / 'out' / 'index.html'}"
    page = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert "<script>alert" not in page and "青石材料有限公司" in page
    (documents / "nul.txt").unlink()
    assert sorted(p.name for p in documents.rglob("*")) == before
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["index.html", "report.json"]
    assert cli("report", documents / "b.txt", "--out", tmp_path / "one").code == 0


def test_a_report_is_not_written_among_the_documents(
    cli: Callable[..., Any], documents: Path, case: Path
) -> None:
    for source, out in (
        (documents, documents / "report"),
        (documents, documents),
        (case, case / "documents" / "r"),
    ):
        ran = cli("report", source, "--out", out)
        assert ran.code == 2 and str(out) in ran.err
        assert not (out / "index.html").exists()


def test_a_finding_becomes_a_matter_until_it_is_answered(
    cli: Callable[..., Any], case: Path, tmp_path: Path
) -> None:
    assert cli("audit", case, "--json", tmp_path / "a.json").code == 0
    finding = next(
        f for f in json.loads((tmp_path / "a.json").read_text(encoding="utf-8")) if f["class"] == "implies"
    )
    given = (
        "--to",
        "大理州工业和信息化局",
        "--due",
        "2024-07-31",
        "--opened",
        "2024-06-30",
        "--office",
        "局长",
    )
    ran = cli("assign", case, finding["id"], *given)
    assert ran.code == 0 and "大理州工业和信息化局" in ran.out
    number = ran.out.split("：")[0].removeprefix("事项 ")
    title = ran.out.split("：", 1)[1].split(" → ")[0]
    asked = f"[催办] {title} → 大理州工业和信息化局"
    assert asked not in cli("dispatch", case, "--month", "2024-06").out
    assert asked in cli("dispatch", case, "--month", "2024-07").out
    assert asked in cli("dispatch", case, "--month", "2024-08").out
    ran = cli("answer", case, number, "已调剂用地指标[red]", "--date", "2024-08-20")
    assert ran.code == 0 and "已调剂用地指标[red]" in ran.out
    assert asked in cli("dispatch", case, "--month", "2024-07").out
    assert asked not in cli("dispatch", case, "--month", "2024-08").out
    assert asked not in cli("dispatch", case, "--month", "2024-09").out


def test_new_read_and_the_rest(cli: Callable[..., Any], tmp_path: Path) -> None:
    folder = tmp_path / "新案例"
    assert cli("new", folder).code == 0
    for command in ("audit", "balance"):
        ran = cli(command, folder)
        assert ran.code == 2 and "lianzhang read" in ran.err
    (folder / "documents" / "a.txt").write_bytes(TEXT.encode())
    ran = cli("read", folder)
    assert ran.code == 0 and "新读 1 份" in ran.out, ran.err
    assert "未变 1 份" in cli("read", folder).out
    assert cli("audit", folder).code == 0
    ran = cli("dispatch", folder)
    assert ran.code == 2 and "--month" in ran.err
    ran = cli("plan", folder)
    assert ran.code == 2 and "years" in ran.err


def test_plan_is_said_in_words_and_written_whole(cli: Callable[..., Any], case: Path, tmp_path: Path) -> None:
    (case / "ledger.db").unlink()
    ran = cli("plan", case, "--json", tmp_path / "x" / "plan.json")
    assert ran.code == 0, ran.err
    assert "最优" in ran.out and "亿元" in ran.out and len(ran.out.splitlines()) < 30
    assert json.loads((tmp_path / "x" / "plan.json").read_text(encoding="utf-8"))["status"] == "optimal"
    assert [p.name for p in (tmp_path / "x").iterdir()] == ["plan.json"]
    assert not (case / "ledger.db").exists()


def test_english(cli: Callable[..., Any], case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIANZHANG_LANG", "en")
    assert "documents read" in cli("read", case).out
    ran = cli("dispatch", case, "--month", "2024-06", "--rules", "wuhan")
    assert "Wuhan" in ran.out and "[red]" in ran.out
    assert "did you mean wuhan" in cli("dispatch", case, "--rules", "wuhn").err
    assert "optimal" in cli("plan", case).out


def test_version(cli: Callable[..., Any]) -> None:
    import lianzhang

    assert cli("--version").out.strip() == f"lianzhang {lianzhang.__version__}"
