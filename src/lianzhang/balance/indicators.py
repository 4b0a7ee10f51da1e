"""Indicators of a chain and its places: small formulas over arrays, each with its source.

Amounts are arrays of one unit; results are shares (0.25, not 25 %) unless said otherwise. What cannot be told (nothing needed, no
capacity, a lost figure) is NaN, never zero. Negative amounts and shapes that do not fit raise :class:`~lianzhang.core.InputError`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lianzhang.balance.figures import divide
from lianzhang.core import InputError, Problem, Quantity, Text

__all__ = [
    "completeness",
    "cosine_similarity",
    "eol_recycling_rate",
    "hhi",
    "import_dependence",
    "krugman_index",
    "local_content",
    "location_quotient",
    "output_per",
    "recycled_content",
    "utilisation",
]

Floats = NDArray[np.float64]


def completeness(supply: ArrayLike, demand: ArrayLike, weights: ArrayLike | None = None) -> float:
    """Σ wᵢ · min(1, Sᵢ/Dᵢ) over the nodes of a chain: how much of what is needed each node can supply.

    ``supply``, ``demand``, ``weights`` (nodes,); weights sum to 1, equal ones by default. A node that nothing needs is left out and the
    weights of the others rescaled; a firm present is not a node covered. Source: the chain-completeness score of industrial-chain
    assessments, with physical supply in place of the count of firms.
    """
    s, d = _amounts(supply=supply, demand=demand)
    w = np.full(d.shape, 1 / max(d.size, 1)) if weights is None else _amounts(weights=weights)[0]
    if s.shape != d.shape or w.shape != d.shape or abs(float(w.sum()) - 1) > 1e-9:
        message = Text("节点数须一致，权重之和须为 1", "nodes must match and weights sum to 1")
        raise InputError([Problem("completeness", message, field="weights")])
    needed = ~(d == 0)  # a lost demand is needed, by an unknown amount
    total = float(w[needed].sum())
    return float((w[needed] * np.minimum(1, s[needed] / d[needed])).sum() / total) if total else float("nan")


def location_quotient(local: ArrayLike, whole: ArrayLike | None = None) -> Floats:
    """(eᵢ/e)/(Eᵢ/E): the weight of an industry in a place against its weight in the whole; above 1 the place is specialised.

    ``local`` (…, industries) output or jobs of places; ``whole`` (industries,) those of the reference area, by default the sum of the
    places given. Source: W. Isard, Methods of Regional Analysis, 1960.
    """
    x = _amounts(local=local)[0]
    reference = x.reshape(-1, x.shape[-1]).sum(axis=0) if whole is None else _amounts(whole=whole)[0]
    if reference.shape != x.shape[-1:]:
        message = Text("产业数须一致", "must have the same industries")
        raise InputError([Problem("location quotient", message, field="whole")])
    return _over(_over(x, x.sum(axis=-1, keepdims=True)), _over(reference, reference.sum()))


def cosine_similarity(first: ArrayLike, second: ArrayLike) -> float:
    """Σ xᵢyᵢ / √(Σxᵢ² Σyᵢ²) of two places' industries: 1 the same structure, 0 nothing in common.

    Source: the coefficient of similarity of industrial structure of UNIDO, 1979, as used for 产业同构.
    """
    x, y = _pair(first, second)
    return float(_over((x * y).sum(), np.sqrt((x**2).sum() * (y**2).sum())))


def krugman_index(first: ArrayLike, second: ArrayLike) -> float:
    """Σ |sᵢ − tᵢ| over the industry shares of two places: 0 the same structure, 2 nothing in common (错位发展).

    Source: P. Krugman, Geography and Trade, 1991.
    """
    x, y = _pair(first, second)
    return float(np.abs(_over(x, x.sum()) - _over(y, y.sum())).sum())


def hhi(amounts: ArrayLike) -> float:
    """Σ sᵢ² over the shares of suppliers: 1 a monopoly, 1/n equal ones; × 10,000 gives the points of competition law.

    Source: the Herfindahl–Hirschman index (O. C. Herfindahl, 1950).
    """
    x = _amounts(amounts=amounts)[0]
    return float((_over(x, x.sum()) ** 2).sum()) if x.size else float("nan")


def utilisation(output: ArrayLike, capacity: ArrayLike) -> Floats:
    """Output ÷ capacity; above 1 where plants run beyond their rating, which is left to be seen."""
    return _over(*_amounts(output=output, capacity=capacity))


def import_dependence(
    production: ArrayLike, imports: ArrayLike, exports: ArrayLike = 0.0, stock_release: ArrayLike = 0.0
) -> Floats:
    """(imports − exports + stock release) ÷ (production + imports − exports + stock release); negative for a net exporter.

    ``stock_release`` may be negative (stocks built up). Source: net import reliance as a share of apparent consumption, USGS Mineral
    Commodity Summaries.
    """
    made, bought, sold = _amounts(production=production, imports=imports, exports=exports)
    net = bought - sold + np.asarray(stock_release, dtype=np.float64)
    return _over(net, made + net)


def recycled_content(secondary: ArrayLike, primary: ArrayLike) -> Floats:
    """secondary ÷ (primary + secondary) of a material entering production.

    Source: UNEP International Resource Panel, Recycling Rates of Metals, 2011; Regulation (EU) 2023/1542, article 8, counts what is
    recovered from manufacturing waste as well as from waste batteries: whoever sums ``secondary`` decides.
    """
    a, b = _amounts(secondary=secondary, primary=primary)
    return _over(a, a + b)


def eol_recycling_rate(recycled: ArrayLike, discarded: ArrayLike) -> Floats:
    """Recycled from end-of-life products ÷ contained in all that were discarded = collection rate × recovery of the processes.

    New (production) scrap stays out of both. Source: EOL-RR of UNEP International Resource Panel, Recycling Rates of Metals, 2011.
    """
    return _over(*_amounts(recycled=recycled, discarded=discarded))


def local_content(local: ArrayLike, bought: ArrayLike) -> Floats:
    """Inputs from within the place ÷ all inputs (by value or in tonnes): measured, never a target.

    Source: 本地配套率 as offices report it; orders to raise it may break the Fair Competition Review Regulations.
    """
    a, b = _amounts(local=local, bought=bought)
    if np.any(a > b):
        message = Text("本地部分大于总数", "the local part is larger than the whole")
        raise InputError([Problem("local content", message, field="local")])
    return _over(a, b)


def output_per(output: Quantity, factor: Quantity) -> Quantity:
    """Output (value, tax, value added …) per unit of a factor: 亩均产值 (CNY/mu), per tce, per person; with range and derivation.

    Source: the 亩均论英雄 assessments of Zhejiang and others (per mu, per tce of energy).
    """
    expression = Text("产出 ÷ 要素占用", "output ÷ factor used")
    named = (str(Text("产出", "output")), output), (str(Text("要素", "factor")), factor)
    return divide(f"{output.unit}/{factor.unit}", expression, *named)


def _amounts(**given: ArrayLike) -> tuple[Floats, ...]:
    arrays = {k: np.asarray(v, dtype=np.float64) for k, v in given.items()}
    negative = Text("不能为负", "must not be negative")
    problems = [Problem("indicators", negative, field=k) for k, x in arrays.items() if np.any(x < 0)]
    if problems:
        raise InputError(problems)
    return tuple(arrays.values())


def _pair(first: ArrayLike, second: ArrayLike) -> tuple[Floats, Floats]:
    x, y = _amounts(first=first, second=second)
    if x.shape != y.shape or x.ndim != 1:
        message = Text("两地的产业须一一对应", "both places must list the same industries")
        raise InputError([Problem("similarity", message)])
    return x, y


def _over(a: ArrayLike, b: ArrayLike) -> Floats:
    """a ÷ b, NaN where b is zero."""
    x, y = np.broadcast_arrays(np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64))
    return np.asarray(np.divide(x, y, out=np.full(x.shape, np.nan), where=y != 0))
