"""Numbers that are no numeral with a unit: ranks, Chinese shares, frequencies, levels, and numerals that were lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from lianzhang.evidence.claim import Qualifier
from lianzhang.evidence.grounds import LANDS, MORE_LANDS
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.numbers.firsts import firsts
from lianzhang.evidence.numbers.numerals import read_numeral, read_scale
from lianzhang.evidence.numbers.qualifiers import qualified
from lianzhang.evidence.together import Together, at_spots

__all__ = ["special_numbers"]

_CN = "[一二两三四五六七八九十百零〇]"
_SCOPE = (
    r"(?:全球|世界|国际|全国|国内|中国|我国|亚洲|欧洲|全省|省内|全市|市内|全县|全区|区域|西部|中部|东部|中西部|行业|业内|市场|同行|同类|单项|排名|排行|排位|名列|位列|位居|居于?|列|稳居|排(?:名|在|到)?|"
    r"跃居|升至|跃升至?|上升至|[掉跌降退滑落][到至]|进入|跻身|保持|占据?|蝉联|连续\S{0,6}年|[量额率模值力能绩榜]|榜单|总量|规模)"
)
_SCOPED = re.compile(
    rf"(?:{_SCOPE}的?|(?:位居|位列|名列|排名|排在|居|列)(?:[^，。；、：,;:\d]{{1,8}}|[^，。；、：,;:\d]{{1,14}}之)|(?:世界|全球|中国|全国|民营|制造业)[^，。；、,;\d]{{0,6}}(?:\d+|百)强(?:县|企业|榜)?)\Z"
)
_RANK = re.compile(
    rf"(?=[第首榜前])(?P<core>第(?P<n>\d{{1,3}}|{_CN}{{1,3}})(?:[位名]|大(?=[^学中小])|(?=[、和]第(?:\d{{1,3}}|{_CN}{{1,3}})[位名]))?|首位|榜首|(?<=之)首(?=[^先要都府次脑领届批家个])|(?<=居)首(?=[，。；、,;）)\s]|\Z)|(?P<top>前(?P<t>\d{{1,3}}|{_CN}{{1,3}})(?:[位名强]|大)?))"
)
_WHICH = re.compile(
    r"的?(?:[\u4e00-\u9fffA-Za-z]{0,6}?)(?:[房车药险]?企业?|厂商|公司|品牌|银行|券商|股东|客户|供应商|城市|省份|国家)(?![，。；、,;]|名单|行列|榜|之列|阵营)"
)
_LISTS = re.compile(r"的?(?:(?:企业|城市|省份|国家|地区|项目)(?:分别|依次)?)?(?:分别|依次)?[为是有]?[：:]")
"""开工率前三名：甲、乙、丙: heads a list, and is no one's rank."""
_GETS = re.compile(r"进入|跻身|位[居列]|入[围选]|[稳名]列|成为|保持|[挤闯冲迈步]入|居")
"""前五名企业合计占: which of them, no one's rank; 跻身前五名 is one."""
_PLACED = re.compile(r"[，。；;、,（()）！\s]|\Z|(?:跃|上|晋)?[升跌降滑退落](?:至|到|为)")
"""第68位 at the end of a clause is a rank, whatever stands before it; so is 第四名 that became the second."""
_POWER = re.compile(
    "(?:国|经济体|市场|贸易伙伴|(?!供应商)[^，。；、]{0,8}(?:生产|制造|供应|运营|开发|开采|加工|冶炼|零售|出口|进口)(?:商|企业)|[进出]口(?:国|地|来源地?|市场)|[^，。；、]{0,8}[生消][产费]国)"
)
"""第二大经济体, 第一大国: a rank of the world, whether or not it says so."""
_IS_ONE = re.compile(
    rf"(?:成为|[是为系]|作为|跃[居升]|位?居|取代|超[过越])[^，。；、：\d]{{0,10}}\Z|(?:{LANDS}|{MORE_LANDS})的?\Z"
)
"""Who is the 第三大 of its trade."""
_ONE_OF_MINE = re.compile(
    "[^，。；、]{0,6}(?:客户|供应商|股东|重仓股|推动|动力|问题|原因|理由|特点|亮点|债权人|中[心学]|道)"
)
"""Of one firm, or no rank at all; holders are told elsewhere."""
_HELD = re.compile("(?:流通|无限售)[^，。；、\\d]{0,8}股东")
"""Who holds shares is ranked where one holder is told."""
_RANK_STOP = re.compile(
    r"(?:时间|批|次|书记|产业|[一二三四]?季度|号|届|条|章|款|项|页|期|轮|步|方面|类|代|阶段|组|车间|工厂|大道|中学|小学|医院|卷|个|家|座|年|个?月|天(?!然)|周|梯队|线|产线|生产线|种|台|艘|辆|部|资源|大股东|分厂|基地|工业园|师|团|梯|所|动力|方|三[方产])"
)
_OF = re.compile(
    r"(?P<core>(?<![\d前第一二三四五六])(?P<t>[二三四五六]?十|百|\d{1,3})大)(?=[^，。；、]{1,14}之一)"
)
"""全国十大煤炭市场之一: among the first ten."""
_AMONG = re.compile(r"(?:全球|世界|亚洲|全国|国内|中国|我国)[^，。；、\d]{0,8}\Z")
_STREAK = re.compile(
    r"(?<![第\d一二三四五六七八九十天])(?:\d{1,2}天(?=\d))?(?P<n>[二三四五六七八九十]|\d{1,2})(?:连[涨跌阴阳板]|(?<=天\d)板)(?![停块])"
)
"""五连阳, 6连板, 5天4板: how often running a price went one way."""
_DAYS = re.compile(
    r"连(?:续?[涨跌升降]|续)了?(?P<n>[两三四五六七八九十]|\d{1,2})日(?=[上下][涨跌行调]|[涨跌]|净|走|收|回[升落]|创|[，。；、）)\s]|\Z)"
)
"""连续三日上涨, 连涨3日: for how long a price goes one way."""
_TIME_OF = re.compile(
    rf"(?P<core>第(?P<n>\d{{1,2}}|{_CN}{{1,2}})次)(?=(?:再度?)?(?:创|刷新|打破)[^，。；\d]{{0,6}}(?:新[高低]|纪录|记录|历史)|[上下]调|提价|涨价|降价|[加降]息|[降升]准|(?:宣布)?裁员)"
)
"""今年第三次创新高: how often it came to that."""
_TOP = re.compile(r"(?P<core>[Tt][Oo][Pp]\s?(?P<t>\d{1,3}))")
_STRONG = re.compile(
    r"(?:跻身|进入|入围|回到|重[回返]|迈[入进]|挤[入进]|闯[入进]|跨入|冲入|冲进)了?[《“]?[^，。；、：\d]{0,14}(?P<core>(?P<t>[1-9]\d{1,2}|(?<![二三四五六七八九几])(?:[二三五]?十|百))强)(?![^，。；、]{0,4}(?:县|区|镇|乡|第|企业的|公司的|合作))"
)
"""跻身世界500强: among the first so many."""
_TRIO = re.compile(
    r"(?:位[列居]|跻身|进入|名列|列入|稳居|重返|闯入)(?:全球|世界|全国|国内|行业)?(?P<core>前?三甲)(?!医院|[级公])"
)
"""位列三甲: among the first three."""
_WHOSE = re.compile(
    r"(?:[、和及与][Tt][Oo][Pp]\s?\d{1,3})*的?(?:[房车药险]企|企业|公司|城市|品牌|榜|门槛|阵营|梯队|[\u4e00-\u9fff]{2,6}(?:企业|公司)(?![，。；、]))"
)
"""TOP30房企: which of them, no one's rank."""
_SHARE = re.compile(
    rf"(?=[百千万一二两三四五六七八九十1-9半过翻])(?:(?P<small>(?P<of>[千万])分之(?P<sn>{_CN}{{1,4}}(?:点[零〇一二三四五六七八九]{{1,4}})?|\d{{1,3}}(?:\.\d{{1,4}})?))|(?P<cn>百分之(?P<p>{_CN}{{1,6}}(?:点[零〇一二三四五六七八九]{{1,4}})?|\d{{1,6}}(?:\.\d{{1,6}})?))|(?P<slash>(?<![\d/.A-Za-z前])(?P<up>\d)/(?P<down>\d{{1,2}})(?![\d/年月倍])(?:(?<=[的占约近超达过逾了有]\d/\d)|(?<=[的占约近超达过逾了有]\d/\d\d)|(?=以上|左右|[的强弱][\u4e00-\u9fffA-Z])))|(?P<frac>(?P<den>[二三四五六七八九十]|\d)分之(?P<num>[一二三四五六七八九]|\d)(?!\d|决赛))"
    rf"|(?<![\d一二三四五六七八九十第、])(?P<low>[一二三四五六七八1-8])(?:、|至|到|-)?(?P<high>[二三四五六七八九2-9])成(?![立为果本员功长熟品人都交型套像份效就因])"
    rf"|(?<![\d一二三四五六七八九十第])(?P<cheng>[一二两三四五六七八九1-9])成(?P<half>半)?(?:(?=[以左多有至的，。；、,;）)”」\s]|\Z|支持|[几概]率|企业|受访|用户|产能|市场|份额|股[权份]|地区|城市)|(?<=[近约超占逾达过]\S成)(?![立为果本员功长熟品人都交型套像份效就因]))|(?P<half2>(?<=[占超过近约])(?<![年月转季旬眼]过)(?<!季度过)(?:一半|半数?)(?=[以的，。；、,;]|\Z)|(?<![另前后上下这那])一半的?(?=以[上下]|左右|份额|持仓|仓位|股[权份]|产[能量]|[的，。；、,;）)])|(?<![过近])半数(?=以上|的|[^，。；、]{{0,8}}(?:企业|厂|公司|地区|省份|城市|项目|产能|门店|商户))|(?<![经通超年月转季旬眼])(?<!季度)过半(?![的]?径|[年天月周]|个月|小时))"
    rf"|(?P<fan>翻了?(?:近|约|超过?|逾)?(?:(?P<times>[一二两三四]|\d)番|(?:一?倍|番(?=[，。；、,;）)]|增长|\Z)))))"
)
_CYCLE = {
    "月": "月",
    "个月": "月",
    "季度": "季",
    "季": "季",
    "周": "周",
    "年": "年",
    "半年": "半年",
    "旬": "旬",
    "日": "日",
    "天": "日",
    "星期": "周",
}
_DOES = "调度|会商|通报|报送|召开|督查|督导|研判|推进会|例会|检查|晾晒|更新|汇报|调研"
_EACH = re.compile(
    r"每(?P<c>个?(?:半年|季度|季|月|周|星期|旬|年|日|天))(?:度)?(?![底末初均人度产])"
    rf"(?=[^。；;！？\n]{{0,40}}?(?:[一二两三四五六七八九十\d]次|{_DOES}))"
)
_TIMES = re.compile(r"[^。；;！？\n]{0,24}?(?P<n>[一二两三四五六七八九十]|\d{1,2})次(?!会议)")
_AT_LEAST = re.compile("至少|不少于|不低于")
_BY = re.compile(rf"(?:按(?=[月季周旬])|一(?=[月季周旬]一))(?P<c>[月季周旬])度?一?(?:{_DOES})")
_LEVEL = re.compile(
    r"(?<![\d一二三四五六七八九十百千万亿数几.])(?P<s>万亿|千亿|百亿|十亿|千万|百万)元?(?P<l>级(?!机场|人口|用户|城市|粉丝|像素|流量|[别数])|规模|产业|集群|园区|企业|工程|大关|俱乐部|目标|市场(?:空间|规模)?(?=[，。；、]))"
)
_LOST_YU = re.compile(
    r"(?<![\d一二两三四五六七八九十百千万亿几数半零〇其剩多有盈结富残节课绰])(?<!(?<![企产行作农工])业)余(?P<s>[万亿]{0,2})(?P<u>家|个|种|项|人|名|座|条|亩|吨|元|平方米|公里|GWh|%)(?!家)"
)
_LOST_BRACKET = re.compile(
    r"(?:\[\s*\]|［\s*］|【\s*】|（\s*）|\(\s*\)|□+|\?{2,})\s*(?P<s>[万亿]{0,2})(?P<u>Wh/kg|wh/kg|GWh|MWh|吨/年|吨|元|家|个|种|项|人|亩|平方米|%|公里|kWh|千瓦时)"
)
_LOST_SCALE = re.compile(
    r"(?=[万亿%个GWw])(?P<core>(?P<s>[万亿]|万亿)(?P<u>吨/年|吨|元|平方米|千瓦时|亩)(?![级以及]|上)|(?P<p>%|个百分点)|(?P<e>GWh|[Ww]h/kg))"
)
_LOST_LEFT = re.compile(
    r"(?:达到|达|超过|突破|约为|约|合计|总计|共计|投资|总投资|产值|产能|收入|规模|生产线|增长|下降|占比|完成|实现|安排|资金|储量|面积|产量|营收|利润|税收|密度|中试线)\Z"
)  # fmt: skip
_CLOSES = frozenset("，。；、,;")
_UNITS = {"家": "count", "个": "count", "种": "count", "项": "count", "座": "count", "条": "count", "人": "persons", "名": "persons", "亩": "mu",
          "吨": "t", "吨/年": "t/a", "元": "CNY", "平方米": "m2", "公里": "km", "GWh": "GWh", "MWh": "GWh", "%": "%", "个百分点": "%",
          "Wh/kg": "Wh/kg", "wh/kg": "Wh/kg", "kWh": "kWh", "千瓦时": "kWh"}  # fmt: skip


