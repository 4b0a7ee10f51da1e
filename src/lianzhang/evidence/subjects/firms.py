"""The organisations that a clause speaks of: its own, or those of the clauses and sentences before it."""

from __future__ import annotations

import re

from lianzhang.evidence.clauses import Clause
from lianzhang.evidence.mentions import NameMention
from lianzhang.evidence.scene import Scene, remembered
from lianzhang.evidence.words import JOIN, words

__all__ = [
    "FIRM_TYPES",
    "WATCHERS",
    "closed_off",
    "firms_of",
    "governed",
    "is_scholar",
    "is_source",
    "of_a_trade",
]

FIRM_TYPES = frozenset({"organisation", "institution"})
_OBLIQUE = re.compile(
    r"(?:(?<!因)为|(?<![财已曾正])经|向|给|对|同|被|从|在|依托|按照|根据|联合|组建|设立|成立|注册|拜访|前往|引进|吸引|支持|由|与|供应|收购|购买|入股|参股|受让|认购|增持|减持|转让|出售|处置|赠与|注入|增资|投资|收到|接到|获得|取得|委托|聘请|要求|起诉|来自|(?:签[订署下]|承[担接建揽])了?)$"
)


_COMPARED = re.compile("(?:[高低优多少次弱强大小先晚早快慢落]于|参照|对标|不及)\\Z")
_ITS_OWN = re.compile(r"的?[^，。；]{0,8}\d")
"""低于某某的20%: the figure is the other's."""


def _quoted_from(scene: Scene, start: int, at: int) -> int:
    """Where the quotation that holds ``at`` opens; ``at`` itself outside of one."""
    opened = scene.flat.rfind("“", start, at)
    return opened if opened >= 0 and scene.flat.find("”", opened, at) < 0 else at


_TITLE = re.compile("“[^“”]{6,80}(?:项目|工程|标段|标包|包件|服务|采购|招标|询价)(?:（[^（）]{1,16}）)?”")
"""A firm in the quoted name of a tender or of works is not who the clause speaks of."""
_AMONG = re.compile("[^，。；]{0,24}?在内")
"""包括甲和乙在内的62款应用: an example of what is counted."""
_BUYING = re.compile("(?:收购|购买|购入|受让|转让|出售|置入|持有)[^，。；]{0,60}\\Z")
_SHARES = re.compile(r"(?:合计|剩余|全部|约|的|\d{1,3}(?:\.\d+)?%){0,6}(?:股权|股份)")


_COUNTED = re.compile(
    r" ?等? ?(?:\d{1,4}|[两二三四五六七八九十]) ?家(?:[\u4e00-\u9fff]{0,6}?(?:公司|企业|厂商|巨头))"
)


def _object(scene: Scene, start: int, group: list[NameMention]) -> bool:
    """Whether the names are what something is held against, whose shares are dealt in, or what is counted."""
    first, last = group[0], group[-1]
    if len(group) > 1 and _COUNTED.match(scene.flat, last.end):
        return True
    if first.start and _TITLE.match(scene.flat, _quoted_from(scene, start, first.start)):
        return True
    if _stands_for(scene, last):
        return True
    if scene.flat.startswith("包括", first.start - 2) and _AMONG.match(scene.flat, last.end):
        return True
    if _COMPARED.search(scene.flat, max(start, first.start - 3), first.start):
        return _ITS_OWN.match(scene.flat, last.end) is None
    return bool(_SHARES.match(scene.flat, last.end) and _BUYING.search(scene.flat, start, first.start))


def _groups(scene: Scene, found: list[NameMention]) -> list[list[NameMention]]:
    """Coordinated names (甲、乙和丙) together."""
    groups: list[list[NameMention]] = []
    for name in found:
        if groups and JOIN.match(scene.text[groups[-1][-1].end : name.start]):
            groups[-1].append(name)
        else:
            groups.append([name])
    return groups


