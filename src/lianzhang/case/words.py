"""Findings and dispatches in plain words, for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lianzhang.core import Quantity, Text, say
from lianzhang.desk.dispatch import Dispatch
from lianzhang.outputs import show

__all__ = ["CLASS_NAMES", "LIGHT_NAMES", "dispatch_text", "filled"]

CLASS_NAMES: Mapping[str, Text] = {
    "impossible": Text("不可能成立", "impossible"),
    "implies": Text("必然推论", "implies"),
    "not_comparable": Text("口径不可比", "not comparable"),
    "unsupported": Text("依据不足", "unsupported"),
}

LIGHT_NAMES: Mapping[str, Text] = {
    "red": Text("红", "red"),
    "yellow": Text("黄", "yellow"),
    "green": Text("绿", "green"),
    "grey": Text("待报", "not known yet"),
}


def filled(template: Text, figures: Iterable[tuple[str, Quantity]]) -> str:
    """A template with its figures printed for people."""
    text = say(template)
    for name, quantity in figures:
        text = text.replace("{" + name + "}", show(quantity))
    return text


def dispatch_text(result: Dispatch) -> str:
    """The month on a screen: lights with owner, responsible person, reasons; then the matters asked about."""
    lines = [
        say(
            Text(
                f"{result.month} 调度（规则：{result.rules.name.zh}）",
                f"{result.month}, rules of {result.rules.name.en}",
            )
        )
    ]
    for entry in result.entries:
        who = " ".join(x for x in (entry.responsible_body, entry.responsible_office) if x) or say(
            Text("未落实", "nobody named")
        )
        lines.append(f"[{say(LIGHT_NAMES[entry.light])}] {entry.name}  {entry.owner or ''}  {who}")
        lines += [f"    {filled(r.text, r.figures)}" for r in entry.reasons]
        lines += [say(Text(f"    缺：{m.zh}", f"    missing: {m.en}")) for m in entry.missing]
        lines += [
            say(Text(f"    问题（{p.problem.found} 起，时限 {p.problem.due or '未定'}）：{p.problem.text}",
                     f"    problem (since {p.problem.found}, due {p.problem.due or 'no date'}): {p.problem.text}"))
            for p in entry.problems
        ]  # fmt: skip
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
