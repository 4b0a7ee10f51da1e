"""Write the tables of docs/ that come from code, so that no page says what the program does not.

A page holds ``<!-- from code: NAME -->`` … ``<!-- end -->``; what stands between is replaced. ``--check`` only says which pages
are out of date and ends with 1.

    python tools/write_docs.py [--check]
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

DOCS = Path(__file__).resolve().parent.parent / "docs"
BLOCK = re.compile(r"(<!-- from code: (?P<name>[a-z_]+) -->\n)(?P<body>.*?)(<!-- end -->)", re.DOTALL)


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A Markdown table; bars in cells are escaped."""
    head = list(head)
    lines = [head, ["---"] * len(head), *rows]
    return (
        "\n".join("| " + " | ".join(str(c).replace("|", "\\|") for c in line) + " |" for line in lines) + "\n"
    )


def code(items: Iterable[str]) -> str:
    """Items as code, joined."""
    return " ".join(f"`{i}`" for i in items)


def number(value: Decimal | float | None) -> str:
    """A number to four digits, for a reader."""
    return "–" if value is None else f"{float(f'{value:.4g}'):,g}"


# ---- reading


def damage() -> str:
    """Kinds of damage."""
    from lianzhang.text import damage_names

    return table(("kind", "名称", "what it is"), ((f"`{k}`", t.zh, t.en) for k, t in damage_names.items()))


def grades() -> str:
    """Source grades, best first."""
    from lianzhang.outputs.labels import BADGE_LABELS
    from lianzhang.text import GRADES

    return table(
        ("", "grade", "名称", "in English"),
        ((i, f"`{g}`", BADGE_LABELS[g].zh, BADGE_LABELS[g].en) for i, g in enumerate(GRADES, start=1)),
    )


# ---- chain


def catalogue_size() -> str:
    """How large the catalogue is, and what its figures rest on."""
    from lianzhang.chain import catalogue

    of = catalogue()
    rows = []
    for name, what in (
        ("commodities", "物料 commodities"),
        ("processes", "工艺 processes"),
        ("flows", "投入产出 flows"),
        ("economics", "经济参数 economics"),
        ("prices", "价格 prices"),
        ("lifetimes", "寿命 lifetimes"),
        ("cell_bom", "电芯物料清单 bill of materials"),
    ):
        basis = Counter(str(r["basis"]) for r in of.tables[name].records)
        total = sum(basis.values())
        some = sum(n for kind, n in basis.items() if "estimate" in kind)
        rows.append((what, total, basis["estimate"], some, f"{100 * basis['estimate'] / total:.0f} %"))
    head = ("table", "rows", "estimate alone", "with an estimate in it", "share estimate alone")
    return table(head, rows)


def checks() -> str:
    """Published totals, by what they test."""
    from lianzhang.chain import catalogue, run_checks
    from lianzhang.chain.checks import summary

    says = {
        "independent": "data of the chain did not use it: 真正的检验",
        "calibrated": "a coefficient was chosen with it: 不构成检验",
        "recalled target": "figure from memory, not read again: 仅供参考",
    }
    found = summary(run_checks(catalogue()))
    rows = [(f"`{kind}`", total, passed, says[kind]) for kind, (passed, total) in sorted(found.items())]
    rows.append(("sum", sum(r[1] for r in rows), sum(r[2] for r in rows), ""))
    return table(("kind", "rows", "within the published range", "what it proves"), rows)


def gwh_factors() -> str:
    """What one GWh of cells takes."""
    from lianzhang.balance import chemistry_of, gwh_factor
    from lianzhang.chain import catalogue

    of = catalogue()
    rows = []
    names = "lfp ncm811 anode_ag separator_coated electrolyte lipf6 cu_foil al_foil fepo4 lc"
    for name in names.split():
        factor = gwh_factor(name)
        if factor is not None:
            span = f"{number(factor.low)} – {number(factor.high)}"
            rows.append(
                (
                    of.name(name).zh,
                    f"`{name}`",
                    f"`{chemistry_of(name)}`",
                    number(factor.value),
                    span,
                    factor.unit,
                )
            )
    return table(("物料", "id", "chemistry", "per GWh", "range", "unit"), rows)


def assumptions() -> str:
    """Assumptions of the balance."""
    from lianzhang.chain import catalogue

    rows = catalogue().tables["assumptions"].records
    return table(
        ("key", "假定", "value", "low – high", "source"),
        ((f"`{r['key']}`", r["zh"], r["value"], f"{r['low']} – {r['high']}", r["source"]) for r in rows),
    )


# ---- register


def _headings(fields: Iterable[Any]) -> str:
    rows = []
    for f in fields:
        needed = "是" if f.required else ""
        rows.append(
            (f"`{f.name}`", f.zh, f.type + (f" → {f.unit}" if f.unit else ""), needed, "、".join(f.headings))
        )
    return table(("field", "名称", "type", "必填", "可用的表头 accepted headings"), rows)


