"""The data files against their schema: packaged ones are sound, every fault of a planner's is told with file and row."""

from __future__ import annotations

from functools import cache

import pytest

from lianzhang.core.data_files import LAYERED, laid_over, packaged_text
from lianzhang.evidence import read_claims, segments
from lianzhang.evidence.lexicon import tables as lexicon
from lianzhang.evidence.lexicon.check import check_own, check_packaged
from lianzhang.evidence.lexicon.patterns import pattern_fault
from lianzhang.evidence.words import words
from lianzhang.text import read_bytes

FRAME = """[[frame]]
kind = "sales"
measure = "签约量"
units = ["MW"]
before = '签约量?'
priority = 24
example = "甲公司全年逆变器签约量60GW"
"""


def faults(name: str, text: str) -> list[tuple[str | None, str | None]]:
    found = list(check_own(((name, text),)))
    assert all(p.file == f"lexicon/{name}" for p in found)
    return [(p.where, p.field) for p in found]


@cache
def sound(name: str, text: str) -> bool:
    """Whether a text has no faults; found out once for all faults that are put into it."""
    return faults(name, text) == []


def test_packaged_files_are_sound() -> None:
    assert [str(p) for p in check_packaged()] == []


def test_every_fault_of_a_table_at_once() -> None:
    text = "# own\nsurfaces,type,canonical,product\n甲;乙,produkt,甲料,\n乙,product,乙料,\n,product,,\n丙,product\n"
    assert set(faults("terms.csv", text)) == {
        ("line 3", "type"), ("line 4", "surfaces"), ("line 5", "canonical"), ("line 6", None),
    }  # fmt: skip
    assert faults("terms.csv", "surface,type,canonical,product\n") == [
        ("header", "surface"),
        ("header", "surfaces"),
    ]
    assert faults("measures.csv", "surface,unit,factor,kind\n瓦,MWw,-1,power\n瓦,MW,1,power\n") == [
        ("line 2", "unit"), ("line 2", "factor"), ("line 3", "surface"),
    ]  # fmt: skip
    assert faults("firms.csv", "name,legal,aliases,place,chain\n青石,,,湖南省长砂市,cells\n") == [
        ("line 2", "place"), ("line 2", "chain"),
    ]  # fmt: skip


def test_pairs_that_undo_one_another() -> None:
    text = "spun,restored,phrases,keep,level\n动能,能源,新动能 新能源,,strong\n能源,动能,,,weak\n"
    assert faults("spin.csv", text) == [("line 2", "phrases"), ("line 3", "spun")]


def test_what_a_number_counts_is_said_once() -> None:
    head = "kind,measure,pattern,basis,bare\n"
    rows = "finance,税收,契税,契税,open\nfinance,税收,契税,契税等,open\nfinence,,(土地,土地,shut\n"
    assert faults("counting.csv", head + rows) == [
        ("line 4", "kind"), ("line 4", "pattern"), ("line 4", "bare"), ("line 3", "pattern"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ('kind = "sales"', 'kind = "sale"', "kind"),
        ('"MW"', '"MWw"', "units"),
        ("before =", "bevore =", "bevore"),
        ("'签约量?'", "'(出货量'", "before"),
        ("'签约量?'", r"'(\w+)+出货量吨'", "before"),
        ("'签约量?'", "'出?'", "before"),
        ("'签约量?'", "'发运'", "example"),
        ("priority = 24", 'priority = "high"', "priority"),
        ("priority = 24", 'to = { GW = "GW/a" }', "to"),
        ("example =", "# example =", "example"),
        ("全年逆变器签约量60GW", "出货量很大", "example"),
    ],
)
def test_faults_of_a_frame(old: str, new: str, field: str) -> None:
    assert sound("frames_numbers.toml", FRAME)
    assert old in FRAME
    assert ("line 1", field) in faults("frames_numbers.toml", FRAME.replace(old, new))


