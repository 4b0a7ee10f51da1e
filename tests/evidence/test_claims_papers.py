"""What papers hold, groups that go out, advice by number, what is done each year. Sentences are made up, values read by hand."""

from __future__ import annotations

import pytest

from lianzhang.evidence import Claim, read_claims

from .conftest import Make


def counted(document: Make, text: str, unit: str = "count") -> list[Claim]:
    return [c for c in read_claims(document(text)) if c.unit == unit]


@pytest.mark.parametrize(
    ("text", "paper", "values"),
    [
        (
            "广安市印发《广安市储能产业实施方案》。方案提出18条措施，从企业培育、用地保障等五个方面支持企业。",
            "广安市储能产业实施方案",
            [18, 5],
        ),
        (
            "宜春市出台《宜春市电池回收若干政策》。若干政策共二十条，涵盖回收网络、资金奖补、安全监管四个方面。",
            "宜春市电池回收若干政策",
            [20, 4],
        ),
        ("河南省发布《关于支持氢能产业的意见》。《意见》明确12项重点任务。", "关于支持氢能产业的意见", [12]),
        (
            "《青海省盐湖产业规划（2025—2030年）》日前通过评审。该规划包括26项任务。",
            "青海省盐湖产业规划（2025—2030年）",
            [26],
        ),
        ("蚌埠市通过《蚌埠市新能源汽车促进条例》。条例共六章四十二条。", "蚌埠市新能源汽车促进条例", [42]),
        (
            "荆门市出台《荆门市动力电池扶持措施》。措施将从8个方面支持企业发展。",
            "荆门市动力电池扶持措施",
            [8],
        ),
        (
            "衡水市出台《衡水市氢能发展办法》。办法列出十二条，分别是用地、融资等十二个方面。",
            "衡水市氢能发展办法",
            [12],
        ),
    ],
)
def test_parts_of_the_paper_named_last(text: str, paper: str, values: list[int], document: Make) -> None:
    told = counted(document, text)
    assert [c.value for c in told] == values
    assert {c.subject for c in told} == {paper}
    assert {c.kind for c in told} == {"policy"}


@pytest.mark.parametrize(
    "text",
    [
        "专家从三个方面分析了储能市场。",
        "广安市印发《广安市储能产业实施方案》。公司计划从两个方面发力。",
        "调研组由三个小组的成员组成。",
    ],
)
def test_ways_of_speaking_count_nothing(text: str, document: Make) -> None:
    assert counted(document, text) == []


def test_what_a_paper_sets_as_a_goal_is_not_of_the_paper(document: Make) -> None:
    text = "河南省发布《关于支持氢能产业的意见》。意见提出，到2027年建成加氢站80座。"
    assert [(c.subject, c.place) for c in counted(document, text)] == [("加氢站", "河南省")]


@pytest.mark.parametrize(
    ("text", "subject", "value"),
    [
        ("浙江省湖州市成立电池检查组，分长兴、德清、安吉三个小组开展检查。", "电池检查组", 3),
        ("浙江省湖州市人大开展专题调研。调研分五个小组，由副主任带队。", "调研", 5),
    ],
)
def test_groups_that_go_out(text: str, subject: str, value: int, document: Make) -> None:
    (told,) = counted(document, text)
    assert (told.subject, told.value, told.kind, told.place) == (
        subject,
        value,
        "institution",
        "浙江省湖州市",
    )


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("市人大调研组向市政府提出对应的6条建议。", "市人大调研组"),
        ("县十五届人大二次会议审议了电池产业工作情况报告，并提出7条审议意见。", "县十五届人大二次会议"),
        ("调研形成了一份报告，分析了不足，并向县政府提出对应的9条建议。", "调研"),
    ],
)
def test_who_gives_advice(text: str, subject: str, document: Make) -> None:
    assert [c.subject for c in counted(document, text)] == [subject]


@pytest.mark.parametrize(
    ("text", "unit", "subject", "qualifier"),
    [
        ("长兴县人大每季度围绕电池产业至少开展两次调研。", "次/季", "长兴县人大每季调研", "more_than"),
        ("长兴县政协每年围绕储能产业，不少于组织一次视察。", "次/年", "长兴县政协每年视察", "more_than"),
        ("县里每月对储能项目开展1次调度。", "次/月", "储能项目每月调度", "exact"),
    ],
)
def test_what_is_done_again_and_again(
    text: str, unit: str, subject: str, qualifier: str, document: Make
) -> None:
    (told,) = counted(document, text, unit)
    assert (told.subject, told.qualifier) == (subject, qualifier)


def test_what_a_suggestion_holds_is_asked_for(document: Make) -> None:
    text = (
        "代表提交了《关于加快储能产业发展的建议》。该建议从用地、融资、人才等六个方面提出对策，力争三年见效。"
    )
    (told,) = counted(document, text)
    assert (told.kind, told.modality, told.subject) == (
        "proposal_step",
        "proposed",
        "关于加快储能产业发展的建议",
    )


def test_who_carries_out_a_meeting(document: Make) -> None:
    told = [
        c
        for c in read_claims(document("2025年，淇县成功承办2025年河南省储能产业大会。"))
        if c.kind == "milestone"
    ]
    assert [(c.subject, c.object) for c in told] == [("2025年河南省储能产业大会", "淇县")]
