"""Prices without VAT, of a year or as a range.

Reference prices are of October 2025 and include VAT. For another year there is a price only where one was given or quoted as the
average of that year; else the figure is lost and only the range of 2021–2025 stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from lianzhang.balance.figures import divide
from lianzhang.chain import Catalogue
from lianzhang.core import Quantity, Text

__all__ = ["REFERENCE_YEAR", "price_ex_vat", "without_vat"]

REFERENCE_YEAR = 2025
GivenPrices = Mapping[tuple[str, int], Quantity]


def without_vat(of: Catalogue, price: Quantity, name: str) -> Quantity:
    """A price less VAT at the standard rate of goods (13 %); the rate is taken as certain."""
    vat = replace(of.assumption("vat"), low=None, high=None)
    divisor = Quantity(Decimal(1) + (vat.value or 0), "1", vat.basis)
    return divide(
        price.unit,
        Text("含税价 ÷（1 + 增值税率）", "price with VAT ÷ (1 + VAT rate)"),
        (name, price),
        ("1 + VAT", divisor),
    )


def price_ex_vat(
    of: Catalogue, commodity: str, year: int | None = None, given: GivenPrices | None = None
) -> Quantity | None:
    """CNY per unit without VAT; None when the tables price the commodity neither for the year nor at all.

    ``given`` are the case's own prices, VAT included, by (commodity, year). Without a year the reference price stands. With one
    that has no price, ``value`` is None and ``low``, ``high`` are the range of 2021–2025.
    """
    name = commodity if commodity.startswith("utility:") else str(of.name(commodity))
    if year is not None and given and (commodity, year) in given:
        return without_vat(of, given[commodity, year], name)
    reference = of.price(commodity)
    if reference is None:
        return None
    if year is not None and year != REFERENCE_YEAR:
        money = reference.unit.split("/")[0]
        for time, condition, quoted in of.price_observations(commodity):
            if time == str(year) and condition in ("", "average") and quoted.unit.split("/")[0] == money:
                return without_vat(of, quoted, name)
        reference = replace(reference, value=None)
    return without_vat(of, reference, name)
