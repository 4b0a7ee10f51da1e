"""Frames are data: every entry has an example that it reads itself, faults are named, and another chain needs no code."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from lianzhang.evidence import read_claims
from lianzhang.evidence.frames.matcher import load_frames, parse_frames
from lianzhang.evidence.lexicon.tables import measures
from lianzhang.evidence.relations.subjects import load_relations

from .conftest import Make

DATA = files("lianzhang.evidence").joinpath("data")
FRAMES = parse_frames(DATA.joinpath("frames_numbers.toml").read_text(encoding="utf-8"))
RELATIONS = tomllib.loads(DATA.joinpath("frames_relations.toml").read_text(encoding="utf-8"))["relation"]


@pytest.mark.parametrize("frame", FRAMES, ids=[f"{i}-{f.name}" for i, f in enumerate(FRAMES)])
def test_example_is_read(document: Make, frame: object) -> None:
    assert hasattr(frame, "example")
    claims = [c for c in read_claims(document(frame.example + "。")) if c.value is not None]
    kinds = {c.kind for c in claims}
    assert frame.kind in kinds or "target" in kinds, [(c.kind, c.value, c.unit) for c in claims]  # type: ignore[attr-defined]


@pytest.mark.parametrize("row", RELATIONS, ids=[f"{i}-{r['kind']}" for i, r in enumerate(RELATIONS)])
def test_relation_pattern_finds_its_example(row: dict[str, object]) -> None:
    from lianzhang.evidence.clauses import flatten

    relation = load_relations()[RELATIONS.index(row)]
    example = flatten(str(row["example"]))
    assert relation.pattern.search(example), example
    assert any(w in example for w in relation.words)


def test_faults_name_the_entry() -> None:
    with pytest.raises(ValueError, match="mine, frame 1: unknown kind 'nonsense'"):
        parse_frames('[[frame]]\nkind="nonsense"\nunits=["t"]\nexample="x"', "mine")
    with pytest.raises(ValueError, match="mine, frame 1, before: not a regular expression"):
        parse_frames('[[frame]]\nkind="stock"\nunits=["t"]\nexample="x"\nbefore="("', "mine")


def test_units_of_a_default_are_unique() -> None:
    """Two unconditional defaults of one unit and classifier would hide one another."""
    for unit, frames in load_frames().items():
        free = [f for f in frames if f.default and not f.nouns and not f.need]
        assert len(free) <= 1, (unit, [f.name for f in free])


def test_whatever_is_counted_has_a_frame_of_its_own() -> None:
    counted = {n for f in load_frames()["count"] if f.default for n in f.nouns}
    alone = {"人次"}  # visits and trips are read where words say of what
    assert {m.surface for m in measures() if m.unit == "count"} - counted <= alone


def test_how_long_ago_a_line_was_put_up_is_no_figure(document: Make) -> None:
    text = "今年夏收小麦托市收购量增加12%。\n【供】蛋鸡配合饲料\n云南 9秒前\n【求】收购陈化小麦\n某女士 海南 27分钟前\n"
    assert [c.value for c in read_claims(document(text)) if c.value is not None] == [12]
