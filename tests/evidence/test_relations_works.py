"""Which project or work an event is of. Sentences are made up, values read by hand; firms, works and most places do not exist."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims

from .conftest import Make

STAGES: list[tuple[str, set[tuple[str, str | None]]]] = [
    # a name in marks is whole as it stands
    ("“安徽中锐新材料有限公司隔膜二期扩建项目”于2021年3月开工建设。", {("安徽中锐新材料有限公司隔膜二期扩建项目", "2021-03")}),
    ("公司参建的“星海磷酸铁产业园项目”近日在青江县正式开工。", {("星海磷酸铁产业园项目", None)}),
    # where it lies and whose it is stand before its name
    ("星海矿业公告，其位于赞比亚的卡隆铜矿项目将于2028年投产。", {("卡隆铜矿项目", "2028")}),
    ("坐落于青江新区的云杉电解液工厂去年建成投产。", {("云杉电解液工厂", "2023")}),
    # 该项目 is what was called a project, not the park named since
    ("年产3万吨磷酸铁项目落户青江县。双方在青江县共建中部磷化工产业园。\n该项目计划2026年6月开工。", {("年产3万吨磷酸铁项目", None), ("年产3万吨磷酸铁项目", "2026-06")}),
    # a park in which something is built is no project
    ("星海光电在东明高新技术产业园区新建一条光学膜生产线，计划在2027年建成投产。", set()),
    ("市委书记李明宣布项目开工。", set()),
    # all the members of a list, figures and all
    ("青山60万吨铝板、1850mm中厚板等项目建成投产。", {("青山60万吨铝板项目", None), ("1850mm中厚板项目", None)}),
    # when something is due
    ("云杉电解液工厂预计投产时间为2027年10月。", {("云杉电解液工厂", "2027-10")}),
    ("青江水库加固工程的竣工日期为2026年6月30日。", {("青江水库加固工程", "2026-06-30")}),
    ("“星海隔膜二期扩建项目”于2024年3月开工，预计完工时间为2026年5月。", {("星海隔膜二期扩建项目", "2024-03"), ("星海隔膜二期扩建项目", "2026-05")}),
    # 电站, 大桥: the one named last
    ("青岭抽水蓄能电站地下厂房洞室群施工全部完成。电站位于贵南县，总投资90亿元，计划2031年建成。", {("青岭抽水蓄能电站", None), ("青岭抽水蓄能电站", "2031")}),
    ("在建的第一高桥——白石高速清江大桥路面铺装全线完工，预计9月底具备通车条件。", {("白石高速清江大桥", None)}),
    ("本溪东岭项目将于2028年投产。", {("本溪东岭项目", "2028")}),
    # figures and points in a name, stretches of a line
    ("三岭电站2012年全部机组投产发电。", {("三岭电站", "2012")}),
    ("海州至东山段完成铺轨；新建江渝高铁江城东至山阳段启动联调联试。", {("海州至东山段", None), ("江渝高铁江城东至山阳段", None)}),
    ("“海州云杉特种玻璃基地三期扩建”项目于2021年9月动工，预计完工时间为2024年2月。", {("海州云杉特种玻璃基地三期扩建", "2021-09"), ("海州云杉特种玻璃基地三期扩建", "2024-02")}),
    ("云杉集团将投资4.96亿元扩建水清沟热电厂项目，项目2013年完工投产。", {("云杉集团", None), ("水清沟热电厂项目", "2013")}),
    ("公司全资子公司青江云杉化学有限公司VC项目将开始试生产。", {("青江云杉化学有限公司VC项目", None)}),
    ("云杉化工5万吨聚乙烯醇装置正式投料开车。", {("云杉化工5万吨聚乙烯醇装置", None)}),
    ("预计2030年建成广深高铁。", {("广深高铁", "2030")}),
    ("新铁矿项目开工的放慢支撑了价格。", set()),
    ("该市已建成六个千万千瓦级新能源基地。", set()),
    ("公司在建年产1万吨产线预计下半年投产。", {("年产1万吨产线", "2024-H2")}),
    ("走进位于乐山高新区的云杉光学研制基地，项目于2025年11月动工建设。", {("云杉光学研制基地", "2025-11")}),
    ("将举办一系列重大项目签约和政策发布活动。", set()),
    # words before a name are not of it
    ("这标志着云杉电解液工厂正式投产。", {("云杉电解液工厂", None)}),
    ("一是青江水库加固工程已经完工。", {("青江水库加固工程", None)}),
    # a phase is of the project named before
    ("云杉隔膜项目分两期实施，首期工程建设两条线，预计2027年6月竣工。", {("云杉隔膜项目首期", "2027-06")}),
    # what is only counted, or only spoken of, is no project
    ("六个海上示范项目合计90万千瓦，将在两年内全部开工建设。", set()),
    ("国内两条高世代面板生产线刚刚投产。", set()),
    ("大批核电项目开工建设。", set()),
    ("或此前核准但未能建成的项目将被清退。", set()),
    ("全国最大的铝企之一罗西铝业集团（Rossi）青江工厂将正式开业。", {("罗西铝业集团青江工厂", None)}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), STAGES, ids=[t[:16] for t, _ in STAGES])
def test_whose_stage_and_when(document: Make, text: str, expected: set[tuple[str, str | None]]) -> None:
    claims = [
        c
        for c in read_claims(document(text))
        if c.kind == "project" and c.value is None and c.rule != "relation.open"
    ]
    assert {(c.subject, c.time) for c in claims} == expected


def test_the_part_of_a_work_is_said(document: Make) -> None:
    (claim,) = read_claims(document("白石高速清江大桥沥青路面铺装全线完工。"))
    assert (claim.subject, claim.object) == ("白石高速清江大桥", "沥青路面铺装完工")


def test_works_are_where_they_are_built_not_where_their_builder_is_from(document: Make) -> None:
    told = read_claims(document("湖北蓝海新材料有限公司在江西省宜春市加快建设磷酸铁、正极材料等项目。"))
    assert "江西省宜春市" in {c.place for c in told if c.rule == "relation.project"}
