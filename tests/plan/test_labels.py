"""Labels of the program in the reader's words."""

import pytest

from lianzhang.plan.labels import said


@pytest.mark.parametrize(
    ("label", "zh"),
    [
        ("build: 湖南省郴州市 · electrolyte · 2024", "新建：湖南省郴州市 · 锂电电解液"),
        ("quota: 贵州省 · land · 2024", "要素指标：贵州省 · 用地 · 2024"),
        ("my own row", "my own row"),
    ],
)
def test_labels_are_told_in_words(label: str, zh: str) -> None:
    assert said(label).zh.startswith(zh)
