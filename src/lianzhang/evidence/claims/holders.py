"""Who holds, pledges, buys or sells shares: persons and firms that open a clause before 持有, 持股, 质押 or their like."""

from __future__ import annotations

import re

from lianzhang.evidence.claims.reading import Spot
from lianzhang.evidence.claims.topics import content
from lianzhang.evidence.mentions import NameMention, NumberMention
from lianzhang.evidence.names.forms import SURNAMES
from lianzhang.evidence.noun_phrases import loose, tokens_of
from lianzhang.evidence.scene import Scene, item_at

__all__ = ["holder", "of_capital"]

_UNITS = frozenset({"shares", "%"})
_ROLE = r"(?:(?:持股\d+(?:\.\d+)?%以上的?)?(?:一致行动人|控股股东|实际控制人|实控人|(?:第?[一二三四五])?大股东|股东|董事长|董事会秘书|董秘|董事|监事|高管|财务(?:总监|负责人)|副?总经理|(?<!副)总裁|副总裁|(?:全资|控股|参股)?[子孙]公司|母公司|关联方|(?:上游|下游)?(?:客户|供应商))(?:之一)?)"
_HOLDS = re.compile(
    rf"(?:[\u4e00-\u9fff]{{2,8}}?(?:的|基金公司|集团)(?=(?:控股|大)?{_ROLE}))?(?:(?:及)?(?:其|该?公司)?(?:的)?{_ROLE}[、及和]?){{0,4}}"
    r"[获遭]?(?P<n>[\u4e00-\u9fff]{2,12}?|[A-Z][A-Za-z. ]{3,40}?)(?:(?:先生|女士)(?:、[\u4e00-\u9fff]{2,4}(?:先生|女士))*)?所?(?=(?:目前|现|共计|总计|共|合计|直接|间接|累计|均|已|将|拟|计划|未来|则|也|还|又|仍|剩余|补充|再次){0,6}(?:其所持|其持有|持有|拥有[^，。；]{2,16}?\d[\d.]*%|持股|质押|减持|增持|认购|(?:于|自|在|以|通过|\d{2,4}年|\d{1,2}月)[^，。；]{1,60}?(?:质押|减持|增持|认购|买入|卖出|持有)|持(?:本|该|上市)?公司|持[约近超逾达]*(?:\d|\Z)|举牌|(?:\d{1,2}|[一三六九十]+)个?[月日天年](?:之)?内[^，。；]{0,12}(?:减持|增持)|被[^，。；]{0,6}(?:冻结|标记|拍卖|平仓|划转)|(?:早在|成为|新进)[^，。；]{0,20}?股东)|(?:及|和|与)其?[^，。；、]{0,8}?一致行动人|及其控制的)"
)
_DEALER = re.compile(
    rf"(?:其|该?公司)?(?P<role>{_ROLE}|[董监]事会?主席|总裁|总经理|首席执行官|创始人)(?P<n>[\u4e00-\u9fff]{{2,4}}?|[A-Z][A-Za-z. ]{{3,30}}?)(?:先生|女士)?(?:[近前今昨]日|日前|近期|此前|随后|[上本]周[一二三四五]?|[上本]月|年内|已|又|再)?(?=于|拟|将|把|向|计划|未来|因|以|通过|在|自|从|（|\d{{1,2}}月|连续|增持|减持|买入|购入|卖出|出售|抛售|认购|质押)"
)
"""Someone in office, before when, how and at what price he deals."""
_DEALS = re.compile(r"[^。；]{0,60}?(?:增持|减持|买入|购入|卖出|出售|抛售|认购|质押)")
_DEALT = frozenset({"shares", "%", "CNY", "HKD", "USD", "EUR", "CNY/share", "month", "day", "year"})
_NOBODY = re.compile(
    r"公司|竞价|大宗|交易|企业|集团$|股东|股份|控制人|行动人|质押|解除|其中|本次|此次|合计|累计|占|上述|机构|^.{0,2}基金|投资者|员工|资金|比例|数量|转让|收购|拟|将|为|的|并|通过|方式|期间|已|是|所|计划|本行|预计|^[及且日动]|其\Z|日起|董监高|总经理"
)

