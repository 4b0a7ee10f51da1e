"""The node tree of the chain: from the ore to the vehicle and the storage station, and back through recycling."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from lianzhang.chain.catalogue_model import Catalogue
from lianzhang.chain.catalogue_tables import catalogue
from lianzhang.core import InputError, Problem, Text, nearest

__all__ = ["Segment", "SegmentTree", "segment_tree"]


@dataclass(frozen=True, slots=True)
class Segment:
    """One node: ``order`` along the chain, ``parent`` (None at the top), ``substitutes``: its commodities stand in for each other,
    so that their GWh-equivalents may be summed.
    """

    id: str
    name: Text
    order: int
    parent: str | None
    substitutes: bool
    commodities: tuple[str, ...]
    processes: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class SegmentTree:
    """All nodes, in order along the chain, parents before their children."""

    nodes: tuple[Segment, ...]

    @cached_property
    def index(self) -> Mapping[str, Segment]:
        """Node by id."""
        return {s.id: s for s in self.nodes}

    def __getitem__(self, key: str) -> Segment:
        if key not in self.index:
            message = Text(f"没有环节 {key}", f"there is no segment {key}")
            raise InputError([Problem("segments.csv", message, nearest=nearest(key, self.index))])
        return self.index[key]

    @property
    def tops(self) -> tuple[Segment, ...]:
        """The links of the chain: 资源 锂盐与化工 前驱体 正极 …"""
        return tuple(s for s in self.nodes if s.parent is None)

    def children(self, key: str) -> tuple[Segment, ...]:
        """The nodes directly beneath."""
        return tuple(s for s in self.nodes if s.parent == key)

    def top(self, key: str) -> Segment:
        """The link of the chain that a node belongs to."""
        node = self[key]
        return node if node.parent is None else self.top(node.parent)

    def of_commodity(self, commodity: str) -> Segment:
        """The leaf of a commodity."""
        for node in self.nodes:
            if commodity in node.commodities:
                return node
        raise InputError(
            [Problem("membership.csv", Text(f"没有物料 {commodity}", f"there is no commodity {commodity}"))]
        )

    def named(self, name: str) -> Segment | None:
        """A node by id or by its Chinese or English name; of two of one name (电解液) the leaf is the product, the top the link."""
        wanted = name.strip().casefold()
        for node in self.nodes:
            if wanted in (node.id, node.name.zh.casefold(), node.name.en.casefold()):
                return node
        return None


def segment_tree(of: Catalogue | None = None) -> SegmentTree:
    """The tree of a catalogue (the packaged one by default)."""
    return _packaged() if of is None or of is catalogue() else _tree(of)


@lru_cache(maxsize=1)
def _packaged() -> SegmentTree:
    return _tree(catalogue())


def _tree(of: Catalogue) -> SegmentTree:
    nodes = []
    for order, r in enumerate(of.tables["segments"].records):
        commodities = tuple(i for i, s in zip(of.commodities.ids, of.commodities.segment) if s == r["id"])
        processes = tuple(i for i, s in zip(of.processes.ids, of.processes.segment) if s == r["id"])
        name = Text(r["zh"], r["en"])
        nodes.append(
            Segment(
                r["id"], name, order, r["parent"] or None, r["substitutes"] == "yes", commodities, processes
            )
        )
    return SegmentTree(tuple(nodes))
