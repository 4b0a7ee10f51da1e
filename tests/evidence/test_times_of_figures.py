"""Times and modalities of figures: plan periods, windows of years, what was told since, terms of agreements, what forecasters say. Own sentences."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims
from lianzhang.evidence.times.grammar import times

from .conftest import Make


def read(document: Make, text: str, published: str) -> str:
    claims = sorted(
        (c for c in read_claims(document(text, published)) if c.value is not None), key=lambda c: c.start
    )
    return " ".join(f"{c.time or '-'}:{c.modality}" for c in claims)


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        # five-year plans, old ones too; the five years gone by are those of the plan just named
        # shares as dealt in behind the books, a level of now, the end of the year just told, the period of a report
        ("2022年七八月份，该市销售新房700套。", "2023-03-01", "2022-07/2022-08:actual"),
        ("1）1至7月医药出口额1000亿元。2）上半年药品进口额900亿元。3）某云服务营收同比增长21%。", "2025-08-22", "2025-01/2025-07:actual 2025-H1:actual -:actual"),
        ("2025年上半年营收30亿美元，同比增长4%。青石公司美股盘后跌6%。", "2025-08-02", "2025-H1:actual 2025-H1:actual -:actual"),
        ("港口库存从2025年初的80万吨下滑至目前的52万吨。", "2025-08-02", "2025-01:actual -:actual"),
        ("青石银行发布年度业绩报告。2022年，该行营收90亿元。目前网点90个。报告期内，手续费净收入2.6亿元。", "2023", "2022:actual -:actual 2022:actual"),
        ("2022年，该行营收90亿元。零售余额年末达520亿元。", "2023", "2022:actual 2022-12:actual"),
        ("【资金监控：青石股份净买入超6亿】青石社7月8日电，今日早盘资金净流入半导体板块。", "2025-07-08", "2025-07-08:actual"),
        ("“十一五”期间，全市单位能耗累计下降20.1%。", "2011-05-03", "2006/2010:actual"),
        ("“十五”期间，全市粮食产量增加30万吨。", "2006-03-01", "2001/2005:actual"),
        ("据通报的“十三五”期间交通发展情况，过去五年，新增高速公路2100公里。", "2021-03-02", "2016/2020:actual"),
        # a year that growth is counted from sets no scene; what is held against a time is of that, how much it grew is not
        ("2021年1-8月，港口企业营收6亿元，两年平均增长4.5%（以2019年同期数为基数）。\n1-8月，利润5亿元。", "2021-11-25", "2021-01/2021-08:actual 2021-01/2021-08:actual 2021-01/2021-08:actual"),
        ("2024年上半年，青石股份净利润7.2亿元，较去年同期4.8亿元增长2.4亿元。", "2024-08-25", "2024-H1:actual 2023-H1:actual 2024-H1:actual"),
        ("铝材消费2023年在2020年的水平上增长8%。", "2024-05-25", "2023:actual"),
        # held against, since when, accounts drawn up to a day, growth up to a period, who acts on a day
        ("青石股份预计1-9月净利润512万元，相较于去年同期的亏损2310万元，扭亏为盈。", "2022-10-14", "2022-01/2022-09:forecast 2021-01/2021-09:actual"),
        ("3月25日纯碱价格为1530元/吨，相较于年初上涨12.5%。", "2025-03-26", "2025-03-25:actual 2025-03-25:actual"),
        ("2024年8月，出口锌锭31万吨，自今年4月以来首次下降，出口均价2100美元/吨。", "2024-09-10", "2024-08:actual 2024-08:actual"),
        ("营收由截至2021年2月28日止六个月的3.1亿元增加12.5%至2022年2月28日止六个月的3.5亿元。", "2022-05-06", "2020-09/2021-02:actual 2021-09/2022-02:actual 2021-09/2022-02:actual"),
        ("3、央行 5 月 8 日开展 310 亿元 7 天期逆回购操作，操作利率 1.90%。", "2024-05-09", "2024-05-08:actual 2024-05-08:actual 2024-05-08:actual"),
        ("因今年4月2日公司与青石实业签订转让合同，以600万元购买青石矿业40%股权。", "2021-10-20", "2021-04-02:actual 2021-04-02:signed"),
        # items of a digest share no period
        ("1、1-7月，全国发电量5.2万亿千瓦时，同比增长4.1%。\n2、青石品牌两年交付汽车12万辆。", "2024-08-27", "2024-01/2024-07:actual 2024-01/2024-07:actual -:actual"),
        # what came, behind what was expected of the figure before
        ("某国6月PPI同比降2.9%，预期降3.1%；环比升0.4%，前值降0.3%。", "2024-08-05", "2024-06:actual 2024-06:forecast 2024-06:actual 2024-05:actual"),
        ("2022年度公司（含子公司）拟向实际控制人青石集团借款，总额控制在9亿元之内。", "2022-03-05", "2022:planned"),
        # what is issued on a day tells of its period
        ("青石股份昨日披露半年报，报告期内实现营收40亿元，同比增长6%。", "2024-08-25", "2024-H1:actual 2024-H1:actual"),
        ("2024年3月项目应建成。本次半年报显示，该项目投入650万元，进展41%。", "2024-08-25", "2024-H1:actual 2024-H1:actual"),
        # two months side by side
        ("7、8月，青石港吞吐量分别为300万吨、500万吨。", "2024-10-08", "2024-07:actual 2024-08:actual"),
        ("青石港9、10两个月吞吐量达到300万吨。", "2024-11-08", "2024-09/2024-10:actual"),
        # what a plan period that has begun reaches is its goal
        ("“十四五”期间，全省新能源汽车保有量达到80万辆以上。", "2021-08-01", "2021/2025:target"),
        ("“十四五”期间，全省累计建成充电桩9万个。", "2025-11-01", "2021/2025:actual"),
        ("加快编制海上风电“十四五”规划，走访企业31家。", "2021-03-01", "-:actual"),
        ("11部门发布《氢能货车应用实施方案》，明确提出到2030年，货车渗透率达到30%，保有量突破60万辆。", "", "2030:target 2030:target"),
        # windows of years, and years reached
        ("为确保2030年前钒电池产能达到5GWh，市里出台了办法。", "2024-05-20", "2030:target"),
        ("为了保证在2030年之前，产销总量达到80万辆，省里设立资金。", "2024-05-20", "2030:target"),
        ("今后三年，全市每年安排2亿元支持新材料产业。", "2024-05-20", "2024/2027:planned"),
        ("证券研报指出，未来5年需求年均增长20%。动力电池占市场的70%。", "2024-05-20", "2024/2029:forecast -:actual"),
        # two years held against one another, and what a figure of the one is told beside
        ("2013年上半年，钨砂配额为1.2万吨，较2012年同期（1.5万吨）下降20%。", "2013-08-01", "2013-H1:actual 2012-H1:actual 2013-H1:actual"),
        ("2013年第二批配额共1.2万吨，比之2012年的同期配额几乎翻倍。", "2013-08-01", "2013:actual 2013:actual"),
        ("今年一季度，行业亏损额约60亿元，为去年同期的4.4倍。", "2013-05-01", "2013-Q1:actual 2013-Q1:actual"),
        ("今年1-5月，投资增长36%，较1-2月、1-3月和1-4月分别下滑4.3、2.2和0.5个百分点。", "2013-06-20", " ".join(["2013-01/2013-05:actual"] * 4)),
        ("2012年农药市场达75亿元，2013年农药市场将在2012年基础上增长24%。", "2013-01-20", "2012:actual 2013:forecast"),
        ("2011年大豆播种面积比上年减少1000万亩，相对于2009年已减少了2000万亩。", "2011-07-20", "2011:actual 2011:actual"),
        ("2010年，煤、油的比重分别从2005年的42.9%、33.8%调整为2010年的37.9%、29.4%。", "2011-05-03", "2005:actual 2005:actual 2010:actual 2010:actual"),
        # who speaks on a day tells of other days, unless he draws up a balance
        ("3月9日下午，新闻中心举行记者会，财政部副部长白某说，对水利的投入比原来增加341亿元。", "2013-03-10", "-:actual"),
        ("截至3月9日，据水利部负责人介绍，全国水库达9万座。", "2013-03-10", "2013-03-09:actual"),
        # quotas are goals; what has won a bid has won it
        ("国土资源部设定2013年钨矿开采总量控制指标为8.9万吨。", "2013-03-01", "2013:target"),
        ("会议提出“十二五”能耗降低16%、排放总量减少8%的约束性指标。", "2011-03-01", "2011/2015:target 2011/2015:target"),
        ("目前，307个中标产品已经公布。", "2013-03-01", "-:actual"),
        # what forecasters say of years to come
        ("分析师认为，2027年储能电池出货量会达到800GWh，而消费电池出货量大概在150GWh。", "2024-05-20", "2027:forecast 2027:forecast"),
        ("研究机构称，正极材料市场规模明年会增至1200亿元。", "2024-05-20", "2025:forecast"),
        # the nearest time told holds on; what is held against another time is not of that
        ("前年10月刚建成的宏图光伏，今年上半年就出口组件2亿美元，同比增长80%。", "2024-08-20", "2024-H1:actual 2024-H1:actual"),
        ("2023年，产值20亿元，上年同期为18亿元，增加值5亿元。", "2024-02-20", "2023:actual 2022:actual 2023:actual"),
        ("2025年人均睡眠7.2小时，比 2024 年增加了10分钟。", "2026-03-01", "2025:actual 2025:actual"),
        ("2024年度公司对外担保总额度不超过5亿元。截至公告披露日，公司已提供的担保余额为2亿元。", "2024-05-20", "2024:actual -:actual"),
        ("18年1-7月份零售与出厂数量之比为72%，较17年1-7月份61%的比例上升。", "2018-08-20", "2018-01/2018-07:actual 2017-01/2017-07:actual"),
        ("公司今年销售煤炭90万吨，比05年的60万吨大幅增长。", "2006-03-07", "2006:actual 2005:actual"),
        ("如果从2018年第一次卖出计算，甲系套现60亿元，此次11月27日至12月19日又套现9亿元。", "2019-12-20", "-:actual 2019-11-27/2019-12-19:actual"),
        ("2024年6月，公司净利润2300万元。\n提供担保后，公司对外担保余额为6亿元。其中对参股公司担保余额为1亿元。", "2024-10-15", "2024-06:actual -:actual -:actual"),
        ("该地块2008年4月停工。近期公司出资买下，融资金额10亿元。", "2009-10-30", "-:actual"),
        ("股东拟在三个月内（自2026年7月8日起至10月7日止，窗口期除外）减持1%股份。\n公司首次公开发行股份募得5亿元。", "2026-06-12", "-:planned -:planned -:actual"),
        ("白河地铁公布2019年年报，净利润为9亿元。\n2020年，公司改名。\n报告期内，营收140亿元，占公司总营收67%。", "2020-04-30", "2019:actual 2019:actual 2019:actual"),
        # agreements
        ("公司与东江能源签订《年度采购合同》，约定由公司向东江能源提供不低于8000吨的氢氧化锂。", "2024-05-20", "-:signed"),
        ("公司与投资者签署认购协议，募资8亿元用于建设隔膜基地。", "2024-05-20", "-:signed"),
        ("公司于2022年3月1日签订供应合同，合同约定2023年至2026年采购锂盐5万吨，预计采购金额约40亿元。", "2022-03-02", "2023/2026:signed 2023/2026:forecast"),
        # what is, told beside what is meant to be done
        ("公司拟以5.2亿元收购华盛矿业60%股权，华盛矿业核心资产为宝兴锂业35%股权。", "2024-05-20", "-:planned -:planned -:actual"),
        ("公司拟出资2亿元增资甲公司，甲公司保有矿石量3200万吨，现有职工320人。", "2024-05-20", "-:planned -:actual -:actual"),
        ("一期20万吨产能已投产，二期30万吨明年开工。", "2024-05-20", "-:actual -:planned"),
        ("光伏项目总投资6亿元，将建设40个发电单元。", "2024-05-20", "-:planned -:planned"),
        ("公司拟收购某医药股权，2023年营收3.2亿元。", "2024-05-20", "2023:actual"),
        ("公司与东湖银行签署贷款协议，贷款金额5亿元。", "2024-05-20", "-:signed"),
        ("北江集团的光伏项目，总投资18亿元，将安装120万块光伏组件。", "2024-05-20", "-:planned -:planned"),
        ("公司预计上半年净利润为3亿元，上年同期为2.1亿元。", "2024-06-20", "2024-H1:forecast 2023-H1:actual"),
        ("充电一小时后电量可达80%。", "2024-05-20", "-:actual -:actual"),
    ],
)  # fmt: skip
def test_times_and_modalities(document: Make, text: str, published: str, expected: str) -> None:
    assert read(document, text, published) == expected


def test_that_day_is_the_day_last_told() -> None:
    found = times("4月19日，五个项目开工。“十二五”期间还将建设一批。当天公布的项目共八个。", "2011-04-21")
    assert [t.time for t in found] == ["2011-04-19", "2011/2015", "2011-04-19"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # plans of a year: what is set out, and its parts
        ("市里今年安排重点建设项目320个，年度计划完成投资860亿元。其中，新材料项目90个。", "planned planned planned"),
        ("省能源局下达风电建设计划，河东市30万千瓦。", "planned"),
        ("预备项目12个，年度投资8亿元；在谈项目7个。", "planned planned planned"),
        ("公司拟定向增发募集资金25亿元，停牌前股价报收18.7元。", "planned actual"),
        ("该集团承诺在2030年以前减排300万吨。", "planned"),
        ("按照规划，“十五五”末隔膜产能要达到20亿平方米。", "target"),
        ("这是其2028年实现10万吨锂盐产能目标的重要一环。", "target"),
        ("该市构建了28条重点产业链。", "actual"),
        ("青松科技或继续增持白桦股份至25%。", "forecast"),
        ("据测算，到今年年底累计发电量将接近900亿千瓦时。", "forecast"),
        ("公司正进行日处理能力自2000吨到5000吨的扩建。", "under_construction"),
        ("收购完成后，公司将新增锂资源量16万吨。", "planned"),
        # what is held against a plan or a forecast
        ("预计今年产销量增长5%左右，比上年30%以上的增速明显下降。", "forecast actual"),
        ("预计净利润增长约90%，公司去年实现净利润1.5亿元。", "forecast actual"),
        ("预计2027年销量20万辆，2024年销量为9万辆。", "forecast actual"),
        # 将 before an object, and what is reached beside what is being built
        ("公司在二季度又将亏损额扩大到1600万元。", "actual"),
        ("该券商将青松科技目标价由105元大幅上调至120元。", "actual actual"),
        ("储能需求年复合增长率将达35%。", "forecast"),
        ("公司将产能大幅提高，将进一步增加到9万吨。", "planned"),
        ("今年在建专用线187条，建成物流基地3个、在建23个。", "under_construction actual under_construction"),
        ("公司已将其质押给银行的股份解除质押，解除质押的股数为800万股。", "actual"),
        ("三季度净利润有望达到2200万元，带动净利润同比增速提升至20%以上。", "forecast forecast"),
        ("按照“企业采购、政府补贴、确保供应”的原则，外购煤炭补贴20元/吨。", "actual"),
        ("公司预计股价将回升，但股价下跌了近4%。", "actual"),
        # what somebody thinks of or talks about; what a sum is for; 将 for 把
        ("白桦基金正在商谈认购8亿元股份，另一家考虑认购4亿元。", "planned planned"),
        ("综合考虑各项因素，公司投资8亿元。", "actual"),
        ("公司拟投资30亿元，其中9亿元将用于新厂。", "planned planned"),
        ("央行今年会降息40个基点。", "forecast"),
        ("某投行将青松科技目标价上调9%。", "actual"),
        ("公司将新款皮鞋成功打入海外市场，报价达到每双31美元。", "actual"),
        ("此前预期市场将放缓，但最新数据显示，一季度销量增长27%。", "actual"),
    ],
)  # fmt: skip
def test_plans_goals_and_what_is_told_beside_them(document: Make, text: str, expected: str) -> None:
    told = read(document, text, "2026-05-20").split()
    assert " ".join(t.partition(":")[2] for t in told) == expected


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        # what a bracket tells dates what stands in it
        ("今年三季度铅价（2012年业务占比36%）下跌5.8%。", "2013-10-22", "2012:actual 2013-Q3:actual"),
        ("3Q23产量1.8万吨，23Q4净利润0.5亿元。", "2024-04-18", "2023-Q3:actual 2023-Q4:actual"),
        ("公司披露2023年半年度经营情况。报告期内营业收入6.2亿元。", "2023-08-20", "2023-H1:actual"),
    ],
)
def test_asides_brokers_parts_and_the_term_reported(
    document: Make, text: str, published: str, expected: str
) -> None:
    assert read(document, text, published) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # as many times as figures
        ("2021年末、2022 年末及 2023 年 3 月末，公司负债率分别为51.2%、48.5%和47.1%；流动比率分别为1.2、1.3和1.4。", "2021-12 2022-12 2023-03"),
        ("预计公司2024/25/26年净利润同比增长53%/59%/42%。", "2024 2025 2026"),
        ("良品率由2022/23年的81%/84%提高到2024/25年的90%/93%。", "2022 2023 2024 2025"),
        ("公司2024至2026年收入预测分别上调2.1%、2.5%、3.1%。", "2024 2025 2026"),
        ("2023/24榨季产糖996万吨。", "2023/2024"),
        # what a figure is not of
        ("隔膜价格从年初的每平方米1.5元降至1.1元。", "2024-01 -"),
        ("增幅已由去年的22%降至9%。", "2023 -"),
        ("4月28日起停牌的青松股份今日披露，拟募集资金25亿元。", "-"),
        ("今年1月到4月中旬股价反弹了30%，但此后再度下挫，至今下跌幅度达20%。", "2024-01/2024-04 -"),
        ("预计今年产销量增长5%，比上年30%以上的增速下降。", "2024 2023"),
        ("出口总额是去年的3倍。", "-"),
        # parts, and lists of a year
        ("截至2023年9月底，全国光伏装机1.9亿千瓦。其中，集中式装机1.3亿千瓦；分布式装机5870万千瓦。", "2023-09 2023-09 2023-09"),
        ("市里下达2023年重点项目名单，共安排项目410个、年度计划投资700亿元。", "2023 2023"),
        ("按照协会2023 年 10 月 20 日公布的成交均价每吨9.8万元测算。", "2023-10-20"),
    ],
)  # fmt: skip
def test_lists_of_times_and_times_of_something_else(document: Make, text: str, expected: str) -> None:
    told = read(document, text, "2024-05-20").split()
    assert " ".join(t.partition(":")[0] for t in told).startswith(expected)
    assert len(told) >= len(expected.split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the accounts that a firm made public, in the same sentence and the next
        ("青松股份公布了2023年年报。报告显示，公司全年实现营业收入5亿元，同比增长20%；每股收益0.3元。", "2023 2023 2023"),
        ("青松股份披露2023年业绩快报，实现营业收入5亿元，净利润6000万元。", "2023 2023"),
        ("青松矿业发布截至2023年12月31日止年度业绩，集团取得收入39亿美元，同比增加9%。", "2023 2023"),
        ("青松矿业发布截至2024年3月31日止三个月的业绩公告，该集团取得收入9亿美元，同比增加9%。", "2024-Q1 2024-Q1"),
        ("青松建设公告，2024年1-4月新签合同额80亿元，同比增长5%。其中，4月份签署合同20亿元。按市场区域划分，国内市场新签合同额41亿元，占比51%。", "2024-01/2024-04 2024-01/2024-04 2024-04 2024-01/2024-04 2024-01/2024-04"),
        ("研究院发布2023年储能白皮书，累计装机8GW，同比增长5%。", "- -"),
        # what is of no period of accounts
        ("2023年，公司营收3亿元，净利润4000万元。公司持有青松镍业55%股权。", "2023 2023 -"),
        ("2023年，青松股份营收3亿元，同比增长4%。青松股份A股盘中大涨8%，收于12元/股。", "2023 2023 - -"),
        ("截至发稿，青松股份市值为80亿元。", "-"),
        ("5月16日，青松股份收于33元，较18元的发行价上涨83%。", "2024-05-16 - 2024-05-16"),
        # a same period of a year that is printed
        ("2024年1-4月，出口18亿元，较2019年同期增长12%。", "2024-01/2024-04 2024-01/2024-04"),
        # years by two digits
        ("预计2024年需求增长35%，25年增长25%。", "2024 2025"),
    ],
)  # fmt: skip
def test_periods_of_accounts(document: Make, text: str, expected: str) -> None:
    assert " ".join(t.partition(":")[0] for t in read(document, text, "2024-05-20").split()) == expected


def test_items_of_days_of_their_own(document: Make) -> None:
    text = (
        "2019-12-06\n青松汽车披露的数据显示，2019年上半年公司销量为33265辆，同比下降7%。今年以来营业收入20亿元，净利润1亿元。\n"
        "2020-08-27\n白河汽车发布半年报，公司上半年实现营收140亿元，同比上升3%。白河汽车持有青松镍业65%的股权，公司注册资本2亿元。\n"
    ).replace("\\\n", "\n")
    told = read(document, text, "2019-12-06").split()
    assert told[:2] == ["2019-H1:actual", "2019-H1:actual"]
    assert told[4:6] == ["2020-H1:actual", "2020-H1:actual"]
    assert all(t.startswith("-:") for t in told[6:])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022年1-9月，青松股份营收3亿元。\n今年上半年，白河股份营收2亿元，同比增长4%，毛利率8%。", "2022-01/2022-09 - - -"),
        ("2022年，青松股份营收3亿元，去年同期为2亿元，净利润1亿元。", "2022 2021 2022"),
        ("青松股份2022年营收3亿元。去年以来，产品销售收入2亿元。", "2022 -"),
        ("公司2015年上市，去年同期净利润为2亿元。", "-"),
        ("公司2015年设立，净利润为2亿元。", "-"),
        # the deal a text is about is of no period of accounts; a contract's month is none in which it is dealt in
        ("云杉科技2025年净利润2868万元 本次IPO拟融资12.5亿元。", "2025 -"),
        ("云杉科技2025年净利润为2868万元，本次拟募资12.5亿元。", "2025 -"),
        ("美油10月合约报69.2美元/桶，布油11月期货报73美元/桶。", "- -"),
        # the parts of a sum are of its period, not of what it was held against
        ("2019年第四季度公司签订合同11亿元，为公司2018年营收的6%。具体包括采煤机销售合同6660万元。", "2019-Q4 2018 2019-Q4"),
    ],
)  # fmt: skip
def test_a_time_that_cannot_be_told_takes_none_from_before(document: Make, text: str, expected: str) -> None:
    assert " ".join(t.partition(":")[0] for t in read(document, text, "").split()) == expected


def test_the_month_of_a_new_status_dates_no_figures(document: Make) -> None:
    text = "2003年6月，经省政府批准，正式改制为景德镇市昌南新区。全区总面积227平方公里，其中林地6.16万亩。"
    assert {c.time for c in read_claims(document(text)) if c.unit in ("km2", "mu")} == {None}


def test_a_half_year_report_told_by_its_short_name(document: Make) -> None:
    text = "东岭钢铁发布公告，今年中报业绩仍不理想，估计亏损2亿元以上。"
    assert read(document, text, "2011-07-12").split(":")[0] == "2011-H1"


def test_what_an_index_was_is_of_the_month_before(document: Make) -> None:
    text = "甲国2月制造业PMI终值47，1月终值46；综合PMI终值49，预期48。乙国2月房屋指数33，预期32，前值31。"
    months = ["2025-02", "2025-01", "2025-02", "2025-02", "2025-02", "2025-02", "2025-01"]
    assert [f.split(":")[0] for f in read(document, text, "2025-03-06").split(" ")] == months


def test_prices_up_to_the_hour_of_sending_are_of_that_day(document: Make) -> None:
    text = "快讯选编\n【锗价续涨】某社3月7日电，月初市场微跌后企稳。截至发稿，锗锭价格报1.4万元/公斤，较年初涨12%；锗粉价格报9000元/公斤。"
    told = [f.split(":")[0] for f in read(document, text, "2025-03-07").split(" ")]
    assert told == ["2025-03-07"] * 3


@pytest.mark.parametrize(
    "text",
    [
        "青石公司二季度营收2.5亿美元，预期2.6亿美元，调整后净利润0.3亿美元，预期0.4亿美元。",
        "甲国7月服务业PMI终值为52.5，预期52.4；综合PMI终值为52.8，预期52.7。",
    ],
)
def test_what_was_expected_of_a_figure_is_held_against_it_alone(document: Make, text: str) -> None:
    found = read(document, text, "2025-08-06").split(" ")
    assert [f.split(":")[1] for f in found] == ["actual", "forecast", "actual", "forecast"]


def test_from_now_to_a_time_ahead(document: Make) -> None:
    text = "预计到2015年，全省叉车保有量将由目前的8万台增至30万台。"
    assert read(document, text, "2011-05-06") == "-:actual 2015:forecast"


def test_quotes_are_of_the_day_on_which_their_market_closed(document: Make) -> None:
    text = (
        "伦敦原油期货12日收盘走高，升破每桶70美元。伦敦9月布伦特原油期货合约结算价上涨1.2美元，至每桶71.3美元，涨幅1.7%。\n"
        "上海期铜12日震荡。主力合约收盘63040元/吨，上涨130元/吨。\n青江县去年铜价上涨5%。"
    )
    assert read(document, text, "2021-08-13") == " ".join(["2021-08-12:actual"] * 6 + ["2020:actual"])
    told = [c for c in read_claims(document(text, "2021-08-13")) if c.value is not None]
    assert "上海市" not in {c.place for c in told}  # a metal that is dealt in there


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        # a dash lost when the text was saved
        ("1?8月，全市出口额80亿元，同比增长4%。", "2021-09-20", "2021-01/2021-08 2021-01/2021-08"),
        # as many figures as years that are over, or as the years of the list before; a loss in a list
        ("近三年，青石股份净利润分别为1.2亿元、1.5亿元和1.9亿元。", "2022-04-18", "2019 2020 2021"),
        ("2018-2019年，甲区收入分别为3亿元、4亿元，同期乙区收入分别为5亿元、6亿元。", "2020-05-01", "2018 2019 2018 2019"),
        ("2021年、2022年1-5月，白桦公司分别实现净利润60万元、-30万元。", "2022-08-01", "2021 2022-01/2022-05"),
        # what is held against, and what something is a share of
        ("上半年净利润-800万元，较去年-950万元增加15.8%。", "2021-08-20", "2021-H1 2020 2021-H1"),
        ("企业接到的订单已达到去年全年销量的70%。", "2021-05-20", "-"),
        ("从4月份的数据看，PPI同比上涨2%，涨幅比上月扩大0.3个百分点。其中，煤价由上月上涨5%转为下降1%。", "2022-05-12", "2022-04 2022-04 2022-03 2022-04"),
        ("8月份，PPI环比由上个月下降0.2%转为持平，其中煤炭开采业、钢铁业价格环比分别上涨2.8%和1.9%。", "2025-09-10", "2025-07 2025-08 2025-08"),
        # since a month that is ahead: of the year before; a day told by the one before
        ("自11月以来，公司累计减持3000万股。", "2022-06-10", "2021-11"),
        ("公司前一日召开的董事会审议通过议案，同意以5000万元收购白桦公司。", "2022-06-10", "2022-06-09"),
        ("青石股份昨日（3月8日）增持100万股。", "2022-06-10", "2022-03-08"),
        # what stands now, after what happened since a day
        ("6月1日至今，公司股价累计涨幅30%，最新价25元/股，总市值约80亿元。", "2022-06-10", "2022-06-01 - -"),
        ("整个3月份国内铝价的涨幅达到300元/吨。", "2022-04-10", "2022-03"),
        # a yearly rate between the years just told
        ("机构预测，市场规模由2023年的80亿元增至2028年的150亿元，年均复合增长率为13%。", "2023-04-10", "2023 2028 2023/2028"),
        # quarters without 度, a day told by the one before, what the parts of a day's dealings were
        ("2021年第3季泰国销售汽车20万辆。", "2022-03-26", "2021-Q3"),
        ("今年前三季净利增速超过20%。", "2021-11-02", "2021-01/2021-09"),
        ("9月6日，公司股价报2.5元。同一日，白桦投资持有的股份被平仓600万股。", "2021-11-02", "2021-09-06 2021-09-06"),
        ("9月6日，两名股东补充质押。其中，甲方质押2000万股。", "2021-11-02", "2021-09-06"),
        ("青松软件股价昨晚大涨16%。", "2021-11-02", "2021-11-01"),
        ("近一月资金总量始终在6000亿元以上。", "2021-11-02", "-"),
        # what is above or below another time; a quarter that one is held against; a week
        ("2019年产值稳步增长，但增幅低于2018年。其中，仪器产值90亿元。", "2021-08-18", "2019"),
        ("二季度预计实现净利润13亿元，与一季度10亿元相比，将增加3亿元。", "2021-07-13", "2021-Q2 2021-Q1 2021-Q2"),
        ("7月增速低于4月份增长6%的预期。", "2021-08-18", "2021-04"),
        ("股市9月17日震荡。本周，综合指数累计下跌2.4%。", "2021-09-18", "-"),
        # the quarter of a report told in the next one; what goes on behind a country's month
        ("某矿业发布2021年第二季度财报，营收26亿美元，较上季度增长8%。本季度回购1.8亿美元，上季度为1.2亿美元。", "2021-08-11", "2021-Q2 2021-Q2 2021-Q2 2021-Q1"),
        ("加拿大8月木材出口额为22亿美元，同比增长7%。按品目看，锯材出口额为15亿美元。", "2021-09-14", "2021-08 2021-08 2021-08"),
        # the items of a digest, each of its own time
        ("今年上半年，全国进出口30万亿元，同比增长2%。\n2、黄金价格突破600元。\n3、截至收盘，综指涨0.4%。港股指数涨0.1%。", "2021-07-14", "2021-H1 2021-H1 - - -"),
        ("【甲地促销】9月15日至30日，补贴3亿元。\n【乙地展会】展会今天（14日）闭幕，同期成交1.5亿元。", "2021-09-14", "2021-09-15/2021-09-30 2021-09-14"),
        # the only report that the text tells of
        ("青石股份公布2021年年报。\n" + "公司管理层谈到转型与长期投入。" * 30 + "\n报告期内，公司实现销售金额90亿元。", "2022-03-26", "2021"),
        # a report issued on a day, what it says of its period and of its year
        ("6月3日，青石股份发布的2020年年报显示，公司实现营业收入40亿元，同比增长8%。", "2021-06-04", "2020 2020"),
        ("6月3日，青石股份发布2020年度业绩，公司在报告期内净利润增长12%。", "2021-06-04", "2020"),
        ("截至2021年6月30日，报告期末公司总资产为30亿元。", "2021-08-20", "2021-06-30"),
        ("2020年四季度，白桦公司利润下滑。青石公司表现平稳，全年收入60亿元。净利润为9亿元。", "2021-04-20", "2020 2020"),
        # what is of now in name only, what was found by an appraiser, whose holdings are told
        ("截至8月20日，公司累计回购股份300万股，占公司目前总股本的1.5%，支付总金额为6000万元。", "2021-09-01", "2021-08-20 2021-08-20 2021-08-20"),
        ("预计到2028年，现有盐湖全部开发，钾肥产能将增加5万吨/年。", "2021-08-20", "2028"),
        ("前三季度亏损1亿元。经评估，上述房产价值为600万元，增值率80%。", "2021-10-20", "2021-01/2021-09 - -"),
        ("险资二季度末投向公路的余额为8亿元，投向水务的余额为5亿元。", "2021-08-20", "2021-Q2 2021-Q2"),
        ("铝箔产量预计于2025年超过铜箔，为90万吨。", "2021-08-20", "2025"),
        ("青石股份预计2021年上半年归属于上市公司股东的净利润盈利3000万元，同比增长90%。预计扣除非经常性损益后的净利润盈利2600万元。", "2021-07-09", "2021-H1 2021-H1 2021-H1"),
        # another item of a digest tells of a report
        ("【要闻】\n1、某商会发布上半年纺织行业景气报告。\n2、白银突破40元关口。", "2021-07-14", "-"),
        ("比去年四季度末的40%的开工率，低了3个百分点。", "2021-04-20", "2020-Q4 -"),
    ],
)  # fmt: skip
def test_times_in_company_and_market_news(document: Make, text: str, published: str, expected: str) -> None:
    told = [f.rsplit(":", 1)[0] for f in read(document, text, published).split(" ")]
    assert " ".join(told) == expected


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("本周三个交易日，青松股份涨3%。", "2026-05-16", "-:actual"),
        (
            "4月份铜产量为60万吨，去年同期为58万吨，前一个月修正值为57万吨。",
            "2026-05-20",
            "2026-04:actual 2025-04:actual 2026-03:actual",
        ),
        ("青松股份2025年第四季度增速已放缓，公司该季度实现净利润7200万元。", "2026-05-20", "2025-Q4:actual"),
        ("协会公布上半年证券业经营情况显示，全行业实现营业收入1800亿元。", "2026-09-03", "2026-H1:actual"),
        ("2025年同2024年相比产量增长了4%。", "2026-05-20", "2025:actual"),
        ("公司负债由2024年的48亿元缩水至约7亿元。", "2026-05-20", "2024:actual -:actual"),
        ("下半年预计交付9万套，高出上半年交付量约三成。", "2026-08-20", "2026-H2:forecast 2026-H2:forecast"),
        # a list of times, and the list of figures of the next clause
        (
            "2023年度、2024年度分别实现营业收入3亿元、4亿元，分别实现净利润2000万元、2600万元。",
            "2026-05-20",
            "2023:actual 2024:actual 2023:actual 2024:actual",
        ),
        # beside the same period of another year
        (
            "公司发布2026年一季度财报。净利润9亿元，上年同期3亿元，同比增长200%。",
            "2026-05-20",
            "2026-Q1:actual 2025-Q1:actual 2026-Q1:actual",
        ),
        ("2024年H1和2025年H1分别支付租金50万元和56万元。", "2026-05-20", "2024-H1:actual 2025-H1:actual"),
    ],
)
def test_times_that_figures_are_held_against_or_come_from(
    document: Make, text: str, published: str, expected: str
) -> None:
    assert read(document, text, published) == expected


def test_quotes_are_of_the_day_on_which_their_news_was_sent(document: Make) -> None:
    text = (
        "2026-05-20\n【期货收盘涨跌互现】某社5月20日电，期铜收涨31美元，报9120美元/吨。期铝收跌6美元。\n"
        "【储能概念走强】某社5月20日电，储能概念盘中走强，青松股份涨超7%。消息面上，白桦股份一季度净利润同比增长18%。"
        "投行认为，未来两个月股价有望上涨9%。\n"
        "【电力股走强】某社5月20日电，电力板块延续昨日强势，东岭电力涨超4%。\n"
        "【资金监控】某社5月20日电，今日主力资金净流出电子板块超60亿元。个股方面，青松股份涨停，主力资金净买入8亿元位居首位。"
    )
    told = {str(c.value): c.time for c in read_claims(document(text, "2026-05-20")) if c.value is not None}
    assert (
        told["31"]
        == told["9120"]
        == told["-6"]
        == told["7"]
        == told["800000000"]
        == told["1"]
        == "2026-05-20"
    )
    assert told["18"] == "2026-Q1"
    assert told["9"] != "2026-05-20"


def test_quotes_below_a_date_are_of_that_day(document: Make) -> None:
    text = "午评：市场全天走弱\n2026-05-20\n截至午盘，沪指失守3100点，跌0.8%。青松股份涨停，全市场超2900只个股下跌。"
    told = {str(c.value): c.time for c in read_claims(document(text, "2026-05-20"))}
    assert told == dict.fromkeys(["3100", "-0.8", "None", "2900"], "2026-05-20")


def test_items_in_one_line_share_no_period(document: Make) -> None:
    text = (
        "隔夜要闻\n1、青松股份计划在2027年上半年推出新款芯片。 2、白桦集团正谈判，拟筹集3亿元贷款。 "
        "3、东岭矿业重启铜矿。 4、道指跌0.12%，纳指跌0.36%。"
    )
    told = {str(c.value): c.time for c in read_claims(document(text, "2026-05-20")) if c.kind == "growth"}
    assert told == {"-0.12": None, "-0.36": None}
