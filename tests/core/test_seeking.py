"""A pattern that is sought by its first characters matches what the library's own matches."""

import random
import re

import pytest

from lianzhang.core.seeking import seeking

PATTERNS = (
    r"(?<![占居])(?:全|我|本)[省市县](?!级)",
    r"[起止]于|起点|途[经径]|(?<=二)向[东西]",
    r"(?:的|将|拟)?(?:总经理|净利|[停复]牌)",
    r"(?P<n>[A-Z]{2,})公司|(?:\d+天)?(?P<m>\d)板",
    r"^其中|(?<=，)[前后时]\Z|显示\Z",
    r"(?:省|市)*级|\s",
    r"x*",
    r".省",
    r"[^省]市",
)
LETTERS = "占居全我本省市县级起止于点途经径二向东西的将拟总理净利停复牌AB公司3天板其中，前后时显示 \n"


@pytest.mark.parametrize("source", PATTERNS)
def test_matches_as_the_library_does(source: str) -> None:
    plain, sought, draw = re.compile(source), seeking(source), random.Random(5)
    for _ in range(2000):
        text = "".join(draw.choices(LETTERS, k=draw.randint(0, 14)))
        start, end = sorted((draw.randint(0, 14), draw.randint(0, 14)))
        expected = [(m.span(), m.groups(), m.groupdict()) for m in plain.finditer(text, start, end)]
        assert [(m.span(), m.groups(), m.groupdict()) for m in sought.finditer(text, start, end)] == expected
        assert plain.sub("x", text) == sought.sub("x", text)
        assert (plain.match(text) is None) == (sought.match(text) is None)
        assert (plain.fullmatch(text) is None) == (sought.fullmatch(text) is None)


def test_is_the_same_pattern_to_who_asks() -> None:
    source = r"(?<!不)(?P<n>[增减]持)"
    sought = seeking(source)
    assert (sought.pattern, sought.flags, sought.groups) == (source, re.compile(source).flags, 1)
    assert sought.groupindex == {"n": 1}
