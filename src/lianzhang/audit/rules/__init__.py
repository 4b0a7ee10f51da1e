"""The rules of the audit, one module each: what it proves, the class of what it finds, its formula.

A rule is a function ``check(view) -> list[Finding]``, pure over its input.
"""

from lianzhang.audit.rules import (
    contract_against_completed,
    double_count,
    duplicated_roles,
    fair_competition,
    need_above_quota,
    needed_growth,
    park_safety,
    part_above_whole,
    revenue_against_output,
    stage_balance,
    target_against_investment,
    target_against_pipeline,
    unsupported,
)

__all__ = ["RULES"]

RULES = {
    "stage_balance": stage_balance.check,
    "part_above_whole": part_above_whole.check,
    "needed_growth": needed_growth.check,
    "target_against_pipeline": target_against_pipeline.check,
    "target_against_investment": target_against_investment.check,
    "contract_against_completed": contract_against_completed.check,
    "revenue_against_output": revenue_against_output.check,
    "double_count": double_count.check,
    "duplicated_roles": duplicated_roles.check,
    "park_safety": park_safety.check,
    "need_above_quota": need_above_quota.check,
    "fair_competition": fair_competition.check,
    "unsupported": unsupported.check,
}
"""By name, in the order of the book."""
