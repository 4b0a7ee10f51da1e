"""Lifetime distributions in closed form: the share of a cohort still in use at an age.

fixed        S(a) = 1 for a < mean, else 0
normal       S(a) = 1 − Φ((a − mean)/sd), not cut at zero, as the models of the field have it
folded       |X| with X normal(mean, sd): S(a) = 2 − Φ((a − mean)/sd) − Φ((a + mean)/sd)
lognormal    mean and sd of the life itself: s² = ln(1 + (sd/mean)²), median = mean/√(1 + (sd/mean)²)
weibull      S(a) = exp(−(a/scale)^shape)

Parameters may be arrays: their shape is that of the categories, or of the draws of a Monte Carlo run.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lianzhang.core import InputError, Problem, Text

if TYPE_CHECKING:
    from lianzhang.chain import Catalogue

__all__ = ["Lifetime", "fixed", "folded_normal", "lifetime_of", "lognormal", "normal", "weibull"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Lifetime:
    """A distribution: ``kind`` and its two parameters (``first``: mean or scale, ``second``: sd or shape), which broadcast."""

    kind: str
    first: Floats
    second: Floats

    @property
    def shape(self) -> tuple[int, ...]:
        """Shape of the categories or draws that the parameters span."""
        return np.broadcast_shapes(self.first.shape, self.second.shape)

    def part(self, block: slice) -> Lifetime:
        """The distribution of some of the categories, counted in C order; its shape is flat."""
        flat = (np.broadcast_to(x, self.shape).reshape(-1)[block] for x in (self.first, self.second))
        return Lifetime(self.kind, *flat)

    def survival(self, age: ArrayLike) -> Floats:
        """Share still in use at ``age`` (years, any shape); result of shape ``age.shape + self.shape``. Negative ages count as 0."""
        from scipy.special import ndtr

        a = np.maximum(np.asarray(age, dtype=np.float64), 0.0)
        a = a.reshape(a.shape + (1,) * len(self.shape))
        m, s = self.first, self.second
        if self.kind == "fixed":
            return np.where(a < m, 1.0, 0.0) + 0.0 * s
        if self.kind == "normal":
            return np.asarray(ndtr((m - a) / s))
        if self.kind == "folded":
            return np.asarray(ndtr((m - a) / s) + ndtr(-(a + m) / s))
        if self.kind == "lognormal":
            spread = np.sqrt(np.log1p((s / m) ** 2))
            with np.errstate(divide="ignore"):
                return np.asarray(ndtr((np.log(self.median()) - np.log(a)) / spread))
        return np.asarray(np.exp(-((a / m) ** s)))

    def median(self) -> Floats:
        """Age at which half is gone (folded normal: solved numerically by its users, not here)."""
        if self.kind == "lognormal":
            return np.asarray(self.first / np.sqrt(1 + (self.second / self.first) ** 2))
        if self.kind == "weibull":
            return np.asarray(self.first * np.log(2) ** (1 / self.second))
        return self.first + 0.0 * self.second


def _make(kind: str, first: ArrayLike, second: ArrayLike, names: tuple[str, str]) -> Lifetime:
    a, b = np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)
    wrong = [n for n, x in zip(names, (a, b)) if not (np.all(np.isfinite(x)) and np.all(x > 0))]
    if wrong:
        raise InputError(
            [Problem("lifetime", Text("参数须为正数", "parameter must be positive"), field=n) for n in wrong]
        )
    return Lifetime(kind, a, b)


def fixed(years: ArrayLike) -> Lifetime:
    """Everything leaves at one age."""
    return _make("fixed", years, 1.0, ("years", ""))


def normal(mean: ArrayLike, sd: ArrayLike) -> Lifetime:
    """Normal; the little mass below age zero leaves at once."""
    return _make("normal", mean, sd, ("mean", "sd"))


def folded_normal(mean: ArrayLike, sd: ArrayLike) -> Lifetime:
    """Folded normal of the underlying mean and standard deviation."""
    return _make("folded", mean, sd, ("mean", "sd"))


def lognormal(mean: ArrayLike, sd: ArrayLike) -> Lifetime:
    """Lognormal by the mean and standard deviation of the life itself, not of its logarithm."""
    return _make("lognormal", mean, sd, ("mean", "sd"))


def weibull(shape: ArrayLike, scale: ArrayLike) -> Lifetime:
    """Weibull by shape and scale."""
    return _make("weibull", scale, shape, ("scale", "shape"))


def lifetime_of(catalogue: Catalogue, segment: str, chemistry: str) -> Lifetime:
    """The Weibull lifetime of the catalogue (``ev_passenger``, ``ess`` …). Raises :class:`InputError` when it has none."""
    scale = catalogue.lifetime(segment, chemistry, "weibull_scale_years")
    shape = catalogue.lifetime(segment, chemistry, "weibull_shape")
    if scale is None or shape is None or scale.value is None or shape.value is None:
        known = sorted(
            {
                f"{r['segment']}/{r['chemistry']}"
                for r in catalogue.tables["lifetimes"].records
                if r["parameter"] == "weibull_shape"
            }
        )
        message = Text(
            f"没有 {segment}/{chemistry} 的寿命（已有：{'、'.join(known)}）",
            f"no lifetime of {segment}/{chemistry} (there are: {', '.join(known)})",
        )
        raise InputError([Problem("chain/data/lifetimes.csv", message)])
    return weibull(float(shape.value), float(scale.value))