def project_fields() -> str:
    """Headings of tables/projects.csv."""
    from lianzhang.ledger.fields import PROJECT_FIELDS

    return _headings(PROJECT_FIELDS)


def progress_fields() -> str:
    """Headings of tables/progress.csv."""
    from lianzhang.ledger.fields import MONTHLY_FIELDS

    return _headings(MONTHLY_FIELDS)


def problem_fields() -> str:
    """Headings of tables/problems.csv."""
    from lianzhang.ledger.fields import PROBLEM_FIELDS

    return _headings(PROBLEM_FIELDS)


def registers() -> str:
    """Every register: what it is called, what makes a record the same record, and its fields."""
    from lianzhang.ledger import declared_registers

    rows = []
    for name, of in declared_registers().items():
        key = "、".join(of.field(k).zh for k in of.key)
        dated = any(f.stage for f in of.fields)
        plain = "、".join(f.zh for f in of.fields if not f.stage) + (
            "、各阶段计划和实际日期" if dated else ""
        )
        rows.append((of.zh, f"`{name}`", key, plain))
    return table(("台账", "register", "同一条看什么 key", "字段 fields"), rows)


def stages() -> str:
    """Stages, words for them, and their weights in the audit."""
    from lianzhang.audit.world import packaged_weights
    from lianzhang.ledger import STAGES
    from lianzhang.ledger.fields import stage_words

    weights = packaged_weights()
    words: dict[str, list[str]] = {s: [] for s in STAGES}
    for word, stage in stage_words().items():
        if word != stage:
            words[stage].append(word)
    return table(
        ("阶段", "也认的写法 also read", "核对时的折算 weight in the audit"),
        ((s, "、".join(words[s]) or "–", weights[s].value) for s in STAGES),
    )


# ---- audit, dispatch


def thresholds() -> str:
    """What the audit takes as given, with the words that stand beside it in the file."""
    from importlib.resources import files

    text = files("lianzhang.audit").joinpath("data/settings.toml").read_text(encoding="utf-8")
    lines = text.split("[threshold]")[1].strip().splitlines()
    found = [re.fullmatch(r'(\w+) = "([^"]+)"\s*# (.+)', line) for line in lines]
    return table(("key", "value", "meaning"), ((f"`{m[1]}`", m[2], m[3]) for m in found if m))


def rule_sets() -> str:
    """Packaged rule sets."""
    from lianzhang.desk.dispatch import rule_sets
    from lianzhang.desk.dispatch.rules import COMPARISONS, MEASURES
    from lianzhang.outputs import show

    rows = []
    for rules in rule_sets().values():
        for c in rules.conditions:
            _, name = MEASURES[c.measure]
            stage = f"（{c.stage}）" if c.stage else ""
            says = f"{name.zh}{stage}{COMPARISONS[c.comparison].zh}{show(c.limit)}"
            rows.append(
                (rules.name.zh, f"`{rules.name.en.lower()}`", {"red": "红", "yellow": "黄"}[c.light], says)
            )
    return table(("城市", "name", "灯", "条件"), rows)


def rule_measures() -> str:
    """Measures of a rule set."""
    from lianzhang.desk.dispatch.rules import MEASURES

    return table(("measure", "名称", "unit"), ((f"`{k}`", n.zh, u) for k, (u, n) in MEASURES.items()))


# ---- command line, limits


def commands() -> str:
    """Every command with its arguments and options, from the Typer app."""
    return "\n".join(_commands())


def _commands() -> Iterator[str]:
    import typer

    from lianzhang.cli.app import app

    group: Any = typer.main.get_command(app)
    for name, command in _leaves(group, ()):
        yield f"### {name}\n"
        arguments = [p for p in command.params if p.param_type_name == "argument"]
        options = [p for p in command.params if p.param_type_name == "option" and p.name != "help"]
        shape = [(a.name or "").upper() + ("…" if a.nargs == -1 else "") for a in arguments if a.required]
        shape += [
            f"[{(a.name or '').upper()}{'…' if a.nargs == -1 else ''}]" for a in arguments if not a.required
        ]
        shape += [
            o.opts[0] + ("" if o.is_flag else " " + (o.name or "").upper()) for o in options if o.required
        ]
        more = any(not o.required for o in options)
        yield f"`lianzhang {' '.join([name, *shape, *(['[OPTIONS]'] if more else [])])}`\n"
        yield f"{(command.help or '').strip()}\n"
        rows = [
            (f"`{(a.name or '').upper()}`", a.help or "", "必填 required" if a.required else "")
            for a in arguments
        ]
        for o in options:
            state = "必填 required" if o.required else "" if o.default in (None, False) else f"`{o.default}`"
            rows.append((code([*o.opts, *o.secondary_opts]), o.help or "", state))
        yield table(("", "", "默认 default"), rows)


