"""Factor guarantee (要素保障): what projects need by the recipes, against quotas by place and year; energy review by rule data.

``factor_needs(projects)`` each project's needs and level of energy review; ``shortages(needs, quotas)`` where they pass quotas, and
which level above has to spare.
"""

from lianzhang.desk.factors.needs import (
    FACTORS,
    Escalation,
    FactorNeeds,
    Shortage,
    factor_needs,
    shortages,
)
from lianzhang.desk.factors.review import Review, ReviewLevel, parse_review, review_levels, review_of

__all__ = [
    "FACTORS",
    "Escalation",
    "FactorNeeds",
    "Review",
    "ReviewLevel",
    "Shortage",
    "factor_needs",
    "parse_review",
    "review_levels",
    "review_of",
    "shortages",
]