def _subject_group(scene: Scene, start: int, end: int) -> list[NameMention]:
    """The first organisations of ``[start, end)`` that are not governed by a preposition."""
    oblique = -1
    for group in _groups(scene, scene.names(start, end, *FIRM_TYPES)):
        if oblique >= 0 and _PART_OF.fullmatch(scene.flat, oblique, group[0].start):
            oblique = group[-1].end  # 向某某全资子公司某某购入
            continue
        if _VENUE.search(group[0].name) and not _TELLS.match(scene.flat, group[-1].end):
            continue
        if _by_its_own(scene, start, group[0]):
            return group
        if _BACKS.match(scene.flat, group[-1].end, end):
            continue  # 甲支持的平台乙
        if closed_off(scene, start, group[-1].end, end):
            continue
        told = scene.text[start : group[0].start]
        listed = words().firm.match(told) and _WITH_OTHERS.search(told)
        governed_here = listed or _OBLIQUE.search(_COUNTRY.sub("", told)) or _object(scene, start, group)
        if governed_here or is_source(scene, group[-1]):
            oblique = group[-1].end
            continue
        if len(group) > 1 and _AGREE.match(scene.flat, group[-1].end):
            joined = scene.text[group[0].end : group[1].start].strip()
            return group[:1] if joined in ("与", "和") else group
        return group
    return []


_BACKS = re.compile(
    "(?:所?(?:支持|投资|领投|参投|持股|参股|控股|入股|孵化)|旗下)的(?=[^，。；的]{2,10}(?:平台|公司|企业|品牌)[^，。；的\\d])"
)
_COUNTRY = re.compile(
    "(?:日本|韩国|美国|德国|法国|英国|瑞士|瑞典|荷兰|意大利|西班牙|俄罗斯|加拿大|澳大利亚|新加坡|印度|印尼|巴西|智利)\\Z"
)
"""与日本某某签订: where the firm that is governed is from."""
_WITH_OTHERS = re.compile("(?:与|和|向|同)[^，。；]{2,40}[、和]\\Z")
"""公司与甲、乙签订……: members of a list whose first a preposition governs."""


def closed_off(scene: Scene, start: int, at: int, end: int) -> bool:
    """Whether a name stands deep in a bracket that is closed before ``end`` (增长（不含出售某某股权的影响）5%)."""
    close = scene.flat.find("）", at, end)
    opened = scene.flat.rfind("（", start, at) if close >= 0 else -1
    if opened < 0 or scene.flat.find("）", opened, at) >= 0:
        return False
    return at - opened > _DEEP or _WITHIN.match(scene.flat, opened) is not None


_DEEP = 16
_WITHIN = re.compile("（(?:不?含|不?包括|剔除|扣除|其中)")
"""A bracket that says what is counted in (含子公司甲): none of its firms is told of behind it."""


def _by_its_own(scene: Scene, start: int, name: NameMention) -> bool:
    """Whether a firm's own account is cited at the head of a clause: what follows is of itself."""
    if name.name == scene.main_firm and _OWN_DATA.match(scene.flat, name.end):
        return not (_SCHOLARS.search(name.name) or _OF_A_TRADE.search(name.name))
    if name.type != "organisation" or not _BY.fullmatch(scene.flat, start, name.start):
        return False
    return not _SCHOLARS.search(name.name) and _BY_ITS_OWN.match(scene.flat, name.end) is not None