def _leaves(group: Any, path: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    """Commands with their whole names, those of groups too."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _leaves(command, (*path, name))
        else:
            yield " ".join((*path, name)), command


def exit_codes() -> str:
    """What a command ends with."""
    from lianzhang.cli import screen

    says = {
        "EXIT_BAD_INPUT": "输入有错，每个错误一行；已存的不受影响 bad input, one line a fault",
        "EXIT_NO_PLAN": "没有方案：条件不能同时满足、费用无下限或到时未得 no plan: nothing fits, no limit, or out of time",
        "EXIT_FAILED": "程序内部出错；已存的不受影响 a fault of the program",
        "EXIT_INTERRUPTED": "被中断（Ctrl-C）；已存的都在 interrupted",
        "EXIT_TERMINATED": "被终止；已存的都在 terminated",
    }
    codes = {name: getattr(screen, name) for name in dir(screen) if name.startswith("EXIT_")}
    rows: list[tuple[object, str]] = [
        (0, "成功 done"),
        (1, "输出被中途关闭（管道） the reader of a pipe left"),
    ]
    rows += [(value, says[name]) for name, value in sorted(codes.items(), key=lambda item: item[1])]
    return table(("退出码 exit code", "含义"), rows)


def formats() -> str:
    """Types of documents that are read."""
    from lianzhang.text import SUPPORTED
    from lianzhang.text.intake import CONVERTED

    rows = (("直接读 read", code(SUPPORTED)), ("经 LibreOffice 转换 converted", code(CONVERTED)))
    return table(("", "类型 types"), rows)


def limits() -> str:
    """Bounds on hostile input."""
    from lianzhang.case.workers import MEMORY_LIMIT, TIME_LIMIT
    from lianzhang.ledger import sheets
    from lianzhang.text import MAX_BYTES, intake_convert, intake_zip
    from lianzhang.text.files import MAX_FILES
    from lianzhang.text.intake import MAX_CHARACTERS

    return table(
        ("", "bound"),
        (
            ("一份文档 one document", f"{MAX_BYTES // 2**20} MiB"),
            ("一个文件夹 one folder", f"{MAX_FILES:,} files"),
            ("一份文档取出的文字 text of one document", f"{MAX_CHARACTERS:,} characters"),
            (
                "docx、xlsx 内的部件 parts within",
                f"{intake_zip.MAX_MEMBERS:,}, {intake_zip.MAX_MEMBER // 2**20} MiB each",
            ),
            ("LibreOffice 转换 conversion", f"{intake_convert.TIME_LIMIT:g} s"),
            ("读一份文档的时间 time for one document", f"{TIME_LIMIT:g} s"),
            ("读文档的内存 memory of a reading process", f"{MEMORY_LIMIT // 2**30} GiB"),
            ("一张表 one sheet", f"{sheets.MAX_BYTES // 2**20} MiB, {sheets.MAX_ROWS:,} rows"),
        ),
    )


def units() -> str:
    """Simple units."""
    import csv
    from importlib.resources import files

    text = files("lianzhang.core").joinpath("data/units.csv").read_text(encoding="utf-8")
    kinds: dict[str, list[str]] = {}
    for row in csv.DictReader(text.splitlines()):
        kinds.setdefault(row["dimension"], []).append(row["unit"])
    return table(("dimension", "units"), ((k.replace("_", " "), code(v)) for k, v in kinds.items()))


BLOCKS: dict[str, Callable[[], str]] = {
    f.__name__: f
    for f in (
        assumptions, catalogue_size, checks, commands, damage, exit_codes, formats, grades, gwh_factors, limits, problem_fields,
        progress_fields, project_fields, registers, rule_measures, rule_sets, stages, thresholds, units,
    )
}  # fmt: skip


def renewed(text: str) -> str:
    """A page with its blocks written anew. Raises KeyError for a block nobody writes."""
    return BLOCK.sub(lambda m: f"{m[1]}{BLOCKS[m['name']]()}{m[4]}", text)


def main() -> int:
    """Write or check all pages."""
    parser = argparse.ArgumentParser(description="write the tables of docs/ that come from code")
    parser.add_argument(
        "--check", action="store_true", help="change nothing, say which pages are out of date"
    )
    check = parser.parse_args().check
    stale = []
    for page in sorted(DOCS.glob("*.md")):
        old = page.read_text(encoding="utf-8")
        new = renewed(old)
        if new != old:
            stale.append(page.name)
            if not check:
                page.write_text(new, encoding="utf-8")
    for name in stale:
        print(f"docs/{name}: {'is out of date, run make docs' if check else 'written'}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
