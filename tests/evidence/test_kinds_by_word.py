"""What a figure measures, told by one word beside it: own sentences, each with the kinds and values of its numbers, read by hand."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims

from .conftest import Make

CASES = [
    # how long shares have gone one way; how much something was made larger
    ("该指数已连续4天反弹，北向资金连续3周净流入。", "stock 4; stock 3"),
    ("该厂把产能扩大约30%。", "growth 30"),
    ("报告显示，青松能源、白桦石油等9股净流出超过5亿元。", "enterprise_count 9; finance 500000000"),
    ("该工程历时5年。", "milestone 5"),
    # orders by their number, gold by the ounce; what a fund won or lost; to how many a firm issues shares
    ("该平台订单总量超20亿笔，日均订单610万笔。", "sales 2000000000; sales 6100000"),
    ("该矿黄金销量6万盎司。", "sales 60000"),
    ("该基金去年出现41.6%的巨幅亏损，今年取得约8%的收益。", "finance 41.6; finance 8"),
    ("公司拟向不超过20名投资者募集资金。", "finance 20"),
    # homes that change hands, works won by tender, what somebody asks for a thing
    ("6月该区一手房成交量增至900套，成交数据不足60套。", "sales 900; sales 60"),
    ("青松客车中标70台纯电动车。", "sales 70"),
    ("业主开价230万元。", "price 2300000"),
    # ratios of banks, what is held of a firm, how much of a goal of the books is reached, those dismissed
    ("该行年末资本充足率、一级资本充足率降至12.6%、9.3%。", "finance 12.6; finance 9.3"),
    ("减值准备对不良贷款比率为210%。", "finance 210"),
    ("标的公司由青松能源直接拥有12.5%权益。", "finance 12.5"),
    ("公司扣非净利润只完成了全年业绩承诺目标的14%。", "finance 14"),
    ("该集团拟裁研发部门6%员工。", "employment 6"),
    # what is sold of homes and cars, and their prices; what a fund raised; the limit of a day
    ("该区一手房成交套数为1200套，前8个月全区售房逾2万套。", "sales 1200; sales 20000"),
    ("该车上市首日，大定量已超过2万台。", "sales 20000"),
    ("该车型目前包牌价是12.6万元。", "price 126000"),
    ("青松科技等多股20%涨停。", "growth 20"),
    ("该债基A份额的规模为90亿元。", "finance 9000000000"),
    # what is used of electricity is sold, not an effect on nature
    ("6月份，全市工业用电量30亿千瓦时，同比增长4.2%。", "sales 3000000000; growth 4.2"),
    # a rate of growth is no share
    ("该产业以平均每年12%左右的速度扩张。", "growth 12"),
    ("近五年这一需求的平均速率为每年9%。", "growth 9"),
    ("产量以年均8%的水平增加。", "growth 8"),
    ("配售价较前一日收盘价折让约6%。", "growth 6"),
    ("本次拟增持比例不低于总股本的1.2%。", "finance 1.2"),
    # a price by its short name, the cost of money, those dismissed, the money a firm is registered with
    ("某地二级焦含税出厂价在1850元，矿粉不含税市场价为920元。", "price 1850; price 920"),
    ("房企平均融资成本为5.8%，部分房企融资成本已经超过9%。", "finance 5.8; finance 9"),
    ("该业务当期毛利为-1.9%。", "finance -1.9"),
    ("该公司将裁员8%。", "employment 8"),
    ("该平台注册资金3000万元。", "finance 30000000"),
    # a space beside a figure; what stands at a height, whatever was said of changes before; what something moved to
    ("沪锌涨 1.7%，报 23500 点。", "growth 1.7; price 23500"),
    ("股票型基金仓位比前周上升0.5%；混合型基金平均仓位为 68.3%。", "growth 0.5; finance 68.3"),
    ("该公司存货变现率下滑8.2个百分点至61.5%。", "growth -8.2; market_share 61.5"),
    ("该市城镇化率上升至66%，增持后持股比例攀升至11.2%。", "market_share 66; finance 11.2"),
    ("甲厂库存下降3千吨至9千吨。", "growth -3000; stock 9000"),
    ("汽车销量增长7%，相当于60万辆。", "growth 7; sales 600000"),
    ("公司立即加薪8%，芯片价格出现4%上涨。", "growth 8; growth 4"),
    ("当月制造业采购经理指数为49.6%。", "price 49.6"),
    # whose the money is
    (
        "今日该板块出现60亿元资金净流出，期货沉淀资金总量近500亿元。",
        "finance 6000000000; finance 50000000000",
    ),
    ("省财政下达扶持资金2亿元。", "factor_support 200000000"),
    ("公司设立8亿元新材料产业并购基金。", "finance 800000000"),
    ("一座加氢站的平均建站费用约1500万元。", "finance 15000000"),
    (
        "上市房企存货总计超过5万亿元，典型房企融资总量为480亿元。",
        "finance 5000000000000; finance 48000000000",
    ),
    ("游客总花费1200亿元，平台商品交易规模为90亿元。", "sales 120000000000; sales 9000000000"),
    ("经销商给出的报价仍是加价4万元。", "price 40000"),
    ("可建设3000个标准数据机柜。", "project_count 3000"),
    # which goods, which class of works; shares of funds; whom a dash leads up to
    ("本周66%酸粉市场价1105元/吨，55%黑钨精矿报23万元/标吨。", "price 1105; price 230000"),
    ("全市实施亿元以上重点技改项目620个。", "project_count 620"),
    ("货币基金份额为45亿份。", "finance 4500000000"),
    ("全国最大的盐穴储气库——北陵储气库投产。", "market_rank 1"),
    ("该县营商便利度全国最优，医院数量全省最多。", "market_rank 1; market_rank 1"),
    ("星河集团旗下两家公司参与竞拍。", "enterprise_count 2"),
    # how long a way lies behind is no aim
    ("产能利用率跌至20多年低点，这是员工18年奋斗历程的回报。", ""),
    # floors sold, kept and built
    ("全市新建商品房销售面积60万平方米，其中住宅成交面积50万平方米。", "sales 600000; sales 500000"),
    ("月末商品房待售面积40万平方米。", "stock 400000"),
    ("今年的展馆合计超2000平方米。", "project 2000"),
    ("公司地板销售量约1.2亿m2。", "sales 120000000"),
    # how long a stock or a deposit lasts
    ("全省电厂可用存煤天数达到20天。", "stock 20"),
    ("发电企业存煤达18天。", "stock 18"),
    ("该矿区探明储量可支撑18年。", "reserve 18"),
    # heads and bottles sold, accounts, cars made and sold in all
    ("公司当月销售生猪20万头，环比增长3%。", "sales 200000; growth 3"),
    ("去年全国饮料公司卖出矿泉水3亿瓶。", "sales 300000000"),
    ("平台月活账户数达2.1亿个。", "sales 210000000"),
    ("这家车企去年全年产销80万辆。", "production 800000"),
    ("列车发送货物12万标箱。", "production 120000"),
    # money by what it is for
    ("董事会追加30亿美元的股份回购额度。", "finance 3000000000"),
    ("二号车间至今投入资金700万元，工程进展40%。", "investment 7000000; project 40"),
    ("全市签约项目20个，签约资金80亿元。", "project_count 20; investment 8000000000"),
    ("公司营运资金为3亿美元。", "finance 300000000"),
    ("预期配售所得款项净额约为2亿港元。", "finance 200000000"),
    ("公司拟将约70%用于新品研发，约30%用于偿还借款。", "finance 70; finance 30"),
    ("合同约定支付30%的预付款。", "finance 30"),
    ("财政对购置设备的农户给予20%的资金补贴。", "factor_support 20"),
    # land, dwellings, households, posts
    ("全县新建高标准农田30万亩，耕地面积净增2万亩。", "factor_support 300000; factor_support 20000"),
    ("今年开挖沟渠320公里。", "project 320"),
    ("全市筹集保障性租赁住房3万套。", "project 30000"),
    ("全县改造农村危房4000户。", "project_count 4000"),
    ("扩建工程将创造2000个职位。", "employment 2000"),
    ("医药园新引入6家跨国药企。", "enterprise_count 6"),
    # rates of use
    ("全省秸秆综合利用率由70%提升到85%。", "recycling 70; recycling 85"),
    ("航班客座率80.5%，同比增2.1个百分点。", "technology_parameter 80.5; growth 2.1"),
    ("这家工厂产能利用率75%。", "capacity 75"),
    ("预计5个月内可复产。", "project 5"),
    # money kept and money earned, what is asked for, whose hours
    ("该机构管理资产规模约600亿美元。", "finance 60000000000"),
    ("项目资金中，企业自有资金50亿元。", "finance 5000000000"),
    ("该基金年内回报已突破90%，另一只年内亏损近8%。", "finance 90; finance 8"),
    ("铂金需求有望增长至约30万盎司。", "sales 300000"),
    ("就业人员周平均工作时间为48小时。", "employment 48"),
    ("机场每日减少约200架次航班。", "production 200"),
    ("首批证书涉及电池、水泥等5大类产品。", "product_count 5"),
    # computing power, slips, fractions, ranks in a list's name
    ("全市算力规模达12万P，智算中心新增3EFLOPS。", "capacity 120000; capacity 3"),
    ("平台上半年共上传运单600万单。", "product_count 6000000"),
    ("毛利率比上年上升1.5pt。", "growth 1.5"),
    ("外资企业贡献全市1/3的税收。", "market_share 33.3333"),
    ("项目新建2座日熔化量1000吨玻璃窑炉。", "project_count 2; capacity 1000"),
    ("3个月后，该行将用户预测由6000万上调至1亿。", "sales 60000000; sales 100000000"),
    ("某光电拟投8亿建灯具项目。", "investment 800000000"),
    ("该行业ETF最新规模合计为300亿元。", "finance 30000000000"),
    (
        "央行开展4000亿元隔夜逆回购操作，当日有2000亿元逆回购到期。",
        "finance 400000000000; finance 200000000000",
    ),
    ("二手住宅成交量达到4000套。", "sales 4000"),
    ("共3000家医疗机构填报需求量。", "enterprise_count 3000"),
    ("免费培训覆盖5万家企业，解决质量问题约2万个。", "enterprise_count 50000; project_count 20000"),
    ("该股仍有6%的上涨空间。", "growth 6"),
    ("占比将从30%飙升至接近90%。", "market_share 30; market_share 90"),
    ("该服务辐射500条航线。", "project_count 500"),
    ("募集资金用于升级建设项目（1.5亿元）及补充流动资金（2亿元）。", "finance 150000000; finance 200000000"),
    ("产品保有规模超2000亿元，零售客户数超过900万户。", "finance 200000000000; sales 9000000"),
    ("发行价格为每股21元，每股派现0.3元。", "price 21; finance 0.3"),
    ("每年可保持约20亿元的销售额。", "sales 2000000000"),
    ("上月新增非农就业15万，工资增速上行0.2pp至0.4%。", "employment 150000; growth 0.2; growth 0.4"),
    ("该股股息率为6%，对应12倍动态市盈率。", "finance 6; finance 12"),
    ("北上资金流入近30亿元。", "finance 3000000000"),
    ("股份累计变动比例为5%，转让价格为每股4.5元。", "finance 5; price 4.5"),
    ("该股收获4个涨停。", "price 4"),
    (
        "共有40只股票市盈率低于20倍，12股前三季净利增长。",
        "enterprise_count 40; finance 20; enterprise_count 12",
    ),
    ("竞标者共交了40亿保证金。", "finance 4000000000"),
    # the base of a rate, a rate of exchange
    ("旅游收支顺差为5000亿日元（1美元约合150日元）。", "finance 500000000000"),
    ("每1000美元本金的票据转换为5股，每5元产值就有1元来自本市。", "finance 5"),
    # which of them, not how many
    ("TOP30房企销售额6000亿元。", "sales 600000000000"),
    ("70个大中城市房价上涨3%。", "growth 3"),
    ("144平方米及以下普通住房价格上涨5%。", "growth 5"),
    ("示范田有万亩级、千亩级两种规模。", ""),
    ("农业农村部等11个部门联合印发方案。", ""),
    # how long something went one way, or how long it stayed
    ("工业电价连续5个月同比回落。", "growth 5"),
    ("该省造船完工量连续8年位居全国首位。", "milestone 8; market_rank 1"),
    ("展会连续4年举办。", "milestone 4"),
    # what funds and lenders hold is no output
    ("旗下科创债ETF规模突破320亿元。", "finance 32000000000"),
    ("两家百亿级私募新进该股。", "finance 10000000000"),
    ("某证券以530亿元的规模排在第9位。", "finance 53000000000; market_rank 9"),
    ("全省数字经济规模达到9000亿元。", "output_value 900000000000"),
    ("两家股东分别持有该货币基金2亿份和6000万份。", "finance 200000000; finance 60000000"),
    ("去年底货币基金的份额增至2300亿份。", "finance 230000000000"),
    ("发行人票息为3.1%，该业务毛损率为4.4%。", "finance 3.1; finance 4.4"),
    # a multiple that is a level, not by how much more
    ("行业平均市净率有所回落，依次为6.3倍、1.2倍。", "finance 6.3; finance 1.2"),
    ("该基金周转率为1.9倍。", "finance 1.9"),
    ("产量达到去年同期2.6倍。", "growth 2.6"),
    ("该股东减持5万股，占总股本的0.3%。", "finance 50000; finance 0.3"),
    ("国内有十余家新材料企业上调售价。", "enterprise_count 10"),
    ("青石集团拟收购Norvane60%的股权。", "finance 60"),
    # steps that were climbed
    ("全市经济总量接连跨上两个千亿元台阶、达3200亿元。", "output_value 2; output_value 320000000000"),
    # what is traded, used or bought
    ("上月全省市场化交易电量90亿千瓦时。", "sales 9000000000"),
    ("上半年天然气消费增长了30亿立方米。", "growth 3000000000"),
    ("全省花茶年消耗鲜花1.3万吨。", "sales 13000"),
    ("该国承诺购买价值40亿美元的农业产品。", "sales 4000000000"),
    ("两国贸易规模由60亿元增长至150亿元。", "export 6000000000; export 15000000000"),
    # an amount of a list, behind how much the one before it grew
    (
        "全省出口轴承30亿元，增长6%；电机12亿元，增长4%。其中，微型电机5亿元，增长2%。",
        "export 3000000000; growth 6; export 1200000000; growth 4; export 500000000; growth 2",
    ),
    # land and houses, herds, machines
    ("该房企下半年推出住宅20万平方米。", "project 200000"),
    ("95平方米的房子售罄。", "technology_parameter 95"),
    ("公司自建规模达到6万头生猪的养殖场。", "capacity 60000"),
    ("该标准针对输入功率大于5千瓦的热水器。", "technology_parameter 0.005"),
    ("某集团净卖出超7亿。", "finance 700000000"),
    ("受访企业裁员比例占到全员的12%。", "employment 12"),
    # an aside tells nothing of what stands behind it; of words before a comma the nearer tells
    (
        "5月全国拖拉机共计销售7.2万台（批发口径，包含出口和新车），比上年同期的6.1万台增长约18%。",
        "sales 72000; sales 61000; growth 18",
    ),
    ("该公司营收5亿元，同比增长25%，上年同期为4亿元。", "output_value 5e8; growth 25; output_value 4e8"),
    (
        "该公司每股收益0.8美元，预期0.7美元；营收90亿美元，预期88亿美元。",
        "finance 0.8; finance 0.7; output_value 9e9; output_value 8.8e9",
    ),
    ("出口量增长6%，而闲置的初炼产能升至最高水平，达240万吨。", "growth 6; capacity 2.4e6"),
    # money of funds, of a budget
    ("某基金网上直销最低申购金额为20元。", "finance 20"),
    ("全国社保基金认购30亿元，省里设立60亿元产业发展基金。", "finance 3e9; factor_support 6e9"),
    ("内阁拟定补充预算草案，总额3.5万亿日元。", "finance 3.5e12"),
    ("800亿日元将作为企业发展资金。", "finance 8e10"),
    # room for how many; dwellings renewed; grades of ships and cars
    ("新增学位3万个，养老床位增至4万张。", "capacity 30000; capacity 40000"),
    ("完成棚户区改造2.5万套，改善农村住房6万户。", "project_count 25000; project_count 60000"),
    ("采购了25吨泡沫消防车，钻探船排水量达38000吨。", "technology_parameter 25; technology_parameter 38000"),
    ("回购总额不超过公司总股本的8%。", "finance 8"),
    ("该项目可售建筑面积5.5万平方米。", "project 55000"),
    # what is no institute, no policy and no use of current
    ("该连锁近800家门店在某外卖平台上线。", "enterprise_count 800"),
    ("船厂交付3座钻井平台。", "project_count 3"),
    ("年内新增260个回购预案。", "project_count 260"),
    ("全省改造提升30个标准化养老机构。", "project_count 30"),
    ("电站单次充电可储存清洁电力60万千瓦时。", "capacity 600000"),
    ("全省绿电交易量80亿千瓦时。", "sales 8000000000"),
    # what is made in a year, what could be
    ("全国冷冻食品年产量在900万吨以上。", "production 9000000"),
    ("该啤酒企业在当地的总产能超过70万千升。", "capacity 700000"),
    # how far funds filled their books, what they gave back, how fast something grows
    ("南溪精选基金大幅加仓近8%。", "finance 8"),
    (
        "三只产品分别以7.1%、6.4%、5.2%的回报率居前。",
        "product_count 3; finance 7.1; finance 6.4; finance 5.2",
    ),
    ("当地茶叶出口以10%、15%、20%的速度在扩张。", "growth 10; growth 15; growth 20"),
    ("经销商称这款车又加价3%。", "growth 3"),
    ("改革后办事减时限60%、减材料35%。", "growth 60; growth 35"),
    ("大型银行存款准备金率达到18.5%。", "finance 18.5"),
    ("央行年内2次降准。", "policy 2"),
    ("6月新车平均折扣率为12.1%。", "price 12.1"),
    ("以上报价含9%增值税。", "finance 9"),
    ("白桦控股涨3.2%，南溪时代20CM涨停。", "growth 3.2; growth 20"),
    ("三个营业部席位合计卖出1500万元。", "finance 15000000"),
    # what is done with the things counted
    ("该公司上半年共出售370辆观光车。", "sales 370"),
    ("该玩具厂每年生产90亿块积木。", "production 9000000000"),
    ("全省报废农机回收2.1万台。", "recycling 21000"),
    ("新厂将形成60万台压缩机组装能力。", "capacity 600000"),
    ("经销商说，完成今年8万的销量目标很吃力。", "sales 80000"),
    ("来看房的人多半问3万以下的价位。", "finance 30000"),
    ("该ETF最新规模达到了90亿元。", "finance 9000000000"),
    # how long something lasts, may last or has lasted
    ("债权人应当自公告之日起3个月内申报债权。", "policy 3"),
    ("该厂停滞了120天后复产。", "milestone 120"),
    ("该社时隔3个月再次发行债券。", "milestone 3"),
    ("这家供应商的货款已拖欠两年。", "finance 2"),
    ("港口的焦炭库存从40天减到18天。", "stock 40; stock 18"),
    ("新任经理拥有11年信贷管理经验。", "talent 11"),
    ("公司将改造这座有60年历史的矿山。", "milestone 60"),
    ("这座有60年历史的矿山明年迎来新的3年规划。", "milestone 60"),
    # a person's age, and what counts nothing
    ("总经理为方大同，男，52岁。", "talent 52"),
    ("对此该行有三条思路，并作出两项决定。", ""),
    ("依照细则第七条、八条办理。", ""),
    ("2、周三A股走低，第二只新股发行。", ""),
    ("公司又推出三款电动车型。", "product_count 3"),
]


@pytest.mark.parametrize(("sentence", "expected"), CASES)
def test_the_kind_follows_the_word(document: Make, sentence: str, expected: str) -> None:
    told = [f"{c.kind} {c.value}" for c in read_claims(document(sentence)) if c.value is not None]
    read = [f"{kind} {float(value):g}" for kind, value in (t.split() for t in told)]
    assert read == [f"{k} {float(v):g}" for k, v in (e.split() for e in expected.split("; ") if e)]
