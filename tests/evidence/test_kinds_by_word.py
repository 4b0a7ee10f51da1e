"""What a figure measures, told by one word beside it: own sentences, each with the kinds and values of its numbers, read by hand."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims

from .conftest import Make

CASES = [
    # what is used of electricity is sold, not an effect on nature
    ("6月份，全市工业用电量30亿千瓦时，同比增长4.2%。", "sales 3000000000; growth 4.2"),
    # a rate of growth is no share
    ("该产业以平均每年12%左右的速度扩张。", "growth 12"),
    ("近五年这一需求的平均速率为每年9%。", "growth 9"),
    ("产量以年均8%的水平增加。", "growth 8"),
    ("配售价较前一日收盘价折让约6%。", "growth 6"),
    ("拟增持股份比例不低于公司总股本的0.5%。", "finance 0.5"),
    # floors sold, kept and built
    ("全市新建商品房销售面积60万平方米，其中住宅成交面积50万平方米。", "sales 600000; sales 500000"),
    ("月末商品房待售面积40万平方米。", "stock 400000"),
    ("今年的展馆合计超2000平方米。", "project 2000"),
    ("公司地板销售量约1.2亿m2。", "sales 120000000"),
    # how long a stock or a deposit lasts
    ("全省电厂可用存煤天数达到20天。", "stock 20"),
    ("发电企业存煤达18天。", "stock 18"),
    ("该国铜矿可采储量仅能维持25年。", "reserve 25"),
    # heads and bottles sold, accounts, cars made and sold in all
    ("公司当月销售生猪20万头，环比增长3%。", "sales 200000; growth 3"),
    ("去年全国饮料公司卖出矿泉水3亿瓶。", "sales 300000000"),
    ("平台月活账户数达2.1亿个。", "sales 210000000"),
    ("这家车企去年全年产销80万辆。", "production 800000"),
    ("列车发送货物12万标箱。", "production 120000"),
    # money by what it is for
    ("董事会批准新增50亿美元的股票回购授权。", "finance 5000000000"),
    ("该项目实际投入资金900万元，项目进展25%。", "investment 9000000; project 25"),
    ("全市签约项目20个，签约资金80亿元。", "project_count 20; investment 8000000000"),
    ("公司营运资金为3亿美元。", "finance 300000000"),
    ("预期配售所得款项净额约为2亿港元。", "finance 200000000"),
    ("公司拟将约80%用于产品的开发，约20%用于营运资金。", "finance 80; finance 20"),
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
    ("全市再生水利用率由20%提高到35%。", "recycling 20; recycling 35"),
    ("航班客座率80.5%，同比增2.1个百分点。", "technology_parameter 80.5; growth 2.1"),
    ("这家工厂产能利用率75%。", "capacity 75"),
    ("预计4个月内恢复生产。", "project 4"),
    # which of them, not how many
    ("90平方米及以下新建住房价格上涨5%。", "growth 5"),
    ("示范田有万亩级、千亩级两种规模。", ""),
    ("农业农村部等11个部门联合印发方案。", ""),
]


@pytest.mark.parametrize(("sentence", "expected"), CASES)
def test_the_kind_follows_the_word(document: Make, sentence: str, expected: str) -> None:
    told = [f"{c.kind} {c.value}" for c in read_claims(document(sentence)) if c.value is not None]
    read = [f"{kind} {float(value):g}" for kind, value in (t.split() for t in told)]
    assert read == [f"{k} {float(v):g}" for k, v in (e.split() for e in expected.split("; ") if e)]
