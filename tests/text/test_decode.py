from __future__ import annotations

import pytest

from lianzhang.text import generators as g
from lianzhang.text import read_bytes
from lianzhang.text.decode import decode
from lianzhang.text.script import to_traditional_characters


@pytest.mark.parametrize(
    ("codec", "name"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("gb18030", "gb18030"), ("gbk", "gb18030"), ("utf-16", "utf-16-le"),
     ("utf-16-le", "utf-16-le"), ("utf-16-be", "utf-16-be"), ("utf-32", "utf-32-le")],
)  # fmt: skip
def test_encodings(own: str, codec: str, name: str) -> None:
    document = read_bytes(g.to_encoding(own, codec), "a.txt")
    assert document.encoding == name
    assert document.text == own
    assert document.raw.lstrip("\ufeff") == own


def test_big5(own: str) -> None:
    traditional = to_traditional_characters(own)
    decoded = decode(traditional.encode("big5", errors="replace"))
    assert decoded.encoding == "big5"
    same = sum(a == b for a, b in zip(decoded.raw, traditional))
    assert same > 0.97 * len(traditional)


def test_bad_bytes_are_reported(own: str) -> None:
    data = own.encode("utf-8")
    document = read_bytes(data[:100] + b"\xff\xfe\x80" + data[100:], "a.txt")
    (found,) = [d for d in document.damage if d.kind == "undecodable_bytes"]
    assert not found.undone
    assert document.raw[found.start : found.end] == "\ufffd"
    assert own[60:] in document.text


def test_mixed_encodings() -> None:
    first, second = "总投资四十六亿元，其中新增产能三条线。\n", "园区现有企业三十七家，产值持续增长。\n"
    document = read_bytes(first.encode() + second.encode("gb18030"), "a.txt")
    assert document.text == first + second
    assert document.encoding == "utf-8+gb18030"
    assert "mixed_encoding" in {d.kind for d in document.damage}


def test_empty_and_latin() -> None:
    assert read_bytes(b"", "a.txt").text == ""
    assert "Café" in read_bytes("Café crème, déjà vu — naïve façade. ".encode("cp1252") * 5, "a.txt").text
