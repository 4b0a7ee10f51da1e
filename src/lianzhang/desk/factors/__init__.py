"""Factor guarantee (要素保障): what projects need by the recipes, against quotas by place and year; energy review by rule data.

``factor_needs(projects)`` each project's needs and level of energy review; ``shortages(needs, quotas)`` where they pass quotas, and
which level above has to spare; ``grades_of`` and ``park_factors`` whether parks can take their projects; ``requests_of`` what was asked and
granted.
"""

from lianzhang.desk.factors.needs import (
    FACTORS,
    Escalation,
    FactorNeeds,
    Shortage,
    factor_needs,
    shortages,
)
from lianzhang.desk.factors.parks import (
    FactorRequest,
    ParkFactor,
    ParkGrade,
    grades_of,
    park_factors,
    requests_of,
)
from lianzhang.desk.factors.review import Review, ReviewLevel, parse_review, review_levels, review_of

__all__ = [
    "FACTORS",
    "Escalation",
    "FactorNeeds",
    "FactorRequest",
    "ParkFactor",
    "ParkGrade",
    "Review",
    "ReviewLevel",
    "Shortage",
    "factor_needs",
    "grades_of",
    "park_factors",
    "parse_review",
    "requests_of",
    "review_levels",
    "review_of",
    "shortages",
]
