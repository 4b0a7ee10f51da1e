"""Charts as Plotly figures in plain data. Value axes carry no digits: the labels are figures, and open their basis."""

from __future__ import annotations

import html
from typing import Any

from lianzhang.core import PeriodError, Text, language, period, say
from lianzhang.outputs.lowering import basis_kind, figure_id
from lianzhang.outputs.marks import date_text
from lianzhang.outputs.model import Chart, Series
from lianzhang.outputs.numbers import drawn, short

__all__ = ["plotly_figure"]

COLOURS = ("#1f4e79", "#c07a2c", "#5b8c85", "#8a6d9c", "#a3a9b1", "#b5534c")
PATTERNS = ("", "", "/", "", ".", "x")
INK = "#28323c"
FONT = '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC",sans-serif'
MARKERS = {
    "reached": {"symbol": "circle", "color": "#3d7a57", "size": 11},
    "due": {"symbol": "circle-open", "color": "#1f4e79", "size": 11, "line": {"width": 2}},
    "late": {"symbol": "x", "color": "#a4262c", "size": 10},
}


def _label(text: str, width: int) -> str:
    """A label on at most three lines; Plotly reads HTML in labels, so it is escaped."""
    rows = [text[i : i + width] for i in range(0, len(text), width)]
    return "<br>".join(html.escape(r, quote=False) for r in rows[:3]) + ("…" if len(rows) > 3 else "")


def _category(text: str, width: int) -> str:
    return date_text(text) if len(text) == 4 and text.isdigit() else _label(text, width)


def _trace(series: Series, index: int, chart: Chart) -> tuple[dict[str, Any], list[Any]]:
    values = [drawn(q) for q in series.values]
    numbers = [None if v is None else float(v) for v in values]
    texts = ["" if q is None or v is None else short(q) for q, v in zip(series.values, values)]
    positions = list(range(len(numbers)))
    trace: dict[str, Any] = {
        "type": "bar",
        "name": _label(series.name, 18),
        "orientation": "h" if chart.across else "v",
        "x": numbers if chart.across else positions,
        "y": positions if chart.across else numbers,
        "text": texts,
        "texttemplate": "%{text}",
        "textposition": "auto" if chart.stacked else "outside",
        "textangle": 0,
        "cliponaxis": False,
        "constraintext": "inside" if chart.stacked else "none",
        "insidetextanchor": "middle",
        "textfont": {"size": 12},
        "marker": {
            "color": COLOURS[index % len(COLOURS)],
            "pattern": {
                "fillmode": "overlay",
                "fgopacity": 0.35,
                "shape": PATTERNS[index % len(PATTERNS)],
                "fgcolor": "#ffffff",
                "size": 7,
                "solidity": 0.2,
            },
            "line": {"color": "#ffffff", "width": 1},
        },
        "hoverinfo": "skip",
    }
    if chart.stacked:
        trace["textposition"] = "inside"
        trace["insidetextfont"] = {"color": "#ffffff" if index != 4 else INK, "size": 12}
    links = [
        None
        if q is None or v is None
        else {"basis": q.basis.id, "figure": figure_id(q), "kind": basis_kind(q.basis)}
        for q, v in zip(series.values, values)
    ]
    return trace, links


