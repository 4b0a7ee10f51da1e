"""Ages at which deliveries come back: what share of a delivery of one period returns in another."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from lianzhang.chain.tables_case import Settings

__all__ = ["age_distribution", "return_shares"]

Floats = npt.NDArray[np.float64]


def age_distribution(kind: str, mean: float, spread: float, age: Floats) -> Floats:
    """Share that has come back by ``age`` (years): fixed, normal, folded_normal, lognormal or weibull, given by the
    mean and standard deviation of the age (for folded_normal, those of the normal before folding)."""
    if kind == "fixed" or spread == 0:
        return (age >= mean - 1e-9).astype(float)
    from scipy import optimize, special, stats

    positive = np.maximum(age, 0.0)
    if kind == "normal":
        return np.where(age >= 0, stats.norm.cdf(age, mean, spread), 0.0)
    if kind == "folded_normal":
        return np.asarray(stats.foldnorm.cdf(positive, mean / spread, scale=spread))
    if kind == "lognormal":
        # sigma² = ln(1 + (sd/mean)²), median = mean / sqrt(1 + (sd/mean)²)
        sigma = math.sqrt(math.log(1 + (spread / mean) ** 2))
        return np.asarray(
            stats.lognorm.cdf(positive, sigma, scale=mean / math.sqrt(1 + (spread / mean) ** 2))
        )

    def excess(shape: float) -> float:
        first, second = special.gamma(1 + 1 / shape), special.gamma(1 + 2 / shape)
        return float(second / first**2 - 1 - (spread / mean) ** 2)

    shape = optimize.brentq(excess, 0.1, 200.0)
    return np.asarray(stats.weibull_min.cdf(positive, shape, scale=mean / special.gamma(1 + 1 / shape)))


def return_shares(settings: Settings, kind: str, mean: float, spread: float) -> Floats:
    """(delivery period, return period): yearly return in one per yearly delivery in the other.

    Deliveries stand at the end of their year, so that what is delivered in year u comes back in v with the share
    F(v − u) − F(v − u − 1), all of F(1) in the first year. A period of several years is the years from its own on (those that end in it under the
    messageix convention); the average over the returning period's years is taken.
    """
    years, weights = settings.years, settings.weights
    spans = [max(1, round(w)) for w in weights]
    back = settings.convention == "messageix"
    covers = [np.arange(y - s + 1, y + 1) if back else np.arange(y, y + s) for y, s in zip(years, spans)]
    out = np.zeros((len(years), len(years)))
    for i, u in enumerate(covers):
        for j in range(i, len(years)):
            age = (covers[j][None, :] - u[:, None]).astype(float)
            before = np.where(age > 1, age_distribution(kind, mean, spread, age - 1), 0.0)
            share = age_distribution(kind, mean, spread, age) - before
            out[i, j] = float(np.where(age > 0, share, 0.0).sum()) / len(covers[j])
    return out
