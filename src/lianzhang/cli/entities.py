"""Commands for names: what they were linked to and why, the office's decisions on them, time lines."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lianzhang.cli.results import ByOption, CaseArgument, JsonOption, json_check, json_write
from lianzhang.cli.screen import tell
from lianzhang.core import Text

__all__ = ["add_to"]

NoteOption = Annotated[str, typer.Option("--note", help="理由 / why")]
entity = typer.Typer(
    no_args_is_help=True, help="名称归并：理由、把握、办公室的决定 / names and whom they mean."
)


@entity.command("list")
def list_links(
    case: CaseArgument,
    name: Annotated[str | None, typer.Argument(help="只看含这几个字的名称 / names that hold this")] = None,
    open_: Annotated[bool, typer.Option("--open", help="只看未定的 / only what is in doubt")] = False,
    every: Annotated[
        bool, typer.Option("--all", help="连同全称和产品 / with full names and products")
    ] = False,
    json_path: JsonOption = None,
) -> None:
    """列出印出的名称归到谁、凭什么、把握多大；未定的列出候选 / what names were linked to, why, and how sure."""
    import lianzhang
    from lianzhang.case.entities import links_of_case
    from lianzhang.case.entity_words import chosen_links, link_json, link_line

    json_check(json_path, case)
    with lianzhang.open(case) as opened:
        opened.must_have_been_read()
        found = chosen_links(
            links_of_case(opened).links, name, doubtful=open_, every=every or name is not None
        )
    for link in found:
        tell(link_line(link))
    tell(Text(f"{len(found)} 个名称", f"{len(found)} names"))
    json_write(json_path, {"schema": 1, "links": [link_json(n) for n in found]})


def _decide(case: Path, name: str, other: str, by: str, note: str, *, same: bool) -> None:
    import lianzhang
    from lianzhang.case.entities import decide

    with lianzhang.open(case) as opened:
        opened.must_have_been_read()
        decide(opened, name, other, same=same, by=by, note=note)
    sign = "=" if same else "≠"
    tell(Text(f"已记入 names.csv：{name} {sign} {other}；下次 lianzhang read 起生效",
              f"noted in names.csv: {name} {sign} {other}; the next lianzhang read uses it"))  # fmt: skip


@entity.command()
def same(
    case: CaseArgument,
    name: Annotated[str, typer.Argument(help="别名 / the other name")],
    of: Annotated[str, typer.Argument(help="以此名称为准 / the name to keep")],
    by: ByOption,
    note: NoteOption = "",
) -> None:
    """两个名称是同一家 / two names are one."""
    _decide(case, name, of, by, note, same=True)


@entity.command()
def different(
    case: CaseArgument,
    name: Annotated[str, typer.Argument(help="名称 / name")],
    of: Annotated[str, typer.Argument(help="另一个名称 / other name")],
    by: ByOption,
    note: NoteOption = "",
) -> None:
    """两个名称不是同一家，不再归并 / two names are not one: they are never joined again."""
    _decide(case, name, of, by, note, same=False)


def timeline(
    case: CaseArgument,
    name: Annotated[str, typer.Argument(help="企业、项目、园区的名称 / firm, project or park")],
    json_path: JsonOption = None,
) -> None:
    """一家企业、一个项目在各份文件里的沿革，每条带出处 / what all documents say of one, in order of time."""
    import lianzhang
    from lianzhang.case.entities import timeline_of
    from lianzhang.case.entity_words import timeline_json, timeline_lines

    json_check(json_path, case)
    with lianzhang.open(case) as opened:
        line = timeline_of(opened, name)
        claims = {c.id: c for c in opened.ledger.claims()}
    for text in timeline_lines(line, claims):
        tell(text)
    json_write(json_path, timeline_json(line, claims))


def add_to(app: typer.Typer) -> None:
    """Give the command line these commands."""
    app.add_typer(entity, name="entity")
    app.command()(timeline)
