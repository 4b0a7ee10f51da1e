"""Products at the head of an item: numbered lists of products, lists of prices. Sentences are made up."""

from __future__ import annotations

from lianzhang.evidence import read_claims

from .conftest import Make


def test_a_numbered_item_is_about_its_product(document: Make) -> None:
    text = (
        "2、美国海文公司宣布提价，幅度为10%，上涨趋势形成。\n"
        "3、电池级碳酸锂从去年9月恢复增长。年初至今出货量增20%以上，毛利率26%左右，净利率18%左右。\n"
        "4、工业级碳酸锂近期萎缩。毛利率只有16%左右，净利率8%左右。\n"
    )
    told = [(c.subject, str(c.value)) for c in read_claims(document(text)) if c.value is not None]
    assert told == [
        ("美国海文公司", "10"),
        ("电池级碳酸锂", "20"),
        ("电池级碳酸锂", "26"),
        ("电池级碳酸锂", "18"),
        ("工业级碳酸锂", "16"),
        ("工业级碳酸锂", "8"),
    ]


def test_prices_are_of_what_opens_their_clause(document: Make) -> None:
    text = "锂辉石指数(5%≤Li2O<6%)报5900元/吨，上涨90元/吨；锂云母指数(2%≤Li2O<4%)报2315元/吨，上涨60元/吨；工业级碳酸锂报7.1万元/吨。"
    told = [
        (c.subject, str(c.value)) for c in read_claims(document(text)) if (c.unit or "").startswith("CNY")
    ]
    assert [s for s, _ in told] == ["锂辉石指数", "锂辉石指数", "锂云母指数", "锂云母指数", "工业级碳酸锂"]