def _int(text: str) -> Decimal | None:
    value = read_numeral(text)
    return value if isinstance(value, Decimal) else None


def _firsts(text: str) -> list[NumberMention]:
    """Who got among the first three, ten or hundred."""
    found = []
    if "三甲" in text:
        three = (Decimal(1), Decimal(3))
        found += [
            NumberMention(*m.span("core"), m.span("core"), three, "rank", "exact", m["core"])
            for m in _TRIO.finditer(text)
        ]
    if "强" in text:
        for m in _STRONG.finditer(text):
            top = Decimal(100) if m["t"] == "百" else _int(m["t"])
            found.append(
                NumberMention(*m.span("core"), m.span("core"), (Decimal(1), top), "rank", "exact", m["core"])
            )
    return found


def _is_rank(text: str, m: re.Match[str]) -> bool:
    """Whether 第N大 or 前N大 is a rank, whatever land or trade it names before it."""
    start, end = m.span("core")
    if _POWER.match(text, end):
        return True
    if m["top"]:
        return False
    if _HELD.match(text, end):
        return True
    return not _ONE_OF_MINE.match(text, end) and _IS_ONE.search(text, max(0, start - 14), start) is not None


def _ranks(text: str, seen: _Seen) -> list[NumberMention]:
    found = []
    for m in seen(_RANK):
        start, end = m.span("core")
        placed = m["n"] and m["core"][-1] in "位名" and _PLACED.match(text, end)
        placed = placed or m["core"] == "榜首" or (m["core"].endswith("大") and _is_rank(text, m))
        if not placed and not _SCOPED.search(text, max(0, start - 18), start):
            continue
        if m["top"] and (text[start - 1 : start] in "目提年此以" or text[end : end + 1] in ("/", "／")):
            continue
        if _RANK_STOP.match(text, end):
            continue
        if m["top"]:
            top = _int(m["t"])
            if (
                top is None
                or top > 100
                or _LISTS.match(text, end)
                or (_WHICH.match(text, end) and not _GETS.search(text, max(0, start - 14), start))
            ):
                continue
            found.append(
                NumberMention(start, end, (start, end), (Decimal(1), top), "rank", "exact", m["core"])
            )
        else:
            n = Decimal(1) if m["n"] is None else _int(m["n"])
            if n is not None:
                found.append(NumberMention(start, end, (start, end), n, "rank", "exact", m["core"]))
    found += firsts(text)
    if "连" in text or "板" in text:
        found += [
            NumberMention(*m.span(), m.span(), _int(m["n"]), "count", "exact", "连")
            for m in _STREAK.finditer(text)
        ]
    if "第" in text and "次" in text:
        found += [
            NumberMention(*m.span("core"), m.span("core"), _int(m["n"]), "count", "exact", "次")
            for m in _TIME_OF.finditer(text)
        ]
    if "连" in text and "日" in text:
        found += [
            NumberMention(m.start("n"), m.end(), (m.start("n"), m.end()), _int(m["n"]), "day", "exact", "天")
            for m in _DAYS.finditer(text)
        ]
    found += _firsts(text)
    tops = [m for m in seen(_OF) if _AMONG.search(text, max(0, m.start() - 14), m.start())]
    for m in [*seen(_TOP), *tops]:
        span = m.span("core")
        if m.re is _TOP and _WHOSE.match(text, m.end()):
            continue
        found.append(NumberMention(*span, span, (Decimal(1), _int(m["t"])), "rank", "exact", m["core"]))
    return found