_OWN_DATA = re.compile("(?:公布|披露|发布|提供)的?[^，。；]{0,6}(?:数据|资料)(?:显示|表明)")
_BY = re.compile("根据|依据|按照?|据|从")
_BY_ITS_OWN = re.compile(
    r"(?:\d{1,2}日|日前|近日|近期|此前|昨日|今日)?(?:所?(?:发布|披露|公布|公告)的?)?(?:\d{4}年?)?(?:[第上下][一二三四半]?)?(?:[一二三四]季度?|半?年度?|中期|全年|最新|业绩){0,6}(?:年报|季报|半年报|中报|财报|快报|预告|公告|招股书|招股说明书)"
)
"""根据某某三季报，……: by its own account, so of itself."""
_PART_OF = re.compile("的?(?:全资|控股|参股|下属|旗下)?(?:[子孙]公司)?")
_VENUE = re.compile(
    r"(?:交易所|登记结算[\u4e00-\u9fff]*公司|结算公司|证监会|监督管理委员会|证监局|法院|会计师事务所)\Z"
)
"""Where shares are traded and who watches over it: no one's figures are theirs unless they tell them of themselves."""
_TELLS = re.compile("(?:共|累计|全年|总|上市公司|新增|的?[^，。；]{0,4}(?:成交|交易量|交易额|持仓))")
_AGREE = re.compile(r"(?:正式|共同|成功|已){0,6}(?:签订|签署|达成|签约)")
"""甲与乙签订……: the statement is of the first, the second is its object."""
_SOURCE = re.compile(
    r"(?:（[^（）]{2,20}）)?[^，。；：]{0,12}(?:数据|统计|监测|报告|调研|研究|资料|消息)(?:《[^《》]{2,60}》(?:[（(][^（）()]{2,60}[）)])?)?(?:数据|数字|统计|报告)?(?:显示|表明|称|指出)?(?=[，：]|$|显示|表明)"
    r"|[^，。；：]{0,10}(?:表示|介绍|指出|认为|透露|预测|测算|获悉|宣布|告诉[^，。；：]{0,8})(?=[，：]|$)"
)
"""Who is cited is not who the statement is about (某协会数据显示)."""
_SCHOLARS = re.compile(
    r"(?:研究院|研究所|研究中心|设计院|科学院|协会|学会|联合会|联盟|商会|大学|学院|证券)\Z"
)
_SPEAKS = re.compile(
    r"[^，。；：]{0,8}(?:院士|专家|教授|主任|院长|所长|会长|理事长?|秘书长|研究员|分析师|学者|工程师|人士|负责人|委员)[^，。；：]{0,36}?(?:表示|介绍|指出|认为|透露|预测|预计|告诉|坦言|强调|分析|说|称)"
)
"""Who studies a trade speaks of the trade, not of himself (某研究院专家某某告诉记者)."""


_FORESEES = re.compile(
    r"(?:（[^（）]{2,20}）)?[^，。；：]{0,6}(?:(?:预计|估计|估算|判断|报告称|称|公布|发布|披露|宣布)(?=[，：]|$)|(?:公布|发布|披露)了?[^，。；：]{0,6}(?:月报|报告|预测|展望)(?=[，：]|$))"
)
"""What those who study a trade do besides with figures that are not their own."""


def is_scholar(scene: Scene, name: NameMention) -> bool:
    """Whether the name is of those who study a trade, and one of them speaks (某研究院专家某某告诉记者)."""
    return bool(_SCHOLARS.search(name.name) and _SPEAKS.match(scene.flat, name.end))


def governed(scene: Scene, name: NameMention) -> bool:
    """Whether a preposition or a verb governs the name (与某某, 收购某某)."""
    before = _OBLIQUE.search(scene.flat, max(0, name.start - 5), name.start)
    return before is not None or _stands_for(scene, name)


_FOR_OTHERS = re.compile("[^，。；：为]{0,24}为(?:典型)?(?:代表|首|主|核心|龙头)的")


def _stands_for(scene: Scene, name: NameMention) -> bool:
    """Whether a name is an example of those told of behind it (以甲和乙为代表的面板厂商)."""
    if _FOR_OTHERS.match(scene.flat, name.end) is None:
        return False
    return _EXAMPLE.search(scene.flat, max(0, name.start - 24), name.start) is not None


_EXAMPLE = re.compile("以[^，。；：]{0,22}\\Z")


_OF_A_TRADE = re.compile("(?:协会|商会|联合会|学会|联盟|研究院|研究所|统计局|海关总署)\\Z")


