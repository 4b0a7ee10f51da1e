"""The desk's commands as a user runs them: what is wrong is told at once, nothing is half done, English is English."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from lianzhang.case import copy_packaged, new_case

COMMANDS = ("pipeline", "targets", "gaps", "factors", "leads", "levels", "compare")


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import lianzhang

    folder = tmp_path_factory.mktemp("desk") / "case"
    copy_packaged(folder)
    with lianzhang.open(folder) as case:
        case.read()
    return folder


@pytest.mark.parametrize("command", COMMANDS)
def test_nothing_read_is_said(cli: Any, tmp_path: Path, command: str) -> None:
    new_case(tmp_path / "empty")
    ran = cli(command, tmp_path / "empty")
    assert ran.code == 2 and "lianzhang read" in ran.err and ran.err.count("\n") == 1


@pytest.mark.parametrize("command", COMMANDS)
def test_every_figure_has_its_basis_and_english_is_english(
    cli: Any, once: Path, tmp_path: Path, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIANZHANG_LANG", "en")
    ran = cli(command, once, "--json", tmp_path / "out.json")
    assert ran.code == 0 and "Traceback" not in ran.err
    heading = ran.out.strip().splitlines()[0]
    assert heading.isascii(), heading
    data = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    figures: list[Any] = []

    def walk(thing: Any) -> None:
        if isinstance(thing, dict):
            if set(thing) == {"value", "unit", "low", "high", "basis"}:
                figures.append(thing)
            for inner in thing.values():
                walk(inner)
        elif isinstance(thing, list):
            for inner in thing:
                walk(inner)

    walk({k: v for k, v in data.items() if k != "bases"})
    assert len(figures) > 10
    assert all(f["basis"] in data["bases"] for f in figures)
    inputs = [i["basis"] for b in data["bases"].values() for i in b.get("inputs", [])]
    assert all(i in data["bases"] for i in inputs)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("pipeline", "--since", "2024-13"), "--since"),
        (("gaps", "--as-of", "去年"), "--as-of"),
        (("factors", "--place", "朝阳区"), "不止一处"),
        (("levels", "--as", "土地局里"), "--as"),
        (("compare", "河南", "湖北省省"), "--place"),
        (("gaps", "--assign", "铜箔"), "--to"),
        (("gaps", "--assign", "铜薄", "--to", "甲"), "、铜箔"),
        (("gaps", "--assign", "铜箔", "--to", "甲", "--due", "2020-01-01"), "--place"),
        (("factors", "--escalate", "电力"), "电力"),
        (("factors", "--escalate", "用地", "--place", "郴州市"), "--to"),
        (("factors", "--escalate", "用地", "--place", "郴州市", "--to", " ", "--due", "x"), "due"),
        (("hand", "7", "--to", "甲"), "7"),
    ],
)
def test_faults_are_told_and_nothing_is_stored(
    cli: Any, once: Path, words: tuple[str, ...], said: str
) -> None:
    import lianzhang

    ran = cli(words[0], once, *words[1:])
    assert ran.code == 2 and said in ran.err, ran.err
    with lianzhang.open(once) as case:
        assert case.matters.height == 0


def test_outputs_that_would_cost_an_input_are_refused(cli: Any, once: Path) -> None:
    for option, where in (("--json", once / "tables" / "projects.csv"), ("--papers", once / "documents")):
        ran = cli("gaps", once, option, where)
        assert ran.code == 2 and str(where.name) in ran.err


def test_own_rule_data_are_read_and_their_faults_told(cli: Any, once: Path, tmp_path: Path) -> None:
    home = once / "rules" / "desk"
    home.mkdir(parents=True)
    try:
        (home / "weights.toml").write_text('[stage_weight]\n"签约" = "0"\n', encoding="utf-8")
        cli("pipeline", once, "--json", tmp_path / "a.json")
        weights = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["pipeline"]["weights"]
        assert (weights["签约"]["value"], weights["在建"]["value"]) == ("0", "0.9")
        for name, text, told in (
            ("weights", '[stage_weight]\n"签约" = "2"\n', "stage_weight.签约"), ("bands", "[[band]]\n", "floor"), ("review", "level = 3\n", "review.toml"),
            ("owes", "owes = 3\n", "owes"), ("weight", "", "weights"),
        ):  # fmt: skip
            (home / "weights.toml").unlink(missing_ok=True)
            (home / f"{name}.toml").write_text(text, encoding="utf-8")
            ran = cli("factors" if name in ("review", "owes") else "pipeline", once)
            assert ran.code == 2 and told in ran.err and f"rules/desk/{name}.toml" in ran.err, (name, ran)
            (home / f"{name}.toml").unlink()
    finally:
        for file in home.iterdir():
            file.unlink()
        home.rmdir()