_SHARE_SIGN = re.compile("[分成半翻/]")
"""Every share has one of these as its first or second character."""


def _share_matches(text: str) -> Iterator[re.Match[str]]:
    at = 0
    for sign in _SHARE_SIGN.finditer(text):
        # 五、六成 has two numerals and a mark before its sign
        for spot in range(max(0, sign.start() - (3 if sign[0] == "成" else 1)), sign.start() + 1):
            if spot >= at and (m := _SHARE.match(text, spot)):
                yield m
                at = m.end()


def _shares(text: str) -> list[NumberMention]:
    found = []
    for m in _share_matches(text):
        value: Decimal | tuple[Decimal | None, Decimal | None] | None
        unit, noun = "%", m[0]
        forced: Qualifier | None = None
        if m["cn"]:
            value, noun = Decimal(100) if m["p"] == "百" else _int(m["p"]), "百分之"
        elif m["small"]:
            n = _int(m["sn"])
            value = None if n is None else n / (10 if m["of"] == "千" else 100)
        elif m["frac"] or m["slash"]:
            den, num = _int(m["den"] or m["down"]), _int(m["num"] or m["up"])
            value = (
                None
                if not den or num is None or num >= den
                else (num * 100 / den).quantize(Decimal("0.0001"))
            )
        elif m["low"]:
            low, high = _int(m["low"]), _int(m["high"])
            value, noun = (low * 10, high * 10) if low and high and low < high else None, "成"
        elif m["cheng"]:
            value, noun = (_int(m["cheng"]) or Decimal(0)) * 10 + (5 if m["half"] else 0), "成"
        elif m["half2"]:
            value, forced = Decimal(50), "more_than" if m[0].startswith("过") else None
        else:
            times = _int(m["times"]) if m["times"] else None
            # 翻一番 is one time more: 100 %
            value, unit, noun = Decimal(2) ** int(times or 1) - 1, "倍", "番"
        if value is not None:
            start, end, qualifier = qualified(text, *m.span())
            found.append(NumberMention(start, end, m.span(), value, unit, forced or qualifier, noun))
    return found


