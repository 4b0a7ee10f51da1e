"""Discount factors against the formulas, worked out apart."""

from __future__ import annotations

import pytest

from lianzhang.plan.conventions import alive_shares, factors
from lianzhang.plan.lifetimes import age_distribution

LIFE = {"processes": "process,output,lifetime\nmake,x,4"}


def test_plain(case):
    f = factors(case("years = [2025, 2026]\nrate = 0.1", **LIFE))
    assert f.flow == pytest.approx([1, 1 / 1.1])
    assert f.capex[0] == pytest.approx([1, 1 / 1.1])


def test_temoa_annuity_is_cut_at_the_horizon(case):
    """Life 4 of which 2 (built 2025) and 1 (built 2026) payments of CRF = 0.1/(1 − 1.1^−4) fall inside; year end."""
    f = factors(case("years = [2025, 2026]\nrate = 0.1\nconvention = 'temoa'", **LIFE))
    crf = 0.1 / (1 - 1.1**-4)
    assert f.flow == pytest.approx([1.1**-1, 1.1**-2])
    assert f.capex[0] == pytest.approx([crf * (1.1**-1 + 1.1**-2), crf * 1.1**-2])


def test_temoa_without_interest(case):
    f = factors(case("years = [2025, 2026]\nrate = 0\nconvention = 'temoa'", **LIFE))
    assert f.flow == pytest.approx([1, 1])
    assert f.capex[0] == pytest.approx([0.5, 0.25])


def test_osemosys_without_interest(case):
    """Straight line in the limit: a quarter or a half of the four years is used."""
    f = factors(case("years = [2025, 2026]\nrate = 0\nconvention = 'osemosys'", **LIFE))
    assert f.capex[0] == pytest.approx([0.5, 0.25])


def test_timing_can_be_overridden(case):
    f = factors(case("years = [2025]\nrate = 0.1\nflow_timing = 'end'\ncapex_timing = 'middle'", **LIFE))
    assert f.flow[0] == pytest.approx(1 / 1.1)
    assert f.capex[0, 0] == pytest.approx(1.1**-0.5)


def test_partial_life_of_long_periods(case):
    """Westeros' table: a bulb of one year counts a tenth of its ten-year period; thirty years fill three periods."""
    toml = "years = [700, 710, 720]\nweights = 10\nrate = 0.05\nconvention = 'messageix'"
    shares = alive_shares(case(toml, processes="process,output,lifetime\nbulb,x,1\ngrid,x,30\nmid,x,15"))
    assert shares[0].diagonal() == pytest.approx([0.1] * 3)
    assert shares[1, 0] == pytest.approx([1, 1, 1])
    assert shares[2, 0] == pytest.approx([1, 0.5, 0])


@pytest.mark.parametrize(
    ("kind", "expected"),
    # Published dynamic-stock figures (inflow 1…10, inflow at year end): outflow in the last year.
    [("fixed", 5.0), ("normal", 4.50042906)],
)
def test_ages_at_return_match_published_outflows(kind, expected):
    import numpy as np

    ages = np.arange(11.0)
    left = age_distribution(kind, 5, 1.5, ages)
    # The published model lets what the normal gives to ages below zero leave at once (age 0).
    outflow = sum((10 - k) * (left[k] - left[k - 1]) for k in range(1, 10)) + (
        10 * left[0] if kind == "normal" else 0
    )
    assert outflow == pytest.approx(expected, abs=1e-7)


def test_lognormal_is_given_by_mean_and_deviation():
    """Mean 12, deviation 3: median 12/√(1 + 1/16) = 11.6."""
    import numpy as np

    assert age_distribution("lognormal", 12, 3, np.array([11.6419]))[0] == pytest.approx(0.5, abs=1e-4)


def test_weibull_is_given_by_mean_and_deviation():
    """Shape 1.2, scale 1: mean Γ(1+1/1.2) = 0.940656, deviation 0.786988; F(1) = 1 − 1/e."""
    import numpy as np

    assert age_distribution("weibull", 0.940656, 0.786988, np.array([1.0]))[0] == pytest.approx(
        0.632121, abs=1e-4
    )
