"""Statements that say nothing: ends that are praise, a clause or a pointing word, suppositions, papers under a second name.

Readers of patterns and of clauses take what stands behind a verb for its other end. Where that is no name and no thing (布局的决心,
多种方式, 会上表示), or where the clause only supposes what it says, nothing is told.
"""

from __future__ import annotations

import re

from lianzhang.evidence.claims.reading import Draft, Reading
from lianzhang.evidence.relations.cited import not_regional, only_cited
from lianzhang.evidence.relations.clauses_who import begun
from lianzhang.evidence.relations.clauses_works import is_work
from lianzhang.evidence.scene import Scene

__all__ = ["of_own_works", "without_hollow"]

_LOOSE = frozenset(
    ["relation.open", "relation.milestone", "relation.event", "relation.production"]
    + ["relation.clause." + name for name in ("acquire", "subscribe", "make", "winner")]
)
"""Readers whose other end is whatever words stand there."""
_OF_FIRMS = frozenset(
    "relation.clause." + name
    for name in (
        "acquire",
        "subscribe",
        "part",
        "agree",
        "trade",
        "partner",
        "sell",
        "buy",
        "ship",
        "tell",
        "file",
    )
)
_OF_PAPERS = ("relation.clause.tell", "relation.clause.file")


def without_hollow(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """The drafts that say something, their ends under their names alone (糖业巨头海岳: 海岳)."""
    scene = reading.scene
    for d in drafts:
        if d.fields["rule"] in _LOOSE or d.fields["rule"] in _OF_FIRMS:
            d.fields["object"] = _without_bracket(d.fields.get("object"))
            for end in ("subject", "object") if d.fields["rule"] not in _OF_PAPERS else ("subject",):
                d.fields[end] = _bare_name(scene, d.fields.get(end))
    return [
        d
        for d in drafts
        if not (
            _no_ends(scene, d)
            or _no_deed(scene, d)
            or _of_its_rule(scene, d)
            or only_cited(scene, d)
            or _headed(scene, d, drafts)
        )
    ]


def _without_bracket(name: str | None) -> str | None:
    """A name without the bracket behind it that it was cut within (辛德思(Syn: 辛德思)."""
    if not name or name.count("(") <= name.count(")"):
        return name
    return _CUT_BRACKET.sub("", name)


_CUT_BRACKET = re.compile(r"(?<=[\u4e00-\u9fff]{2})\([A-Z][^()]{0,40}\Z")
_ITEM_TEXT = 240
"""So much of an item behind its headline says again what that says."""


def _headed(scene: Scene, draft: Draft, drafts: list[Draft]) -> bool:
    """Whether a headline in marks (【某工程投产】) says it, and the text behind the headline, of which something is told, says so again."""
    close = scene.flat.find("】", draft.start, draft.end + _HEADLINE)
    mark = scene.flat.rfind("【", max(0, draft.start - _HEADLINE), draft.start + 1)
    if close < draft.end - 1 or mark < 0 or scene.flat.find("】", mark, draft.start) >= 0:
        return False
    told = (draft.fields.get("object") or draft.fields["subject"] or "").strip("《》")
    end = scene.flat.find("\n", close)
    behind = close + _ITEM_TEXT if end < 0 else min(end, close + _ITEM_TEXT)
    if not told or scene.flat.find(told, close, behind) < 0:
        return False
    return any(close < o.start < behind for o in drafts)


_HEADLINE = 60


def of_own_works(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """``drafts`` of stages of projects, without those whose clause has a work of its own before the verb: the stage is of that."""
    return [d for d in drafts if not _of_another(scene, d)]


def _of_another(scene: Scene, draft: Draft) -> bool:
    """Whether a stage told of a project named before is of the work in its clause (某项目全面铺开；某高速东线近日开工)."""
    name = draft.fields.get("item") or draft.fields["subject"] or ""
    said = scene.flat[draft.start : draft.end]
    if name in said or _POINTED.match(said):
        return False
    stage = _STAGE_AT.search(said)
    head = begun(scene, draft.start, draft.start + stage.start()) if stage else 0
    own = scene.flat[head : draft.start + stage.start()] if stage else ""
    return is_work(own) or _WORKS_OR_TRADE.search(own) is not None


_WORKS_OR_TRADE = re.compile(
    "等(?:一批)?(?:重[大点]|标志性)?(?:项目|工程)\\Z|[\u4e00-\u9fff]{2}(?:业务|产品)(?:均|都|已|将|也|实现){0,4}\\Z"
)
"""甲二期、乙接收站等项目, 磷酸盐业务: works told together and a trade have stages of their own."""
_POINTED = re.compile("(?:目前|其中|随后)?(?:该|本|此|上述|项目|[一二三四首]期)")
_STAGE_AT = re.compile(
    "(?:日前|近日|今日|昨日|当天|今年|去年|明年|年内|月底|月初|已经|已|将|也|于|正式|全面|顺利|成功|集中|全线|如期|陆续|相继|预计|计划|拟){0,6}"
    "(?:开工|动工|奠基|破土|启动|投产|试生产|试运行|投运|投用|投入|竣工|建成|并网|达产|满产)"
)
_TRADE = re.compile(
    "[^，。；、“”]{1,14}?(?:老大|巨头|龙头|名企|制造商|生产商|运营商|供应商|开发商|服务商|厂商|投资人|平台|品牌|独角兽|新势力|企业|生产企业|公司)(?=[\u4e00-\u9fffA-Z])"
)
"""What a firm is, before its name."""
_LEGAL = ("集团", "股份", "公司", "有限", "控股", "分公司", "子公司")
_PAPER = re.compile("报告|意见|办法|方案|通知|规划|名单|项目|工程|议案|协议|合同|产品|业务|[》”]")


def _bare_name(scene: Scene, name: str | None) -> str | None:
    """A firm's name without what it is, where the text has it alone too."""
    m = _TRADE.match(name) if name else None
    if name is None or m is None:
        return name
    own = name[m.end() :]
    if len(own) < 3 or own.startswith(_LEGAL) or _PAPER.search(own):
        return name
    firm = _FULL_NAME.fullmatch(own) and _FIRM_BEFORE.search(name, 0, m.end())
    if firm or (_WHAT_IT_IS.search(name, 0, m.end()) and _SHORT_NAME.fullmatch(own)):
        return own
    known = scene.text.count(own) > scene.text.count(name) or any(n.name == own for n in scene.mentions.names)
    return own if known else name


_FULL_NAME = re.compile(
    "(?!管理|咨询|服务|发展|投资|科技|信息|运营|孵化|顾问|策划|文化|技术|网络|营销|家)[\u4e00-\u9fffA-Za-z（）]{5,24}有限公司"
)
_FIRM_BEFORE = re.compile(
    "(?:制造商|生产商|运营商|开发商|服务商|供应商|厂商|巨头|龙头|独角兽|投资人|企业)\\Z"
)
_WHAT_IT_IS = re.compile("(?:制造商|生产商|运营商|开发商|服务商|独角兽|投资人)\\Z")
_SHORT_NAME = re.compile("[\u4e00-\u9fff]{3,6}")
"""A whole name, and a short one behind words that can be no name themselves."""


_NO_THING = re.compile(
    # what is in somebody's mind, or how something is judged
    "(?:决心|信心|重要性|必要性|可能性|(?<!运行)情况|方式|来源|目标|任务|基础|难度|实力|对象|重点|时候|意义|作用|原则|态度|优势|因素|原因|压力|前景|趋势|问题|预期|困境|挑战|机遇|潜力"
    # what breaks off behind a verb
    "|引起|导致|所致|造成|之后|之前|表示|认为|透露|坦言|指出|成为|(?<!未)使用|[的所了])\\Z"
    # what opens like a clause
    "|\\A(?:的|来(?![宾安])|指(?![南数定])|难度|更(?!多)|基本|丰富|拓展|提升|夯实|巩固|增强|主\\Z|为主|双方)"
    # what holds a clause
    "|也[承提表]|就[减增]|联手|席位|之前[不仅未尚]|比[^，]*(?:减少|增长|增加|下降)|后到|是为了|项目在|持续|继续[上下]"
    "|关注度|收到了|属于|备受|计划于|将接任|正式举办|达成协议|(?:尚|暂|并|还)未|暂无"
    # when or where it is to be
    "|\\A(?:时间|日期|地点|期限|周期|进度)(?!表|[^，。]{0,4}系统)"
    # where a notice is printed
    "|\\A《?[\u4e00-\u9fff]{2,4}(?:日报|证券报|时报|晚报|晨报|商报|早报)》?\\Z"
    # how or when, without what
    "|第二(?:增长|成长)(?:极|曲线)\\Z|\\A(?:相继|先后|陆续|连续|多次|请问|首次|一度|在?(?:当日|当天)?[上下]午)\\Z"
)
_POINTS = re.compile(
    "(?:本次|此次|该|此|本届)?(?:大会|会议|论坛|通知|公告|报告|公司|集团|协议|政策|方案|意见|文件|目标|双方)"
)
_COUNTED_PAPERS = re.compile("[一二两三四五六七八九十几多\\d]+[则份项个条].*")
_SPAN = re.compile(
    r"(?:[^\d]{0,4}为)?(?:\d{4}年)?(?:前[一二三]季度|第?[一二三四]季度|\d{1,2}月(?:\d{1,2}日)?[至到\-—](?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?)(?:[（(][^（）()]*[)）])?"
)
"""A time, and nothing that happened."""
_NOBODY = re.compile(
    "\\A(?:一些|部分|另据|直至|前往|由于|发展|或者|整个|[一二两三四五六七八九十几\\d]+[只家]|在(?=.*(?:大会|会议|论坛)\\Z)|是(?!拓))"
    "|\\A(?:首次|一度|相继|先后|陆续|曾|再次)\\Z|[\u4e00-\u9fff](?:发布|提到|举行|完成|签署)了|[接收]到|之后|又一|随着|(?:上市公司|之前)\\Z"
)
"""No name opens so or has this in it."""


def _no_ends(scene: Scene, draft: Draft) -> bool:
    """Whether an end of what is told is no name and no thing."""
    fields = draft.fields
    rule, subject, other = fields["rule"], fields["subject"] or "", fields.get("object") or ""
    if subject and _LEGAL_END.sub("", subject) == _LEGAL_END.sub("", other):
        return True
    if (
        _ADDRESS.search(subject)
        or _ADDRESS.search(other)
        or _LETTER_OF.search(scene.flat, draft.start, draft.end)
    ):
        return True
    if rule != "relation.trading" and (
        _open_mark(other) or (rule in _LOOSE and _NO_PARTY.search(f"{subject}|{other}"))
    ):
        return True
    if rule == "relation.clause.decide" and _DECIDED.search(other):
        return True
    if rule in _LOOSE and other and (_NO_THING.search(other) or _SPAN.fullmatch(other)):
        return True
    if other and (_COUNTED_PAPERS if rule == "relation.clause.tell" else _POINTS).fullmatch(other):
        return True
    if fields["kind"] == "zoning":
        return bool(subject == "全国") or (rule == "relation.zoning" and scene.firm_led)
    if rule in _OF_REGIONS and not_regional(scene):
        return not other if rule == "relation.institution" else _PRINCIPLE.search(subject) is not None
    return not _titled(scene, draft) and _NOBODY.search(subject) is not None


_LEGAL_END = re.compile("(?:股份|有限|责任){0,3}公司\\Z|集团\\Z")
_DECIDED = re.compile(
    "\\A(?:[0-9]{4}年|第)[^，。；]{0,30}(?:会议?|大会|委员会)(?:[^，。；]{0,8}次?会议)?(?:审议|审核|表决|批准)?通过\\Z"
)
"""经2024年第二次临时股东大会审议通过: by which meeting, not what."""
_NO_PARTY = re.compile(
    "《?[^|]{0,8}(?:公司法|公司章程|证券法)》?\\|"  # 程序符合《公司法》
    "|\\|(?:《?(?:中华人民共和国)?(?:公司法|证券法)》?\\Z|[^|]*(?:不存在[^|]*关系|因自身[^|]*需[求要])|[0-9]{4}年[0-9]{1,2}月(?:[0-9]{1,2}日)?\\Z|[一二两三四五]天\\Z)"
)
_LETTER_OF = re.compile(
    "(?:收到|接到|接获)了?(?:本|该)?(?:公司)?(?:的)?(?:持股[^，。；《]{0,8})?(?:(?:控股|第?[一二三四五]大)?股东|实际控制人|实控人)[^，。；《]*(?:（[^）]*）)?[^，。；《]*的?(?:通知|告知|函)\\Z"
)
"""公司接到控股股东某某通知: what it tells follows."""


def _open_mark(other: str) -> bool:
    """Whether what is told breaks off within a title or a bracket."""
    return other.count("《") > other.count("》") or other.count("(") > other.count(")")


_ADDRESS = re.compile("https?:|www\\.|[A-Za-z]=[\\w.-]")
"""A page's address."""
_OF_REGIONS = ("relation.institution", "relation.policy")
"""Readers made for papers of one region: what its bodies and principles are nobody else speaks of without saying whose they are."""
_PRINCIPLE = re.compile("[”’]的?(?:原则|要求|路子|思路|方针|路径)\\Z")


def _titled(scene: Scene, draft: Draft) -> bool:
    return draft.fields["rule"] == "relation.policy" and scene.flat.startswith("《", draft.start)


_SUPPOSED = re.compile(r"(?:一旦|如果|即使|即便|假如|倘若|若(?!干|羌|尔))[^，。；]*\Z")
_SCOPE = re.compile("经营范围(?:[：:为]|包括)")
_NOISE = re.compile(r"\{IMG|(?:发表|发布|更新)时间|当前位置| 时间\Z|\d日消息\Z")
_BARE_DEED = frozenset(
    [
        "执行",
        "确定",
        "对接",
        "完成",
        "洽谈",
        "进行",
        "开展",
        "建设",
        "推进",
        "实施",
        "会晤",
        "出席",
        "通报",
        "案情通报",
        "裁撤",
        "扩建",
        "合作",
        "布局",
        "出炉",
        "建立",
        "问询",
        "跟进",
        "耕耘",
        "持平",
        "稳中有升",
        "相关工作",
        "获悉",
        "携手",
        "发展",
        "供应",
        "减持",
        "一致",
        "共识",
        "合作共识",
        "期间",
    ]
)
"""A verb whose object was cut off, or which says nothing without one."""
_NO_NEWS = re.compile(
    # what a figure beside it tells
    "\\A[^，。；]{0,6}(?:金额|面积|规模|数量|增幅|跌幅|涨幅)(?:最[高大多低小]|居[首次]|第[一二三四五])\\Z"
    # what every announcement says of itself
    "|\\A重[磅大](?:消息|讯息)\\Z"
    # what a firm is
    "|\\A一家[^，。；]*(?:公司|企业|商)\\Z"
    "|不存在(?:任何)?虚假记载|误导性陈述|信息披露义务|如下\\Z"
)
_MAYBE = re.compile("可能|或许|希望|寄望|试图|想要|告诉|了解到")
"""What may be so, is hoped for, or was said to somebody."""
_NO_PAPER = re.compile(
    "(?:有关|相关|各项|各类|这些|上述|配套|重点){0,6}(?:政策|措施|举措|任务|部署|工作|要求){1,6}(?:加快|尽快|早日|全面|逐一)?(?:落地|落实|落细|见效|生效|到位){1,6}"
)
"""Measures that nobody names taking effect (推动各项政策落地)."""


def _no_deed(scene: Scene, draft: Draft) -> bool:
    """Whether what is told is only supposed, is what a firm may do by its licence, or is the frame of a page."""
    sentence = scene.sentences[draft.sentence]
    clause = next((c.start for c in reversed(sentence.clauses) if c.start <= draft.start), sentence.start)
    if _SUPPOSED.search(scene.flat, clause, draft.start):
        return True
    if draft.fields["rule"] != "relation.open":
        return False
    other = draft.fields.get("object") or ""
    said = scene.flat[max(sentence.start, draft.start - 5) : draft.end]
    object_at = scene.flat.find(other[:4], draft.start, draft.end) if other else -1
    before = object_at if object_at > draft.start else draft.end
    return (
        other in _BARE_DEED
        or _GOES_ON_SO.search(scene.flat, draft.start, before) is not None
        or _A_PAPER.search(draft.fields["subject"] or "") is not None
        or len(other) == 1
        or (draft.fields["kind"] == "production" and "召回" in scene.flat[sentence.start : draft.start])
        or _NO_NEWS.search(other) is not None
        or _NO_PAPER.fullmatch(other) is not None
        or _NOISE.search(f"{said} {other}") is not None
        or _MAYBE.search(scene.flat, draft.start, draft.end) is not None
        or _SCOPE.search(scene.flat, sentence.start, draft.start) is not None
    )


_GOES_ON_SO = re.compile("继续|加快|加强|积极(?!性)")
"""What goes on as before, or is done more, is no event."""
_A_PAPER = re.compile("(?:股东大会|通知书|协议)\\Z")
"""Papers and meetings do nothing by themselves."""
_SECOND_NAME = re.compile("(?:下称|简称|合称|统称)为?[“《]?\\Z")
_GOES_ON = {
    "relation.event": re.compile("面积|房企|药企|车企|险企|券商|销售"),
    "relation.milestone": re.compile("式(?=上|致|现|时)|影响"),
    "relation.clause.tell": re.compile("[》”]?之?前(?![次述])"),
    # 收购甲、乙持有的丙的股权: of whom it is bought
    "relation.clause.acquire": re.compile(
        r"(?:（[^（）]*）)?(?:[、和及与][^，。；]{0,80})?(?:合计|分别|共同)?所?持有?的(?!全部|[\d.]+%)"
    ),
}
"""What follows says that the word is part of another thing: 上市房企, 开幕式上."""
_COUNTED = re.compile(
    r"\A(?:[\u4e00-\u9fff]{2,8}[省市县区州]|全[国省市县区])?(?:\d+[余多]?[个家项条座名所人位]|新增|新签约|新开工|拟建|越来越)"
)
"""So many of a kind are a number's to tell."""
_OFFICE_WORK = "(?:组织协调|组织领导|监督检查|监督管理|督促检查|督促指导|统筹协调|跟踪问效|跟踪督促)"
"""What offices do for every measure, and no measure itself."""
_SUBJECTS = {
    "relation.event": _COUNTED,
    "relation.project_stage": _COUNTED,
    "relation.institution": _COUNTED,
    "relation.milestone": re.compile(rf"{_COUNTED.pattern}|等\d+[余多]?[个家项名位所]"),
    "relation.clause.help": re.compile(r"\d[余多]?[个家项条座]\Z"),
    "relation.clause.plan": re.compile(r"[局厅部委]\Z|分红方案|利润分配"),
    "relation.clause.measure": re.compile(f"\\A{_OFFICE_WORK}(?:[和与及、]{_OFFICE_WORK})?\\Z"),
    "relation.clause.force": re.compile("\\A负责|并[\u4e00-\u9fff]{2}\\Z"),
    "relation.policy": re.compile("分红方案|利润分配|分配方案"),
    "relation.factor_support": re.compile("\\A(?:[\u4e00-\u9fff]{2,8}[省市区县])?基金\\Z"),
}
"""Subjects that what a reader tells is never of."""
_NOT_MADE = re.compile("技术\\Z|\\A[用以]")
"""What is developed, or with what, not what is made."""
_FIRST = re.compile("龙头|领军企业|领先企业")


def _of_its_rule(scene: Scene, draft: Draft) -> bool:
    """Whether what stands around or in a draft speaks against its reader."""
    rule = draft.fields["rule"]
    after, never = _GOES_ON.get(rule), _SUBJECTS.get(rule)
    if after and after.match(scene.flat, draft.end):
        return True
    if never and never.search(draft.fields["subject"] or ""):
        return True
    if rule == "relation.production":
        made = draft.fields.get("object") or ""
        return bool(_NOT_MADE.search(made) or _FIRST.search(scene.flat, draft.start, draft.end))
    return _titled(scene, draft) and bool(
        _SECOND_NAME.search(scene.flat, max(0, draft.start - 6), draft.start)
    )
