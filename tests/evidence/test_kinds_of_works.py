"""What is counted and measured of works, grids, ports, mines and land, of prices and changes: own sentences, the kinds of their numbers in order."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims

from .conftest import Make


def test_a_share_of_a_list_is_told_with_its_noun(document: Make) -> None:
    claims = read_claims(document("民营企业贡献了90%以上的投入、80%的税收、70%的投资。"))
    assert [c.quote for c in claims if c.value is not None][1:] == ["80%的税收", "70%的投资"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("截至3月底，全国充电基础设施累计达到980万台，同比增长60%。", "product_count growth"),
        ("全省建成5G基站12.6万个。", "product_count"),
        ("全县已建成光伏电站126座，装机容量45万千瓦。", "project_count capacity"),
        ("二期将立起24台单机容量6250千瓦的风机。", "product_count capacity"),
        ("主厂房由6个国产水轮发电机组组成。", "product_count"),
        (
            "华北电网新增220千伏输电线路1800公里，变电容量900万千伏安。",
            "technology_parameter project capacity",
        ),
        ("港口新增万吨级泊位6个，航道可通行5000吨级船舶。", "technology_parameter product_count technology_parameter"),
        ("该省建成江海石化1500万吨炼油、东港石化600万吨炼油改扩建等项目。", "capacity capacity"),
        ("两期机组年发电量可达70亿千瓦时。", "production"),
        ("铺轨已经完成了95公里，隧道累计掘进3200米。", "project project"),
        ("该县水能理论蕴藏量120万千瓦，可开发量80万千瓦。", "reserve reserve"),
        ("该风区可装机容量2500万千瓦，相当于四个平湖电站的装机容量。", "reserve reserve"),
        ("该矿区面积3.1平方公里，矿石量2600万吨，氧化锂资源储量32万吨。", "exploration reserve reserve"),
        ("全省森林面积达1.2亿亩，全年造林绿化35万亩。", "environment environment"),
        ("去年全市单位GDP能耗0.52吨标准煤/万元，下降3.1%。", "environment growth"),
        ("船舶平均待闸时间由90小时缩短到36小时。", "technology_parameter technology_parameter"),
        ("充电网络覆盖65个城市。", "zoning"),
        ("市住建局拟出台10条稳定楼市新政。", "policy"),
        ("管理成本不得高于年度收入的8%。", "policy"),
        ("海关查获旅客携带超量冻肉38公斤。", "milestone"),
        # changes are no shares
        ("公司主营产品一季度涨价约6%，毛利率却要低8%。", "growth growth"),
        ("厂家对全系列产品实施10%的提价。", "growth"),
        ("同类电芯价格比进口产品便宜两成。", "growth"),
        ("审批材料精简80%，出货量成长三成。", "growth growth"),
        ("预算上浮55%，关税上调12%。", "growth growth"),
        ("产量比2022年增加了6万吨。", "growth"),
        ("采购数量为2万吨（可上下浮动5%）。", "sales sales"),
        ("集装箱吞吐量达320万标箱，较去年多40万标箱。", "production growth"),
        ("降水量偏少两成，本币贬值7%。", "growth growth"),
        ("该银行不良率1.2%，且不得超过5%。", "finance policy"),
        ("全市拥有医院12家、中小学校320所。", "institution institution"),
        ("该矿保有铁矿石资源量1.2亿吨，2023年生产铁精粉80万吨。", "reserve production"),
        ("折扣系数报82%，较上周下降2个百分点。", "price growth"),
        ("充电一小时后电量可达80%。", "technology_parameter technology_parameter"),
        # money: what a thing costs is told in yuan
        ("1瓦组件(2.1元)使用银浆0.1克(0.5元)。", "price price"),
        ("该车型优惠6000元。", "price"),
        ("公司拟回购股份，资金总额不低于5000万元，已支付的资金总额为2900万元。", "finance finance"),
        ("全市每年安排2亿元支持新材料产业。", "factor_support"),
        ("公司拟收购该合伙企业100%份额。", "finance"),
        ("协议约定，采购量为每年2万吨。", "sales"),
        ("全市安排500亿元超长期特别国债。", "factor_support"),
        ("市里下达电煤采购补贴3亿元。", "factor_support"),
        ("央行7日开展900亿元3个月买断式逆回购。", "finance finance"),
        ("公司计提商誉减值准备1.6亿元，去年巨亏5亿元。", "finance finance"),
        ("股份公司拟将8亿元用于隔膜扩产项目，项目计划总投资金额12亿元。", "investment investment"),
        ("两家在鹿城共同投资人民币2亿元办厂。", "investment"),
        ("公司新征用地6万平方米。", "factor_support"),
        # what is made, what lies in the ground
        ("项目建成后形成年产海底电缆300公里、特种光缆500公里的生产能力。", "capacity capacity"),
        ("粗钢日均产量为190万吨，建成日产5000吨熟料生产线。", "production capacity"),
        ("全国硅片产量超过80GW，组件出口12GW，弃光电量3亿千瓦时。", "production export production"),
        ("该矿拥有铅锌资源900万吨，铜金属量60万吨。", "reserve reserve"),
        ("该公司发现40个油气田。", "exploration"),
        ("62%澳洲粉矿报价110美元/吨。", "price"),
        # things in use, works, terms
        ("全国机动车达4亿辆，60个城市汽车保有量超过百万辆。", "stock project_count stock"),
        ("正在运行的210辆电动客车来自外地，企业拥有5座隧道窑。", "product_count project_count"),
        ("今年建成铁路专用线16条、在建90条，建成物流基地4个。", "project_count project_count project_count"),
        ("电厂存煤可用天数为19天。", "stock"),
        ("票面期限3年，投资回收期6年，矿山服务年限12年。", "finance finance project"),
        ("双方签订采购合同，合同期限5年，到期后可续签3年。", "sales sales"),
        ("股价反弹两成多，随后下挫3.1%。", "growth growth"),
        ("项目第三年达产80%。", "capacity"),
        ("央行有1200亿元7天期逆回购到期。", "finance"),
        ("油田累计生产绿电突破9亿度，折合标煤超过27万吨。", "production environment"),
        ("原油库存增至4亿桶，日产量900万桶，黄金储备达5000万盎司。", "stock production stock"),
        ("该气田石油地质储量超3亿立方米。", "reserve"),
        ("厂商对全系列电源价格进行4%-9%不等的上调，股价飙升12%。", "growth growth"),
        ("两家达成超50亿美元芯片采购协议，财务费用为1.1亿元。", "sales finance"),
        ("全市二手房合计网签2100套，累计确诊310例。", "sales milestone"),
        ("8亿元以现金方式支付，全省发放3亿元消费券。", "finance factor_support"),
        ("每年将带来90万吨的甲醇需求增量。", "sales"),
        ("汽车年产量近50万辆，21款创新药械获批上市。", "production product_count"),
        ("拆除违法建设300万平方米，粮食播种面积90万亩，完成百万亩造林绿化。", "project production environment"),
        ("全员劳动生产率达40万元/人。", "output_value"),
        ("锂电池产量达到800兆瓦时。", "production"),
        ("30亿元中期票据由银行承销，全市土地出让金总额500亿元。", "finance finance"),
        ("铁路日均装车量为15.2万车，同比增加6000车。", "production growth"),
        ("以70亿元拿下东江科技10%股权后，西山科技将继续跟进。", "finance finance"),
        ("全部规模以上工业企业（主营业务收入2000万元以上）利润增长5%。", "growth"),
    ],
)  # fmt: skip
def test_kinds(document: Make, text: str, expected: str) -> None:
    claims = sorted((c for c in read_claims(document(text)) if c.value is not None), key=lambda c: c.start)
    assert " ".join(c.kind for c in claims) == expected