def test_other_faults_of_entries() -> None:
    assert faults("frames_numbers.toml", "[[frame]\n") == [("line 1", None)]
    assert faults("frames_numbers.toml", "[[fram]]\n") == [(None, "fram")]
    assert ("line 9", "example") in faults("frames_numbers.toml", FRAME + "\n" + FRAME)
    text = (
        "[[relation]]\nkind = 'supply_link'\nwords = ['供']\n"
        "pattern = '(?P<x>甲)向(?P<o>乙)直送'\neach = 's'\nexample = '丙向乙直送'\n"
    )
    assert {f for _, f in faults("frames_relations.toml", text)} >= {"pattern", "each", "words"}
    cue = "[[cue]]\nmodality = 'plan'\nstrength = 2\nreach = 'far'\nwords = '将要'\nexample = '拟建'\n"
    assert {f for _, f in faults("frames_modality.toml", cue)} == {"modality", "reach", "words"}


WORDS = """[[words]]
list = "hollow"
pattern = '辐照度|倾角'
example = "年均辐照度"

[[stage]]
name = "投产"
pattern = '并网'
example = "已并网项目8个"
"""


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ('list = "hollow"', 'list = "holow"', "list"),
        ('list = "hollow"', 'lists = "hollow"', "list"),
        ("'辐照度|倾角'", "'(辐照度|倾角)'", "pattern"),
        ("'辐照度|倾角'", "'(?i)辐照度'", "pattern"),
        ("'辐照度|倾角'", "'(?:辐|照|度|辐照)+角的'", "pattern"),
        ("'辐照度|倾角'", "'(辐照度'", "pattern"),
        ("'辐照度|倾角'", "'透过率'", "pattern"),
        ('example = "年均辐照度"', "", "example"),
    ],
)
def test_faults_of_words(old: str, new: str, field: str) -> None:
    assert sound("frames_words.toml", WORDS)
    assert old in WORDS
    assert ("line 1", field) in faults("frames_words.toml", WORDS.replace(old, new))


def test_a_stage_has_its_nearest_named() -> None:
    (fault,) = check_own((("frames_words.toml", WORDS.replace('"投产"', '"投产后"')),))
    assert (fault.where, fault.field, fault.nearest) == ("line 6", "name", "投产")


def test_faults_of_statement_words() -> None:
    assert (
        faults(
            "statement_words.toml", "[words]\nverb = '并网 消纳'\n[others]\nheads = '组件'\nfacets = '组件'\n"
        )
        == []
    )
    text = "[words]\nverbs = '并网'\nverb = '消纳 并网'\nentry = '并网'\nsaying = 3\nadverb = '，'\n\n[other]\nheads = '组件'\n"
    assert set(faults("statement_words.toml", text)) == {
        ("line 2", "verbs"), ("line 4", "entry"), ("line 5", "saying"), ("line 6", "adverb"), (None, "other"),
    }  # fmt: skip
    (fault, *_) = check_own((("statement_words.toml", text),))
    assert fault.nearest == "verb"


def test_own_statement_words_move_packaged_ones() -> None:
    before = dict(segments.classes())
    moved = next(w for w, name in before.items() if name == "verb")
    own = f"[words]\nmixed = '{moved} 示例动词'\n[others]\nheads = '示例名词'\n"
    with laid_over((("statement_words.toml", own),)):
        after = segments.classes()
        assert after == before | {moved: "mixed", "示例动词": "mixed"}
        assert "示例名词" in segments.others("heads") and "项目" in segments.others("heads")
    assert segments.classes() == before


def test_faults_of_the_wide_list_of_spinners_words() -> None:
    text = "spun,restored,share,keep\n矽板,硅片,1.2,矽板厂\n构件,构件,0.1,\n接网,,0.1,\n接网,并网,many,连网\n"
    assert set(faults("spin_list.csv", text)) == {
        ("line 2", "share"), ("line 3", "restored"), ("line 4", "restored"), ("line 5", "spun"),
        ("line 5", "share"), ("line 5", "keep"),
    }  # fmt: skip
    assert faults("spin_list.csv", "spun,restored,share,keep\n矽板,硅片 硅料,0.01,矽板厂\n") == []


def test_an_unknown_file_has_its_nearest_named() -> None:
    (fault,) = check_own((("term.csv", "x\n"),))
    assert fault.nearest == "terms.csv"


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+b",
        "(?:甲|乙|甲乙)+丙",
        r"(\w*,?)*x",
        "(?:[^，。]{0,40}、){0,40}项目",
        "(a|aa)+$",
        "((((((a+)+)+)+)+)+)+b",
    ],
)
def test_patterns_that_blow_up(pattern: str) -> None:
    assert pattern_fault(pattern) is not None