_AGREED = re.compile(
    "而(?=..)|(?:本?公司)?(?:于)?(?:[近今昨]日|日前)?(?:接到|接获|收到|获悉|获知|知悉|得知)了?(?:本?公司)?的?(?=控股股东|[^，。；]{0,4}股东|实[控际])|(?:(?:该|本|上述)?(?:协议|合同|方案|公告)|[双各三]方)(?:中|书)?(?:约定|规定|明确|显示|同意|商定)(?:由)?"
)
"""协议约定某某将其持有的……, 公司接到控股股东某某……: what leads to the holder."""


def holder(scene: Scene, spot: Spot, number: NumberMention) -> NameMention | None:
    """The holder that ``number`` of shares, or share of the capital, belongs to: the one who opens its clause or, where clauses go on
    without a subject, one before it in the sentence; None where no such opens them."""
    dealer = _dealer(scene, spot, number)
    summed = number.unit == "CNY" and _SUM.search(scene.flat, spot.clause.start, number.start)
    told = scene.flat[spot.clause.start : spot.clause.end]
    of_shares = (number.unit in _UNITS or number.noun == "份") and ("股" in told or "份额" in told)
    if dealer or not (summed or of_shares):
        return dealer
    for clause in reversed(spot.sentence.clauses[: spot.at + 1]):
        start = content(scene, clause.start, clause.end)
        agreed = _AGREED.match(scene.flat, start, clause.end)
        start = agreed.end() if agreed else start
        if clause is spot.clause and scene.flat.startswith("、", spot.left) and spot.left > start:
            start = spot.left + 1  # 甲持5万股、乙持4万股
        stop = min(clause.end, number.start)
        m = _HOLDS.match(scene.flat, start, stop) or _freed(scene, start, number)
        known = scene.names(*m.span("n"), "organisation") if m else []
        if m and known and known[-1].end == m.end("n"):
            return known[-1]
        if m and (held := _held_by(scene, *m.span("n"))):
            return held
        if clause is not spot.clause and (named := _in_apposition(scene, start, stop)):
            return named
        if scene.names(start, stop, "organisation") or not _GOES_ON.match(scene.flat, start, stop):
            return None
    return _dealt_before(scene, spot)


_LETTER = re.compile(
    rf"[^，。；]{{0,60}}?(?:收到|接到|接获)了?(?:本|该)?(?:公司)?的?(?:{_ROLE}[、及和]?){{1,3}}(?P<n>[^，。；《》（）]{{2,40}}?)(?:先生|女士)?(?:（[^（）]{{1,40}}）)?"
    r"(?:(?:出具|发来|发送|提交|送达|发出)的?|的|(?=《))《?[^，。；《》]{0,30}(?:函|通知书?|计划书|计划)》?"
)


_PLANS = re.compile("(?:其|因|并|且)?(?:计划|拟|将|预计|减持|增持|占|股份|数量|比例|自|于|在|通过|以)")


def _by_letter(scene: Scene, spot: Spot) -> NameMention | None:
    """The holder whose letter the sentence says that the firm received, where it goes on with what he plans (公司收到股东某某的《告知函》，计划减持……)."""
    for clause in reversed(spot.sentence.clauses[: spot.at + 1]):
        start = content(scene, clause.start, clause.end)
        m = _LETTER.fullmatch(scene.flat, start, clause.end) if clause is not spot.clause else None
        if m:
            known = scene.names(*m.span("n"), "organisation")
            return known[0] if known and known[0].start == m.start("n") else _held_by(scene, *m.span("n"))
        if not _PLANS.match(scene.flat, start, clause.end):
            return None
    return None


_IS_HOLDER = re.compile(rf"(?:[^，。；]{{0,16}}的?)?(?:{_ROLE})(?:仍?[为是])?(?P<n>[^，。；]{{2,30}})")


