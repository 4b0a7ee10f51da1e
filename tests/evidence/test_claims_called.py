"""Firms called by the root of their name. Names and sentences are made up."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims
from lianzhang.evidence.claims.called import called, root_of
from lianzhang.evidence.scan import scan

from .conftest import Make


@pytest.mark.parametrize(
    ("name", "root"),
    [
        ("河北晏珂新能源科技有限公司", "晏珂"),
        ("衡水市迦岚锂业集团股份有限公司", "迦岚"),
        ("泓霁旭公司", "泓霁旭"),
        ("河北省发展投资集团有限公司", ""),
        ("上市公司", ""),
    ],
)
def test_root(name: str, root: str) -> None:
    assert root_of(name) == root


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("河北晏珂新能源有限公司落户衡水。河北晏珂建成电池产线。", {"河北晏珂"}),
        ("在泓霁旭公司，产线运行。泓霁旭年产电池2GWh。", {"泓霁旭"}),
        ("泓霁旭、迦岚珂等四家企业巨头入驻。", {"泓霁旭", "迦岚珂"}),
        ("县里为泓霁旭、迦岚珂等四家企业供货。", {"迦岚珂"}),
        ("桃城、枣强、武邑等五家企业入驻。", set()),
        ("这家外地公司和当地公司合作，各家公司扩产。", set()),
    ],
)
def test_names(text: str, names: set[str]) -> None:
    assert set(called(text, scan(text))) == names


def test_the_place_in_a_short_name_is_no_place_of_its_works(document: Make) -> None:
    text = "河北省衡水市枣强县抓电池产业。河北晏珂新能源有限公司落户枣强县。河北晏珂建成年产3GWh电池产线。"
    (told,) = [c for c in read_claims(document(text)) if c.kind == "capacity"]
    assert (told.subject, told.place) == ("河北晏珂", "河北省衡水市枣强县")
