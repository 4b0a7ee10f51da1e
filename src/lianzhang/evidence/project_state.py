"""The state of a project, for the figures that are of it: a capacity that is designed does not stand yet.

The clause of a figure decides first, then the other clauses of its ``；`` segment up to the next figure of the same unit: what is
said there of production reached, of works begun or of dates due is said of the same project.
"""

from __future__ import annotations

import re

from lianzhang.evidence.claim import Modality
from lianzhang.evidence.claims_reading import Spot
from lianzhang.evidence.clauses import Clause
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.scene import Scene, remembered

__all__ = ["project_state", "state_told_first"]

_STATED = frozenset({"capacity", "recycling", "investment"})
_WORK = r"(?:项目|基地|工程|工厂|产线|生产线|中试线|选矿厂|电站|产业园|[一二三四]期|设计|总规模)"
_OF_WORK = re.compile(_WORK)
_OTHER = re.compile(r"(?:另外?|还有|此外|同时|其余|现有)")
"""What opens with these speaks of something else."""
_DUE = r"(?:计划|拟|将|预计|预期|力争|确保|有望|争取|原定|目标|规划|年内|延期至|推迟[至到])[^，。；]{0,18}"
_UNDONE = re.compile(r"(?:尚未|暂未|还未|仍未|未能|没有|未)[^，。；]{0,6}")
_DUE_BEFORE = re.compile(_DUE + "$")
_UNDONE_BEFORE = re.compile(_UNDONE.pattern + "$")
_RUNS = re.compile(
    r"(?:投产(?!率)|投运|投用|投入(?:使用|运营|生产|运行)|建成|竣工|达产(?!率)|满产|试生产|量产|完成\Z|已成功产出|产品下线|已经下线)(?![^，。；]{0,2}(?:后|时|前|目标|条件))"
)
_STANDS = re.compile(r"现有|原有|拥有|具备|已形成|形成了|已建|在产")
_BECOMES = re.compile(r"[改扩][建造][^，。；]{0,3}[至到为](?:约|近|超)?\Z")
_BEGUN = re.compile(
    r"在建(?!议)|(?:已|正在|仍在|还在|开始|启动|进入|进行|完成|抓紧|加紧|全面|正)[^，。；]{0,10}?(?:建设|施工|开工|动工|土建|平整|安装|调试)|"
    r"(?:土建|平整|安装|调试|施工)[^，。；]{0,6}(?:完毕|完成|阶段|之中|尚未完成|过半)|(?:开工|动工|奠基)|(?:累计)?完成投资"
)
_NOT_BEGUN = re.compile(
    r"(?:尚未|暂未|还未|仍未|未能|没有|未)[^，。；]{0,4}(?:开工|动工|建设|启动|开建)|待建|(?:拟|计划)(?:新)?建|(?<!即)将(?:分[^，。；]{1,4})?(?:投资|新)?(?:建设(?!成)|兴建|修建|建造|安装)"
)


def _said(text: str) -> Modality | None:
    """What a clause says of a project: ``actual`` where it runs, else begun or only planned; None where nothing."""
    if _NOT_BEGUN.search(text):
        return "planned"
    due = False
    for m in _RUNS.finditer(text):
        before = text[: m.start()]
        if _UNDONE_BEFORE.search(before) or _DUE_BEFORE.search(before):
            due = True
        else:
            return "actual"
    for m in _BEGUN.finditer(text):
        if not _DUE_BEFORE.search(text[: m.start()]):
            return "under_construction"
        due = True
    return "planned" if due else None


def _same_work(scene: Scene, spot: Spot, number: NumberMention) -> list[Clause]:
    """The clauses of the segment around a figure, up to the next figure of the same unit on either side."""
    clauses = spot.sentence.clauses
    out: list[Clause] = []
    for step in (-1, 1):
        at = spot.at + step
        while 0 <= at < len(clauses) and clauses[at].segment == spot.clause.segment:
            clause = clauses[at]
            text = scene.flat[clause.start : clause.end]
            unit = number.unit.removesuffix("/a")
            rivals = [n for n in scene.numbers(clause.start, clause.end) if n.unit.removesuffix("/a") == unit]
            if (rivals and unit != "CNY") or _OTHER.match(text):
                break
            out.append(clause)
            at += step
    return out