_OWN_BOOKS = re.compile(
    "(?:（[^（）]{2,30}）)?[^，。；：]{0,8}(?:发布|公布|披露|公告)[^，。；：（）]{0,16}(?:业绩|年报|[一三]?季报|财报|中报|快报)(?:报告|预告|公告)?(?:显示)?(?=[，：。；]|\\Z)"
)
"""Who publishes his own results (某甲公布2024年业绩报告，……) tells of himself."""
_COUNTS_THE_TRADE = "分会|协会|商会|联合会|学会|联盟|统计局"
_OF_MEMBERS = re.compile(f"(?:{_COUNTS_THE_TRADE}|研究会|促进会|海关总署)\\Z")
_OF_THE_TRADE = frozenset(
    {
        "growth",
        "sales",
        "production",
        "price",
        "market_share",
        "export",
        "import",
        "stock",
        "output_value",
        "capacity",
    }
)
"""What a trade makes and sells, at what price: no figures of those who count them."""
_OWN_DOING = re.compile(
    "[^，。；]{0,8}(?:会员|成立|举办|主办|承办|召开|换届|理事|拥有|现有|资产|员工|募集|捐|旗下|下属)|自|的"
)


def of_a_trade(scene: Scene, name: NameMention, kind: str) -> bool:
    """Whether ``name`` is a body of a trade that reports what the trade makes and sells (statements of ``kind``), not what it does itself."""
    if kind not in _OF_THE_TRADE or not _OF_MEMBERS.search(name.name):
        return False
    return _OWN_DOING.match(scene.flat, name.end) is None


def is_source(scene: Scene, name: NameMention) -> bool:
    """Whether the name is cited (某协会数据显示)."""
    if _OWN_BOOKS.match(scene.flat, name.end) and not _OF_A_TRADE.search(name.name):
        return False
    if _SOURCE.match(scene.flat, name.end) is not None or is_scholar(scene, name):
        return True
    if scene.flat.startswith("：", name.end) and _OF_A_TRADE.search(name.name):
        return True  # 某某协会：5月产量……
    studies = (
        name.type != "organisation" or _SCHOLARS.search(name.name) or WATCHERS.search(name.name) is not None
    )
    if studies and (_FORESEES.match(scene.flat, name.end) or _by_whom(scene, name)):
        return True
    if _BODIES.search(name.name) and (_GIVES_OUT.match(scene.flat, name.end) or _reckoned_by(scene, name)):
        return True
    other = _WITH.match(scene.flat, name.end) if studies else None
    return other is not None and _SOURCE.match(scene.flat, other.end()) is not None


WATCHERS = re.compile(
    r"\A(?:国际能源署|IEA|EIA|OPEC|欧佩克|WSTS|SEMI|IDC|Gartner|Canalys|Omdia|TrendForce|Counterpoint|IMF|国际货币基金组织|世界银行|普华永道|德勤|毕马威|安永|麦肯锡)\Z"
)
"""Who counts and foresees for the world what others make and sell."""
_BODIES = re.compile(f"(?:{_COUNTS_THE_TRADE}|研究院|研究所|研究中心|数据中心)\\Z")
_GIVES_OUT = re.compile(
    r"(?:[\u4e00-\u9fff]{2,8}分会)?(?:\d{1,2}月)?(?:\d{1,2}日|今日|近日|日前|昨日|分别|联合|最新|和[^，。；：]{2,10}?){0,3}(?:发布|公布|披露)了?[^，。；：]{2,30}(?=，)"
)
"""A body gives out figures of its trade, behind the comma (某某协会发布5月价格，……)."""
_RECKONED = re.compile("(?:根据|依据|按照|按|据|从)[\u4e00-\u9fff]{0,6}\\Z")
_TO_THE_COMMA = re.compile("[^，。；：\\d]{0,16}，")


def _reckoned_by(scene: Scene, name: NameMention) -> bool:
    """Whether 据 stands before a body and nothing but what it did up to the comma (据某某协会统计分析，……)."""
    before = _RECKONED.search(scene.flat, max(0, name.start - 8), name.start)
    return before is not None and _TO_THE_COMMA.match(scene.flat, name.end) is not None


