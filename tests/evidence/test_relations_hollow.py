"""Statements that say nothing are not told, and a statement said twice is one claim."""

from __future__ import annotations

import pytest
from tests.evidence.conftest import Make

from lianzhang.evidence import Claim, read_claims


def _told(document: Make, text: str) -> list[Claim]:
    return [c for c in read_claims(document(text)) if c.value is None]


@pytest.mark.parametrize(
    "text",
    [
        "海岳材料股份有限公司本次的布局体现了自身拓宽产品线的决心。",
        "海岳材料股份有限公司通过收购来扩大市场份额。",
        "海岳材料股份有限公司认为，此项收购难度更大。",
        "海岳材料股份有限公司能否上市尚无定论，一旦登陆资本市场，资金便不再短缺。",
        "海岳材料股份有限公司是铝箔行业的龙头企业。",
        "海岳材料股份有限公司的经营范围：隧道工程、桥梁工程、路面工程建设。",
        "海岳材料等上市房企的份额较高。",
        "有关事项由各单位提出，临江市发展改革委确定。",
        "临江市要加强组织协调和监督检查。",
        "该处的任务之一是负责制定监管制度并监督实施。",
        "海岳材料股份有限公司公告称，磷酸铁锂正极项目按计划推进建设，磷酸盐业务实现满产满销。",
        "鉴于海岳集团为临江市龙头民营企业，此事将由各方另行商议。",
        "浙江清理工程建设项目的手续，统一竣工验收图纸和验收标准。",
        "海岳材料股份有限公司的新产品将支撑车规业务第二增长极。",
        "海岳材料股份有限公司发现市场对公司高速线缆项目关注度较高。",
        "商务部将会同有关部门推动各项措施落地。",
        "海岳材料股份有限公司董事会保证本公告内容不存在任何虚假记载。",
        "海岳材料股份有限公司将继续履行三年锁定承诺。",
        "海岳材料股份有限公司披露了两则要紧的公告。",
        "海岳材料股份有限公司在取得《中标通知书》之前不会动工。",
        "海岳材料股份有限公司今年订单的金额最大。",
        "海岳材料股份有限公司将按规定履行信息披露义务。",
        "海岳材料股份有限公司公告，公司致力于隔膜涂覆技术的研发。",
        "海岳材料股份有限公司可能成为青禾食品有限公司的控制方。",
        "海岳材料股份有限公司昨晚宣布重大消息。",
        "海岳材料股份有限公司是一家涂覆隔膜企业。",
        "该事项已经海岳材料股份有限公司2024年第二次临时股东大会审议通过。",
        "海岳材料股份有限公司本次会议的表决程序符合《中华人民共和国公司法》。",
        "海岳材料股份有限公司与青禾食品有限公司不存在关联关系。",
        "海岳材料股份有限公司股票停牌一天。",
        "海岳材料股份有限公司在遵守《某某联合交易所证券上市规则》的前提下回购。",
        "海岳材料股份有限公司的隔膜项目预计开工时间2027年3月5日。",
        "海岳材料股份有限公司的钠电业务尚未实现盈利。",
        "海岳材料股份有限公司的信息披露媒体为《中国证券报》。",
    ],
)
def test_nothing_is_told(document: Make, text: str) -> None:
    assert _told(document, text) == []


def test_a_paper_under_its_second_name_is_not_told_again(document: Make) -> None:
    text = "青岭市政府印发《青岭市绿色建材推广应用实施方案》（下称《实施方案》）。\n根据《实施方案》，到2030年全市将建成示范项目。"
    told = [c.subject for c in _told(document, text) if c.kind == "policy"]
    assert told == ["青岭市绿色建材推广应用实施方案"]


def test_a_deal_said_twice_is_one_claim(document: Make) -> None:
    text = "去年，海岳集团收购云杉食品有限公司。\n市场人士认为，海岳公司收购云杉食品有限公司之后渠道更宽。\n据悉，海岳公司收购云杉食品股份有限公司。"
    deals = [c for c in _told(document, text) if c.rule == "relation.clause.acquire"]
    assert len(deals) == 1
    assert deals[0].also


