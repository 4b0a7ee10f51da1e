"""What can be undone is undone to the character; honest text passes untouched; every span leads back to the raw file."""

from __future__ import annotations

import difflib
import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianzhang.core import InputError
from lianzhang.text import Document, damage_names, read_bytes
from lianzhang.text import generators as g


def read(text: str, path: str = "a.txt") -> Document:
    return read_bytes(text.encode("utf-8", errors="surrogatepass"), path)


def kinds(document: Document) -> dict[str, bool]:
    return {d.kind: d.undone for d in document.damage}


def check(document: Document) -> None:
    """Map, zones and damage fit the texts they speak of."""
    assert len(document.map) == len(document.text)
    starts, ends = list(document.map.starts), list(document.map.ends)
    assert starts == sorted(starts) and ends == sorted(ends)
    assert all(s < e <= len(document.raw) for s, e in zip(starts, ends))
    assert "".join(document.text[z.start : z.end] for z in document.zones) == document.text
    assert all(a.end == b.start for a, b in zip(document.zones, document.zones[1:]))
    for damage in document.damage:
        assert damage.kind in damage_names
        assert 0 <= damage.start <= damage.end <= len(document.raw)


def test_honest_text_is_untouched(own: str) -> None:
    document = read(own)
    assert document.text == own == document.raw
    assert set(kinds(document)) <= {"title_missing", "date_missing"}
    assert document.grade != "spun"
    assert document.hypothesis == ()
    check(document)


@pytest.mark.parametrize("marks", ["full", "half"])
@pytest.mark.parametrize("name", ["mangle", "double_punctuation", "to_traditional"])
def test_undone_to_the_character(own: str, name: str, marks: str) -> None:
    if marks == "half":  # many collections fold marks to half width
        own = own.translate(str.maketrans("，：；（）？", ",:;()?"))
    damage = getattr(g, name)
    for seed in range(5):
        damaged = damage(own, random.Random(seed))
        assert damaged != own
        document = read(damaged)
        assert document.text == own
        assert document.raw == damaged
        check(document)


def test_pinyin_maps_to_the_character_alone() -> None:
    raw = "動(dòng)力電(diàn)池產(chǎn)業(yè)開(kāi)工。"
    document = read(raw)
    assert document.text == "动力电池产业开工。"
    assert raw[slice(*document.map.raw(0, 2))] == "動(dòng)力"
    assert raw[slice(*document.map.raw(0, 1))] == "動"
    assert kinds(document)["pinyin"] is True


@pytest.mark.parametrize(
    "honest",
    [
        "安宁(Anning)市的项目(试行)已备案，编号(a)与(b)。",
        "郴(chēn)州是地级市，亳(bó)州也是。",
        "乾隆年间的瞭望台，著名学者到访。",
        "他问：“什么？！”“真的,，”她笑了。",
        "面积<5亩且>2亩的，按a&b处理。",
        "ＧＷｈ与１２３是全角，ok。",
        "價格（港元）一栏沿用繁体，其余各栏均为简体中文，读者请自行换算，数据截至去年底，仅供内部参考使用，不得外传。",
    ],
)
def test_honest_oddities_stay(honest: str) -> None:
    assert read(honest).text == honest


def test_printed_twice_is_counted_once(own: str) -> None:
    for seed in range(4):
        document = read(g.print_twice(own, random.Random(seed)))
        assert document.repeats, "second copy not seen"
        second = sum(r.end - r.start for r in document.repeats)
        assert second > 0.6 * len(own)
        for r in document.repeats:
            letters = re.compile(r"\W")
            assert letters.sub("", document.text[r.start : r.end]) == letters.sub(
                "", document.text[r.first_start : r.first_end]
            )
        assert kinds(document)["repeated_body"] is False


def test_slip_with_a_second_copy_is_restored(own: str) -> None:
    body = own.rstrip("\n")
    for seed in range(6):
        slipped = g.byte_slip(body, random.Random(seed))
        if slipped == body:
            continue
        document = read(body + "\n" + slipped + "\n")
        assert document.text == body + "\n" + body + "\n"