def _in_apposition(scene: Scene, start: int, stop: int) -> NameMention | None:
    """The holder with whose name a clause ends behind the word for one (第一大股东为某某，直接持有……; 某某公司股东之一某某，在年末持有……)."""
    m = _IS_HOLDER.fullmatch(scene.flat, start, stop)
    known = scene.names(m.start("n"), stop, "organisation") if m else []
    return known[0] if m and known and known[0].start == m.start("n") and known[-1].end == stop else None


_FREED = re.compile(
    r"(?P<n>[\u4e00-\u9fff]{2,12})(?=\d[\d.，,]*[万亿]?股(?:股份|限售股)?(?:解除限售|解禁|上市流通|解除质押))"
)


def _freed(scene: Scene, start: int, number: NumberMention) -> re.Match[str] | None:
    """Who stands right before a number of shares that come free (某某80万股解除限售)."""
    m = _FREED.match(scene.flat, start)
    return m if m and m.end("n") == number.start else None


_THIS_DEAL = re.compile(
    "[此本]次(?:质押|减持|增持|解除|解质|转让|冻结)|(?:截至[^，。；]{1,16}，)?累计(?:质押|减持|增持)"
)
_SENTENCES = 3


def _dealt_before(scene: Scene, spot: Spot) -> NameMention | None:
    """Who deals in the sentences before, of which this one goes on to tell without a subject (本次质押……, 累计质押……)."""
    if not _THIS_DEAL.match(scene.flat, spot.sentence.clauses[0].start) and not _THIS_DEAL.match(
        scene.flat, spot.clause.start
    ):
        return None
    here = item_at(scene, spot.sentence.start)
    for sentence in reversed(scene.sentences[max(0, spot.index - _SENTENCES) : spot.index]):
        if item_at(scene, sentence.start) != here:
            return None
        for clause in sentence.clauses:
            named = _dealer_of(scene, content(scene, clause.start, clause.end), clause.end, sentence.end)
            if named:
                return named
    return None


_OF_CAPITAL = re.compile(
    "(?:（|\\()?(?:即|合计|约|分别|已|仅|减持|增持|质押|转让|受让|比例|股份|数量){0,6}(?:占|低于|不?超过)[^，。；\\d]{0,24}?(?:总股本|股本总[额数]?|股份总[额数]量?|股本|总股份|已发行[^，。；\\d]{0,8}股[份本]?|注册资本|所?持[^，。；\\d]{0,12}股[份票权](?:总[数额]|比例)?|持股(?:总[数额]|数量|比例)?)的?|折[算合]后?(?:为|对应)"
)
"""What a number of shares is of the whole (占某某总股本的……)."""


def of_capital(scene: Scene, start: int, stop: int) -> bool:
    """Whether what begins at ``start`` says of what capital, or of whose shares, a figure at ``stop`` is a share."""
    return _OF_CAPITAL.match(scene.flat, start, stop) is not None


def _held_by(scene: Scene, start: int, stop: int) -> NameMention | None:
    """The name that ends at ``stop``, what leads to it cut away: whose share it is (某某获|甲增持), his office (某某股东|甲持有); None for no one's."""
    lead = _BEFORE.match(scene.text, start, stop - 1)
    start = lead.end() if lead else start
    for cut in _LED.finditer(scene.text, start, stop - 1):
        start = cut.end()
    tail = _ADVERB.search(scene.text, start + 2, stop)
    stop = tail.start() if tail else stop
    name = scene.text[start:stop]
    if _NOBODY.search(name) or not _named(scene, start, stop):
        return None
    return NameMention(start, stop, "organisation", name)


_BEFORE = re.compile(
    "(?:此前|此后|目前|实际上|事实上|不过|但|[^，。；]{0,8}(?:完成|结束|实施)[之以]?后)(?=..)"
)
_SUM = re.compile("(?:增持|减持)(?:股份|股票)?(?:的?(?:金额|资金|总额)|计划)[^，。；\\d]{0,8}\\Z")
_LED = re.compile(rf"(?<=..)(?:[获遭由]|被(?!动))|{_ROLE}")
_ADVERB = re.compile(
    "(?:最新|目前|(?:[向给]|对(?!外))[^，。；]*|被动|直接|间接|分别|合计|共计|累计|单独|计划|未来|已|将|拟|或|及|和|继续|再度|再次|按照?){1,6}\\Z"
)


