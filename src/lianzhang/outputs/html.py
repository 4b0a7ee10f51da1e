"""The report as one HTML file that opens from disk without a network, and ``report.json`` beside it.

The page holds its own data, script and styles. Its content-security policy allows no address at all and no script but
the two whose hashes it names, so that a hostile document cannot act even if an escape were forgotten.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined, select_autoescape

from lianzhang.core import Text, language, say
from lianzhang.outputs.charts import plotly_figure
from lianzhang.outputs.labels import BASIS_KINDS, PANEL
from lianzhang.outputs.lowering import atoms, lines, names_of, plain
from lianzhang.outputs.marks import date_text
from lianzhang.outputs.model import Chart, Lines, ReportModel, walk
from lianzhang.outputs.numbers import parted

__all__ = ["render_report", "write_report"]

INTERFACE: dict[str, Text] = {
    "contents": Text("目录", "Contents"),
    "skip": Text("跳到正文", "Skip to the text"),
    "made": Text("生成于", "Made"),
    "legend": Text(
        "带下划线的数字和日期都可以点开（或按回车），查看它的依据：",
        "Underlined figures and dates open their basis (click, or press Enter):",
    ),
    "noscript": Text(
        "浏览器已关闭脚本：正文和表格可以照常阅读，图表和依据面板不能打开；各数字的依据见同一文件夹的 report.json。",
        "Scripts are off: text and tables can be read; charts and the basis panel cannot. See report.json beside this file.",
    ),
    "chart_note": Text("图中数字见下表。", "The figures are in the table below."),
    "empty": Text("没有可列的内容。", "Nothing to list."),
    "arithmetic": Text("算式", "Arithmetic"),
    "footer": Text(
        "本报告由链长生成，为单个文件，不联网即可打开。数字显示时可能四舍五入，准确值见依据。",
        "Made by lianzhang; one file that opens without a network. Figures may be rounded; the basis holds the exact value.",
    ),
}


def _read(name: str) -> str:
    return files("lianzhang.outputs").joinpath("templates", name).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    made = Environment(
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["say"] = say
    made.filters["parted"] = parted
    return made


@lru_cache(maxsize=1)
def _plotly_script() -> str:
    from plotly.offline import get_plotlyjs

    script: str = get_plotlyjs()
    if "</script" in script.lower() or "<!--" in script:
        raise RuntimeError("the chart script cannot stand inside a page")
    return script.replace("\r\n", "\n")


def _hash(script: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _embed(data: Any) -> str:
    """JSON safe inside a script element: no ``<``, ``>``, ``&``, nor the line separators that scripts dislike."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _by_line(data: Mapping[str, Any]) -> str:
    """JSON with a line for every entry of the top level and of its lists and objects: quick to write, and two reports can be compared."""

    def compact(value: Any) -> str:
        return json.dumps(value, ensure_ascii=False)

    parts = []
    for key, value in data.items():
        if isinstance(value, dict) and value:
            body = "{\n" + ",\n".join(f"  {compact(k)}: {compact(v)}" for k, v in value.items()) + "\n }"
        elif isinstance(value, list) and value:
            body = "[\n" + ",\n".join(f"  {compact(v)}" for v in value) + "\n ]"
        else:
            body = compact(value)
        parts.append(f" {compact(key)}: {body}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def render_report(model: ReportModel, data: dict[str, Any] | None = None) -> str:
    """The page as text. ``data`` is :func:`plain` of the model where the caller has it already."""
    data = plain(model) if data is None else data
    names = names_of(model)
    charts = [plotly_figure(part) for part in walk(model) if isinstance(part, Chart)]
    plotly = "\n" + _plotly_script() + "\n" if charts else ""
    script = "\n" + _read("report.js") + "\n"
    hashes = " ".join(f"'{_hash(s)}'" for s in (plotly, script) if s)
    policy = f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
    interface = {key: say(text) for key, text in INTERFACE.items()}
    return _environment().from_string(_read("report.html.j2")).render(
        language="zh-CN" if language() == "zh" else "en",
        policy=policy,
        model=model,
        made=date_text(model.made_at),
        ui=interface,
        kinds={key: say(text) for key, text in BASIS_KINDS.items()},
        atoms=lambda part: list(atoms(part, names)),
        lines=lambda part: lines(part, names),
        side_by_side=lambda part: isinstance(part, Lines) and part.inline,
        style=_read("report.css"),
        plotly=plotly,
        script=script,
        data=_embed(data),
        charts=_embed(charts),
        panel=_embed({key: say(text) for key, text in PANEL.items()}),
    )  # fmt: skip


def _write(path: Path, text: str) -> None:
    """Write beside, then rename: a reader sees the old file or the new one, never half of one."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def write_report(model: ReportModel, folder: Path | str) -> Path:
    """Write ``index.html`` and ``report.json`` into ``folder`` (made if need be), each whole or not at all.

    Returns the path of the page. Raises OSError where the folder cannot be written.
    """
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    data = plain(model)
    page = render_report(model, data)
    _write(target / "report.json", _by_line(data))
    _write(target / "index.html", page)
    return target / "index.html"