def test_two_deals_of_one_firm_are_two_claims(document: Make) -> None:
    text = "去年，海岳集团收购云杉食品有限公司。\n今年，海岳集团收购丰源能源有限公司。"
    objects = {c.object for c in _told(document, text) if c.rule == "relation.clause.acquire"}
    assert objects == {"云杉食品有限公司", "丰源能源有限公司"}


def test_a_firm_is_told_by_its_name_alone(document: Make) -> None:
    text = "海岳集团欲并购糖业巨头青禾记。\n青禾记创办于三十年前，青禾记的糖果销往多地。"
    assert ("海岳集团", "青禾记") in {(c.subject, c.object) for c in _told(document, text)}


def test_places_where_a_firm_builds_do_not_settle_themselves(document: Make) -> None:
    text = "海岳汽车有限公司已先后在南昌、长沙、贵阳等地选址建厂。"
    subjects = {c.subject for c in _told(document, text)}
    assert subjects == {"海岳汽车有限公司"}


def test_a_meeting_is_told_with_where_it_is_held(document: Make) -> None:
    text = "青岭市第八届人民代表大会常务委员会第十二次会议5月8日至9日在南昌举行。"
    assert [c.object for c in _told(document, text)] == ["南昌"]


def test_a_stage_is_of_the_work_in_its_clause(document: Make) -> None:
    text = "云岭铜箔项目总投资3亿元；临江绕城高速公路南线近日开工。"
    told = [(c.subject, c.object) for c in read_claims(document(text)) if c.value is None]
    assert told == [("临江绕城高速公路南线", "开工")]


@pytest.mark.parametrize(
    "text", ["湖南省12名工匠入选国家级技能大师名单。", "越来越多的企业跻身铜箔行业百强名单。"]
)
def test_counted_heads_are_listed_by_their_number(document: Make, text: str) -> None:
    assert not [c for c in read_claims(document(text)) if c.rule == "relation.milestone"]


def test_the_layout_of_a_firm_zones_no_place(document: Make) -> None:
    text = "海岳材料股份有限公司（600999）公告，公司完成“东西并进”的门店布局。公司上半年盈利。"
    assert not [c for c in _told(document, text) if c.kind == "zoning"]


def test_since_when_a_firm_stands_is_no_event(document: Make) -> None:
    text = "海岳材料股份有限公司从成立至今一直做铝箔。"
    assert not [c for c in _told(document, text) if c.rule == "relation.event"]


@pytest.mark.parametrize(
    "text",
    [
        "海岳材料股份有限公司称，相关做法符合《江海数据跨境管理条例》。",
        "海岳材料股份有限公司称，在《江海地板市场观察》中，橡木排在前面。",
        "海岳材料股份有限公司称，制定江海港口收费管理办法难度不小。",
        "全国并购公会会长、副会长到场，海岳材料股份有限公司作了介绍。",
        "海岳材料股份有限公司昨日发布公告。收购蓝桥纸业，是看中它的渠道。",
        "海岳材料股份有限公司业绩向好，首次跻身百亿俱乐部。",
    ],
)
def test_what_is_only_mentioned_is_not_told(document: Make, text: str) -> None:
    assert not [c for c in _told(document, text) if c.rule not in ("relation.clause.tell", "relation.open")]


def test_what_a_firm_is_stands_before_its_name(document: Make) -> None:
    claims = _told(document, "汽车改装企业海岳汽车股份有限公司已提交IPO申请，拟在深交所上市。")
    assert "海岳汽车股份有限公司" in {c.subject for c in claims}
    claims = _told(document, "商用客运飞行器研发和制造商云岳航空9月3日与江海租赁有限公司签署了购机协议。")
    assert ("云岳航空", "江海租赁有限公司") in {(c.subject, c.object) for c in claims}


def test_a_holders_letter_is_not_told_beside_who_holds(document: Make) -> None:
    text = "海岳材料股份有限公司（以下简称“公司”）近日接到公司控股股东云杉投资有限公司（以下简称“云杉投资”）的通知。"
    assert [c.kind for c in _told(document, text)] == ["finance"]


def test_a_name_cut_within_a_bracket_ends_before_it(document: Make) -> None:
    text = "海岳集团以3亿美元收购云杉食品(Spruce Foods Inc.)。"
    assert {c.object for c in _told(document, text)} <= {"云杉食品"}
