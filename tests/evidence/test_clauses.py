"""Splitting: marks, brackets, numbers, list items."""

from __future__ import annotations

import pytest

from lianzhang.evidence.clauses import mask_titles, sentence_at, split


def parts(text: str) -> list[list[str]]:
    return [[text[c.start : c.end] for c in s.clauses] for s in split(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲厂投产，乙厂开工。丙厂停产", [["甲厂投产", "乙厂开工"], ["丙厂停产"]]),
        ("投资1,200万元,占地30亩", [["投资1,200万元", "占地30亩"]]),
        ("出台《办法，细则》；下发通知", [["出台《办法，细则》", "下发通知"]]),
        ("总投资50亿元(其中,设备20亿元)的项目", [["总投资50亿元(其中,设备20亿元)的项目"]]),
        ("主要做法：一是建链。二是补链，三是强链", [["主要做法"], ["一是建链"], ["二是补链"], ["三是强链"]]),
        ("全省(一)加强招商。(二)加强服务", [["全省(一)加强招商"], ["(二)加强服务"]]),
        ("他说：“我们要扩产。”大家同意", [["他说", "“我们要扩产"], ["”大家同意"]]),
    ],
)
def test_clauses(text: str, expected: list[list[str]]) -> None:
    assert parts(text) == expected


def test_segments_and_paragraphs() -> None:
    text = "甲一,甲二;乙一\n丙一"
    sentences = split(text)
    assert [[c.segment for c in s.clauses] for s in sentences] == [[0, 0, 1], [0]]
    assert [(s.paragraph, s.first) for s in sentences] == [(0, True), (1, True)]
    found = sentence_at(sentences, text.index("丙"))
    assert found is sentences[1]


def test_stray_bracket_does_not_swallow_the_line() -> None:
    assert parts("甲(乙,丙。丁") == [["甲(乙", "丙"], ["丁"]]


def test_mask_keeps_length() -> None:
    text = "印发《发展规划》后投产"
    assert len(mask_titles(text)) == len(text)
    assert "规划" not in mask_titles(text)


def test_no_blank_or_mark_at_the_edge_of_a_clause() -> None:
    blanks = "".join(chr(c) for c in range(0x3001) if chr(c).isspace() and chr(c) != "\n")
    assert [(c.start, c.end) for s in split(f"{blanks}、甲厂{blanks}，") for c in s.clauses] == [
        (len(blanks) + 1, len(blanks) + 3)
    ]


def test_a_headline_in_marks_is_a_sentence_of_its_own() -> None:
    text = "【云杉科技：二期工厂投产】云杉科技公告，二期工厂投产。\n【快讯】云杉科技公告。"
    found = [text[s.start : s.end] for s in split(text)]
    assert found == ["云杉科技：二期工厂投产", "云杉科技公告，二期工厂投产", "【快讯】云杉科技公告"]
    assert [s.paragraph for s in split(text)] == [0, 0, 1]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("县里抓产业。现有材料企业\n\n  余家，配套企业40家。", 1),
        ("全市产值增长，完成投资\n亿元，增速加快。", 1),
        ("县里建研究院。攻关组计划\n\n  月底前完成样品测试，并送样。", 1),
        ("乙县抓招商。2025年，成功举办\n\n  2025年储能大会，签约项目21个。", 1),
        ("县里抓产业。该产业产值达到\n\n  300亿元，占全市四成。", 1),
        ("锂盐产量增长，企业扩产\n\n年底，产能达到20万吨。", 2),
        ("甲厂投产。图为车间\n\n乙厂开工，丙厂停产。", 2),
        ("一、目标是\n\n年底前建成产线8条，开工。", 2),
        ("县里抓产业。主要做法是\n\n抓招商", 2),
        ("指标 产量\n万吨 家", 2),
    ],
)
def test_a_line_broken_within_its_sentence_goes_on(text: str, lines: int) -> None:
    assert len({s.paragraph for s in split(text)}) == lines
    last = split(text)[-1]
    assert text[last.start : last.end].endswith(text.rstrip("。")[-2:])


def test_who_sent_a_report_and_when_stands_alone() -> None:
    text = "东江社3月4日讯（编辑 陈岭）总市值近90亿元的隔膜龙头停牌。\n本报云城3月4日电（记者李山）锂盐增产。\n3月4日讯息称，锂盐增产。"
    found = [text[s.start : s.end] for s in split(text)]
    assert found == [
        "东江社3月4日讯（编辑 陈岭）",
        "总市值近90亿元的隔膜龙头停牌",
        "本报云城3月4日电（记者李山）",
        "锂盐增产",
        "3月4日讯息称，锂盐增产",
    ]


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("东江科技拟募资3亿元 去年净利下降12%", 2),
        ("东江科技拟投资9亿元建设新材料基地 包括4000万件壳体项目", 1),
        ("指标 产量 万吨 去年 今年", 1),
        ("东江科技昨日公告拟募资3亿元 去年净利下降12%。", 1),
    ],
)
def test_a_blank_parts_the_statements_of_a_headline(text: str, clauses: int) -> None:
    assert [len(s.clauses) for s in split(text)] == [clauses]