def _frequencies(text: str, seen: _Seen) -> list[NumberMention]:
    found = []
    for m in seen(_EACH):
        cycle = _CYCLE[m["c"].removeprefix("个") if m["c"] != "个月" else "月"]
        value, start, end = Decimal(1), m.start(), m.end()
        qualifier: Qualifier = "exact"
        times = _TIMES.match(text, m.end())
        if times:
            value, end = _int(times["n"]) or Decimal(1), times.end()
            comma = max(text.rfind(mark, start, end) for mark in "，,")
            start = comma + 1 if comma > 0 else start  # 每年围绕……，开展一次: said where the times are
            qualifier = "more_than" if _AT_LEAST.search(times[0]) else qualifier
        found.append(NumberMention(start, end, (start, end), value, f"次/{cycle}", qualifier, m[0]))
    found += [
        NumberMention(*m.span(), m.span(), Decimal(1), f"次/{m['c'][0]}", "exact", m[0]) for m in seen(_BY)
    ]
    return found


def _levels(text: str, seen: _Seen) -> list[NumberMention]:
    found = []
    for m in seen(_LEVEL):
        end = m.end("l") if m["l"] == "级" else m.start("l")
        core = (m.start(), m.end("s") + (1 if text[m.end("s")] == "元" else 0))
        found.append(NumberMention(m.start(), end, core, read_scale(m["s"]), "CNY", "about", m["s"]))
    return found


