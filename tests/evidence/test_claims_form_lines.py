"""Lines of a form about a firm tell that firm's figures and who stands for it. Made-up forms, read by hand."""

from __future__ import annotations

from lianzhang.evidence import read_claims

from .conftest import Make

_FORM = (
    "青松矿业股份有限公司公告，公司收购白桦锂业有限公司60%股权，变更登记已经完成，新的登记信息如下：\n"
    "公司名称：白桦锂业有限公司\n类型：有限责任公司\n法定代表人：张立群\n注册资本：人民币350.00万元整\n成立日期：2003年05月21日\n"
    "青松矿业股份有限公司目前注册资本8亿元。\n"
)


def test_the_lines_of_a_form_are_of_the_firm_it_names(document: Make) -> None:
    claims = read_claims(document(_FORM))
    assert [c.subject for c in claims if c.value == 3_500_000] == ["白桦锂业有限公司"]
    told = [(c.subject, c.object) for c in claims if c.kind == "talent"]
    assert told == [("张立群", "白桦锂业有限公司法定代表人")]


def test_what_stands_behind_the_form_is_not_of_it(document: Make) -> None:
    claims = read_claims(document(_FORM))
    assert [c.subject for c in claims if c.value == 800_000_000] == ["青松矿业股份有限公司"]


def test_a_bound_that_may_be_reached_is_told_once(document: Make) -> None:
    text = "青松矿业股份有限公司拟申请不超过3,600万元（含3,600万元）的贷款，并向银行借入2亿元（含手续费500万元）。"
    told = [str(int(c.value)) for c in read_claims(document(text)) if c.unit == "CNY"]  # type: ignore[arg-type]
    assert told == ["36000000", "200000000", "5000000"]


def test_what_the_ratings_of_a_broker_mean_is_no_figure(document: Make) -> None:
    legend = "股票评级 买入 相对同期基准指数涨幅在20%以上 增持 相对同期基准指数涨幅在5%~20%之间 减持 相对同期基准指数跌幅在8%以上"
    assert not [c for c in read_claims(document(legend)) if c.value is not None]
    legend = "买入预期股价相对收益20%以上 持有预期股价相对收益-10%-10% 弱于大市预期行业指数涨幅-5%以下"
    assert not [c for c in read_claims(document(legend)) if c.value is not None]
    told = read_claims(document("今年以来，青松矿业股价强于大盘，涨幅达20%，股东增持3%股份。"))
    assert [str(c.value) for c in told if c.unit == "%"] == ["20", "3"]