def _dealer(scene: Scene, spot: Spot, number: NumberMention) -> NameMention | None:
    """The officer or holder who opens the sentence and deals in shares in it: prices, numbers and sums of the deals are his."""
    if number.unit not in _DEALT or "股" not in scene.flat[spot.sentence.start : spot.sentence.end]:
        return None
    if writer := _by_letter(scene, spot):
        return writer
    for clause in reversed(spot.sentence.clauses[: spot.at + 1]):
        start = content(scene, clause.start, clause.end)
        m = _in_role(scene, start, clause.end)
        if m and _DEALS.match(scene.flat, m.end(), spot.sentence.end):
            return _dealer_of(scene, start, clause.end, spot.sentence.end)
        if (
            m
            or scene.names(start, clause.end, "organisation")
            or (clause.start <= spot.clause.start and not _DEALS_ON.match(scene.flat, start))
        ):
            return None
    return None


def _in_role(scene: Scene, start: int, end: int) -> re.Match[str] | None:
    """Someone in office at ``start``, behind the firm whose he is perhaps."""
    firms = scene.names(start, end, "organisation")
    at = firms[0].end if firms and firms[0].start == start else start
    code = _CODE.match(scene.flat, at, end)
    return _DEALER.match(scene.flat, code.end() if code else at, end)


def _dealer_of(scene: Scene, start: int, end: int, stop: int) -> NameMention | None:
    """Who in office deals in what begins at ``start`` and goes on up to ``stop``; None where it is no one's name."""
    m = _in_role(scene, start, end)
    if m is None or not _DEALS.match(scene.flat, m.end(), stop):
        return None
    begin, close = m.span("n")
    if _NOBODY.search(m["n"]) or not _named(scene, begin, close) or scene.names(begin, close, "organisation"):
        return None
    return NameMention(begin, close, "organisation", m["n"])


_CODE = re.compile("[（(][^（）()]{4,16}[）)]")
_DEALS_ON = re.compile(
    "(?:及|并|又|再|还)?(?:于|以|在)|(?:及|并|又|再|还|累计|合计|共)?(?:增持|减持|买入|购入|卖出|出售|抛售|认购|质押)|总金额|总价|涉[资及]|最新持股|每股|均价|成交均价|套现|耗资|占|持股"
)
_LATIN = re.compile(
    r"[A-Z][A-Za-z.&]{2,30}(?: [A-Za-z.&]{2,20}){0,5}(?=因|，|（|的|拟|将|计划|持|自|于|通过|以|已)"
)
"""A foreign holder under its own name."""
_GOES_ON = re.compile(
    "(?:拟|将|计划|直接|间接)?(?:[在于][^，。；]{2,12}?(?=持有)|通过|以|占|累计|已|共|其中|持有|持股|质押|减持|增持|合计)|[此本]次(?:拟)?(?:减持|增持|质押|解除|转让)"
)


def _named(scene: Scene, start: int, stop: int) -> bool:
    """Whether ``text[start:stop]`` is a name: that of a firm, a mine or a person, with a character that is no word."""
    if scene.names(start, stop, "organisation") or _LATIN.match(scene.text, start, stop + 1):
        return True
    text = scene.text[start:stop]
    words = tokens_of(text)
    if len(text) <= _PERSON and text[0] in SURNAMES and len(words) > 1:
        return not any(p.start == start for p in scene.places(start, stop))
    return any(loose(w) for w, _ in words) or _ENDS.search(text) is not None


_PERSON = 3


_ENDS = re.compile(
    "..(?:控股|投资|资本|实业|集团|矿业?|厂|创投|国资委?|信托|证券|银行|人寿|财险|保险|资管|基金)\\Z"
)
