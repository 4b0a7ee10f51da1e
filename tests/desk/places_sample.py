"""A project with a place and a total, for tests that look at nothing else."""

from decimal import Decimal

from lianzhang.core import RowBasis
from lianzhang.ledger.project import ProjectRecord


def project(number, name, place, total, **more):
    given = {
        "owner": f"公司{number}", "segment": None, "stage": "在建", "stages": {}, "due": {}, "completed_investment": None, "capacity": None,
        "capacity_unit": None, "product": None, "responsible_body": None, "responsible_office": None,
        "basis": {"total_investment": RowBasis("projects.csv", number, "总投资", ())},
    }  # fmt: skip
    return ProjectRecord(
        id=number,
        name=name,
        place=place,
        total_investment=None if total is None else Decimal(total),
        **(given | more),
    )
