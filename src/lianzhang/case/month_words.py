"""A month in plain words, for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from lianzhang.case.words import LIGHT_NAMES, filled
from lianzhang.core import Quantity, Text, say
from lianzhang.outputs import show
from lianzhang.outputs.numbers import aside

if TYPE_CHECKING:
    from lianzhang.case.month import MonthState, MonthView
    from lianzhang.desk.dispatch import Bulletin, Comparison, Correction, Dispatch, Entry
    from lianzhang.ledger import Closing
    from lianzhang.ledger.month_sheet import MonthSheet

__all__ = [
    "closed_text",
    "comparison_text",
    "dispatch_text",
    "month_text",
    "reopened_text",
    "sheet_text",
    "states_text",
]

_TOTALS: Mapping[str, Text] = {
    "red": Text("红灯", "red"), "yellow": Text("黄灯", "yellow"), "grey": Text("待报", "not reported"), "green": Text("绿灯", "green"),
    "plan_year": Text("年度计划", "plan of the year"), "schedule": Text("序时进度", "due by now"), "done": Text("年初累计完成", "done this year"),
}  # fmt: skip
_WAYS: Mapping[str, Text] = {
    "worse": Text("转差", "worse"), "better": Text("好转", "better"), "new": Text("新列入", "new"), "gone": Text("退出", "gone"),
    "same": Text("信号未变", "same light"),
}  # fmt: skip


def dispatch_text(result: Dispatch) -> str:
    """A dispatch on a screen: lights with owner, responsible person, reasons, what is new; then the matters asked about."""
    head = Text(
        f"{result.month} 调度（规则：{result.rules.name.zh}）",
        f"{result.month}, rules of {result.rules.name.en}",
    )
    lines = [say(head)]
    for entry in result.entries:
        lines += _entry(entry)
    for asked in result.matters.now:
        m = asked.matter
        lines.append(
            say(
                Text(
                    f"[催办] {m.title} → {m.body}，时限 {m.due}", f"[asked] {m.title} → {m.body}, due {m.due}"
                )
            )
        )
    for m in result.matters.pending:
        lines.append(
            say(
                Text(
                    f"[未到期] {m.title} → {m.body}，时限 {m.due}",
                    f"[not due] {m.title} → {m.body}, due {m.due}",
                )
            )
        )
    return "\n".join(lines)


def _entry(entry: Entry) -> list[str]:
    nobody = say(Text("未落实", "nobody named"))
    who = " ".join(x for x in (entry.responsible_body, entry.responsible_office) if x) or nobody
    lines = [f"[{say(LIGHT_NAMES[entry.light])}] {entry.name}  {entry.owner or ''}  {who}"]
    lines += [f"    {filled(r.text, r.figures)}" for r in entry.reasons]
    lines += [say(Text(f"    缺：{m.zh}", f"    missing: {m.en}")) for m in entry.missing]
    lines += [
        say(Text(f"    问题（{p.problem.found} 起，时限 {p.problem.due or '未定'}）：{p.problem.text}",
                 f"    problem (since {p.problem.found}, due {p.problem.due or 'no date'}): {p.problem.text}"))
        for p in entry.problems
    ]  # fmt: skip
    lines += [f"    {say(Text('本月', 'this month'))}: {filled(c.text, c.figures)}" for c in entry.changes]
    return lines


def month_text(view: MonthView) -> str:
    """A month on a screen: how it stands, totals, projects, who owes what, corrections, the comparison."""
    head, *rest = dispatch_text(view.dispatch).split("\n")
    found = view.bulletin
    lines = [head, *_standing(view), _totals(found), *rest, *_owing(found)]
    if view.corrections:
        lines.append(say(Text("对已关账月份的更正：", "corrections to closed months:")))
        lines += [line for c in view.corrections for line in _correction(c)]
    if view.compared is not None:
        lines.append(comparison_text(view.compared))
    if view.undecided:
        n = view.undecided
        lines.append(say(Text(f"另有 {n} 条更改建议尚未审定", f"{n} proposed changes are not decided yet")))
    return "\n".join(lines)


def _standing(view: MonthView) -> list[str]:
    closing = view.closing
    if closing is None:
        return []
    at = closing.closed_at[:16].replace("T", " ")
    lines = [
        say(Text(f"已关账（第 {closing.number} 次，{closing.closed_by}，{at}）；此后的改动不影响下列数字",
                 f"closed (closing {closing.number}, {closing.closed_by}, {at}): later changes do not alter what follows"))
    ]  # fmt: skip
    if view.rejudged:
        said = Text(
            "下列信号按另一套规则判定，不是关账时的信号",
            "the lights below are by other rules than it was closed by",
        )
        lines.append(say(said))
    return lines


def _totals(found: Bulletin) -> str:
    whole = found.whole
    lights = say(Text("，", ", ")).join(f"{say(_TOTALS[x])} {show(q)}" for x, q in whole.lights.items())
    text = f"{say(Text('项目', 'projects'))} {show(whole.projects)}{say(Text('：', ': '))}{lights}"
    if "percent_of_schedule" in whole.figures:
        said = Text("；年初累计完成{done}，为序时进度{schedule}的{percent_of_schedule}",
                    "; done {done}, {percent_of_schedule} of the {schedule} due by now")  # fmt: skip
        text += filled(said, whole.figures.items())
    return text


def _owing(found: Bulletin) -> list[str]:
    if not found.owing:
        return []
    lines = [say(Text("各单位应办：", "who owes what:"))]
    for o in found.owing:
        parts = (
            (Text("红灯", "red"), o.red), (Text("黄灯", "yellow"), o.yellow), (Text("待报", "to report"), o.unreported),
            (Text("超期问题", "overdue problems"), o.overdue), (Text("交办事项", "matters"), o.matters),
        )  # fmt: skip
        comma = say(Text("、", ", "))
        told = [f"{say(name)} {len(held)}{aside(comma.join(held))}" for name, held in parts if held]
        lines.append(f"    {o.body}" + say(Text("：" + "；".join(told), ": " + "; ".join(told))))
    return lines


def _lights(pair: Iterable[str | None]) -> str:
    names = [say(LIGHT_NAMES[x]) if x else "—" for x in pair]
    return names[0] if names[0] == names[-1] else "→".join(names)


def _signed(quantity: Quantity | None) -> str:
    if quantity is None or quantity.value is None:
        return "—"
    return f"{'+' if quantity.value > 0 else ''}{show(quantity)}"


def _correction(c: Correction) -> list[str]:
    lines = [f"    {c.month} {c.name}  {_lights(c.light)}" + (f"  {say(c.why)}" if c.why else "")]
    for name, (was, now, difference) in c.figures.items():
        a, b = (show(q) if q is not None else say(Text("未报", "not reported")) for q in (was, now))
        lines.append(
            f"        {say(_TOTALS[name])} {a} → {b}" + (aside(_signed(difference)) if difference else "")
        )
    for text, some in (
        (Text("补报问题", "reported late"), c.raised),
        (Text("问题已解决", "solved"), c.solved),
    ):
        lines += [f"        {say(text)}{say(Text('：', ': '))}{p}" for p in some]
    return lines


def comparison_text(found: Comparison) -> str:
    """Two months, or two closings, side by side: totals, then every project that changed."""
    a, b = (say(n) for n in found.names) if found.names else (found.earlier, found.later)
    lines = [say(Text(f"{b} 与 {a} 比较：", f"{b} against {a}:"))]
    for name, (was, now, difference) in found.totals.items():
        if name in _TOTALS:
            lines.append(f"    {say(_TOTALS[name])} {show(was)} → {show(now)}" + aside(_signed(difference)))
    for m in found.moved:
        text = f"    [{say(_WAYS[m.way])}] {m.name}  {_lights(m.light)}"
        if m.done is not None:
            text += say(Text(f"  其间完成 {show(m.done)}", f"  done between {show(m.done)}"))
        if m.points is not None:
            text += say(Text(f"  完成率 {_signed(m.points)}", f"  share {_signed(m.points)}"))
        before, after = m.stage
        if m.way not in ("new", "gone") and before != after:
            text += f"  {before or '—'}→{after or '—'}"
        lines.append(text + (f"  {say(m.why)}" if m.why else ""))
        for said, some in ((Text("新增问题", "new problem"), m.raised), (Text("已解决", "solved"), m.solved)):
            lines += [f"        {say(said)}：{p}" for p in some]
    lines += [f"    {say(n)}" for n in found.notes]
    return "\n".join(lines)


def closed_text(view: MonthView) -> str:
    """What is said when a month was closed."""
    assert view.closing is not None
    c = view.closing
    text = Text(
        f"{c.month} 已关账（第 {c.number} 次，{c.closed_by}）",
        f"{c.month} closed (closing {c.number}, {c.closed_by})",
    )
    lines = [say(text), _totals(view.bulletin)]
    if view.undecided:
        n = view.undecided
        lines.append(
            say(
                Text(
                    f"注意：还有 {n} 条更改建议没有审定，未计入",
                    f"note: {n} proposed changes are not decided and not in it",
                )
            )
        )
    return "\n".join(lines)


def reopened_text(c: Closing) -> str:
    """What is said when a month was opened again."""
    return say(
        Text(f"{c.month} 已重新打开（{c.reopened_by}：{c.why}）；第 {c.number} 次关账的数字留存，比较用 --compare {c.month}@{c.number}",
             f"{c.month} is open again ({c.reopened_by}: {c.why}); closing {c.number} is kept, compare with --compare {c.month}@{c.number}")
    )  # fmt: skip


def states_text(states: Iterable[MonthState]) -> str:
    """The list of months, with every closing and opening."""
    lines = []
    for state in states:
        c = state.closed
        how = (
            Text("未关账", "open")
            if c is None
            else Text(f"已关账（第 {c.number} 次）", f"closed (closing {c.number})")
        )
        n = state.reports
        lines.append(f"{state.month}  {say(how)}  {say(Text(f'已报 {n} 个项目', f'{n} projects reported'))}")
        for one in state.closings:
            at = one.closed_at[:16].replace("T", " ")
            lines.append(
                say(
                    Text(
                        f"    第 {one.number} 次关账：{one.closed_by} {at}",
                        f"    closing {one.number}: {one.closed_by} {at}",
                    )
                )
            )
            if one.reopened_at is not None:
                then = one.reopened_at[:16].replace("T", " ")
                lines.append(
                    say(
                        Text(
                            f"    重新打开：{one.reopened_by} {then}，{one.why}",
                            f"    opened again: {one.reopened_by} {then}, {one.why}",
                        )
                    )
                )
    return "\n".join(lines) or say(Text("还没有任何月份的报表", "no month has reports yet"))


def sheet_text(done: MonthSheet, closed: bool) -> str:
    """What a month's sheet did."""
    from lianzhang.case.register_words import import_lines

    lines = [line for arrival, made in done.done for line in import_lines(arrival, made)]
    lines += [
        say(Text(f"{name}：不是月报内容，未读", f"{name}: nothing of a month, not read"))
        for name in done.strange
    ]
    if closed:
        m = done.month
        lines.append(say(Text(f"{m} 已关账：关账数字不变，差别作为更正列入下月",
                              f"{m} is closed: its figures stay, the difference is shown as a correction next month")))  # fmt: skip
    return "\n".join(lines)
