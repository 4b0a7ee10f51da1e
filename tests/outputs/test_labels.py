"""Names that the program gives to its own things are told in the reader's words."""

from __future__ import annotations

from lianzhang.audit.rules import RULES
from lianzhang.desk.levels import duties
from lianzhang.outputs.labels import duty_name, source_name


def test_every_duty_that_comes_with_the_program_has_a_name() -> None:
    for about, what in duties().owed:
        assert duty_name(about, what).isascii() is False, (about, what)
    assert {("rule", r) for r in RULES} <= set(duties().owed)
    assert duty_name("desk", "ours") == "ours", "what a case added stays"


def test_sources_are_told_in_words_and_what_a_user_wrote_stays() -> None:
    assert source_name("project 15") == "项目台账第15条"
    assert source_name("register of matters") == "交办事项台账"
    assert source_name("project 15 of the county") == "project 15 of the county"
