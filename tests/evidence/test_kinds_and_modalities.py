"""What a figure measures and whether it is done, agreed on or foreseen, by the words around it. Texts are made up, answers read by hand."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims

from .conftest import Make


def read(document: Make, text: str) -> list[tuple[str, str]]:
    return [(c.kind, c.modality) for c in read_claims(document(text)) if c.value is not None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("根据协议，双方2024年电池材料交易数量为3万吨。", ["signed"]),
        ("《宜昌市储能建设方案》明确，今年全市储能建设规模为300万千瓦。", ["planned"]),
        ("全球份额有望快速提升：公司隔膜全球市场份额为14%。", ["actual"]),
        (
            "预计到2026年末，国内隔膜产能将达到90亿平方米，较2023年末增长60%。",
            ["forecast", "forecast"],
        ),
        # words that plan, ask or aim at nothing of what they stand beside
        ("受炼厂计划性检修影响，5月出口量为90万吨。", ["actual"]),
        ("新开工面积800万平方米，较年初计划增长5%。", ["actual", "actual"]),
        ("全市60家上市和拟上市公司参会。", ["actual"]),
        ("全年办理人大代表建议90件、政协提案70件，修订规章3件。", ["actual", "actual", "actual"]),
        (
            "5家机构设立产品，登记目标规模达60亿元；12家券商设立资管计划，出资规模30亿元。",
            ["actual", "target", "actual", "actual"],
        ),
        ("上半年，全市新签约招商引资项目超200个。", ["signed"]),
        ("全省40家电池企业中，8家在建，仅有20家在生产。", ["actual", "under_construction", "actual"]),
        ("全年新增装机超30GW概率较大。", ["forecast"]),
        ("隔膜市场将新增20亿平方米产能。", ["forecast"]),
        ("公司与客户签署供货协议。协议期限为5年，到期后可再延长3年。", ["signed", "signed"]),
        ("制造业生产经营活动预期指数连续3个月上升。", ["actual"]),
        ("宜昌市与江北集团签约电池基地项目。基地总投资约60亿元。", ["signed"]),
        ("宜昌市与江北集团签约电池基地项目。基地已投产，总投资约60亿元。", ["actual"]),
        ("公司全年业绩指引净利润4亿元。", ["forecast"]),
        ("一季度产值90亿元，完成全年目标的20%。", ["actual", "actual"]),
        ("力争完成全年目标500亿元。", ["target"]),
        ("公司计划2024年至2026年累计投资90亿元。", ["planned"]),
        ("2023年，房屋建设累计新签项目94个。", ["actual"]),
        ("项目计划投资50亿元，累计完成投资12亿元。", ["planned", "actual"]),
        ("原有南溪厂区8000吨磷酸铁产线改造至2万吨的工程预期2026年完成。", ["actual", "planned"]),
        ("根据协议，项目总投资20亿元，最终以项目实际投入为准，占地面积约900亩。", ["signed", "signed"]),
    ],
)
def test_modalities(document: Make, text: str, expected: list[str]) -> None:
    assert [m for _, m in read(document, text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("公司毛利率同比上升2个百分点至31%。", ["growth", "finance"]),
        ("公司毛利率逐年下滑，分别为46%、42%。", ["finance", "finance"]),
        ("产值增速比全省平均水平（6.5%）高2.1个百分点。", ["growth", "growth"]),
        ("公司市场份额从25%上升到40%。", ["market_share", "market_share"]),
        ("电解液板块增幅最大，为22.5%。", ["growth"]),
        (
            "公司隔膜市占率为8%，低于甲公司的22%和乙公司的13%。",
            ["market_share", "market_share", "market_share"],
        ),
        ("以现金收购标的公司全部股权，交易金额约为2亿元。", ["finance"]),
        ("一季度销售商品收到的现金为6亿元。", ["finance"]),
        ("2017年，该公司销售收入为5210万美元。", ["output_value"]),
        ("新车型仅售8.9万元。", ["price"]),
        ("用地审批缩短了5个月。", ["milestone"]),
        ("手机电池销量达26万件。", ["sales"]),
        ("今年新开工4座抽水蓄能电站。", ["project_count"]),
        ("全省建成高速公路320公里。", ["project"]),
        ("铜箔产量完成全年计划51%。", ["production"]),
        ("风电占全部发电装机容量的9%。", ["market_share"]),
        ("公司拟与江北经开区签订年产20GW电池项目协议。", ["capacity"]),
        ("公司斥资12亿元投建宜昌隔膜基地。", ["investment"]),
        ("该平台用户数达到230万人。", ["sales"]),
        ("该船一次可装载2万只集装箱。", ["technology_parameter"]),
        ("期末所有者权益总额为42亿元。", ["finance"]),
        ("项目每年可减少标煤19万吨。", ["environment"]),
        ("交通运输部指导10个沿海省份，储能电站投运。", ["project_count"]),
        ("青松科技：拟80亿元在南溪投建隔膜基地项目。", ["investment"]),
        ("青松集团将花不超525万元回购公司股份。", ["finance"]),
        ("为获得控股权，青松集团付出了1.3亿元的代价。", ["finance"]),
        ("监管部门决定对青松处以90万元罚款。", ["finance"]),
        ("青松通讯寻求通过上市筹资约4亿港元。", ["finance"]),
        ("本次募资资金不超过107亿元。", ["finance"]),
        ("除2亿元用于补充流动资金外，其余用于扩产。", ["finance"]),
        ("公司以自有资金6000万元认购白桦新增注册资本。", ["finance"]),
        ("铌需求量每年以10%的速度递增。", ["growth"]),
        ("电动汽车、机器人出口分别实现13%、33%的增长。", ["growth", "growth"]),
        ("火电装机容量增长了 3.8% 至 14.4 亿千瓦。", ["growth", "capacity"]),
        ("投资完成率54%，高于去年时序进度4个百分点。", ["project", "growth"]),
        ("重大项目开工率100%。", ["project"]),
        ("发行价格不低于股票交易均价的90%。", ["price"]),
        ("担保余额2亿元，占最近一期净资产的59%。", ["finance", "market_share"]),
        ("航空客货运输能力分别达2000万人次和20万吨以上。", ["capacity", "capacity"]),
        ("存货周转天数为21天，应收账款平均回收期为72天。", ["finance", "finance"]),
        ("生猪存栏4000万头，生猪出栏3600万头。", ["production", "production"]),
        ("新颁证民用运输机场4个，机场数量增加到41个。", ["project_count", "project_count"]),
        (
            "青松科技上半年营收3.2亿元（+21.5%），净利润0.8亿元（-5.3%）。",
            ["output_value", "growth", "finance", "growth"],
        ),
        ("青松前三季度净利降85%-95%。", ["growth"]),
        ("青松股价较年初跌去达43%。", ["growth"]),
        ("该油种变化率为-4.90%。", ["growth"]),
        ("青松科技向白桦集团付了300万元。", ["finance"]),
        ("全市动力电池产业突破300亿元。", ["output_value"]),
        ("全省生产轮胎3000万条，摩托车胎产量140万条。", ["production", "production"]),
        ("集成电路产量1074亿块。", ["production"]),
        ("30万台电动叉车的销售目标不低。", ["target"]),
        ("该国通过南部港口出口原油约2000万桶，进口天然气3亿立方米。", ["export", "import"]),
        ("该软件有望达到800万套的销量。", ["sales"]),
        ("其中有利区面积2700平方公里。", ["exploration"]),
        ("全省能源年综合生产能力为4亿吨标准煤，能源消费总量为5亿吨标准煤。", ["production", "environment"]),
        ("该省将统筹100亿元，用于家电以旧换新，其中90亿元为中央财政安排。", ["factor_support"] * 2),
        ("在600亿日元的电动汽车支出计划中，200亿日元用于电池。", ["investment", "investment"]),
        ("该项目总花费达到90亿美元。", ["investment"]),
        ("新建4000万件光模块基座项目。", ["capacity"]),
        ("青松做出首个2MWh钠离子电池储能系统。", ["capacity"]),
        ("青松在管道业务领域已达十余年，投资回收年限约9年。", ["milestone", "finance"]),
        ("今年电动车用蓄电池需求量约为210亿美元。", ["sales"]),
        ("规模以上工业煤炭消费340万吨。", ["environment"]),
        ("股东会将一同审议三份股份回购议案。", ["policy"]),
        ("新规设置两年过渡期。", ["policy"]),
        ("青松电池的质保期一般在10年。", ["technology_parameter"]),
        ("以合计7200万的价款转让给白桦集团。", ["finance"]),
        ("今年产量是五年前的2.5倍。", ["growth"]),
        ("第三大股东拟减持不超3%公司股份，并授予不超过15%的超额配售权。", ["finance", "finance"]),
        ("一年期通胀预期从3.6%降至3.4%。", ["growth", "growth"]),
        ("制造业实际使用外资90亿元。", ["investment"]),
        ("青松投资出售逾40亿美元的持仓。", ["finance"]),
        ("平台用于亿吨级整装油田开发。", ["reserve"]),
        ("节目听众规模超过1.5亿。", ["sales"]),
        ("6月单月销糖74万吨，同比多销1.6万吨。", ["sales", "growth"]),
        ("中心再度抛储25万吨白糖，港口1万吨大单成交。", ["sales", "sales"]),
        ("2015年我国电石需求预计约为2700万吨/年。", ["sales"]),
        ("青松计划卖出至少2400万部手机。", ["sales"]),
        ("该国按种类征税9%~14%。", ["finance"]),
        ("储能去年就有70亿美元商机。", ["sales"]),
        ("子公司拟24亿元建设年产2.5亿米电子布项目。", ["investment", "capacity"]),
        ("玉米报价2200元/吨，14%水分。", ["price", "technology_parameter"]),
        ("每日股票交易量约为70亿韩元。", ["sales"]),
        ("今年以来券商境内发债规模已超1.2万亿元。", ["finance"]),
        ("项目新增1.6GW光伏和1.9GWh储能。", ["capacity", "capacity"]),
        ("青松使用自有资金申购基金份额共计2200万元。", ["finance"]),
        ("木门生产能力不到50万吨(约合木门面积不足3000万平方米)。", ["capacity", "capacity"]),
        ("嘉宾和企业代表围绕低空产业等20多个议题讨论。", ["policy"]),
        ("此次回购最高花费资金约22亿元。", ["finance"]),
    ],
)
def test_kinds(document: Make, text: str, expected: list[str]) -> None:
    assert [k for k, _ in read(document, text)] == expected


def test_what_a_government_aims_at_is_a_target_whatever_it_measures(document: Make) -> None:
    """A goal without a measure of its own frame is a goal too; a firm's stays what it measures."""
    text = "力争城乡居民人均受教育年限达到11年，到2030年建成40万个充电桩。"
    claims = [c for c in read_claims(document(text, published="2026-01-10")) if c.value is not None]
    assert [c.kind for c in claims] == ["target", "target"]
