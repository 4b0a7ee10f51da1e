"""Clauses of measures: plans, systems, areas and bodies set down without a doer. Sentences are made up, values read by hand."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims

from .conftest import Make
from .test_relations_things import Told, told

SET_DOWN: list[tuple[str, Told]] = [
    ("云南实施高原农业品牌提升行动，推进重大项目落地。", ("policy", "高原农业品牌提升行动", None)),
    ("会议要求，深入实施“绿谷”人才培养计划。", ("policy", "“绿谷”人才培养计划", None)),
    ("今年将建立农产品产地准出管理制度。", ("policy", "农产品产地准出管理制度", None)),
    ("省质检局将认真落实丝绸公证检验计划。", ("policy", "丝绸公证检验计划", None)),
    ("加强粮食收购、储存、运输全过程的监督检查。", ("policy", "粮食收购、储存、运输全过程的监督检查", None)),
    ("推进山区产业发展，设立大理绿色铝材综合试验区，组建云岭绿色铝材发展集团。", ("zoning", "大理绿色铝材综合试验区", None)),
    ("推进山区产业发展，设立大理绿色铝材综合试验区，组建云岭绿色铝材发展集团。", ("institution", "云岭绿色铝材发展集团", None)),
    ("明年将在大理建立国家茶叶产品质量检验中心。", ("institution", "国家茶叶产品质量检验中心", None)),
    ("通过扩大种植面积、鼓励民营企业参与农田建设、实施果树保险全覆盖等措施增加收入。", ("policy", "鼓励民营企业参与农田建设", None)),
    ("通过扩大种植面积、鼓励民营企业参与农田建设、实施果树保险全覆盖等措施增加收入。", ("policy", "果树保险全覆盖", None)),
    ("试点放宽境外人员购汇限制，扩大使用范围。", ("policy", "境外人员购汇限制", None)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), SET_DOWN)
def test_a_measure_without_a_doer_is_told_itself(document: Make, text: str, wanted: Told) -> None:
    assert wanted in told(read_claims(document(text)))


@pytest.mark.parametrize(
    "text",
    [
        "公司将继续实施降本增效行动计划。",
        "推进行动、抓好各项工作。",
        "实施了相关行动计划。",
        "支持企业发展。",
    ],
)
def test_what_a_firm_does_or_nothing_names_is_no_measure(document: Make, text: str) -> None:
    rules = {c.rule for c in read_claims(document(text))}
    assert not rules & {f"relation.clause.{name}" for name in ("measure", "area", "body", "ease", "help")}


DONE_BY: list[tuple[str, Told]] = [
    ("2、国家能源局：将研究制定海上风电综合评价管理办法；修订发布储能技术推广目录。", ("policy", "海上风电综合评价管理办法", "国家能源局")),
    ("2、国家能源局：将研究制定海上风电综合评价管理办法；修订发布储能技术推广目录。", ("policy", "储能技术推广目录", "国家能源局")),
    ("交通运输部等三部门联合印发若干措施，力争内河航运更加绿色。措施提出，组织开展绿色船舶龙头企业培育行动。", ("policy", "绿色船舶龙头企业培育行动", "交通运输部等三部门")),
    ("南湖市召开市政府专题会议，讨论通过《关于扶持渔港的意见》。", ("policy", "关于扶持渔港的意见", "市政府专题会议")),
    ("2026年湖南省政府工作报告\n发展特色农业，实施万亩茶园提质行动。", ("policy", "万亩茶园提质行动", "湖南省")),
    ("2026年湖南省政府工作报告\n编制好洞庭湖区航运发展规划。", ("policy", "洞庭湖区航运发展规划", "湖南省")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), DONE_BY)
def test_who_sets_a_measure_down_is_its_other_end(document: Make, text: str, wanted: Told) -> None:
    assert wanted in told(read_claims(document(text)))


SUPPORTED: list[tuple[str, list[Told]]] = [
    ("支持岳阳做强临港经济。", [("policy", "岳阳", "做强临港经济")]),
    ("支持示例智造、云岭电气等骨干企业提升装备水平。", [("policy", n, "提升装备水平") for n in ("示例智造", "云岭电气")]),
    ("支持南湖实验室、东岭实验室等进入国家实验室体系。", [("policy", n, "国家实验室体系") for n in ("南湖实验室", "东岭实验室")]),
    ("支持民营企业、科研院所等打造创新高地。", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), SUPPORTED)
def test_each_of_those_named_is_supported(document: Make, text: str, wanted: list[Told]) -> None:
    found = told(read_claims(document("2026年湖南省政府工作报告\n" + text)))
    assert [t for t in wanted if t not in found] == [], found
    assert wanted or not [t for t in found if t[2]]


def test_a_draft_is_of_who_asks_for_opinions(document: Make) -> None:
    claims = read_claims(document("国家能源局就《储能业务规则（征求意见稿）》公开征求意见。"))
    assert ("policy", "储能业务规则（征求意见稿）", "国家能源局") in told(claims)


LINKS: list[tuple[str, list[Told]]] = [
    ("川湖高速也是该省环湖旅游线的重要组成部分。", [("zoning", "川湖高速", "该省环湖旅游线的重要组成部分")]),
    ("贵州是全国算力网络重要枢纽节点。", [("zoning", "贵州", "全国算力网络重要枢纽节点")]),
    ("公司是产业链的重要组成部分。", []),
    ("创新是发展的重要组成部分。", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), LINKS)
def test_what_a_line_or_a_region_links(document: Make, text: str, wanted: list[Told]) -> None:
    assert told(read_claims(document(text))) == wanted


def test_this_project_links_what_the_sentence_before_named(document: Make) -> None:
    text = "南湖路快速路工程开工。该项目是城西片区南北两桥间的快速联络线。"
    wanted = ("zoning", "南湖路快速路工程", "城西片区南北两桥间的快速联络线")
    assert wanted in told(read_claims(document(text)))


@pytest.mark.parametrize(
    "text",
    [
        "白岭60兆瓦并网风电项目采用先进技术。",
        "临海高新区举行项目集中开工仪式。",
        "临海高新区召开重点项目集中签约大会。",
    ],
)
def test_a_stage_inside_a_name_and_a_ceremony_are_no_stage_of_a_project(document: Make, text: str) -> None:
    assert not [c for c in read_claims(document(text)) if c.kind == "project" and c.value is None]