def _bars(chart: Chart) -> dict[str, Any]:
    traces, links = [], []
    for index, series in enumerate(chart.series):
        trace, link = _trace(series, index, chart)
        traces.append(trace)
        links.append(link)
    count = len(chart.categories)
    width = 30 if chart.across else max(5, min(14, 90 // max(count, 1)))
    names = {
        "tickvals": list(range(count)),
        "ticktext": [_category(c, width) for c in chart.categories],
        "automargin": True, "showgrid": False, "zeroline": False, "fixedrange": True, "tickfont": {"size": 13},
        "tickangle": 0, "range": [-0.6, count - 0.4], "ticks": "", "showline": False,
    }  # fmt: skip
    if chart.across:
        names["range"] = [count - 0.4, -0.6]
    columns = [
        [float(v) for s in chart.series if (v := drawn(s.values[i])) is not None] for i in range(count)
    ]
    tops = [sum(max(v, 0) for v in c) if chart.stacked else max(c, default=0.0) for c in columns]
    bottoms = [sum(min(v, 0) for v in c) if chart.stacked else min(c, default=0.0) for c in columns]
    top, bottom = max([*tops, 0.0]), min([*bottoms, 0.0])
    room = 1.02 if chart.stacked else 1.14
    values = {
        "showticklabels": False, "showgrid": False, "zeroline": True, "zerolinecolor": "#9aa5b1", "fixedrange": True,
        "ticks": "", "range": [bottom * 1.14, (top or 1.0) * room],
    }  # fmt: skip
    layout = _layout(min(150 + 36 * count, 640) if chart.across else 380)
    layout.update(
        barmode="stack" if chart.stacked else "group",
        bargap=0.32,
        bargroupgap=0.06,
        showlegend=len(chart.series) > 1,
        xaxis=values if chart.across else names,
        yaxis=names if chart.across else values,
        uniformtext={"mode": "hide", "minsize": 11},
    )
    if chart.across:
        bars = 1 if chart.stacked else len(chart.series)
        layout["height"] = (
            56 + (40 if bars == 1 else 18 * bars + 14) * count + (24 if len(chart.series) > 1 else 0)
        )
        layout["margin"]["b"] = 10
        layout["margin"]["t"] = 34 if len(chart.series) == 1 else 58
    shape = _whole(chart, values)
    if shape:
        layout.update(shape)
    return {"data": traces, "layout": layout, "links": links}


def _whole(chart: Chart, axis: dict[str, Any]) -> dict[str, Any]:
    """For shares of a target: a line where the target is met."""
    if chart.unit != "%" or not chart.across or axis["range"][1] < 100 / 3:
        return {}
    axis["range"][1] = max(axis["range"][1], 112)
    line = {"type": "line", "x0": 100, "x1": 100, "yref": "paper", "y0": 0, "y1": 1}
    note = {"x": 100, "yref": "paper", "y": 1, "yanchor": "bottom", "showarrow": False, "font": {"size": 12},
            "text": say(Text("目标", "target"))}  # fmt: skip
    return {
        "shapes": [{**line, "line": {"color": "#a4262c", "width": 1.5, "dash": "dot"}}],
        "annotations": [note],
    }


def _layout(height: int) -> dict[str, Any]:
    return {
        "height": height,
        "margin": {"l": 16, "r": 24, "t": 34, "b": 30},
        "font": {"family": FONT, "size": 13, "color": INK},
        "paper_bgcolor": "#ffffff",
        "plot_bgcolor": "#ffffff",
        "hovermode": False,
        "dragmode": False,
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "itemclick": False, "itemdoubleclick": False},
    }  # fmt: skip


def _point(text: str, *, end: bool = False) -> str:
    """A period as the day to draw it at: its last day where something is due by then."""
    try:
        spelled = period(text)
    except PeriodError:
        return text[:10]
    return (spelled.last if end else spelled.first).isoformat()


def _timeline(chart: Chart) -> dict[str, Any]:
    traces, links = [], []
    state_names = {
        "reached": Text("已到", "reached"),
        "due": Text("未到期", "due"),
        "late": Text("逾期未到", "overdue"),
    }
    for state, label in state_names.items():
        found = [(i, e) for i, t in enumerate(chart.tracks) for e in t.events if e.state == state]
        if not found:
            continue
        traces.append({
            "type": "scatter", "mode": "markers+text", "name": say(label),
            "x": [_point(e.when.period, end=state != "reached") for _, e in found], "y": [i for i, _ in found],
            "text": [html.escape(e.label, quote=False) for _, e in found], "textposition": "top center",
            "textfont": {"size": 12}, "cliponaxis": False, "marker": MARKERS[state], "hoverinfo": "skip",
        })  # fmt: skip
        links.append([
            None if e.when.basis is None else {"basis": e.when.basis.id, "figure": "", "kind": basis_kind(e.when.basis)}
            for _, e in found
        ])  # fmt: skip
    count = len(chart.tracks)
    layout = _layout(90 + 44 * count)
    layout.update(
        showlegend=True,
        xaxis={
            "type": "date", "tickformat": "%Y年" if language() == "zh" else "%Y", "dtick": "M12", "tick0": "2000-01-01",
            "fixedrange": True, "gridcolor": "#e3e8ee", "zeroline": False, "tickfont": {"size": 12},
        },
        yaxis={
            "tickvals": list(range(count)), "ticktext": [_label(t.name, 16) for t in chart.tracks], "automargin": True,
            "range": [count - 0.4, -0.7], "fixedrange": True, "gridcolor": "#eef1f5", "zeroline": False,
        },
    )  # fmt: skip
    if chart.today:
        day = chart.today[:10]
        layout["shapes"] = [{"type": "line", "x0": day, "x1": day, "yref": "paper", "y0": 0, "y1": 1,
                             "line": {"color": "#a4262c", "width": 1.5, "dash": "dot"}}]  # fmt: skip
        layout["annotations"] = [{"x": day, "yref": "paper", "y": 0, "yanchor": "bottom", "xanchor": "left",
                                  "showarrow": False, "text": say(Text("报告日", "today")), "font": {"size": 12}}]  # fmt: skip
    return {"data": traces, "layout": layout, "links": links}


def plotly_figure(chart: Chart) -> dict[str, Any]:
    """``data`` and ``layout`` for Plotly, and ``links``: for each trace and point the basis and figure its label opens."""
    made = _timeline(chart) if chart.kind == "timeline" else _bars(chart)
    return {"id": chart.id, **made}
