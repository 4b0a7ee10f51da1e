"""Registers, declared once: a TOML file each, from which storage, validation, import, export and history derive.

A file ``declared/NAME.toml`` holds ``zh``, ``en``, ``key`` (the fields that make a record the same record), ``identity`` (how
names are compared: ``project``, ``organisation`` or plain), ``label`` (the field that names a record; default ``name``),
``order`` (pairs of dates: the second may not lie before the first), ``who`` (roles that may change it) and ``fields``, one
line a field. Adding a register is adding such a file.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import Any, Literal, get_args

from lianzhang.core import InputError, Problem, Problems, Text, nearest
from lianzhang.ledger.project import STAGES

__all__ = [
    "Field", "FieldType", "Register", "check_links", "declared_registers", "parse", "register_named", "registers",
]  # fmt: skip

FieldType = Literal[
    "text", "texts", "place", "stage", "choice", "money", "quantity", "measure", "number", "percent", "count", "year",
    "date", "month", "period", "flag", "link",
]  # fmt: skip
_TYPES = get_args(FieldType)
WITH_UNIT = ("quantity", "measure")
"""Types with a unit of their own beside the number, stored in ``NAME_unit``."""
EXACT = ("money", "quantity", "measure", "number", "percent")
"""Types stored as exact decimals."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field: ``name`` in code, what it is called, accepted ``headings`` (without brackets, units and blanks).

    ``unit``: the stored unit (money: CNY; number, count: as declared). ``stage`` marks a date: ``due.投产`` is when it is due,
    ``stages.投产`` when it was reached. ``required``: a record cannot be without it. ``choices``: the words of a choice. ``to``:
    the register a link leads to, ``make``: a name that it lacks is entered there. ``stock``: a quantity that is no yearly one.
    ``signed``: may be negative. ``who``: roles that may change it (empty: those of the register).
    """

    name: str
    zh: str
    en: str
    type: FieldType
    headings: tuple[str, ...]
    unit: str | None = None
    stage: str | None = None
    required: bool = False
    choices: tuple[str, ...] = ()
    to: str | None = None
    make: bool = False
    stock: bool = False
    signed: bool = False
    who: tuple[str, ...] = ()

    @property
    def column(self) -> str:
        """Its column in the database."""
        return self.name.replace(".", "_")

    @property
    def columns(self) -> tuple[str, ...]:
        """Its column, and that of its unit where it has one of its own."""
        return (self.column, f"{self.column}_unit") if self.type in WITH_UNIT else (self.column,)


@dataclass(frozen=True)
class Register:
    """One declared register; ``name`` is also its table."""

    name: str
    zh: str
    en: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    identity: str = "plain"
    label: str | None = None
    order: tuple[tuple[str, str], ...] = ()
    who: tuple[str, ...] = ()

    @cached_property
    def by_name(self) -> Mapping[str, Field]:
        """Fields by name."""
        return {f.name: f for f in self.fields}

    def field(self, name: str) -> Field:
        """The field of this name. Raises :class:`InputError` with the nearest one."""
        if name not in self.by_name:
            what = Text(f"“{self.zh}”没有字段 {name}", f"{self.name} has no field {name!r}")
            raise InputError([Problem(self.name, what, field=name, nearest=nearest(name, self.by_name))])
        return self.by_name[name]

    @property
    def links(self) -> tuple[Field, ...]:
        """Fields that lead to other registers."""
        return tuple(f for f in self.fields if f.type == "link")


def _stage_dates() -> list[Field]:
    """Two dates for every stage but the first and the last: due and reached, with the headings that offices print."""
    made = []
    for stage in STAGES[1:-1]:
        due = tuple(
            f"{p}{stage}{s}" for p in ("计划", "拟", "预计", "应") for s in ("", "时间", "日期", "年月")
        )
        reached = tuple(f"{p}{stage}{s}" for p in ("实际", "") for s in ("时间", "日期", "年月"))
        made.append(Field(f"due.{stage}", f"计划{stage}", f"due: {stage}", "date", due, stage=stage))
        made.append(
            Field(f"stages.{stage}", f"实际{stage}", f"reached: {stage}", "date", (f"实际{stage}", *reached),
                  stage=stage)
        )  # fmt: skip
    return made


_KEYS = {
    "type",
    "zh",
    "en",
    "headings",
    "unit",
    "required",
    "choices",
    "to",
    "make",
    "stock",
    "signed",
    "who",
}
_NAME = re.compile(r"[a-z][a-z0-9_]{0,40}\Z")
_TAKEN = ("id", "key", "version", "merged_into", "gone", "created_at", "data")


def _field(name: str, given: Mapping[str, Any], file: str, problems: Problems) -> Field | None:
    at = len(problems)
    if not _NAME.match(name) or name in _TAKEN:
        problems.add(file, Text("字段名无效或已被占用", "not a usable name of a field"), field=name)
    for key in given:
        if key not in _KEYS:
            what = Text(f"没有 {key} 这一项", f"unknown key {key!r}")
            problems.add(file, what, field=name, nearest=nearest(key, _KEYS))
    kind = given.get("type")
    if kind not in _TYPES:
        what = Text(f"没有类型 {kind}", f"unknown type {kind!r}")
        problems.add(file, what, field=name, nearest=nearest(str(kind), _TYPES))
    if kind == "link" and not given.get("to"):
        problems.add(file, Text("连接未写明目标台账（to）", "a link needs `to`"), field=name)
    if kind == "choice" and not given.get("choices"):
        problems.add(file, Text("选项未列出（choices）", "a choice needs `choices`"), field=name)
    for key in ("zh", "en"):
        if not given.get(key):
            problems.add(file, Text(f"缺少 {key}", f"{key} is missing"), field=name)
    if len(problems) > at:
        return None
    zh, en = str(given["zh"]), str(given["en"])
    bare = re.sub(r"[()（）\s]", "", zh)
    headings = dict.fromkeys((bare, *str(given.get("headings", "")).split(), en.replace(" ", "_"), name))
    return Field(
        name, zh, en, given["type"], tuple(headings), "CNY" if kind == "money" else given.get("unit"), None,
        bool(given.get("required")), tuple(str(given.get("choices", "")).split()), given.get("to"),
        bool(given.get("make")), bool(given.get("stock")), bool(given.get("signed")),
        tuple(str(given.get("who", "")).split()),
    )  # fmt: skip


def _check_headings(fields: Iterable[Field], file: str, problems: Problems) -> None:
    seen: dict[str, str] = {}
    for field in fields:
        for heading in field.headings:
            if heading in seen:
                what = Text(
                    f"表头“{heading}”同时属于 {seen[heading]}",
                    f"heading {heading!r} is also of {seen[heading]}",
                )
                problems.add(file, what, field=field.name)
            seen[heading] = field.name


def parse(name: str, text: str, file: str | None = None) -> Register:
    """A register from its declaration. Raises :class:`InputError` with every fault."""
    file, problems = file or f"{name}.toml", Problems()
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        what = Text(f"不是有效的 TOML：{error}", f"not valid TOML: {error}")
        raise InputError([Problem(file, what)]) from error
    if not _NAME.match(name):
        what = Text(
            "文件名只能用小写字母、数字和下划线", "a file name of small letters, digits and _ is needed"
        )
        problems.add(file, what)
    fields: list[Field] = []
    for own, item in given.get("fields", {}).items():
        if isinstance(item, dict) and item.get("type") == "stages":
            fields += _stage_dates()
        elif (made := _field(own, item if isinstance(item, dict) else {}, file, problems)) is not None:
            fields.append(made)
    names = {f.name for f in fields}
    key = tuple(given.get("key", ()))
    pairs = tuple((a, b) for a, b in given.get("order", ()))
    label = given.get("label") or ("name" if "name" in names else None)
    for own in (*key, *(f for pair in pairs for f in pair), *filter(None, [label])):
        if own not in names and own not in given.get("fields", {}):
            what = Text(f"没有字段 {own}", f"no field {own!r}")
            problems.add(file, what, nearest=nearest(own, names))
    if not key:
        problems.add(file, Text("缺少 key", "key is missing"))
    _check_headings(fields, file, problems)
    problems.raise_if_any()
    return Register(
        name, str(given.get("zh", name)), str(given.get("en", name)), tuple(fields), key,
        str(given.get("identity", "plain")), label, pairs, tuple(given.get("who", ())),
    )  # fmt: skip


def check_links(known: Mapping[str, Register]) -> None:
    """Raise :class:`InputError` where a link leads to a register that is not declared."""
    problems = Problems()
    for register in known.values():
        for field in register.links:
            if field.to not in known:
                what = Text(f"没有台账 {field.to}", f"no register {field.to!r}")
                near = nearest(field.to or "", known)
                problems.add(f"{register.name}.toml", what, field=field.name, nearest=near)
    problems.raise_if_any()


@lru_cache(maxsize=1)
def _packaged() -> dict[str, Register]:
    found = {}
    for item in sorted(files("lianzhang.ledger").joinpath("declared").iterdir(), key=lambda p: p.name):
        if item.name.endswith(".toml"):
            name = item.name.removesuffix(".toml")
            found[name] = parse(name, item.read_text(encoding="utf-8"))
    check_links(found)
    return found


def declared_registers() -> dict[str, Register]:
    """Every declared register by name."""
    return dict(_packaged())


registers = declared_registers


def register_named(name: str) -> Register:
    """The register of this name. Raises :class:`InputError` with the nearest one."""
    found = _packaged().get(name)
    if found is None:
        what = Text(f"没有台账 {name}", f"no such register: {name!r}")
        raise InputError([Problem("registers", what, nearest=nearest(name, _packaged()))])
    return found
