"""Firms that a text introduces as it introduces firms only: by stock code, short name of a security, or as who announces."""

from __future__ import annotations

import re

from lianzhang.evidence.claims.placed import of_nouns, unlisted
from lianzhang.evidence.lexicon.tables import listed_firms
from lianzhang.evidence.mentions import Mentions
from lianzhang.evidence.names.forms import is_firm_like
from lianzhang.evidence.noun_phrases import after_statement, tokens_of
from lianzhang.evidence.together import Together, at_spots

__all__ = ["SUBSIDIARY", "announcers", "short_forms"]

_CODE = re.compile(
    r"(?<!公(?=司))(?<!企(?=业))(?<![龙巨](?=头))(?P<n>(?:(?!公司|企业|巨头|龙头)[\u4e00-\u9fffA-Z]){2,10}?)(?:-[A-Z]{1,2})?[（(](?:(?:股票|证券)?代码[:：]?|行情 ?)?(?:(?:HK|SH|SZ|BJ|sh|sz|bj|hk)[:：. ]?)?"
    r"(?:[036489]\d{5}|(?:(?<=HK)|(?<=HK[:：. ])|(?<=hk))\d{4,5}|\d{4,5}(?=[.-]HK)|0\d{4}|[A-Z]{1,5}(?=\.(?:US|N|O|NYSE|NASDAQ)\b)|(?:NYSE|NASDAQ|Nasdaq|纽交所|纳斯达克)[:：]? ?[A-Z]{1,5})"
    r"(?:[.-][A-Z]{1,6})?(?:[,，][^（）()]{0,16})?[）)]"
)
_SHORT = re.compile(r"(?:证券|股票|公司)简称[:：]\s*(?P<n>[\u4e00-\u9fffA-Z]{2,8})")
_TELLS = re.compile(
    r"(?:^|(?<=[。！？\n：:\u3000 ]))(?:近日，|日前，|近日|日前)?(?P<n>[\u4e00-\u9fff]{2,5}(?:股份|科技|能源|材料|集团|电气|电子|锂业|矿业|时代|新材|新能|高科|储能|电源|动力|智能|钴业|化工|环境|电池|锂能|汽车))"
    r"(?:(?:\d{1,2}月)?\d{1,2}日|周[一二三四五六日])?(?:早间|晚间|晚|午间|今日|今晚)?(?:发布)?(?:公告|发布|披露)"
)
_WHEN = (
    r"(?:今[日天]|近日|日前|昨[日天]|昨晚|今晚|周[一二三四五六日]|当地时间|早间|午间|傍晚|晚间|盘[前中后]|晚)"
)
_ANNOUNCES = re.compile(
    r"(?P<n>[\u4e00-\u9fff]{2,6}?)(?:已|曾|又|还|也|则|在|于){0,6}(?:(?:\d{1,2}月)?\d{1,2}日)?(?:"
    + _WHEN
    + r"+(?:发布)?(?:公告|披露)|"
    + _WHEN
    + r"*(?:(?:发布|披露|发出|刊登|公布)(?:[^，。；]{0,22}?(?:业绩(?!说明|发布|交流)|财报|预增公告|预亏公告|修正预告|更正预告|更正公告|涨价通知|调价函|半年报|年报|季报|中报)|公告(?=称|表示|显示|，|：))"
    r"|公告，|公告称|(?:半年|年|[一三]?季|中)报(?:预告)?显示))"
)
"""Who publishes what firms publish, of whatever name."""
_HAS_BOOKS = re.compile(
    r"(?P<n>(?!扣非|归母|归属|其中|实现|开市|继续)[\u4e00-\u9fff]{2,6}?)(?<![第在于])(?:(?:20\d\d)?(?:财年|年)?第?[一二三四]财?季度?|[上下]半年|前三季度|去年|今年|全年|则|也|仍|将|拟|股票|自\d{1,2}月\d{1,2}日起|\d{1,2}月\d{1,2}日起?|今起|起){0,6}"
    r"(?:(?:目前|当前|现|最新)(?:总)?市值|预[亏盈增减]|[停复]牌|(?:定向|非公开|公开)?增发|(?:实现)?(?:归母|扣非)?净利润|实现营(?:收|业收入)|(?<=季|度)(?:总|净|经?调整后){0,6}(?:营收|营业收入|每股收益|每股亏损|亏损|(?:营业|营运|运营|经营)利润))"
)
"""Who has books and shares of its own: a firm where its name is no word."""
_FUNDED = re.compile(
    r"(?P<n>[\u4e00-\u9fff]{2,6}?)(?:已|近日|日前|宣布|正式|再次|连续|曾|又){0,3}(?:于[^，。；]{2,10})?(?:已|宣布|正式|再次|连续|又){0,3}(?:完成|获得?|斩获)了?(?=[^，。；]{0,18}(?:轮|亿|万)[^，。；]{0,6}融资)"
)
"""Who is funded in rounds: a firm where its name is no word."""
_PUBLISHED = re.compile(
    "融资|公告|披露|市值|预[亏盈增减]|[停复]牌|[季年中财]报|业绩|增发|净利润|净亏|每股|营[收业]|调价函|涨价通知"
)
_OPENS = re.compile(
    r"[，。！？；、】）:：\s;]|牌的|复产的|[涨跌]停的|龙头|巨头|厂商|(?:生产|制造|研发|服务|运营|开发|供应)商|平台|初创公司|初创企业"
)
_REACH = 36
_SESSION = re.compile(
    "(?:周[一二三四五六日]|[昨今][日天晚]|隔夜)?(?:[美港A欧]股)?(?:盘[前中后]|早盘|午后|尾盘)(?=..)"
)
"""When shares are dealt in, in front of whose they are (周四美股盘前某某)."""
_OFFICE = re.compile(
    r"[委局部院会厅府署办所行处]\Z|龙头|巨头|[股板群]\Z|监管|媒体|法院|警方|官方|人士|概念|个股|股票|股权|[报季度]|^(?:据|根据|晚间|早间|近日|日前|随后|同日|当日|此前|今日|昨日|有关|多家|[一二三两]家)|日晚间?\Z"
)
"""Who announces without being a firm."""
_FOREIGN = re.compile(
    r"(?P<n>[\u4e00-\u9fff]{3,8})[（(][A-Z][A-Za-z .,，&-]{2,48}[）)](?:\d{1,2}月\d{1,2}日|今日|近日|日前|[早晚]间){0,6}(?:发布|公告|宣布|披露)"
)
"""Who announces under a Latin name in brackets."""
_QUOTED = re.compile(r"(?P<n>[\u4e00-\u9fffA-Z]{2,8})[（(]\d+\.\d+，[-+]?\d+\.\d+，[-+]?\d+\.\d+%[）)]")
"""A share with its quote: 某某能源(9.06,0.08,0.89%)."""
_FIRM_WORDS = "股份|科技|能源|材料|集团|电气|电子|锂业|矿业|时代|新材|新能|高科|电源|智能|钴业|化工|环境|锂能|汽车|重工|光伏|光电|电工|钢铁|铜业|铝业|煤电|煤业|石油|石化|路桥|建材|水泥|制药|药业|医药|生物|食品|乳业|酒业|航空|物流|轮胎|机械|船舶|通信|通讯|软件|网络|期货|证券|资本|投资|银行|保险|信托|国际|控股|地产|传媒"
_DONE = r"(?!项目|产品|业务|生产线|产线|基地|开发|板块|行业|市场)(?=(?:[，（(]|今日|近日|昨日|此次|本次|(?:\d{1,2}月)?\d{1,2}日)?[^，。；、\d]{0,4}?(?:宣布|公告|披露|中标|签订|签署|[下上]?[跌涨]|股价|市值|控股股东|实际控制人|拟[以向投]|年报|董事会|董事长|总裁|预计|计划|提交|递交|招股|登陆|净利|营收|注册资本|持有|无控股|（[^（）]{2,24}公司))"
_DOES = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=[和与及由从])|(?<=[龙巨]头))(?P<n>(?![与及由从])[\u4e00-\u9fff]{2,6}?(?:"
    + _FIRM_WORDS
    + r"))"
    + _DONE
)
_LATIN = re.compile(
    r"(?<![A-Za-z])(?<![A-Za-z] )(?P<n>(?!X+公|(?:GDP|CPI|PPI|PMI|EPS|IPO|ROE|GW|MW|SUV|CEO|IT|AI|IC|EDA|PE|VC|LED|PCB|ETF|SaaS)(?![A-Za-z]))(?:[A-Z][A-Za-z.&-]{0,11} ){0,2}[A-Z][A-Za-z]{1,11})"
    r"(?=公司|[ \u3000]?(?:20\d\d[ \u3000]?(?:财年|年))?(?:第?[一二三四]财?季度?|[上下]半年|全年)[^，。；、\d]{0,10}(?:营收|收入|净利|利润|每股|亏损|销售)|(?:今日|昨日|近日|昨天|今天)?(?:公布|发布|宣布|与[^，。；]{2,16}签)|的(?:总)?(?:收入|营收|净利|产能|市值))"
)
"""A foreign firm by its Latin name, from what firms do and have."""
_LONGER = re.compile(
    r"(?:乘用车|商用车|重卡|新材料?|股份|科技|能源|集团|电子|电气|智能|化学|循环|汽车电子|新能源|储能)(?=[，。；、：（(的将拟已与和及等在是为]|\Z|公司|正[极级]|总?投资|年产|项目|计划|表示|公告|发布|宣布|中标|[下上]?[跌涨])"
)
_NO_FIRM = re.compile(
    r"^(?:加之|加上|由于|随着|尽管|虽然|其)|归母\Z|扣非\Z|公司|企业|产业|行业|业务|板块|分部|产品\Z|浏览|解读|点评|关注|看好|买入|警惕|揭秘|快讯|突发|本|该|我|记者|交易所|政府|委员会|局$|部$|市$|省$|县$|区$|公告|显示|消息|根据|^经?调整"
)


SUBSIDIARY = re.compile(
    r"[子孙]公司(?:(?P<full>(?:(?![拟将已向与由])[\u4e00-\u9fff（）]){4,24}?公司)|(?P<n>(?![与和同及的以将拟已在])[\u4e00-\u9fff]{3,10}?)"
    r"(?=(?:（[^（）]{2,24}）)?(?:近日|日前|目前|拟|将|已|与|以|持有|持股|收到|签|投资|中标|实现|净利|营业|营收|注册|取得|获|的|\d)))"
)
"""What a firm is to another, and its name."""
_NAMED_SO = re.compile(r"..(?:证券|期货|基金|银行|保险|信托|租赁|资管|财险|人寿)\Z")
_OF_NOTES = ("评级", "目标价", "研报")
_RATED = re.compile(
    r"(?:(?:首次)?覆盖|首予|给予|维持(?:对)?|重申(?:对)?|[上下]调|调[高低])(?P<n>(?!对)[\u4e00-\u9fffA-Z]{3,8}?)(?:（[^（）]{2,24}）)?(?:的|股票|[AH]股){0,6}(?:[，并]*(?:给予|维持|予以?))?"
    r"[“\"]?(?:买入|增持|(?:强烈|谨慎)?推荐|强推|跑赢|优于大市|中性|(?:[谨审]慎)增持|目标价|投资评级|评级)"
    r"|(?:预计|预期|预测)(?P<m>[\u4e00-\u9fff]{3,6}?)(?=20\d\d(?:年|E|[-~—/至]))"
)
"""Whom a broker's note rates, or whose books it foresees."""
_NO_RATED = re.compile("行业|板块|市场|需求|目标|评级|盈利|[量价额率股业]\\Z|^[全其我对至将]")

# where the patterns may begin: only there they are tried
_BRACKET = re.compile(r"[（(](?=[股证代行纽纳A-Za-z\d])")
_QUOTE = re.compile(r"[（(](?=\d)")
_STOPPED = re.compile("[。！？\n：:\u3000 ]")
_CAPITAL = re.compile("[A-Z](?<![A-Za-z][A-Z])")
_FIRM_WORD = Together([re.compile(_FIRM_WORDS)])
_IS_DONE = re.compile(f"(?:{_FIRM_WORDS}){_DONE}")


def _ahead(places: list[int], least: int, most: int) -> list[int]:
    """The places from ``most`` to ``least`` characters before each of ``places``, in order."""
    return sorted({at - n for at in places for n in range(least, most + 1) if at >= n})


def announcers(text: str) -> dict[str, str]:
    """Names so introduced in ``text``, each of type organisation; the first two thousand characters are looked at."""
    head = text[:2000]
    found = {}
    brackets = _ahead([m.start() for m in _BRACKET.finditer(head)], 2, 12)
    quotes = _ahead([m.start() for m in _QUOTE.finditer(head)], 2, 12)
    told = any(word in head for word in ("公告", "发布", "披露"))
    starts = [0, *(m.end() for m in _STOPPED.finditer(head))] if told else []
    end = min(len(text), 20000)
    flat = text[:end].replace(",", "，")
    opens = _openings(flat)
    for m in (
        *at_spots(_CODE, head, brackets),
        *_SHORT.finditer(head),
        *at_spots(_FOREIGN, head, brackets),
        *at_spots(_TELLS, head, starts),
        *(
            m
            for m in at_spots(_ANNOUNCES, flat, opens)
            if not _OFFICE.search(m["n"]) and _may_announce(m["n"])
        ),
        *(m for m in at_spots(_HAS_BOOKS, flat, opens) if not _OFFICE.search(m["n"]) and unlisted(m["n"])),
        *(m for m in at_spots(_FUNDED, flat, opens) if not _OFFICE.search(m["n"]) and unlisted(m["n"])),
        *at_spots(_QUOTED, flat[:2000], quotes),
    ):
        name = _own(_SESSION.sub("", _CALLED_SO.sub("", m["n"])))
        cut = after_statement(name)  # 据悉某某(00999)
        if len(name) - cut > 2 and (cut > 1 or name[0] in "对就由与从令为向"):
            name = name[cut:]
        name = _told_again(name, text)
        if len(name) > 1 and not _NO_FIRM.search(name):
            found[name] = "organisation"
    for m in at_spots(_LATIN, text, [m.start() for m in _CAPITAL.finditer(text, 0, end)], 0, end):
        found[m["n"]] = "organisation"
    words = [at for at in _FIRM_WORD.spots(text[:end]).get(0, []) if _IS_DONE.match(text, at, end)]
    for m in at_spots(_DOES, text, _ahead(words, 2, 6), 0, end):
        if text[m.start() - 1 : m.start()].isdigit() and m["n"][0] in "家只个名":
            continue  # 27家房地产上市公司披露……
        name = _own(_AFTER_DATE.sub("", m["n"]))
        if len(name) > 3 and not _NO_FIRM.search(name) and is_firm_like(name) and of_nouns(name):
            found[name] = "organisation"
    for m in SUBSIDIARY.finditer(flat) if "子公司" in flat else ():
        name = m["n"] or ""
        if (unlisted(name) or _NAMED_SO.search(name)) and not after_statement(name):
            found[name] = "organisation"
    for m in _RATED.finditer(flat) if any(w in flat for w in _OF_NOTES) else ():
        name = m["n"] or m["m"]
        if unlisted(name) and not _NO_RATED.search(name) and not _NO_FIRM.search(name):
            found[name] = "organisation"
    return found


def _may_announce(name: str) -> bool:
    """Whether words before 发布业绩 may be a name; of two characters only where one is no word (德勤)."""
    return of_nouns(name) if len(name) > _SHORTEST_NAME else unlisted(name)


_SHORTEST_NAME = 2


def _openings(flat: str) -> list[int]:
    """Where the stretches begin in which something is published or shares are dealt with."""
    found = set()
    for act in _PUBLISHED.finditer(flat):
        floor = max(0, act.start() - _REACH)
        edges = [m.end() for m in _OPENS.finditer(flat, floor, act.start())]
        if edges or not floor:
            found.add(edges[-1] if edges else 0)
    return sorted(found)


def _told_again(name: str, text: str) -> str:
    """``name``, printed once, without the words before it, where the text goes on under what is left (兑现收益某车B……。某车B公布)."""
    if len(name) <= _SHORTEST_STEM or text.count(name) > 1:
        return name
    for i in range(1, len(name) - 1):
        left = name[i:]
        if text.count(left) == 1:
            continue
        stands = left[-1].isascii() or (len(left) > 2 and unlisted(left))
        if (stands or len(left) > _SHORT_NAME) and any(
            text[m.start() - 1] in _BEFORE_FIRM and (stands or _ACTS.match(text, m.end()))
            for m in re.finditer(re.escape(left), text)
        ):
            return left
    return name


_SHORT_NAME = 3
_ACTS = re.compile(
    "披露|公告|发布|公布|表示|预计|拟|将|于|已|净利|营收|\\d{1,4}年|实现|须|称|为|是|股|[早晚]间|[近今昨]日"
)
_BEFORE_FIRM = "，。；：、“（ \u3000\n"
_CALLED_SO = re.compile(
    "^(?:.*(?:丨|股东|所持|的(?=..)|(?:[产造营应发售厂]商|[龙巨]头)(?=..)))?(?:(?:以下|下)?[简下]?称)?"
)
_AFTER_DATE = re.compile("^(?:.*[龙巨]头|年度|年|月|日)")


_BEFORE_NAME = re.compile(
    r"(?:日(?=[早晚午傍盘今])|今日|近日|日前|昨日|昨晚|今晚|早间|午间|晚间|盘[前中后]|此前|随后|同日|当日|其中|旗下|龙头|巨头|不过|此外|另外|同时|"
    r"加之|加上|另?据|根据|按照?|例如|比如|如(?![家皋东意])|重申|维持|上调|下调|首予|首次覆盖|给予|看好|推荐|关注|买入|增持|减持|继续|建议|受益于|参股|控股(?:股东)?|实际控制人|实控人|第?[一二三]?大股东|一致行动人|收购|入股|携手|牵手|联手|联合|对于?|由于?|因|受)+"
)
"""What stands before a firm's name in headlines, ratings and notices of the day, and is no part of it."""


def _own(name: str) -> str:
    """``name`` without what is no part of it: a listed firm's name at its end, or what is left behind the words of a headline."""
    for i in range(1, len(name) - 2):
        if name[i:] in listed_firms() and name[i - 1 : i + 1] not in _LANDS:
            return name[i:]
    m = _BEFORE_NAME.match(name)
    return name[m.end() :] if m and len(name) - m.end() > 2 else name


_LANDS = ("中国", "全国", "我国", "各国")
"""Words that a name cannot begin inside of (国新能源 in 中国新能源)."""


def _begun(text: str, full: str, stem: str) -> str:
    """The first words of a legal name under which the text goes on with the firm (某某建工 of 某某建工集团股份有限公司); empty without such."""
    rest = text.replace(full, "\n") if _LONGEST_STEM > len(stem) > _SHORTEST_STEM else ""
    size = len(stem)
    for word, _ in reversed(tokens_of(stem) if rest and stem[:_SHORTEST_STEM] in rest else ()):
        size -= len(word)
        if size < _SHORTEST_STEM:
            return ""
        at = rest.find(stem[:size])
        while at >= 0:
            if not rest.startswith(stem[size], at + size) and _GOES_ON.match(rest, at + size):
                return stem[:size]
            at = rest.find(stem[:size], at + 1)
    return ""


_SHORTEST_STEM, _LONGEST_STEM = 4, 16
_GOES_ON = re.compile(
    "[，。；：]|[将已拟也则]|是|为|与|和|及|的?(?:股权|股份|净利|营收|股东)|部分股|负责|持有|实现|主营|成立|注册|总资产|\\d{4}年|目前|表示|称"
)
_LEGAL = re.compile(r"(?:股份有限公司|有限责任公司|集团有限公司|有限公司|集团股份有限公司)\Z")
_PLACED = re.compile("(?P<n>[\u4e00-\u9fff]{3,6})[（(][\u4e00-\u9fff]{2,4}[）)]")
"""What a firm is called by whose name has a place in brackets."""
_ALONE = re.compile("\0(?=[，。；：的将已拟也在与和]|实现|发布|宣布|公告|表示|股价|股份的)")
_CALLED = re.compile(
    r"[（(](?:(?:[^（）()]{0,40}[，；])?(?:以下|下)?(?:简称|称)[:：]?(?:[“\"「](?:本)?公司[”\"」][或、和])?[“\"「]?|(?<=公司[（(])[“\"「])"
    r"(?P<n>[\u4e00-\u9fffA-Za-z]{2,8}|(?<=[“\"「])[1-9]\d{2,3}(?=[”\"」]))[”\"」]?(?:[或、和][“\"「](?:本)?公司[”\"」])?[）)]"
)
"""The short name that a bracket gives; behind a legal name in quotation marks alone."""


def short_forms(text: str, mentions: Mentions) -> dict[str, str]:
    """Firms under their name without legal form, where the text prints them so elsewhere; and as 以下简称 says."""
    found: dict[str, str] = {}
    for full in {n.name for n in mentions.names if n.type == "organisation"}:
        m = _LEGAL.search(full)
        stem = full[: m.start()] if m else ""
        if (
            3 < len(stem) < 12
            and "（" not in stem
            and "(" not in stem
            and text.count(stem) > text.count(full)
        ):
            found[stem] = "organisation"
        placed = _PLACED.match(stem)
        if placed and text.count(placed["n"]) > text.count(placed[0]) and is_firm_like(placed["n"]):
            found[placed["n"]] = "organisation"
        begun = _begun(text, full, stem)
        if begun:
            found[begun] = "organisation"
        stem = full.removesuffix("集团")
        if stem != full and len(stem) < 5 and not stem.isascii() and is_firm_like(stem):
            alone = _ALONE.findall(text.replace(stem, "\0"))
            found.update({stem: "organisation"} if len(alone) > 1 else {})
    for n in mentions.names:
        if n.type == "organisation" and n.basis == "lexicon":
            longer = _LONGER.match(text, n.end)
            if longer:
                found[n.name + longer[0]] = "organisation"
    if "称" in text or "公司" in text:
        for m in _CALLED.finditer(text):
            if text.endswith(("以上", "以下"), 0, m.start()):
                continue  # 限额以上（以下简称限上）: a threshold
            for name in m["n"].split("或") if "或" in m["n"][1:-1] else (m["n"],):
                if not (_NO_FIRM.search(name) or _PARTY.search(name)):
                    found[name] = "organisation"
    return found


_PARTY = re.compile(r"[甲乙丙丁戊对各双己]方|标的|目标|项目|协议|合同|交易|股东|客户|基金管理人\Z")
"""What a contract calls those who make it, and its matter."""
