"""The pages say what the program does: tables from code are current, every rule, kind and data file is there."""

from __future__ import annotations

import importlib.util
import re
import struct
from pathlib import Path

import pytest
from pages import DOCS, PAGES, ROOT, anchors, coded, links, table_rows


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def write_docs():
    spec = importlib.util.spec_from_file_location("write_docs", ROOT / "tools" / "write_docs.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_tables_from_code_are_current_and_all_are_used() -> None:
    module = write_docs()
    used: set[str] = set()
    for name in PAGES:
        text = page(name)
        used |= {m["name"] for m in module.BLOCK.finditer(text)}
        assert module.renewed(text) == text, f"docs/{name} is out of date: run make docs"
    assert used == set(module.BLOCKS)


def test_every_audit_rule_is_documented_with_the_classes_it_gives() -> None:
    from lianzhang.audit import CLASSES
    from lianzhang.audit.rules import RULES

    rows = {coded(r[0])[0]: r for r in table_rows(page("audit.md"), "## 规则")}
    assert list(rows) == list(RULES)
    for name, row in rows.items():
        assert all(row), f"{name}: class, formula and example"
        source = (ROOT / "src/lianzhang/audit/rules" / f"{name}.py").read_text(encoding="utf-8")
        given = {c for c in CLASSES if f'"{c}"' in source}
        assert set(coded(row[1])) == given, name
    assert [coded(r[0])[0] for r in table_rows(page("audit.md"), "## 四类")] == list(CLASSES)


def test_the_fields_of_the_contract_are_documented_in_order() -> None:
    from lianzhang.evidence import Claim

    claim = Claim("a.txt", "target", None, "x", 0, 1, "target", "news", "r")
    fields = [f for r in table_rows(page("claims.md"), "## 字段") for f in coded(r[0])]
    assert sorted(fields) == sorted(claim.to_json())


def test_grades_say_by_what() -> None:
    from lianzhang.text import GRADES

    text = page("sources.md")
    told = [coded(r[0])[0] for r in table_rows(text[text.index("凭什么") - 40 :], "|")]
    assert told == list(GRADES)


def test_lights_and_bases_are_complete() -> None:
    from lianzhang.desk.dispatch import LIGHTS
    from lianzhang.outputs.labels import BASIS_KINDS

    lights = [r[0] for r in table_rows(page("dispatch.md"), "每个项目一个灯")]
    assert [cell.split()[1] for cell in lights] == list(LIGHTS)
    kinds = [r[0] for r in table_rows(page("report.md"), "## 点开一个数字")]
    assert kinds == [f"{t.zh} {t.en}" for t in BASIS_KINDS.values()]


def test_data_files_named_exist() -> None:
    named = [f for r in table_rows(page("extending.md"), "规划人员可能想改的") for f in coded(r[1])]
    files = [f for f in named if re.match(r"(?:text|evidence|ledger|audit|chain)/data/", f)]
    assert len(files) >= 9
    for pattern in files:
        assert list((ROOT / "src/lianzhang").glob(pattern)), pattern


def test_modules_of_the_python_page_are_the_rooms_in_order() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = project["tool"]["importlinter"]["contracts"][0]["layers"]
    told = [coded(r[0])[0] for r in table_rows(page("python.md"), "## The rooms")]
    assert told == [layer for layer in reversed(layers) if layer != "lianzhang.cli"]
    for row in table_rows(page("python.md"), "## The rooms"):
        module = importlib.import_module(coded(row[0])[0])
        for name in coded(row[1]):
            assert hasattr(module, name), f"{module.__name__}.{name}"


@pytest.mark.parametrize(
    "file", ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", *(f"docs/{p}" for p in PAGES)]
)
def test_internal_links_lead_somewhere(file) -> None:
    path = ROOT / file
    for target in links(path.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        aim = (path.parent / name) if name else path
        assert aim.exists(), f"{file}: {target}"
        if anchor:
            assert anchor in anchors(aim.read_text(encoding="utf-8")), f"{file}: {target}"


def test_settings_of_a_case_are_documented() -> None:
    from lianzhang.case import settings

    told = [coded(r[0])[0] for r in table_rows(page("quick-start.md"), "## case.toml")]
    parts = {"reading": settings._READING, "desk": settings._DESK}
    assert told == ["name", "database", *(f"{part}.{key}" for part, keys in parts.items() for key in keys)]


def test_the_picture_is_a_laptop_screen_and_light() -> None:
    data = (DOCS / "images" / "report.png").read_bytes()
    assert data[12:16] == b"IHDR"
    assert struct.unpack(">II", data[16:24]) == (1366, 768)
    assert len(data) < 300_000


def test_every_page_can_be_reached() -> None:
    import tomllib

    def pages(entry: object) -> list[str]:
        if isinstance(entry, str):
            return [entry]
        inner = entry.values() if isinstance(entry, dict) else entry
        return [p for e in inner for p in pages(e)]  # type: ignore[union-attr]

    site = tomllib.loads(Path(ROOT, "zensical.toml").read_text(encoding="utf-8"))
    assert sorted(pages(site["project"]["nav"])) == PAGES
