"""What plans need of a factor against what was granted.

Class ``implies``: the plans hold only if the difference is granted as well (or the plans take less).

    short = need − quota
"""

from __future__ import annotations

from lianzhang.audit.figures import add, converted, difference, finding_id, safe, share, value_of
from lianzhang.audit.finding import Finding
from lianzhang.audit.reading import View
from lianzhang.core import Text

__all__ = ["check"]


def check(view: View) -> list[Finding]:
    """One finding for every place, factor and year with more need than quota."""
    found = []
    for quota in view.world.quotas:
        place = view.place_key(quota.place)
        limit = quota.quantity
        needs = [
            (f"need{i}", n)
            for i, n in enumerate(
                (converted(need.quantity, limit.unit) for need in view.world.needs
                 if need.factor == quota.factor and need.year == quota.year and view.within(view.place_key(need.place), place)),
                start=1,
            )
            if n is not None and n.value is not None
        ]  # fmt: skip
        if not needs or not limit.value:
            continue
        need = add(needs, Text("各项需求之和", "sum of needs"))
        if value_of(need) <= value_of(limit):
            continue
        short = difference(("need", need), ("quota", limit), Text("需求 − 指标", "need − quota"))
        rate = share(("need", need), ("quota", limit), Text("需求 ÷ 指标", "need ÷ quota"))
        where, factor = view.place_name(place), safe(quota.factor)
        found.append(Finding(
            finding_id("need_above_quota", (str(place), quota.factor, str(quota.year))), "need_above_quota", "implies",
            Text(f"{where}{quota.year}年{factor}需求超过指标", f"{where}: need of {factor} above its quota ({quota.year})"),
            Text(f"{where}{quota.year}年{factor}需求{{need}}，指标{{quota}}（{{rate}}），须另争取{{short}}或压减项目。",
                 f"{where}: {factor} needed ({quota.year}) is {{need}} against a quota of {{quota}} ({{rate}}); {{short}} more must be granted or projects cut."),
            Text("{need} − {quota} = {short}", "{need} − {quota} = {short}"),
            (("need", need), ("quota", limit), ("short", short), ("rate", rate)), place, str(quota.year), (), min(100.0, float(value_of(rate) - 100)),
        ))  # fmt: skip
    return found
