"""The language model: a small local server that answers well, lies, stalls and returns garbage. No number is ever its own."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from lianzhang.case import Case
from lianzhang.core import InputError
from lianzhang.evidence import Claim

SENTENCE = "白桦样车在冰面跑了12天"
GOOD = {
    "quote": "跑了12天", "value": 12, "unit": "day", "kind": "technology_parameter", "modality": "actual",
    "subject": "白桦样车", "item": "火星车",
}  # fmt: skip
Answer = Callable[[BaseHTTPRequestHandler], None]


class Server(ThreadingHTTPServer):
    daemon_threads = True
    answer: Answer
    asked = 0


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        self.server.asked += 1
        self.body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with contextlib.suppress(OSError):
            self.server.answer(self)

    def log_message(self, *_: object) -> None:
        pass


def send(handler: BaseHTTPRequestHandler, data: bytes, status: int = 200) -> None:
    handler.send_response(status)
    handler.send_header("Content-Length", str(len(data)))
    handler.end_headers()
    handler.wfile.write(data)


def says(*proposals: Any) -> Answer:
    content = json.dumps({"proposals": proposals}, ensure_ascii=False)
    data = json.dumps({"choices": [{"message": {"content": content}}]}).encode()
    return lambda handler: send(handler, data)


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    yield made
    made.shutdown()
    made.server_close()


@pytest.fixture
def folder(tmp_path: Path, fresh: Callable[..., Path], server: Server) -> Path:
    made = fresh(tmp_path / "case", documents=2)
    (made / "documents" / "test.txt").write_text(
        f"试车通报\n发布日期：2024-05-20\n\n天气很好。\n\n{SENTENCE}。\n", encoding="utf-8"
    )
    settings = (
        f'[reading.model]\nurl = "http://127.0.0.1:{server.server_port}/v1"\nname = "small"\ntimeout = 1\n'
    )
    toml = made / "case.toml"
    toml.write_text(toml.read_text(encoding="utf-8") + "\n" + settings, encoding="utf-8")
    return made


def proposed(folder: Path) -> list[Claim]:
    with Case(folder) as case:
        summary = case.read()
        assert summary.problems == ()
        assert case.documents.height == 3 and sum(c.rule != "model" for c in case.ledger.claims()) >= 2
        return [c for c in case.ledger.claims() if c.rule == "model"]


def test_off_by_default(fresh: Callable[..., Path], tmp_path: Path, server: Server) -> None:
    with Case(fresh(tmp_path / "plain")) as case:
        assert case.settings.model is None and case.read().model is None
    assert server.asked == 0


def test_a_good_answer_is_taken_and_marked(
    folder: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys: list[str | None] = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        keys.append(handler.headers.get("Authorization"))
        says(GOOD)(handler)

    server.answer = answer
    monkeypatch.setenv("LIANZHANG_MODEL_KEY", "secret")
    (claim,) = proposed(folder)
    assert (claim.value, claim.unit, claim.kind, claim.subject) == (
        12,
        "day",
        "technology_parameter",
        "白桦样车",
    )
    assert claim.item is None  # it stands nowhere in the sentence
    assert claim.grade in ("repost", "spun") and claim.confidence < 0.5 and claim.rule == "model"
    raw = (folder / "documents" / "test.txt").read_text(encoding="utf-8")
    assert raw[claim.start : claim.end] == claim.quote and "12天" in claim.quote
    assert set(keys) == {"Bearer secret"} and server.asked == 1
    assert "secret" not in (folder / "model-answers.jsonl").read_text(encoding="utf-8")


def in_document(folder: Path, text: str) -> None:
    (folder / "documents" / "test.txt").write_text(
        f"试车通报\n发布日期：2024-05-20\n\n{text}\n", encoding="utf-8"
    )


def test_a_sentence_of_which_a_frame_read_a_part(folder: Path, server: Server) -> None:
    in_document(folder, f"白桦公司实现净利润2亿元，{SENTENCE}。")
    read = {
        "quote": "净利润2亿元",
        "value": 200_000_000,
        "unit": "CNY",
        "kind": "sales",
        "modality": "actual",
    }
    server.answer = says(GOOD, read)
    (claim,) = proposed(folder)
    assert claim.value == 12, "what a frame read stays as it is"
    with Case(folder) as case:
        told = [c for c in case.ledger.claims() if c.value == 200_000_000 and c.document.endswith("test.txt")]
        assert [c.kind for c in told] == ["finance"]


def test_a_better_reading_takes_the_place_of_the_last_resort(folder: Path, server: Server) -> None:
    in_document(folder, "白桦铁路打通了7个断点。")
    better = {
        "quote": "7个断点",
        "value": 7,
        "unit": "count",
        "kind": "project_count",
        "modality": "actual",
        "subject": "白桦铁路",
    }
    server.answer = says(better)
    (claim,) = proposed(folder)
    assert (claim.kind, claim.subject) == ("project_count", "白桦铁路")
    with Case(folder) as case:
        assert [c.rule for c in case.ledger.claims() if c.value == 7] == ["model"]


def test_what_frames_read_and_ordinals_are_not_handed_out(folder: Path, server: Server) -> None:
    in_document(folder, "白桦公司实现净利润2亿元。第二届大会于2024年召开。")
    assert proposed(folder) == [] and server.asked == 0


def test_the_same_again_without_asking(folder: Path, server: Server) -> None:
    server.answer = says(GOOD)
    first = proposed(folder)
    asked = server.asked
    (folder / "ledger.db").unlink()
    (folder / "reading.jsonl").unlink()
    server.answer = says({**GOOD, "kind": "sales"})
    assert proposed(folder) == first and server.asked == asked


@pytest.mark.parametrize(
    "lie",
    [
        {"value": 13}, {"value": 120}, {"value": "12"  "0"}, {"unit": "t"}, {"unit": None}, {"value": None}, {"value": True},
        {"value": [12]}, {"value": "NaN"}, {"value": "1e999999999"}, {"quote": "跑了13天", "value": 13}, {"quote": ""},
        {"quote": "跑了"}, {"quote": 12}, {"quote": None}, {"kind": "record"}, {"kind": ["sales"]}, {"modality": "sure"}, {"modality": {}},
    ],
)  # fmt: skip
def test_a_lie_is_dropped(folder: Path, server: Server, lie: dict[str, Any]) -> None:
    server.answer = says({**GOOD, **lie})
    assert proposed(folder) == []


def drip(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(100):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.1)


def endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(b"[" * 65536)


def chat(content: Any) -> Answer:
    data = json.dumps({"choices": [{"message": {"content": content}}]}).encode()
    return lambda handler: send(handler, data)


@pytest.mark.parametrize(
    "answer",
    [
        lambda h: time.sleep(4),
        drip,
        endless,
        lambda h: h.connection.close(),
        lambda h: send(h, b"\xff\xfe not json"),
        lambda h: send(h, b"[" * 100_000),
        lambda h: send(h, b"{}"),
        lambda h: send(h, b"null"),
        lambda h: send(h, b"", 500),
        lambda h: send(h, b"no", 401),
        lambda h: h.wfile.write(b"garbage\r\n\r\n"),
        chat(None), chat("no json"), chat("[1]"), chat('{"proposals": 5}'), chat({"a": 1}), chat("[" * 50_000),
    ],
)  # fmt: skip
def test_no_answer_costs_nothing_but_the_answer(folder: Path, server: Server, answer: Answer) -> None:
    server.answer = answer
    began = time.monotonic()
    assert proposed(folder) == []
    assert time.monotonic() - began < 15
    server.answer = says(GOOD)  # asked again the next time, and only for the document that was left
    with Case(folder) as case:
        summary = case.read()
        assert (summary.new, summary.unchanged) == (1, 2) and summary.model == (1, 1, 0)


@pytest.mark.parametrize("content", ['{"proposals": ["x", 7, null, {}]}', '```json\n{"proposals": []}\n```'])
def test_an_answer_with_nothing_to_take(folder: Path, server: Server, content: str) -> None:
    server.answer = chat(content)
    assert proposed(folder) == []
    with Case(folder) as case:
        assert case.read().unchanged == 3


def test_a_forged_store_of_answers_invents_nothing(folder: Path, server: Server) -> None:
    server.answer = says(GOOD)
    assert len(proposed(folder)) == 1
    kept = folder / "model-answers.jsonl"
    text = kept.read_text(encoding="utf-8")
    assert '"value": 12' in text
    kept.write_text(text.replace('"value": 12', '"value": 99') + '{"key": 1}\nnull\n[[[', encoding="utf-8")
    (folder / "ledger.db").unlink()
    assert proposed(folder) == []


def test_settings(folder: Path) -> None:
    toml = folder / "case.toml"
    good = toml.read_text(encoding="utf-8")
    for old, new, field in (
        ("http://", "file://", "reading.model.url"),
        ("timeout = 1", "timeout = 0", "reading.model.timeout"),
        ("timeout = 1", "timeouts = 1", "reading.model.timeouts"),
        ('name = "small"', "", "reading.model.name"),
    ):
        assert old in good
        toml.write_text(good.replace(old, new), encoding="utf-8")
        with pytest.raises(InputError) as caught:
            Case(folder)
        assert [p.field for p in caught.value.problems] == [field]
