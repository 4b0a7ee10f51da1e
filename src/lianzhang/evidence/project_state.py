"""The state of a project, for the figures that are of it: a capacity that is designed does not stand yet.

The clause of a figure decides first, then the other clauses of its ``；`` segment up to the next figure of the same unit: what is
said there of production reached, of works begun or of dates due is said of the same project.
"""

from __future__ import annotations

import re

from lianzhang.evidence.claim import Modality
from lianzhang.evidence.claims.reading import Spot
from lianzhang.evidence.clauses import Clause
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.scene import Scene

__all__ = ["OF_WORK", "project_state", "stands", "state_said"]

_STATED = frozenset(
    {"capacity", "recycling", "investment", "technology_parameter", "factor_support", "project_count"}
)
_WORK = r"(?:项目|基地|工程|工厂|产线|生产线|中试线|选矿厂|电站|产业园|[一二三四]期|设计|总规模|(?:公路|铁路|高铁|大桥(?![\d海])|隧道|主线|线路|全线|全长))"
OF_WORK = re.compile(_WORK)
_OTHER = re.compile(r"(?:另外?|还有|此外|同时|其余|现有)")
"""What opens with these speaks of something else."""
_ELSE = re.compile("新(?:项目|基地|工厂|产线|生产线)")
_DUE = r"(?:可|计划|拟|将|预计|预期|力争|确保|有望|争取|原定|目标|规划|至20\d\d年|年内|延期至|推迟[至到])[^，。；]{0,18}"
_UNDONE = re.compile(r"(?:尚未|暂未|还未|仍未|未能|没有|未)[^，。；]{0,6}")
_DUE_BEFORE = re.compile(_DUE + "$")
_UNDONE_BEFORE = re.compile(_UNDONE.pattern + "$")
_RUNS = re.compile(
    r"(?:投产(?!率)|投运|投用|投入(?:使用|运营|生产|运行)|建成|竣工|达产(?!率)|满产|试生产|量产|完成\Z|已成功产出|产品下线|已经下线)(?![^，。；]{0,2}(?:后|时|前|目标|条件))"
)
_ONCE_BUILT = re.compile("(?:建成|投产|达产|竣工|投运)后[^，。；]{0,6}(?:将|可|预计|能(?!源))")
_APPROVED = re.compile(
    r"[获取]得?(?:国家|省)?[^，。；]{0,10}(?:路条|核准|批准|批复|备案)|通过[^，。；]{0,10}(?:审批|环评|核准|评审)|(?:同意|批准|核准)[^，。；]{0,8}建设|环评[^，。；]{0,4}公示"
)
_PREPARED = re.compile(
    r"可(?:行性)?研(?:究)?(?:报告)?[^，。；]{0,14}(?:编制|完成|审查|复审|评审|通过|批复)|(?:编制|完成|复审|审查|评审)[^，。；]{0,10}可(?:行性)?研|(?:待|拟|报)[^，。；]{0,10}(?:审批|批复|核准|立项)|(?:开展|处于|做好|推进)[^，。；]{0,6}前期"
)
"""What goes before the works: papers that are written and looked at."""
_STANDS = re.compile(r"现有|原有|拥有|具备|已形成|形成了|已建|在产")
_BECOMES = re.compile(r"[改扩][建造][^，。；]{0,3}[至到为](?:约|近|超)?\Z")
_BEGUN = re.compile(
    r"在建(?!议)|(?:已|正在|仍在|还在|开始|启动|进入|进行|完成|抓紧|加紧|全面|正)[^，。；]{0,10}?(?:建设|施工|开工|动工|土建|平整|安装|调试)|"
    r"(?:土建|平整|安装|调试|施工)[^，。；]{0,6}(?:完毕|完成|阶段|之中|尚未完成|过半)|(?:开工(?!率)|动工|奠基)|(?:累计)?完成投资"
)
_NOT_BEGUN = re.compile(
    r"(?:尚未|暂未|还未|仍未|未能|没有|未)[^，。；]{0,4}(?:开工|动工|建设|启动|开建)|待建|(?:拟|计划)(?:新)?建|(?<!即)将(?:分[^，。；]{1,4})?(?:投资|新)?(?:建设(?!成)|兴建|修建|建造|安装)|(?<!即)将[^，。；]{0,6}(?:扩建|改建|改造|新建)"
)


def state_said(text: str) -> Modality | None:
    """What a clause says of a project: ``actual`` where it runs, else begun or only planned; None where nothing."""
    if _NOT_BEGUN.search(text):
        return "planned"
    due = _ONCE_BUILT.search(text) is not None
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
    return "planned" if due or _APPROVED.search(text) or _PREPARED.search(text) else None


def stands(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` tells what there is already."""
    return _STANDS.search(text, start, end) is not None


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
            if (rivals and unit != "CNY") or _OTHER.match(text) or _ELSE.search(text):
                if _ONCE_BUILT.search(text):
                    out.append(clause)
                break
            out.append(clause)
            at += step
    return out


def project_state(
    scene: Scene, spot: Spot, number: NumberMention, kind: str, measure: str | None, subject: str
) -> Modality | None:
    """``under_construction`` or ``planned`` where a figure of a project is of one that does not run yet, else None."""
    if kind not in _STATED or number.unit == "%" or (kind == "investment" and measure != "总投资额"):
        return None
    if (kind == "recycling" and measure != "capacity") or (
        kind == "technology_parameter" and number.unit != "km"
    ):
        return None
    if kind == "factor_support" and number.unit not in ("mu", "ha", "m2", "km2"):
        return None
    if kind == "project_count":
        return _due_next(scene, spot)
    own = scene.masked[spot.clause.start : spot.clause.end]
    if stands(scene.masked, spot.clause.start, number.start) and not _BECOMES.search(
        scene.masked, spot.clause.start, number.start
    ):
        return None
    told = kind == "investment" and OF_WORK.search(scene.masked, spot.sentence.start, number.start)
    if not told and not OF_WORK.search(subject) and not OF_WORK.search(own):
        return None
    first = state_said(own)
    if first is not None:
        return None if first == "actual" else first
    said = {state_said(scene.masked[c.start : c.end]) for c in _same_work(scene, spot, number)}
    if "actual" in said:
        return None
    if "planned" in said and any(
        _NOT_BEGUN.search(scene.masked, c.start, c.end) for c in _same_work(scene, spot, number)
    ):
        return "planned"
    if "under_construction" in said:
        return "under_construction"
    if "planned" in said:
        return "planned"
    agreed = any(_AGREED.search(scene.masked, c.start, c.end) for c in _same_work(scene, spot, number))
    return "signed" if agreed and kind != "factor_support" else None


_AGREED = re.compile("签约(?!率)|签署|签订")
_NEXT = re.compile("(?:在[^，。；]{1,12})?(?:将|拟|计划|预计|有望|力争)")


def _due_next(scene: Scene, spot: Spot) -> Modality | None:
    """``planned`` where the next clause says when the works counted in one are due (11个示范项目共200万千瓦，将在今明两年开工)."""
    clauses = spot.sentence.clauses
    for clause in clauses[spot.at + 1 : spot.at + 3]:
        if _NEXT.match(scene.masked, clause.start):
            return "planned" if state_said(scene.masked[clause.start : clause.end]) == "planned" else None
    return None
