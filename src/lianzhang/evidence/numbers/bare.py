"""Numbers printed without a unit: 斥资30亿, 用户超5000万, an index that stands at 49.8."""

from __future__ import annotations

import re

__all__ = ["PER_PIECE", "bare_unit"]

PER_PIECE = re.compile(r"\s?[/／]\s?(吨|千克|公斤|平方米|千瓦时|千瓦|亩|辆|台|套)")
"""Of how much a price in bare 万 is: 4万/吨."""

_MONEY_TAIL = re.compile(
    r"(?:\s*(?:大关|规模|产值|产业|级|以[上下内]|左右|级别|元级)|[，。；、,;：:）)！!?？\s\"”’」]|\Z|[余多]?(?:大关|目标|的?(?:总?产值|营收|投资|收入|市值|销售|规模|产业|集群|园区|企业|工程|项目|市场|商机|蛋糕)))"
)
_MONEY = (
    "投资|斥资|出资|注资|增资|融资|募资|耗资|豪掷|投入|注册资本|资本金|金额|资金|成交额?|营收|收入|净?利润?|产值|作价|票房|债务|贷款|保证金|赔偿|罚款"
    "|奖励|补贴|补助|市值|估值|捐款|捐赠|借款|货款|净(?:流[入出]|买入|卖出)|[缩放]量|[净狂大稳]赚|[净巨预大再续]亏|亏损|营业额|利税|税收|销售额|订单额|合同额|罚金|保费|资产|负债|涉案|诈骗|骗[保取]|最高罚|罚没|赔付|缩水|花费|受贿|行贿|索贿|贪污|挪用|退赃|月供|首付|还差|凑足?|借了|[变套]现|尾款|应收账款|坏账|跌价准备|减值准备|账面余额|货币资金|费用|支出|余额|被执行|执行标的|开价|叫价|底价|出价|均价|售价|房价|价格(?:要|才|只要|高达)|浮[盈亏]|信贷"
)
_MONEY_LEFT = re.compile(rf"(?:{_MONEY})[^，。；、,;\d]{{0,8}}\Z")
_MONEY_AT = re.compile(
    rf"(?:{_MONEY})(?:总?额|规模|合计|总计|累计)?(?:约|近|将近|超过?|逾|达到?|突破|为|在|介于|仅|共|均|都|过|有|高达|不低于|不超过|[至到了]|[从由](?:\d{{2,4}}年(?:底|末)?的?)?){{0,6}}-?\Z"
)
"""Right behind a word for money a bare numeral is money, whatever it is spent on (募资25亿扩产)."""
_ABOUT_TO = re.compile(r"(?:拟|欲|将|以|[斥花耗掷投砸]|合计|作价|[\n：:】)）]|\A)(?:约|近|超)?\Z")
_LAYS_OUT = re.compile(r"[\u4e00-\u9fff\d][投掷砸](?:约|近|超)?\Z")
"""拟投10亿建, 掷3亿巩固: in headings."""
_BUYS = re.compile(r"\s?(?:收购|竞得|购[买入]|入股|增持|回购|拿[下地]|受让|转让|出售|买[下入])")
"""拟7.9亿收购: only money buys."""
_LAID_OUT = re.compile(
    r"\s?(?:元)?(?:投建|建设?|新建|扩建|打造|巩固|加码|布局|扩产|押注|研发|改造|升级|[买拿][下地])"
)
_WINS = re.compile(r"(?:签[下订约]?|中标|拿下|[喜斩]?获得?|揽[下入]?)(?:约|近|超过?|逾)?\Z")
_WON = re.compile(r"[余多]?[\u4e00-\u9fff]{0,8}?(?:合同|[订大]单|项目|工程|协议|采购)")
"""签12亿海外电站合同: what is won is told by its sum."""
_SPENT_ON = re.compile(
    r"\s*(?:投建|投资|建设|新建|打造|收购|布局|加码|入股|增持|回购|扩产|扩建|押注|拿下|竞得|购[买入]|买|建|用于|在|于)"
)
_MONEY_RIGHT = re.compile(
    rf"[余多]?(?:的|[净总])?(?:税前|新增)?(?:{_MONEY}|逾期|(?:转让)?价款|对价|总?价|天价|代价|尾款|首付款?|[订大]单|合同(?!工)|授信|(?:[\u4e00-\u9fff]{{0,4}}(?:补偿|赔偿|违约)[款金])|现金|商誉|财产)"
)
_MONEY_TO = re.compile(
    rf"(?:{_MONEY})[^，。；、,;\d]{{0,4}}[从由][^，。；]{{0,8}}\d[\d.,]*[万亿](?:元)?[^，。；、,;\d]{{1,4}}[至到](?:\d{{2,4}}年(?:底|末)?的?)?\Z"
)
"""跌价准备从16年的4150万上升至17年的8358万."""
_COINS = {"元": "CNY", "美元": "USD", "欧元": "EUR", "港元": "HKD", "日元": "JPY"}
_OUT_OF = re.compile(
    r"[\d万亿多余]\s?(元|美元|欧元|港元|日元)[^。！？；\n\d]{0,16}(?:其中|中[，,])[^，。；、\d]{0,8}\Z"
)
"""1000亿美元，其中600亿: of the coin told before."""
_PART = re.compile(r"\s?(?:[，。；、,;）)]|\Z|[为是由用来投归属系]|超过|逾期)")
_COUNTED = re.compile(r"[余多]?(?:农|市|居|村|网|职|员|学|户|民|用户|次|回|笔|单|台|字)")
_PEOPLE = re.compile(
    r"(?:人[数口]|就业|用户数?|玩家数?|粉丝数?|会员数?|观众|听众|读者|网友|驾驶人|骑手|司机|主播|旅客|游客|乘客|网民|股民|投资者|消费者|消费人群|买家数?|顾客|客户(?:规模|数量?)|学员)[^，。；、,;\d]{0,6}\Z"
)
_GOAL = re.compile(r"\s?的?(?:年度?|全年)?(?:销量|产量|产销量|交付量)")
"""完成60万销量目标."""
_PRICED = re.compile("以[上下内]的?(?:价格|价位|预算|报价|售价)")
"""5万以下的价格, whoever chooses it."""
_OF_USERS = re.compile(
    r"(?:用户|玩家|粉丝|会员|观众|旅客|游客|网民)数?量?(?:[（(][A-Za-z]{2,5}[）)])?(?:同比|环比|较[^，。；、\d]{1,8})?(?:增长|增加|上升|提升|下降|减少|下滑|降低)了?(?:约|近|超过?)?\d[\d.]*%[至到]\Z"
)
"""月活跃用户同比增长2%至3.1亿: to how many."""
_SOME_THINGS = re.compile(
    r"[余多]?(?:的)?\s?(?:[A-Za-z]|像素|参数|词元|晶体管|光年|级|粒|网|股?民|农|用户|会员|粉丝|观众|听众|玩家|游客|旅客|顾客|消费者|人|家庭|居民|住户|少年|青年|老|妇|儿童|学生|中国|美国|印度|全球|手机|终端|设备|商家|工厂|美|欧|港|日元|韩|英|卢|澳|加|次|条|册|[副朵盒]|片(?!酬)|羽(?![绒毛])|年前|以上的?人|(?:(?![给帮扶救发付支用助买置为退于])[^，。；、\d])*?(?:群体|主体|人口|人员|劳动力|就业者|从业者|职工|员工|工人|同胞|儿女|人民|民众|群众|百姓|市民|患者|司机|乘客|读者|考生|孩子|投资者|选民))"
)
"""What else than money a bare numeral in 亿 may count."""
_OF_THINGS = re.compile(
    "(?:[Tt]okens?|参数|词元|像素|字节|调用|人[口次]|用户|客户|会员|(?<![体增总存])量|吞吐|播放|阅读|曝光|浏览|点击|点赞|转发|观看|搜索|总产(?!值)|数据|份额)[^，。；、\\d]{0,8}\\Z"
)
_TIMES = re.compile(
    r"(?:人次|数量|(?:播放|浏览|点击|下载|访问|阅读|观看|曝光)量?|[产销]量|[零批][售发](?:预计)?(?:可达|将达|达到?|为)|保有量|交付量|业务量|件数|辆数|次数)[^，。；、,;\d]{0,6}\Z"
)
_FOLK = re.compile(
    r"的?(?:[贫困农村牧民城镇青壮年富余就业产业搬迁移民转水库]|困难|受灾|低收入|老年|流动|常住|返乡|监测|建档立卡|失业|外出|新增|以上){0,12}(?:群众|对象|人口|劳动力|居民|职工|农民工?|学生|员工|劳务|移民|产业工人|从业(?:者|人员)|(?:大)?学生|就业|脱贫)(?![收用消医养])"
)
_MOVES = re.compile(r"\s?(?:[上下]调|[增升降减][至到加长]|提[高升]|扩大)")
_PEOPLE_TO = re.compile(
    r"(?:用户|人口|会员|粉丝|旅客|游客)[^，。；、,;\d]{0,8}[由从]\d[\d.]*[万亿](?:人|户)?[^，。；、,;\d]{1,6}[至到]\Z"
)
"""用户由7000万上调至1亿: of whom the first numeral told."""
_PEOPLE_THAN = re.compile(
    r"(?:用户|会员|粉丝|旅客|游客|消费者|买家|顾客|学员)[^，。；、,;\d]{0,6}\d[\d.]*[万亿][，,]?(?:较|比)[^，。；、,;\d]{0,10}(?:\d[\d.]*[万亿][^，。；、,;\d]{0,4})?\Z"
)
"""买家达3亿，较上年同期的2亿增加1亿: how many there were before, and by how many they grew."""
_PEOPLE_RIGHT = re.compile(
    r"(?:量级|级)?的?(?:在线|注册|月度|年度|付费|直播|微信|月活跃?|日活跃?|活跃){0,6}(?:玩家|用户|粉丝|会员|观众|旅客|游客|网民|消费者|买家|顾客|学员)"
)
_END = re.compile(r"(?:[，。；、,;：:）)！!?？\s\"”’」]|\Z|以[上下内]|左右|大关)")


