"""How far the works or the deal have come that a figure is a detail of.

News tell once that works are begun, signed or meant (…项目昨天开工) and that a deal is only intended (公司拟收购……), then their details,
clauses or sentences later and without a word of it (该项目总投资20亿元，分两期建设). What was told of them last holds until another
stage is told.
"""

from __future__ import annotations

import re

from lianzhang.evidence.claim import Modality
from lianzhang.evidence.claims.reading import Reading, Spot
from lianzhang.evidence.mentions import NumberMention, TimeMention
from lianzhang.evidence.project_state import OF_WORK, stands, state_said
from lianzhang.evidence.scene import Scene, digest, remembered

__all__ = ["of_a_deal", "told_of_works"]

_HEAD = 500
_ONE_MATTER = 4000
"""A longer text tells of more projects than one."""
_BACK = 4
"""So many sentences back a stage is looked for."""
_MEANT = re.compile(
    r"(?:(?<![模虚草比])拟(?!定(?![向增])|合(?![资作计]))|计划|将|意向|打算|准备)[^，。；]{0,24}?(?:投资|建设(?!成)|投建|新建|兴建|扩建|募投|征用地|打造|投入)"
)
_DECIDED = re.compile(r"决定[^。；]{0,80}?(?:设立|建设(?!成)|投资(?!者)|新建|兴建|投建)")
_SIGNED = re.compile(
    r"(?:签署|签订|签约)[^。；]{0,60}(?:项目|投资|建设|入园)|(?:项目|投资)[^，。；]{0,12}签约"
)
_BEGUN = re.compile(r"(?:项目|工程|基地)[^，。；]{0,12}(?:开工|动工|奠基)|(?:开工|动工|奠基)(?:建设|仪式)")
_THE_PROJECT = re.compile(
    r"(?:该|本|此|上述|这一|这[项个])[^，。；]{0,20}(?:项目|工程|基地|工厂)|(?:(?<=[，。；：])|(?<=公告)|(?<=显示)|(?<=介绍)|(?<=司称)|(?<=表示))(?:项目|工程)(?!数|总数|\d)|(?:扩|新|续|改)建项目"
)
_DETAIL = re.compile(
    r"(?:其中|其|内容为|该|本|此)?(?:项目|工程|基地|电站|园区|工厂|线路)?(?:首期|[一二三四]期)?(?:项目|工程)?(?:计划|预计|规划|设计|静态|动态|概算|估算|报批|批复){0,6}"
    r"(?:总投资|投资(?![者收方机人于])|占地|用地|总?建筑面积|建设(?:周期|工?期|规模)|工期|设计|规划|分[一二两三四五六\d]期|每年可|年可|可年|年产|年处理|"
    r"全长|总长|线路|正线|主桥|总?装机|总?库容)"
)
"""How a clause opens that goes on measuring the works just spoken of."""
_OF_PROJECTS = frozenset(
    {"investment", "capacity", "project", "factor_support", "employment", "output_value", "sales", "technology_parameter"}
)  # fmt: skip
_YIELDS = frozenset({"sales", "output_value"})
_OPEN = re.compile("开通|通车|运营|投产(?!后)|投运|建成(?!后)|竣工(?!后)")
_RUNS_ALREADY = re.compile(
    r"(?:已|正式|顺利|全部|成功|日前|近日|今日|今天|昨日)(?:经|于)?[^，。；]{0,10}(?:投产|投运|投用|建成|竣工|达产)(?!后)|(?:投产|建成|竣工|投运)(?:仪式|典礼|了|[。，！])"
)


def told_of_works(
    scene: Scene, spot: Spot, number: NumberMention, kind: str, measure: str | None
) -> Modality | None:
    """The stage of the works that a figure without a word of its own is a detail of, as told last before it; None where they stand."""
    flat = scene.flat
    designed = flat.startswith("设计", spot.clause.start) or number.unit.endswith("/a")
    if kind not in _OF_PROJECTS and measure != "税收" and not designed:
        return None
    if stands(scene.masked, spot.sentence.start, number.start):
        return None
    pointed = _THE_PROJECT.search(scene.masked, spot.sentence.start - 1, number.end + 16)
    detail = _DETAIL.match(flat, spot.clause.start, number.end)
    if not pointed and not detail:
        return None
    if not (pointed if kind in _YIELDS else kind != "technology_parameter" or detail):
        return None
    if _OPEN.search(scene.masked, spot.clause.start, spot.clause.end):
        return None
    told = _told_before(scene, spot.index, spot.at)
    if told is not None:
        return None if told == "actual" else told
    return _told_first(scene) if pointed else None