def test_slip_alone_is_restored_or_reported(own: str) -> None:
    """Never a wrong character without a trace: each is right, or still U+FFFD, or the slip is reported as not undone."""
    exact = partly = 0
    for seed in range(8):
        slipped = g.byte_slip(own, random.Random(seed))
        if slipped == own:
            continue
        document = read(slipped)
        if document.text == own:
            exact += 1
            continue
        partly += 1
        assert any(d.kind in ("byte_slip", "replacement_characters") for d in document.damage)
    assert exact + partly


def test_slips_are_never_restored_to_another_character(own: str) -> None:
    """Half of the first and the last character of a run is gone: where nothing decides, it stays U+FFFD."""
    places = restored = 0
    for seed in range(30):
        slipped = g.byte_slip(own, random.Random(seed))
        if slipped == own:
            continue
        document = read(slipped)
        for tag, a, b, c, d in difflib.SequenceMatcher(
            None, own, document.text, autojunk=False
        ).get_opcodes():
            new = document.text[c:d]
            if tag != "equal":
                assert set(new) == {"\ufffd"} or new in slipped or "?" in new, (own[a - 5 : b + 5], new)
        places += 1
        restored += document.text.count("\ufffd") + document.text.count("?") < slipped.count(
            "\ufffd"
        ) + slipped.count("?")
    assert places > 10 and restored


def test_slip_before_a_tag() -> None:
    before = "全市动力电池产业已成为推动经济增长的重要動力源。"
    data = "動力源。".encode("gbk")
    slipped = before[:-4] + "?" + data[1:-1].decode("gbk") + "?br />\n动力电池产业继续增长，动力源充足。\n"
    document = read(slipped)
    assert document.text.startswith(before.replace("動", "动")) or document.text.startswith(before)
    assert kinds(document)["byte_slip"] is True


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from(sorted(g.GENERATORS)), st.sampled_from(sorted(g.GENERATORS)))
def test_every_span_reproduces(texts: dict[str, str], seed: int, first: str, second: str) -> None:
    rng = random.Random(seed)
    text = texts[rng.choice(sorted(texts))]
    document = read(g.GENERATORS[second](g.GENERATORS[first](text, rng), rng))
    check(document)
    for m in re.finditer(r"\d[\d.]*", document.text):
        start, end = document.map.raw(*m.span())
        assert m.group() in re.sub(r"[(（][^)）]{1,6}[)）]", "", document.raw[start:end])


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_any_text_at_all(text: str) -> None:
    check(read(text))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200), st.sampled_from(["a.txt", "a.html"]))
def test_any_bytes_at_all(data: bytes, path: str) -> None:
    try:
        check(read_bytes(data, path))
    except InputError as error:  # what begins as a PDF is read as one
        assert b"%PDF-" in data and len(error.problems) == 1


def test_invisible_characters_go_and_are_reported() -> None:
    raw = "\ufeff总投\u200b资\u202e46.5\x00亿元\r\n第二行\r"
    document = read(raw)
    assert document.text == "总投资46.5亿元\n第二行\n"
    assert document.raw == raw
    found = kinds(document)
    assert {"byte_order_mark", "zero_width_characters", "bidi_characters", "control_characters"} <= set(found)
    assert raw[slice(*document.map.raw(3, 7))].replace("\x00", "") == "46.5"


def test_remnants_of_markup() -> None:
    document = read("第一段内容。<br />第二段&nbsp;内容，<b>加粗</b>，价格&lt;5元。")
    assert document.text == "第一段内容。\n第二段\xa0内容，加粗，价格<5元。"
    assert kinds(document)["markup_remnants"] is True


def test_a_pair_that_fell_out_of_a_slip_is_bridged() -> None:
    """Out of step, 导 and 思 make bytes of no character; software drops them without a trace."""
    after = "发展要有明确的指导思想。以理论为指导，思想统一，步调一致，各项工作才有保障。\n"
    right = "\u3000（一）指導思想"
    data = right.encode("gbk")[1:-1]
    gap = data.index(b"\xa7\xcb")
    slipped = "?" + (data[:gap] + data[gap + 2 :]).decode("gbk") + "?nbsp;\n" + after
    document = read("各县要坚持。\n" + slipped)
    assert document.text.startswith("各县要坚持。\n\u3000（一）指導思")
    assert kinds(document)["byte_slip"] is True


