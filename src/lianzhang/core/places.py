"""Places: the adcode tree of China to county level, and areas and parks that extend it.

Codes are GB/T 2260. A full name is the administrative path, province first: ``湖南省郴州市临武县``.
Areas without a code of their own (国家级新区, parks of a case) get a key ``<code of what they lie in>:<name>``.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

__all__ = ["PROVINCE_ABBREVIATIONS", "Place", "PlaceTree", "place_tree", "short_name"]

PROVINCE_ABBREVIATIONS = {
    "京": "110000", "津": "120000", "冀": "130000", "晋": "140000", "蒙": "150000", "辽": "210000",
    "吉": "220000", "黑": "230000", "沪": "310000", "苏": "320000", "浙": "330000", "皖": "340000",
    "闽": "350000", "赣": "360000", "鲁": "370000", "豫": "410000", "鄂": "420000", "湘": "430000",
    "粤": "440000", "桂": "450000", "琼": "460000", "渝": "500000", "川": "510000", "蜀": "510000",
    "黔": "520000", "贵": "520000", "滇": "530000", "云": "530000", "藏": "540000", "陕": "610000",
    "秦": "610000", "甘": "620000", "陇": "620000", "青": "630000", "宁": "640000", "新": "650000",
    "台": "710000", "港": "810000", "澳": "820000",
}  # fmt: skip

_PEOPLES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇|"
    "柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京|"
    "塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺|各"
)
_AUTONOMOUS = re.compile(rf"(?:(?:{_PEOPLES})族?)*(?:自治区|自治州|自治县|自治旗)\Z")
_SUFFIX = re.compile(r"(?:特别行政区|地区|林区|特区|省|市|盟|县|区|旗)\Z")


@lru_cache(maxsize=8192)
def short_name(name: str) -> str:
    """The name without its administrative suffix: 黔南布依族苗族自治州 → 黔南; never shorter than two characters."""
    if name in ("新疆维吾尔自治区", "内蒙古自治区", "广西壮族自治区", "宁夏回族自治区", "西藏自治区"):
        return {"新": "新疆", "内": "内蒙古", "广": "广西", "宁": "宁夏", "西": "西藏"}[name[0]]
    short = _AUTONOMOUS.sub("", name)
    if short == name:
        short = _SUFFIX.sub("", name)
    return short if len(short) >= 2 else name


@dataclass(frozen=True, slots=True)
class Place:
    """One place: ``key`` (adcode or ``code:name``), ``name`` as printed, ``level``, key of the ``parent``."""

    key: str
    name: str
    level: str
    parent: str | None


class PlaceTree:
    """The tree, with look-ups by key, full path and name. Unchanging once built; :meth:`extended` makes another."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._by_key = {p.key: p for p in places}
        self._chains: dict[str, tuple[Place, ...]] = {}
        self._full: dict[str, str] = {}
        self._children: dict[str | None, list[str]] = defaultdict(list)
        self._by_name: dict[str, list[str]] = defaultdict(list)
        for place in self._by_key.values():
            self._children[place.parent].append(place.key)
            for name in {place.name, short_name(place.name)}:
                self._by_name[name].append(place.key)
        self._by_path = {self.path(key): key for key in self._by_key}

    def __len__(self) -> int:
        return len(self._by_key)

    def __contains__(self, key: str) -> bool:
        return key in self._by_key

    def __getitem__(self, key: str) -> Place:
        return self._by_key[key]

    def ancestors(self, key: str) -> tuple[Place, ...]:
        """The place and all it lies in, province first."""
        known = self._chains.get(key)
        if known is None:
            place = self._by_key[key]
            above = self.ancestors(place.parent) if place.parent is not None else ()
            known = self._chains[key] = (*above, place)
        return known

    def path(self, key: str) -> str:
        """The full name: ``530181`` → 云南省昆明市安宁市."""
        known = self._full.get(key)
        if known is None:
            known = self._full[key] = "".join(p.name for p in self.ancestors(key))
        return known

    def by_path(self, path: str) -> Place | None:
        """The place with this full name, if there is one."""
        key = self._by_path.get(path)
        return self._by_key[key] if key else None

    def named(self, name: str) -> tuple[Place, ...]:
        """All places of this name, with or without its suffix (several: the name is ambiguous)."""
        return tuple(self._by_key[k] for k in self._by_name.get(name, ()))

    def names(self) -> Iterable[str]:
        """Every name that :meth:`named` knows."""
        return self._by_name.keys()

    def children(self, key: str | None) -> tuple[Place, ...]:
        """The places directly inside ``key`` (None: the provinces)."""
        return tuple(self._by_key[k] for k in self._children.get(key, ()))

    def within(self, inner: str, outer: str) -> bool:
        """Whether ``inner`` is ``outer`` or lies in it."""
        for place in self.ancestors(inner):  # noqa: SIM110 (asked for every name of a text: a generator would cost more than the walk)
            if place.key == outer:
                return True
        return False

    def resolve(self, text: str) -> Place | None:
        """A place from an adcode, a key, a full path or an unambiguous name; None when unknown or ambiguous."""
        text = text.strip()
        if text in self._by_key:
            return self._by_key[text]
        found = self.by_path(text)
        if found:
            return found
        options = self.named(text)
        if len(options) > 1:
            exact = [p for p in options if p.name == text]
            options = tuple(exact) or options
        if len(options) > 1:
            top = min(_RANK[p.level] for p in options)
            options = tuple(p for p in options if _RANK[p.level] == top)
        return options[0] if len(options) == 1 else None

    def extended(self, rows: Iterable[tuple[str, str, str]]) -> PlaceTree:
        """A tree with more places: rows of (name, key of what it lies in, level such as ``park``)."""
        extra = [Place(f"{within}:{name}", name, level, within) for name, within, level in rows]
        return PlaceTree([*self._by_key.values(), *extra])


_RANK = {"province": 0, "prefecture": 1, "county": 2, "area": 3, "park": 4}


def _parent(code: str, codes: set[str]) -> str | None:
    if code.endswith("0000"):
        return None
    prefecture = code[:4] + "00"
    return prefecture if not code.endswith("00") and prefecture in codes else code[:2] + "0000"


@lru_cache(maxsize=1)
def place_tree() -> PlaceTree:
    """The packaged tree: provinces, prefectures, counties and national-level new areas."""
    data = files("lianzhang.core").joinpath("data")
    rows = list(csv.DictReader(data.joinpath("places.csv").read_text(encoding="utf-8").splitlines()))
    codes = {r["adcode"] for r in rows}
    places = [Place(r["adcode"], r["name"], r["level"], _parent(r["adcode"], codes)) for r in rows]
    areas = csv.DictReader(data.joinpath("areas.csv").read_text(encoding="utf-8").splitlines())
    places += [Place(f"{r['within']}:{r['name']}", r["name"], r["level"], r["within"]) for r in areas]
    return PlaceTree(places)