@remembered
def _told_before(scene: Scene, index: int, at: int) -> Modality | None:
    """The stage told last before clause ``at``, in its paragraph or the end of the one before."""
    due: Modality | None = None
    for back in range(index, max(-1, index - _BACK), -1):
        other = scene.sentences[back]
        if scene.sentences[index].paragraph - other.paragraph > (0 if digest(scene) else 1):
            break
        for clause in reversed(other.clauses[:at] if back == index else other.clauses):
            stage = _stage(scene, clause.start, clause.end, other.start, other.end)
            if (
                stage is None
                and back == index
                and state_said(scene.masked[clause.start : clause.end]) == "actual"
            ):
                return "actual"
            if stage == "planned" and due is None:
                due = stage  # what is due may be begun: an earlier word of it decides
            elif stage is not None:
                return stage
        if due:
            return due
    return None


@remembered
def _stage(scene: Scene, start: int, end: int, begin: int, stop: int) -> Modality | None:
    """What a clause says of works that its sentence ``[begin, stop)`` names."""
    text = scene.masked[start:end]
    stage = state_said(text)
    if stage is None and _SIGNED.search(text):
        stage = "signed"
    if stage is None and (_MEANT.search(text) or _DECIDED.search(scene.masked, begin, end)):
        stage = "planned"
    if stage and OF_WORK.search(scene.masked, begin, stop):
        return stage
    return None


@remembered
def _told_first(scene: Scene) -> Modality | None:
    """What a text says in its first lines of the project it is about; None where it says that something runs, or nothing."""
    text = scene.masked
    if len(text) > _ONE_MATTER:
        return None
    if _RUNS_ALREADY.search(text):
        return None
    for pattern, state in _FIRST:
        if pattern.search(text, 0, _HEAD):
            return state
    return None


_FIRST: tuple[tuple[re.Pattern[str], Modality], ...] = (
    (_BEGUN, "under_construction"),
    (_SIGNED, "signed"),
    (_MEANT, "planned"),
)


# ---- deals

_ACT = "收购|购买|购入|受让|转让|出售|发行|增发|定增|增资|(?<![逆正])(?<![断押]式)回购|增持|减持|认购|募集|募资|入股|参股|出资|要约|吸收合并|重组|配售"
_THE_DEAL = re.compile(
    r"(?:本次|此次|上述|该)[^，。；]{0,6}(?:交易|收购|转让|增资|发行|回购|募资|募集资金|增持|减持|重组|定增|投资)|项目(?:计划|预计)?(?:总)?(?:投资|投入)|资本金"
)
_OF_DEAL = re.compile(
    rf"{_ACT}|作价|对价|代价|定价基[础准]|支付(?:上限|总[额价])|(?:转让|造船|购买|收购|剩余)[价]?款|交易(?:金额|价格)|底价|持股比例|申购"
)
_AT_PRICE = re.compile(rf"的?价格[，]?[^，。；]{{0,24}}?(?:{_ACT})")
_OF_DEAL_AHEAD = re.compile("股权|股份|股票|新股")
_INTENDS = re.compile(
    rf"(?:(?<![模虚草比])拟(?!定(?![向增])|合(?![资作计]))|提议)[^，。；]{{0,30}}?(?:{_ACT}|投[资入向]|公开)|(?<![即必已])将[^，。；]{{0,16}}?(?:收购|购买|购入|受让|转让|增资|(?<!已)发行|回购|增持|减持|认购|募集|募资|入股)|"
    rf"(?:计划|打算|有意|意向)[^，。；]{{0,16}}?(?:{_ACT})|同意[^，。；]{{0,20}}?(?:{_ACT})|(?:预案|草案)"
)
_AHEAD = re.compile(
    rf"(?:交易|{_ACT})(?:全部|顺利)?(?:完成|实施|结束)后|(?:完成|实施)(?:本次|此次|上述)(?:交易|{_ACT})后|(?<!减持)(?<!增持)(?<=增资)后，|"
    rf"尚[需须待]|须待|仍需|有待[^，。；]{{0,10}}(?:批准|审批|核准|通过)|(?:金额|价格|数量|总额|资金|比例)(?:为|的)?(?:上限|下限|不超过?|不低于|不高于)"
)
_CARRIED_OUT = re.compile(
    rf"实施完毕|实施完成|(?:完成(?:了)?|办理完[成毕]|办毕)[^，。；后]{{0,12}}(?:过户|交割|登记|{_ACT})(?![^，。；]{{0,4}}后)|(?:过户|交割|登记|缴款)[^，。；]{{0,6}}(?:完成|完毕|办理完)(?!后)|工商变更|累计(?:已)?(?:{_ACT})|已(?:经)?(?:全部|顺利)?(?:完成|{_ACT})(?![^，。；]{{0,8}}的)|终止|进展"
)
_BOOKS = re.compile("净值|账面|净资产|总资产|营收|营业收入|净利|估值|市盈|市净|市值|收盘|停牌|成交")
_PLEDGED = re.compile("质押|冻结")
"""What is done to shares that stay where they are."""
_OF_BEFORE = re.compile(
    "首次公开发行|(?<!比)[去上]年|已(?!发行)|曾|此前|目前|现[有持]|原[有持]|前期|累计|注册资本(?!增)|成立|历史"
)
_OF_THEN = re.compile("首次公开发行|去年|上年|前年|此前|截[至止]|资料显示|目前")
_HOLDS = re.compile("(?:资产|业务)(?:为|系|是)|持有(?!的)|拥有|持(?:本|该|上市)?公司(?!股东)")
_ONCE_DONE = re.compile(rf"(?:完成|交易|{_ACT})(?:实施|结束)?后")
_ANNOUNCED = re.compile(
    "[晚午早盘]?[间后]?[^，。；]{0,6}(?:公告|消息|电|讯|发布|披露|宣布|召开|收到|透露|表示|称|签|预案|草案|报告书)"
)
_DEALS = frozenset(
    {"finance", "investment", "sales", "project", "capacity", "market_share", "price", "stock", "factor_support", "project_count"}
)  # fmt: skip
_AROUND = 3
"""So many sentences around one are of one deal."""


