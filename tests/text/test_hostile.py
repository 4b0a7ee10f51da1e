"""Hostile input ends in bounded time and never raises."""

from __future__ import annotations

import random
import time

import pytest

from lianzhang.text import read_bytes

_RNG = random.Random(7)
HOSTILE = {
    "digits": ("7" * 3_000_000, "a.txt"),
    "brackets": ("(" * 300_000, "a.txt"),
    "nested": ("（" * 50_000 + "）" * 50_000, "a.txt"),
    "tags": ("<div class='nav'>" * 100_000, "a.html"),
    "closed tags": ("<b>字</b>" * 30_000, "a.html"),
    "comments": ("<!--" * 100_000, "a.html"),
    "quotes": ('<a b="' * 50_000, "a.html"),
    "scripts": ("<script>" * 50_000, "a.html"),
    "entities": ("&amp;" * 100_000, "a.html"),
    "spaces": (" " * 500_000 + "\n" + "\t" * 500_000, "a.html"),
    "blank lines": ("\r\n" * 300_000, "a.txt"),
    "wildcards": ("?恿\ufffd" * 30_000, "a.txt"),
    "few wildcards": ("?恿υ础" * 700, "a.txt"),
    "commas": (",，" * 200_000, "a.txt"),
    "pinyin": ("動(dòng)" * 50_000, "a.txt"),
    "one sentence": ("中国" * 300_000, "a.txt"),
    "same sentence": ("同一句话反复出现在这份文件里面。" * 20_000, "a.txt"),
    "zero width": ("\u200b字" * 200_000, "a.txt"),
    "pipes": ("| " * 200_000, "a.txt"),
    "arrows and blanks": ("[" + "    »" * 18 + "  \\  E  S  ¿  ò  F  5  8  .  9", "a.txt"),
    "arrows": ("首页 > " * 50_000, "a.txt"),
    "related": ("相关文章\n" * 20_000, "a.txt"),
    "comment lines": ("138****1234 回复 139****4321:问\n\n" * 5_000, "a.txt"),
    "places": ("云南安定市" * 20_000, "a.txt"),
    "years": ("2023年" * 30_000, "a.txt"),
    "lines of blanks": ("x" * 50 + "\n \n\t\n" * 200_000, "a.txt"),
    "places without end": ("某某县市" * 100_000, "a.txt"),
    "signs of every rule": ("余年%万亿/年Wh[ ]" * 40_000, "a.txt"),
    "tails": (("本文" * 400 + "声明：" + "仅供" * 400 + "\n") * 100, "a.txt"),
    "nested quotes": ("“" * 100_000 + "”" * 100_000, "a.txt"),
    "spinners' words": ("今朝存眷黉舍当局临盆产物" * 20_000, "a.txt"),
    "dateline of nothing": ("网" * 200_000 + "1月1日电", "a.txt"),
    "random": ("".join(chr(_RNG.randrange(32, 0xD7FF)) for _ in range(200_000)), "a.txt"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_bounded_time(name: str) -> None:
    text, path = HOSTILE[name]
    data = text.encode()
    begin = time.process_time()
    document = read_bytes(data, path)
    took = time.process_time() - begin
    assert took < 12, f"{name}: {took:.1f} s for {len(data)} bytes"
    assert len(document.map) == len(document.text)


def test_binary() -> None:
    data = bytes(_RNG.randrange(256) for _ in range(300_000))
    begin = time.process_time()
    read_bytes(data, "a.txt")
    assert time.process_time() - begin < 12