def project_state(
    scene: Scene, spot: Spot, number: NumberMention, kind: str, measure: str | None, subject: str
) -> Modality | None:
    """``under_construction`` or ``planned`` where a figure of a project is of one that does not run yet, else None."""
    if kind not in _STATED or (kind == "investment" and measure != "总投资额"):
        return None
    if kind == "recycling" and measure != "capacity":
        return None
    own = scene.masked[spot.clause.start : spot.clause.end]
    if _STANDS.search(scene.masked, spot.clause.start, number.start) and not _BECOMES.search(
        scene.masked, spot.clause.start, number.start
    ):
        return None
    told = kind == "investment" and _OF_WORK.search(scene.masked, spot.sentence.start, number.start)
    if not told and not _OF_WORK.search(subject) and not _OF_WORK.search(own):
        return None
    first = _said(own)
    if first is not None:
        return None if first == "actual" else first
    said = {_said(scene.masked[c.start : c.end]) for c in _same_work(scene, spot, number)}
    if "actual" in said:
        return None
    if "planned" in said and any(
        _NOT_BEGUN.search(scene.masked, c.start, c.end) for c in _same_work(scene, spot, number)
    ):
        return "planned"
    if "under_construction" in said:
        return "under_construction"
    return "planned" if "planned" in said else None


_HEAD = 500
_ONE_MATTER = 4000
"""A longer text tells of more projects than one."""
_MEANT_FIRST = re.compile(
    r"(?:拟(?!定(?![向增])|合(?![资作计]))|计划|将|意向)[^，。；]{0,24}?(?:投资|建设|投建|新建|兴建|扩建|募投|征用地|打造)"
)
_SIGNED_FIRST = re.compile(
    r"(?:签署|签订|签约)[^。；]{0,60}(?:项目|投资|建设|入园)|(?:项目|投资)[^，。；]{0,12}签约"
)
_BEGUN_FIRST = re.compile(
    r"(?:项目|工程|基地)[^，。；]{0,12}(?:开工|动工|奠基)|(?:开工|动工|奠基)(?:建设|仪式)"
)
_THE_PROJECT = re.compile(
    r"(?:该|本|此|上述|这一)[^，。；]{0,12}(?:项目|工程|基地|工厂)|(?:(?<=[，。；：])|(?<=公告)|(?<=显示))(?:项目|工程)(?!数|总数|\d)|(?:扩|新|续|改)建项目"
)
_OF_PROJECTS = frozenset(
    {"investment", "capacity", "project", "factor_support", "employment", "output_value", "sales"}
)
_RUNS_ALREADY = re.compile(
    r"(?:已|正式|顺利|全部|成功|日前|近日|今日|今天|昨日)(?:经|于)?[^，。；]{0,10}(?:投产|投运|投用|建成|竣工|达产)(?!后)|(?:投产|建成|竣工|投运)(?:仪式|典礼|了|[。，！])"
)


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
    (_BEGUN_FIRST, "under_construction"),
    (_SIGNED_FIRST, "signed"),
    (_MEANT_FIRST, "planned"),
)


def state_told_first(
    scene: Scene, spot: Spot, number: NumberMention, kind: str, measure: str | None
) -> Modality | None:
    """The state of the project that a text is about, for the figures it tells of it later and without a word of their own."""
    designed = scene.flat.startswith("设计", spot.clause.start) or number.unit.endswith("/a")
    if kind not in _OF_PROJECTS and measure != "税收" and not designed:
        return None
    if not _THE_PROJECT.search(scene.masked, spot.sentence.start - 1, number.end + 16):
        return None
    if _STANDS.search(scene.masked, spot.sentence.start, number.start):
        return None
    return _told_first(scene)
