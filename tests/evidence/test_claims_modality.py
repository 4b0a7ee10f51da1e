"""What is of before or of now beside what is ahead, and what goes on being told of a time ahead. Texts are made up, answers read by hand."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims

from .conftest import Make


def modalities(document: Make, text: str, published: str) -> list[str]:
    claims = read_claims(document(text, published=published))
    return [c.modality for c in sorted(claims, key=lambda c: c.start) if c.value is not None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("公司有望将铜箔产能由目前的6万吨提升到9万吨。", ["actual", "forecast"]),
        # what was expected is told of the figure before alone; what comes of what is foreseen; what was done with a thing
        ("上半年净利润6亿元，高于市场预期的5.2亿元；扣非净利润为5.8亿元。", ["actual", "forecast", "actual"]),
        ("今年市场需求将达9亿片，出货金额将达40亿美元。", ["forecast", "forecast"]),
        ("公司计划再发3颗卫星。公司成功将12颗卫星送入轨道。", ["planned", "actual"]),
        ("股东计划减持青松股份（收盘价：12.3元）股份。", ["actual"]),
        ("公司计划将产能由目前的6万吨提高到9万吨。", ["actual", "planned"]),
        ("公司计划到2026年将产能从2023年的4万吨扩大到8万吨。", ["actual", "target"]),
        ("预计今年营收40亿元，超过去年的31亿元。", ["forecast", "actual"]),
        ("预计今年增速为8%，低于上年12%的增速。", ["forecast", "actual"]),
        (
            "预计达产后年均营收9亿元，高于2023年实现的7亿元营收与1亿元净利。",
            ["forecast", "actual", "actual"],
        ),
        ("预计需求将比2023年翻一番。", ["forecast"]),
        ("王某累计增持120万股，占增持计划总额的60%。", ["actual", "actual"]),
        ("白河市强基计划领导小组公布，全市共有300家试点企业。", ["actual"]),
        ("全市20家企业实现了翻番目标，建成研发机构40家。", ["actual", "actual"]),
        ("白河电缆在中标候选人中排名第三。", ["actual"]),
        ("铜箔产能今年料增3万吨。", ["forecast"]),
        ("预期净利润不少于20亿元，与2023年同期的6亿元相比，将增长186%。", ["forecast", "actual", "forecast"]),
        ("工厂的产能利用率调整为50%，不排除开工率再下调。", ["actual"]),
        ("工厂的产能利用率调整为50%，原计划7月恢复正常生产。", ["actual"]),
        ("六部门：到 2027 年底建成 2800 万个充电设施。", ["target"]),
        ("原料价格3万元/吨。", ["actual"]),
        ("根据新增产能30万吨的预测，市场将更拥挤。", ["forecast"]),
        ("亚洲需求将以4%的速度增长，到2027年达到2亿吨。", ["forecast", "forecast"]),
        ("公司拟收购的白河铜矿平均品位为0.6%。", ["actual"]),
        ("白河集团及时调整结构，确保平稳发展，1至2月生产棉纱800吨，同比增长12%。", ["actual", "actual"]),
        ("全国黄金储备为1054吨。", ["actual"]),
        ("全市单月开工数量达到99个，产品价格较全国高出400元/吨。", ["actual", "actual"]),
        ("1至2月新开工项目计划总投资600亿元，同比下降1.1%。", ["planned", "actual"]),
        ("沪市公司7月披露回购计划89家次。", ["actual"]),
        ("2024年白河市计划完成投资30亿元，建设公路项目45个。", ["planned", "planned"]),
        ("市场规模可能在4000亿元左右。", ["forecast"]),
        ("公司谋求将持股比例提升至49%。", ["planned"]),
        ("轮胎行业要淘汰90%以上的落后产能。", ["target"]),
        ("煤制烯烃在建及规划产能已经达到200万吨/年。", ["under_construction"]),
        ("培养10个以上年销售收入超过100亿元的大公司，是规划的任务。", ["actual", "actual"]),
        ("白河高速公路主线长89公里，计划今年开工建设。", ["planned"]),
        ("去年集团有5座电站投入生产，年产电力756万千瓦时。", ["actual", "actual"]),
        ("1、专家建议设立基金。2、白河电子一季度产值3亿元。", ["actual"]),
        ("专家建议：1、设立基金。2、安排资金3亿元。", ["proposed"]),
        # what a broker advises its clients to buy is no proposal
        ("投资建议方面，建议关注龙头公司。某券商把明年新增装机预测上调至90GWh。", ["forecast"]),
        ("核心发展指标包括生产总值年均增长6%，粮食产量稳定在30万吨，城镇化率达到70%。", ["target"] * 3),
        ("为实现500万盏路灯的推广，省里将鼓励学校改造。", ["target"]),
        ("某机构对风电做出了预测，到2035年风电占总发电量的8%，到2042年占20%。", ["forecast"] * 2),
        ("力争今年产值达到8亿元，到2035年产值突破20亿元。", ["target"] * 2),
        ("全市新开工停车位3万个，年内完成2万个。", ["under_construction", "planned"]),
        ("年内完成投资30亿元，同比增长5%。", ["actual", "actual"]),
        ("企业用地审批缩短了4个月。", ["actual"]),
        ("到2030年，灯具产值达到60亿元。在“十五五”期间，共推广路灯20万盏、台灯90万只。", ["target"] * 3),
        ("到2025年，灯具产值达到60亿元。在“十四五”期间，已推广路灯20万盏。", ["target", "actual"]),
        ("据统计，协会牵头成立联盟14个，构建孵化平台57个。", ["actual", "actual"]),
    ],
)
def test_held_against_what_is_ahead(document: Make, text: str, expected: list[str]) -> None:
    assert modalities(document, text, "2024-03-05") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "五年后，白河市铁路里程将达900公里。白河港吞吐能力达3亿吨，机场达3个。",
            ["planned", "planned", "planned"],
        ),
        (
            "五年后，白河市铁路里程将达900公里。客货运输能力分别达200万人次和20万吨以上。",
            ["planned", "planned", "planned"],
        ),
        (
            "预计到2027年，集团镍产量将超过20万吨。化工产品接近50万吨，相比2023年提升15%。",
            ["forecast", "forecast", "forecast"],
        ),
        (
            "到2027年，公司净利润将超过10亿元。在三大业务中，水泥产能做到3000万吨，市场份额从目前的25%上升到40%。",
            ["planned", "planned", "actual", "planned"],
        ),
        ("预计到2027年，全球需求将达到300万吨。目前公司产能达到20万吨。", ["forecast", "actual"]),
        ("预计2024年产量达到30万吨。公司员工达到3000人。", ["forecast", "actual"]),
    ],
)
def test_a_time_ahead_holds_for_the_levels_that_follow(
    document: Make, text: str, expected: list[str]
) -> None:
    assert modalities(document, text, "2024-03-05") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“十五五”期间，白河地区电网建设总投资约90亿元，比“十四五”增长40%。", ["planned", "planned"]),
        ("“十五五”期间，全市已完成投资9亿元。", ["actual"]),
    ],
)
def test_a_plan_period_that_has_just_begun(document: Make, text: str, expected: list[str]) -> None:
    assert modalities(document, text, "2026-03-05") == expected


def test_a_year_named_with_to_is_a_goal_without_a_date_of_the_document(document: Make) -> None:
    claims = read_claims(document("规划提出，到2030年，常规水电装机达到4亿千瓦左右。", published=None))
    assert [c.modality for c in claims if c.value is not None] == ["target"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # 拟, 将 and 计划 that plan nothing
        ("我国研制成功模拟芯片，算力较同类产品提升30%。", ["actual"]),
        ("白河油田将这片矿区划分为三个有利区，合计面积900平方公里。", ["actual", "actual"]),
        ("当地人将这片盐湖称为“聚宝盆”，面积约200平方公里。", ["actual"]),
        ("集团通过7个资管计划，对白河电子的持股比例曾达到12%。", ["actual", "actual"]),
        ("公司第二期员工持股计划，持有股份1200万股，占总股本的1.2%。", ["actual", "actual"]),
        ("白河材料合作打造全国首个2MWh钠电储能系统。", ["actual"]),
        ("电动重卡的产量大约在6万辆的水平。", ["actual"]),
        # what is told beside it
        ("公司计划今年销售煤炭300万吨，比05年的90万吨大幅增长。", ["planned", "actual"]),
        ("公司计划今年产能达到20万吨，是2015年8万吨的2.5倍。", ["planned", "actual", "planned"]),
        ("全行业估计需要7万人，而现在各校每年培养的技师还不到900人。", ["forecast", "actual"]),
        ("专家预计今年需求将达300万吨，而去年的需求仅为200万吨。", ["forecast", "actual"]),
        ("白河科技拟定增募资20亿元 去年营收为8亿元", ["planned", "actual"]),
        ("控股股东计划减持不超过50万股。白河科技首次公开发行股份共募得5亿元，净额4.7亿元。", ["planned", "actual", "actual"]),
        ("有关专家呼吁加强培养。院长介绍，近年来，家具销售额以每年20%的速度递增，全国有家具企业4万家。从事设计的只有80人。", ["actual"] * 3),
        ("公司拟注销股份。注销计划最多动用资金18亿元，占去年净利润20亿元的90%。", ["planned", "actual", "actual"]),
        ("代表建议设立30亿元基金。基金应有企业出资，规模不低于8亿元。", ["proposed", "proposed"]),
    ],
)  # fmt: skip
def test_words_that_plan_nothing(document: Make, text: str, expected: list[str]) -> None:
    assert modalities(document, text, "2024-03-05") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("卖方承诺，2024年净利润不少于0.9亿元，2024-2026年累计净利润不少于3.6亿元。", ["planned", "planned"]),
        ("公司业绩承诺完成率为98%。", ["actual"]),
        ("相较于此前上市12款新品、售出90万台的目标，新的更高。", ["target", "target"]),
        ("260万台的销量目标不低。", ["target"]),
        ("会议设定了装车占比达到40%的愿景。", ["target"]),
        ("该市超额完成全年产值500亿元的目标。", ["actual"]),
        ("白河集团决定投资12亿元建设隔膜项目，年产3亿平方米。", ["planned", "planned"]),
        ("白河集团获国资委同意建设抽水蓄能项目120万千瓦、储能项目20万千瓦。", ["planned", "planned"]),
        ("企业加快建厂，力求在未来二十年内建成逾5000GWh的产能。", ["target"]),
        ("外资企业决定在白河的土地上，与开发区合作，设立锂电池项目。该项目的投资总额达12亿欧元。", ["planned"]),
        ("白河化工布局8万吨碳酸酯项目，延伸产业链。", ["planned"]),
        ("预期今明两年白河系列将占总产量的9%及13%。", ["forecast", "forecast"]),
    ],
)  # fmt: skip
def test_what_is_promised_decided_or_aimed_at(document: Make, text: str, expected: list[str]) -> None:
    assert modalities(document, text, "2024-03-05") == expected


@pytest.mark.parametrize(
    "text",
    [
        "据气象部门预报，5月3日至5日，抚州市累计降雨量将达60毫米。",
        "未来三天，信江水位将上涨60毫米。",
        "根据水文预测，饶河水位上涨60毫米。",
    ],
)
def test_weather_is_foretold(document: Make, text: str) -> None:
    assert [c.modality for c in read_claims(document(text)) if c.unit == "mm"] == ["forecast"]


def test_a_programme_for_talent_is_no_plan_of_the_figure(document: Make) -> None:
    found = [c for c in read_claims(document("上饶市47人入选国家重点人才计划。")) if c.unit == "persons"]
    assert [c.modality for c in found] == ["actual"]


def test_tasks_of_a_plan_are_its_goals_for_its_year(document: Make) -> None:
    text = (
        "抚州市印发《抚州市低空经济行动方案（2027—2029年）》，方案提出，到2029年底，低空经济规模突破90亿元。建成1个低空创新联合体，"
        "形成23项技术产品。培育整机企业4家、国家级专精特新企业23家。建设飞行服务中心。建设不少于23个起降场。"
    )
    found = [c for c in read_claims(document(text, published="2027-03-02")) if c.value is not None]
    assert [int(c.value) for c in found if not isinstance(c.value, tuple)] == [9 * 10**9, 1, 23, 4, 23, 23]  # type: ignore[arg-type]
    assert {(c.kind, c.modality, c.time) for c in found} == {("target", "target", "2029-12")}


def test_what_follows_a_goal_and_is_done_is_no_task(document: Make) -> None:
    text = "到2029年，低空经济规模突破90亿元。抚州市已建成7个起降场。"
    found = [c for c in read_claims(document(text, published="2027-03-02")) if c.unit == "count"]
    assert [c.modality for c in found] == ["actual"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # what the same time of the year before came to is done, beside what was foreseen for this one
        ("公司一季度营收80亿元，市场预期为78亿元，上年同期为60亿元。", ["actual", "forecast", "actual"]),
        # 会 of a meeting foresees nothing
        ("在土地拍卖会上，2幅地块以3.1亿元成交。", ["actual", "actual"]),
        ("负责人在会上介绍，民营企业贡献全区近45%的税收。", ["actual"]),
        ("推介会上，30家企业展出新品90款。", ["actual", "actual"]),
        ("明年铜箔需求会上升至90万吨。", ["forecast"]),
        # measures come of themselves, works and sums are planned
        ("该国明年的水泥产量将超过2亿吨。", ["forecast"]),
        ("铜价将在每吨9000美元附近波动。", ["forecast"]),
        ("需求增长在此期间将由每年4.5%减缓至2.5%。", ["forecast", "forecast"]),
        ("公司将建设2条产线。", ["planned"]),
        ("运价大概率超过300元/吨。", ["forecast"]),
        ("扩建后可再提供500个岗位。", ["forecast"]),
        # drafts, pledges and goals
        ("正在编制的规划草案中，该区新增物流用地约3000亩。", ["planned"]),
        ("根据业绩承诺，该公司2026年净利润不低于3亿元。", ["planned"]),
        ("为2032年建成300公里管网做好准备。", ["target"]),
        ("到2031年，工业产值突破800亿元，投资五年合计超过1500亿元，税收突破60亿元。", ["target"] * 3),
        ("今年坚决完成淘汰落后产能300万吨的工作目标。", ["target"]),
        ("这是现在和今后一段时间的短板，人均绿地仅为全省平均水平的40%。", ["actual"]),
        ("各地围绕规划梳理出6项经验。", ["actual"]),
        # what goes on being foreseen behind its growth; what was got beside it is done
        (
            "预计上半年净利润同比上年增长8%，盈利2亿元；扣除损益后的净利润同比上年增长5%，盈利1.8亿元。",
            ["forecast"] * 4,
        ),
        ("预计营收较去年同期增长18%；报告期内取得处置收益500万元。", ["forecast", "actual"]),
        ("甲公司计划12个月内增持，累计增持股数不低于300万股，合计不超过总股本2%。", ["planned"] * 3),
        ("央行将操作量设为零，同时开展3000亿元逆回购操作。", ["actual"]),
        ("27个产品获拟中选资格。", ["actual"]),
        ("窄体客机将占据80%的份额，宽体客机占20%。", ["forecast", "forecast"]),
        ("甲公司将切入500亿元市场。", ["actual"]),
        (
            "5月环比0.5%，一致预期0.4%，前值0.6%；同比4.2%，一致预期4.1%，前值3.8%。",
            ["actual", "forecast", "actual"] * 2,
        ),
        ("今年的产量指引为27万吨。", ["forecast"]),
        # what runs is not signed
        ("全市签约换电站项目40个，站点运行数量达300座，占全国的5%。", ["signed", "actual", "actual"]),
        ("根据协议，以标的账面净值3亿元为参考，甲公司以2.4亿元受让股权。", ["actual", "signed"]),
        # 将 that only brings the object to the front
        ("甲公司将其所持的股份300万股解除质押。", ["actual"]),
        ("甲公司将其质押在乙银行的300万股（占总股本的2.5%）办理了解押。", ["actual", "actual"]),
        ("甲公司拟将其所持的股份300万股质押给乙银行。", ["planned"]),
        ("甲公司将其他300万股质押给乙银行。", ["planned"]),
        ("经销商将新款轿车的价格由原来的20万元降至17万元。", ["actual", "actual"]),
        ("甲公司将收购乙公司30%的股权。", ["planned"]),
        # a part of what is to be done that is done; what came against what was expected
        ("款项将按进度拨给承建单位，第一笔6000万元已于上周到账。", ["actual"]),
        ("工厂复工比预期提前了2个月。", ["actual"]),
        ("各项指标都符合预期，6个项目顺利完工。", ["actual"]),
        ("预期2027年产量为6万吨。", ["forecast"]),
        ("意见要求，至2031年末，充电桩达到80万个。", ["target"]),
        ("县里大力争取，拿到补助资金3亿元。", ["actual"]),
        ("公司主营电动工具，拥有专利15项。", ["actual"]),
        ("协会通知将示例精密仪表有限公司等4家会员列入观察名单。", ["actual"]),
        ("两名董事依承诺以3000万元买入了90万股。", ["actual", "actual"]),
        ("股东承诺增持300万股。", ["planned"]),
        # what may come, what a broker thinks a share is worth, what nobody plans
        ("下季度，各款轮胎可能都提价30元。", ["forecast"]),
        ("工厂设备老化，可能与雨季有关，目前停产3天。", ["actual"]),
        ("评级：买入，目标价16.5港元。给予公司2027年18倍市盈率。", ["forecast", "forecast"]),
        ("该投行称，铜价明年将跌至每吨7000美元。", ["forecast"]),
        ("公司前三季度将亏损8000万元。", ["forecast"]),
        ("公司将涨价5%，厂区将占用土地30亩。", ["planned", "planned"]),
        ("票房可能要突破9亿元，可能有20万人观看，公司可能关闭6家影院。", ["forecast"] * 3),
        ("超市给予顾客10倍赔偿。", ["actual"]),
        # a sentence that goes on with the books of the period foreseen
        (
            "公司预计2026年上半年营业收入60亿元至65亿元。归属于股东的净利润3亿元至4亿元，同比增长12%至15%。报告期内，公司出货量为9万吨。",
            ["forecast", "forecast", "forecast", "actual"],
        ),
        # how things stood before; what is pledged; what a record was before; an instrument that is called a plan
        ("王某拟减持300万股，占总股本的2%；减持前，王某持有公司6000万股。", ["planned", "planned", "actual"]),
        ("预计募资240亿元，较此前另一家公司创下的180亿元的纪录更高。", ["forecast", "actual"]),
        ("截至募集说明书签署之日，债务余额为70亿元，包括债权融资计划6亿元、企业债9亿元。", ["actual"] * 3),
        ("有代表建议扩大试点。局长透露，今年以来共批复210个项目。", ["actual"]),
        # a name before 计划; firms counted that have issued a notice
        ("日产计划投资900亿日元生产电机。", ["planned"]),
        ("已有730家公司披露业绩预告，其中410家净利润增长。", ["actual", "actual"]),
        ("公司拟回购股份。央行开展逆回购操作，利率为1.5%。", ["actual"]),
    ],
)
def test_cues_of_meetings_markets_and_drafts(document: Make, text: str, expected: list[str]) -> None:
    assert [c.modality for c in read_claims(document(text)) if c.value is not None] == expected


def test_a_goal_told_at_the_end_of_an_item_announces_none(document: Make) -> None:
    text = "9、该车企放弃到2035年全面停售燃油车的目标。\n10、青松科技第二季度营收8000万元。"
    assert [c.modality for c in read_claims(document(text)) if c.value is not None] == ["actual"]


def test_a_weekday_is_no_plan_period(document: Make) -> None:
    text = "2026-05-16\n周五两市缩量，四只基金放量，合计成交额超150亿元。"
    assert {c.modality for c in read_claims(document(text)) if c.value is not None} == {"actual"}


def test_the_name_of_a_firm_foresees_nothing(document: Make) -> None:
    text = "热门股涨跌不一，唯品会涨4.2%，京东跌1.3%。"
    assert [c.modality for c in read_claims(document(text)) if c.value is not None] == ["actual", "actual"]


def test_what_is_expected_stays_so_though_it_is_told_as_reached(document: Make) -> None:
    claims = read_claims(document("预计2035年，国内固态电池市场规模达到了900亿元。"))
    assert [c.modality for c in claims if c.value is not None] == ["forecast"]