def _of_money(text: str, start: int, end: int) -> bool:
    """Whether a numeral tells to what a sum moved, or is in 个亿, as only money is told (1个多亿)."""
    if text[start - 1 : start] in ("至", "到", "的") and _MONEY_TO.search(text, max(0, start - 48), start):
        return True
    return "个" in text[start:end] and not _COUNTED.match(text, end)


def _told_behind(text: str, end: int) -> str | None:
    """The unit of a numeral that ends at ``end`` where a price or what is sold stands right behind it."""
    if PER_PIECE.match(text, end) or _PRICED.match(text, end):
        return "CNY"
    return "count" if _GOAL.match(text, end) else None


def _persons(text: str, start: int, end: int, left: str) -> bool:
    """Whether a numeral tells of so many persons."""
    if _PEOPLE_RIGHT.match(text, end) or _FOLK.match(text, end):
        return True
    if _MOVES.match(text, end) and _PEOPLE.search(left):
        return True
    if _OF_USERS.search(text, max(0, start - 40), start):
        return True
    if _PEOPLE_THAN.search(text, max(0, start - 48), start):
        return True
    told = _PEOPLE.search(left) or _PEOPLE_TO.search(text, max(0, start - 32), start)
    return told is not None and _END.match(text, end) is not None


def bare_unit(text: str, start: int, end: int) -> str | None:
    """The unit of the numeral ``text[start:end]`` that ends in 万 or 亿 and has none: persons, count, CNY; None where nothing says."""
    left = text[max(0, start - 16) : start]
    if priced := _told_behind(text, end):
        return priced
    if _persons(text, start, end, left):
        return "persons"
    if _END.match(text, end) and _TIMES.search(left):
        return "count"
    if _MONEY_LEFT.search(left) and (_SPENT_ON.match(text, end) or _MONEY_TAIL.match(text, end)):
        return "CNY"
    if _LAYS_OUT.search(left) and _LAID_OUT.match(text, end):
        return "CNY"
    if (_BUYS.match(text, end) and _ABOUT_TO.search(left)) or (_WINS.search(left) and _WON.match(text, end)):
        return "CNY"
    if _MONEY_AT.search(left) and not _COUNTED.match(text, end):
        return "CNY"
    if _of_money(text, start, end):
        return "CNY"
    if (of := _OUT_OF.search(text, max(0, start - 40), start)) and _PART.match(text, end):
        return _COINS[of[1]]
    many = "亿" in text[start:end] and not _OF_THINGS.search(left)
    if _MONEY_RIGHT.match(text, end) or (many and _MONEY_TAIL.match(text, end)):
        return "CNY"
    return "CNY" if many and text[start].isdigit() and not _SOME_THINGS.match(text, end) else None