def test_cut_off_items_of_other_articles_behind_the_body_are_noise() -> None:
    body = "青江县锂电材料产业园去年新增企业六家，产线运行平稳，园区服务能力提升。\n"
    item = "云杉股份半年报出炉\n云杉股份上半年实现营业收入10.2亿元，同比下降4%，公司解释...\n2023-08-16 13:26:33\n"
    text = body * 3 + item + item.replace("云杉", "白桦")
    document = read_bytes(text.encode(), "a.txt")
    noise = "".join(document.text[z.start : z.end] for z in document.zones if z.kind == "related")
    assert "云杉股份上半年" in noise and "白桦股份上半年" in noise and "青江县" not in noise
    last = item.replace("云杉", "白桦").rsplit("\n", 2)[0]  # the page ends with the list
    document = read_bytes((body * 3 + item + last).encode(), "a.txt")
    assert (
        "".join(document.text[z.start : z.end] for z in document.zones if z.kind == "related") == item + last
    )
    alone = read_bytes((body * 3 + item).encode(), "a.txt")
    assert not any(z.kind == "related" for z in alone.zones)  # one such paragraph may be the text's own


def test_a_list_of_other_articles_that_ends_the_page_is_noise_though_none_is_cut_off() -> None:
    body = "云杉股份公告，公司上半年回购股份58万股，支付总金额612万元。\n"
    other = "白桦股份一天跌去两成，散户还等什么？\n白桦股份开盘跌20%，报7.1元，成交3.2亿元。\n"
    stamp = "2023-08-16 13:26:33\n"
    more = "铜价重回高位，每吨七万元之后怎么走"
    for page in (body + other + stamp + more, body + (other + stamp) * 2 + other, body + (other + stamp) * 2):
        document = read_bytes(page.encode(), "a.txt")
        noise = "".join(document.text[z.start : z.end] for z in document.zones if z.kind == "related")
        assert noise.strip() == page.removeprefix(body).strip()
    own = read_bytes((body + other + stamp).encode(), "a.txt")  # when the page itself was posted
    assert not any(z.kind == "related" for z in own.zones)
    headed = read_bytes((other.split("\n")[0] + "\n" + stamp + body * 2).encode(), "a.txt")
    assert not any(z.kind == "related" for z in headed.zones)


def test_titles_of_other_articles_behind_the_last_sentence_are_noise() -> None:
    own = "云杉基金去年收益6%，规模小幅增长。"
    more = "相关报道：    白桦基金一年亏去三成    四家公司放弃申报    桦林基金或夺首单"
    document = read_bytes((own * 3 + more + "\n").encode(), "a.txt")
    noise = "".join(document.text[z.start : z.end] for z in document.zones if z.kind == "related")
    assert noise.strip() == more
    told = own + "相关报道：该基金近日回应称，申赎一切正常。\n"
    assert not any(z.kind == "related" for z in read_bytes(told.encode(), "a.txt").zones)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("股市起伏，哪些板块值得看？点击立即开户，2分钟办好，抢先一步！", "ad"),
        ("年度锂电人物评选开始，千余家企业角逐12项大奖，欢迎投票，选出您心中的领军者>>", "ad"),
        ("云杉股份：新线投产 “桦林杯”投资者大赛报名中，转发即可领取188元好礼【点击查看】", "ad"),
        ("桦林头条（hualinnews）——9家材料厂转做储能，谁先跑出来？", "related"),
        ("云杉股份（原白桦股份）——去年营业收入12亿元，增长8%。", "body"),
        ("居民点击下载表格后交到窗口，即可报名，补贴每户500元。", "body"),
        ("青江县鼓励企业报名参与“机器换人”行动（共3批）", "body"),
    ],
)
def test_calls_and_other_pieces_within_the_body_are_noise(line: str, kind: str) -> None:
    before = "青江县锂电材料产业园去年新增企业六家，产线运行平稳。\n" * 3
    document = read_bytes((before + line + "\n园区服务能力也有提升。\n").encode(), "a.txt")
    at = document.text.index(line) + 3
    (zone,) = [z for z in document.zones if z.start <= at < z.end]
    assert zone.kind == kind