def of_a_deal(
    reading: Reading, spot: Spot, number: NumberMention, kind: str, time: TimeMention | None
) -> bool:
    """Whether a figure is a term of a deal that is only meant so far."""
    if kind not in _DEALS or _gone_by(reading, spot, time):
        return False
    flat, start = reading.scene.flat, spot.clause.start
    stop = flat.find("占", start, number.start) if kind == "market_share" else number.start
    stop = stop if stop >= 0 else number.start
    if (
        not _OF_DEAL.search(flat, start, spot.clause.end)
        and not _OF_DEAL_AHEAD.match(flat, number.end, spot.clause.end)
        and not _THE_DEAL.search(flat, spot.sentence.start, number.start)
        and not (kind == "price" and _AT_PRICE.match(flat, number.end))
    ):
        return False
    if _PLEDGED.search(flat, start, spot.clause.end):
        return False
    if _BOOKS.search(flat, start, number.start) or _OF_BEFORE.search(flat, start, stop):
        return False  # what is bought has books of its own
    if _HOLDS.search(flat, start, number.start) and not _ONCE_DONE.search(
        flat, spot.sentence.start, number.start
    ):
        return False
    return _intended(reading.scene, spot.index)


def _gone_by(reading: Reading, spot: Spot, time: TimeMention | None) -> bool:
    """Whether a figure is of a year before, of a day on which it was done, or of a sentence that looks back."""
    flat = reading.scene.flat
    if _OF_THEN.search(flat, spot.sentence.start, spot.clause.start):
        return True
    if time is None or not time.time:
        return False
    published = reading.published
    if published and time.time[:4] < str(published.year):
        return True
    if len(time.time) < 10 or _ANNOUNCED.match(flat, time.end):
        return False
    return published is None or time.time[-10:] <= published.isoformat()


@remembered
def _intended(scene: Scene, index: int) -> bool:
    """Whether the deal that the sentences around one tell of, or the text where these say nothing, is only meant so far."""
    paragraph = scene.sentences[index].paragraph
    for first, stop in ((index - _AROUND, index + 1), (index + 1, index + _AROUND + 1)):
        near = [s for s in scene.sentences[max(0, first) : stop] if s.paragraph == paragraph]
        stage = _deal_stage(scene.flat, near[0].start, near[-1].end) if near else None
        if stage is not None:
            return stage
    if len(scene.flat) > _ONE_MATTER or digest(scene):
        return False
    return bool(_deal_stage(scene.flat, 0, 800))


def _deal_stage(flat: str, start: int, end: int) -> bool | None:
    """True where a stretch tells of a deal that is meant, False where it is carried out, None where of none."""
    if _CARRIED_OUT.search(flat, start, end):
        return False
    return True if _INTENDS.search(flat, start, end) or _AHEAD.search(flat, start, end) else None
