"""Names: the parts of an organisation's name, and whether a short name can stand for a full one.

A Chinese company's registered name is region + trade name (字号) + trade + legal form (企业名称登记管理规定, article 6);
texts drop the region, the trade words and the legal form. Two names can be one firm only if the trade name is the
same and nothing that both print differs.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from lianzhang.core import PlaceTree, place_tree, short_name

__all__ = [
    "OrganisationName",
    "clean_name",
    "is_aggregate",
    "name_type",
    "park_parts",
    "parse_organisation",
    "project_key",
    "project_parts",
    "short_for",
]

_QUOTES = re.compile(r"[\s\u3000“”\"'‘’「」『』《》〈〉]+")


def clean_name(name: str) -> str:
    """The name without quotation marks and blanks, brackets and widths made one form."""
    return _QUOTES.sub("", unicodedata.normalize("NFKC", name))


@lru_cache(maxsize=1)
def _words() -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {"legal": [], "short": [], "trade": []}
    text = files("lianzhang.reconcile").joinpath("data/organisation_words.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        found[row["use"]].append((row["word"], row["normal"]))
    for rows in found.values():
        rows.sort(key=lambda r: (-len(r[0]), r[0]))
    return found


@dataclass(frozen=True, slots=True)
class OrganisationName:
    """A name in parts: ``regions`` short names of places it prints, ``core`` the trade name, ``trades`` in order,
    ``legal`` the legal form, ``group`` whether 集团 or 控股 stands in it, ``stock`` whether 股份 does."""

    regions: tuple[str, ...]
    core: str
    trades: tuple[str, ...]
    legal: str
    group: bool
    stock: bool


_BRACKET = re.compile(r"\(([^()]*)\)")


def _is_province(name: str, tree: PlaceTree) -> bool:
    return any(p.level == "province" for p in tree.named(name))


def _strip_regions(name: str, tree: PlaceTree, most: int = 3) -> tuple[tuple[str, ...], str]:
    known = _place_names(tree)
    regions: list[str] = []
    while len(regions) < most:
        for length in range(min(11, len(name) - 2), 1, -1):
            if name[:length] in known:
                regions.append(short_name(name[:length]))
                name = name[length:]
                break
        else:
            break
    return tuple(regions), name


@lru_cache(maxsize=8)
def _place_names(tree: PlaceTree) -> frozenset[str]:
    return frozenset(tree.names())


@lru_cache(maxsize=1)
def _trade_words() -> frozenset[str]:
    return frozenset(w for w, _ in _words()["trade"])


def _strip_trades(name: str) -> tuple[str, tuple[str, ...], bool, bool]:
    """Trade words off the end, as long as two characters stay; 股份 集团 控股 on the way are noted."""
    trades: list[str] = []
    stock = group = False
    words = _words()
    changed = True
    while changed:
        changed = False
        for word, normal in (*words["short"], *words["trade"]):
            if name.endswith(word) and len(name) - len(word) >= 2:
                name, changed = name[: -len(word)], True
                if normal == "股份":
                    stock = True
                elif normal in ("集团", "控股"):
                    group = True
                else:
                    trades.insert(0, normal)
                break
    return name, tuple(trades), stock, group


@lru_cache(maxsize=65536)
def parse_organisation(name: str, tree: PlaceTree) -> OrganisationName:
    """The parts of a name. Whatever is not recognised stays in ``core``."""
    name = clean_name(name)
    legal = ""
    for word, _ in _words()["legal"]:
        if name.endswith(word) and len(name) - len(word) >= 2:
            legal, name = word, name[: -len(word)]
            break
    inside = [m[1] for m in _BRACKET.finditer(name)]
    name = _BRACKET.sub("", name)
    extra = tuple(short_name(i) for i in inside if i in _place_names(tree))
    regions, rest = _strip_regions(name, tree)
    core, trades, stock, group = _strip_trades(rest)
    while regions and core in _trade_words() and not _is_province(regions[-1], tree):
        # a trade name can look like a place (安达科技): give the last one back
        regions, rest = _strip_regions(name, tree, len(regions) - 1)
        core, trades, stock, group = _strip_trades(rest)
    return OrganisationName(
        regions + extra,
        core,
        trades,
        legal,
        group or any("集团" in i for i in inside) or "集团" in legal,
        stock or "股份" in legal,
    )


def _subsequence(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    rest = iter(full)
    return all(any(s == f or s in f for f in rest) for s in short)


def short_for(short: OrganisationName, full: OrganisationName) -> str | None:
    """Why ``short`` can stand for ``full``, or None. The caller must see to it that only one full name fits."""
    if short.core != full.core or len(short.core) < 2:
        return None
    if short.regions and short.regions != full.regions[: len(short.regions)]:
        return None
    if not _subsequence(short.trades, full.trades):
        return None
    if (short.stock and not full.stock) or (short.group and not full.group):
        return None
    if short.regions == full.regions:
        return "trade name and region equal" if short.trades != full.trades else "legal form dropped"
    if len(short.core) >= 3 or short.trades or short.stock or short.group:
        return "region dropped"
    return None


_GOVERNMENT = re.compile(
    r"(?:人民政府|政府|委员会|办公室|常委会|人大|政协|发改委|(?<![格布全大当结定平])局|[厅委]|(?<![承举创协督])办)\Z"
)
"""Words that merely end in 局 or 办 (格局, 布局, 承办) name no office."""
_INSTITUTION = re.compile(
    r"(?:大学|学院|研究院|研究所|实验室|研究中心|创新中心|检测中心|协会|商会|联盟|学会)\Z"
)
_PARK = re.compile(r"(?:开发区|经开区|高新区|产业园区?|工业园区?|集聚区|园区|新城)\Z")
_PROJECT = re.compile(r"(?:项目|工程|生产线|产线|生产基地|技改|扩建|[一二三四五六]期)\Z")


def name_type(name: str) -> str | None:
    """What a name is by its form: organisation, government, institution, park, project; None when the form does not say."""
    name = clean_name(name)
    if _PROJECT.search(name):
        return "project"
    if any(name.endswith(w) and len(name) >= len(w) + 2 for w, _ in _words()["legal"]):
        return "organisation"
    if re.search(r"(?:集团|股份)\Z", name) and len(name) >= 4:
        return "organisation"
    if _PARK.search(name):
        return "park"
    if _INSTITUTION.search(name):
        return "institution"
    if _GOVERNMENT.search(name) and len(name) >= 4:
        return "government"
    return None


_COUNTED = re.compile(r"[0-9一二三四五六七八九十百千两余多数几]+余?[个项]|等项目|各项目|一批|系列项目|若干")
_CLASS_OF = re.compile(
    r"(?:重大|重点|在建|拟建|续建|储备|谋划|签约|招商|招引|引进|新增|新引进|已?开工(?:建设)?|竣工|投产|落地|亿元以上|产业|产业链|配套|在谈)"
    r"[一-鿿]{0,10}项目\Z"
)


def is_aggregate(name: str, tree: PlaceTree | None = None) -> bool:
    """Whether a project's name means many projects (在建重大项目, 签约项目, 31个项目): never one project.

    A phase (一期), a yearly quantity (年产…) or a company in the name makes it one project. What is left of a name without
    its place must say more than the trade (某市新能源电池项目), and a whole province is no site.
    """
    name = clean_name(name).partition("·")[0]
    if _COUNTED.search(name):
        return True
    if re.search(r"年[产选处]|[一二三四五六1-6]期|公司|集团|厂", name):
        return False
    if _CLASS_OF.search(name) or name in ("项目", "工程", "该项目", "本项目"):
        return True
    tree = tree or place_tree()
    regions, rest = _strip_regions(project_key(name), tree)
    if not regions:
        return False
    if len(regions) == 1 and any(name.startswith(p.name) for p in tree.children(None)):
        return True  # 湖南省…: a province; firms print 湖南 without 省
    rest = re.sub(r"(?:生产线|产线|生产基地|基地)\Z", "", rest)
    return not _strip_trades(f"甲乙{rest}")[0].removeprefix("甲乙")


_PROJECT_TAIL = re.compile(r"(?:建设项目|建设工程|项目|工程)\Z")


_PARK_KIND = (
    ("jk", ("经济技术开发区", "经济开发区", "经开区", "开发区")),
    ("gx", ("高新技术产业开发区", "高新技术开发区", "高新区")),
    ("yq", ("产业园区", "工业园区", "产业园", "工业园")),
)


def park_parts(name: str, tree: PlaceTree) -> tuple[str, str] | None:
    """What a park is called without the place in front and its form, and the form's kind; None when the form is another.

    经开区, 经济开发区 and 开发区 are one form: the full 经济技术开发区 is what they shorten.
    """
    cleaned = clean_name(name)
    for kind, forms in sorted(_PARK_KIND, key=lambda k: k[0] != "gx"):
        for form in forms:
            if cleaned.endswith(form) and len(cleaned) - len(form) >= 2:
                stem = cleaned[: -len(form)]
                regions, rest = _strip_regions(stem, tree, 3)
                return (rest if regions and len(rest) >= 2 else stem, kind)
    return None


def project_key(name: str) -> str:
    """The form under which two spellings of one project's name meet: no quotes, brackets or points, no 建设项目 behind.

    Places, phases and quantities stay: 一期 and 二期 are two projects.
    """
    name = re.sub(r"[()\[\]【】,、.。·\-—_]", "", clean_name(name))
    stripped = _PROJECT_TAIL.sub("", name)
    return stripped if len(stripped) >= 2 else name


def project_parts(name: str, tree: PlaceTree) -> tuple[tuple[str, ...], str]:
    """Places in front of a project's name (short names), and the rest; no places where less than four characters stay."""
    key = project_key(name)
    regions, rest = _strip_regions(key, tree)
    return (regions, rest) if len(rest) >= 4 else ((), key)