def _lost(text: str, seen: _Seen) -> list[NumberMention]:
    found = []
    for pattern in (_LOST_YU, _LOST_BRACKET):
        for m in seen(pattern):
            qualifier: Qualifier = "more_than" if m[0][0] == "余" else "exact"
            noun = m["s"] + m["u"]
            found.append(NumberMention(*m.span(), m.span(), None, _UNITS[m["u"]], qualifier, noun, lost=True))
    for m in seen(_LOST_SCALE):
        left = text[max(0, m.start() - 8) : m.start()]
        if left[-1:].isspace() and "\n" in left and text[m.end() : m.end() + 1] in _CLOSES:
            left = left.rstrip()  # the line broke with the numeral
        if not _LOST_LEFT.search(left):
            continue
        span = m.span("core")
        unit = m["u"] or m["p"] or m["e"]
        found.append(
            NumberMention(*span, span, None, _UNITS.get(unit, "Wh/kg"), "exact", m["core"], lost=True)
        )
    return found


def special_numbers(text: str) -> list[NumberMention]:
    """Ranks, shares in words, frequencies, levels without a numeral (千亿级) and lost numerals of a folded text."""
    spots = _PATTERNS.spots(text)

    def seen(pattern: re.Pattern[str]) -> list[re.Match[str]]:
        return at_spots(pattern, text, spots.get(_PATTERNS.patterns.index(pattern), []))

    found = _ranks(text, seen) + _shares(text) + _frequencies(text, seen)
    return found + _levels(text, seen) + _lost(text, seen)


_Seen = Callable[[re.Pattern[str]], list[re.Match[str]]]
"""The matches of a pattern in the text being read."""
_PATTERNS = Together(
    [_RANK, _OF, _TOP, _EACH, _BY, _LEVEL, _LOST_YU, _LOST_BRACKET, _LOST_SCALE], whole_figures=True
)