@pytest.mark.parametrize(
    "pattern", [r"\d+(?:,\d+)*元", "产能(?:规模)?", "[^，]*甲[^，]*乙", "(?:预计|有望)[^，。]{0,8}?达到"]
)
def test_patterns_that_do_not(pattern: str) -> None:
    assert pattern_fault(pattern) is None


def test_own_rows_stand_in_place_of_packaged_ones_and_go_again() -> None:
    firms = "name,legal,aliases,place,chain\n宁德时代,示例控股有限公司,CATL,福建省宁德市,cell\n"
    terms = "surfaces,type,canonical,product\n硅片,product,示例硅片,\n"
    before = lexicon.firms(), lexicon.terms()
    with laid_over((("firms.csv", firms), ("terms.csv", terms))):
        assert lexicon.firm_names()["宁德时代"] == "示例控股有限公司"
        assert len(lexicon.firms()) == len(before[0])
        assert {t.canonical for t in lexicon.terms() if t.surface == "硅片"} == {"示例硅片"}
        assert "单晶硅片" in {t.surface for t in lexicon.terms()}
    assert (lexicon.firms(), lexicon.terms()) == before
    assert lexicon.firm_names()["宁德时代"] != "示例控股有限公司"


def test_an_own_frame_reads_what_no_other_did() -> None:
    document = read_bytes("甲公司全年逆变器签约量60GW。".encode(), "a.txt")
    before = read_claims(document)
    assert "sales" not in {c.kind for c in before}
    with laid_over((("frames_numbers.toml", FRAME),)):
        assert [(c.kind, c.measure) for c in read_claims(document)] == [("sales", "签约量")]
    assert read_claims(document) == before


def test_own_words_stand_beside_packaged_ones() -> None:
    text = "全市已并网光伏项目8个。"
    before = read_claims(read_bytes(text.encode(), "a.txt"))
    assert [c.stage for c in before if c.value] == [None]
    assert words().hollow.fullmatch("年均辐照度") is None
    with laid_over((("frames_words.toml", WORDS),)):
        assert words().hollow.fullmatch("年均辐照度") and words().hollow.fullmatch("年均营业收入")
        assert [c.stage for c in read_claims(read_bytes(text.encode(), "a.txt")) if c.value] == ["投产"]
        found = read_claims(read_bytes("全市竣工光伏项目8个。".encode(), "a.txt"))
        assert [c.stage for c in found if c.value] == ["投产"]
    assert read_claims(read_bytes(text.encode(), "a.txt")) == before


def test_words_with_a_packaged_example_replace_them() -> None:
    own = "[[stage]]\nname = '中试'\npattern = '小试'\nexample = '中试线2条'\n"
    assert faults("frames_words.toml", own) == [("line 1", "pattern")]
    own = own.replace("'小试'", "'小试|中试线'")
    with laid_over((("frames_words.toml", own),)):
        assert dict(words().stage)["中试"].pattern == "小试|中试线"
        assert dict(words().stage)["开工"].search("动工")


def test_an_entry_with_a_packaged_example_replaces_it() -> None:
    text = packaged_text("frames_numbers.toml")
    example = "新签项目合同投资额120亿元"
    assert example in text
    own = f'[[frame]]\nkind = "finance"\nmeasure = "示例"\nunits = ["CNY"]\nbefore = "合同投资额"\npriority = 16\nexample = "{example}"\n'
    with laid_over((("frames_numbers.toml", own),)):
        (claim,) = [c for c in read_claims(read_bytes(f"{example}。".encode(), "a.txt")) if c.value]
        assert (claim.kind, claim.measure) == ("finance", "示例")


def test_the_schema_tells_every_file() -> None:
    from lianzhang.evidence.lexicon.check import _schema

    assert set(_schema()) == set(LAYERED)


def test_every_rule_is_known() -> None:
    from lianzhang.evidence.lexicon.check import _VALUES, _schema

    known = {*_VALUES, "names", "words", "places"}
    for name, schema in _schema().items():
        rules = (
            schema.values()
            if name.endswith(".csv")
            else [r for keys in schema.values() for r in keys.values()]
        )
        bare = {r.rstrip("!").removeprefix("list of ") for r in rules}
        assert {r for r in bare if not r.startswith("one of ")} <= known, name