def _by_whom(scene: Scene, name: NameMention) -> bool:
    """Whether a name and 据 before it are all that stands up to the comma (据某协会，8月……)."""
    return scene.flat.startswith("，", name.end) and scene.flat[: name.start].endswith("据")


_WITH = re.compile(
    "[和与及、][\u4e00-\u9fff]{2,16}?(?:协会|联合会|商会|学会|研究院|研究所|研究中心|大学|部|局|委)(?!门|分)"
)
"""Who is cited along with a body (甲协会和乙协会联合发布的数据显示)."""


_UNKNOWN = re.compile(
    r"、([\u4e00-\u9fff]{2,6}?)(?=(?:[\u4e00-\u9fff]{2}板块)?(?:的)?(?:总产值|产值|营收|营业收入|产能|年产|产量|均|分别|等))"
)


def _with_unknown(scene: Scene, group: list[NameMention], at: int) -> list[NameMention]:
    """The group and a last member the lexical layer does not know: what is coordinated with a firm is a firm."""
    m = _UNKNOWN.match(scene.flat, group[-1].end, at)
    if not m or scene.places(m.start(1), m.end(1)):
        return group
    return [*group, NameMention(m.start(1), m.end(1), "organisation", m[1])]


def firms_of(scene: Scene, index: int, clause_index: int, at: int, *, far: bool) -> list[NameMention]:
    """The organisations that clause ``clause_index`` of sentence ``index`` speaks of at ``at``.

    Looks in the clause, then in earlier clauses of the segment; ``far`` also in earlier segments and, where the sentence opens with
    该公司, 其 or 公司, in earlier sentences of the paragraph.
    """
    sentence = scene.sentences[index]
    clause = sentence.clauses[clause_index]
    group = _subject_group(scene, clause.start, at)
    if group:
        return _with_unknown(scene, group, at)
    if _own_subject(scene, clause, at) and not words().firm.match(scene.text[clause.start : at]):
        return []
    return _firms_before(scene, index, clause_index, far)


@remembered
def _firms_before(scene: Scene, index: int, clause_index: int, far: bool) -> list[NameMention]:
    """The organisations of the clauses before clause ``clause_index``, the nearest first."""
    if clause_index == 0:
        return _earlier(scene, index) if far else []
    clauses = scene.sentences[index].clauses
    other = clauses[clause_index - 1]
    if other.segment != clauses[clause_index].segment and not far:
        return []
    group = _subject_group(scene, other.start, other.end)
    if group:
        return group
    if _own_subject(scene, other, other.end) and not words().firm.match(scene.text[other.start : other.end]):
        return []
    return _firms_before(scene, index, clause_index - 1, far)


def _own_subject(scene: Scene, clause: Clause, at: int) -> bool:
    """Whether the clause opens with a place, a government or 全省-like words: then it is about that, not about a firm before."""
    if _HERE.match(scene.text, clause.start, at):
        return True
    if scene.names(clause.start, min(at, clause.start + 16), "government", "park"):
        return True
    return any(
        not _THERE.search(scene.text[clause.start : p.start])
        for p in scene.places(clause.start, min(at, clause.start + 12))
    )


_THERE = re.compile(r"(?:在|于|到|赴|落户|入驻|投资)$")
_HERE = re.compile(r"(?:全|我|本)[省市县区州]|各地")


def _earlier(scene: Scene, index: int) -> list[NameMention]:
    sentence = scene.sentences[index]
    if scene.text.startswith(("公司", "本公司"), sentence.start):
        return []  # not the firm named last, but the one the text is about
    if not words().firm.match(scene.text[sentence.start : sentence.end]):
        project = words().project.match(scene.text[sentence.start : sentence.end])
        if not project:
            return []
    for back in range(index - 1, max(-1, index - 6), -1):
        other = scene.sentences[back]
        group = _subject_group(scene, other.start, other.end)
        if group:
            return group[:1]
    return []
