"""How old somebody is is told of the person."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims

from .conftest import Make


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("白桦股份的董事长是方大同，男，58岁，本科学历。", [("方大同", 58)]),
        ("李小岭今年仅41岁，管着三个车间。", [("李小岭", 41)]),
        ("高龄津贴发放对象为80岁以上老人。", []),
    ],
)
def test_an_age_is_a_persons(document: Make, text: str, told: list[tuple[str, int]]) -> None:
    claims = [c for c in read_claims(document(text)) if c.value is not None]
    assert [(c.subject, c.value) for c in claims] == told
    assert all(c.unit == "year" for c in claims)
