"""Words that do not fit their places: what spinners leave whose words no list has."""

from __future__ import annotations

import random

import honest
import numpy as np
import pytest

from lianzhang.text import read_bytes
from lianzhang.text.misfit import misfit
from lianzhang.text.misfit_places import rivals
from lianzhang.text.spin import list_scores
from lianzhang.text.spin_words import read_table
from lianzhang.text.triples import code, triples

HONEST = (
    "记者从市发展改革委获悉，今年前三季度全市新能源装机规模持续扩大，企业生产经营总体平稳。截至九月底，全市储能项目累计投入运行18个，"
    "总容量达到2.6吉瓦时，比去年同期增长四成。市发展改革委负责人表示，下一步将加快重大项目建设，完善配套政策，引导金融机构加大支持力度，"
    "帮助企业降低融资成本。业内专家认为，随着技术进步和市场需求扩大，行业竞争将更加激烈，企业必须提高产品质量和管理水平。目前，多家企业已经"
    "宣布扩大产能，预计明年产量仍将保持较快增长。有关部门提醒，要防止盲目投资和低水平重复建设，推动产业健康有序发展。各县区要明确责任，"
    "按照要求完成年度目标任务，及时解决项目推进中的困难和问题。\n"
)
SWAPPED = {
    "获悉": "得悉", "扩大": "扩展", "运行": "运转", "达到": "抵达", "同期": "同时", "表示": "声称", "完善": "完备", "引导": "诱导",
    "支持": "支援", "帮助": "援助", "降低": "减低", "专家": "行家", "需求": "要求", "激烈": "剧烈", "必须": "必需", "提高": "增高",
    "宣布": "宣告", "保持": "维持", "防止": "避免", "推动": "驱动", "明确": "明白", "要求": "请求", "解决": "处理", "困难": "艰难",
}  # fmt: skip
"""Written for this test from a dictionary of synonyms; spin.csv and spin_list.csv know few of them."""


def spun(text: str) -> str:
    out, at = "", 0
    while at < len(text):
        new = SWAPPED.get(text[at : at + 2])
        out += new or text[at]
        at += 2 if new else 1
    return out


def test_words_that_no_list_has() -> None:
    listed = {r["spun"] for name in ("spin.csv", "spin_list.csv") for r in read_table(name)}
    assert len(set(SWAPPED.values()) - listed) > len(SWAPPED) / 2
    document = read_bytes(spun(HONEST).encode(), "a.txt")
    assert document.grade == "spun"
    told = "、".join(f.detail for f in document.damage if f.kind == "spun")
    right = {f"{b}→{a}" for a, b in SWAPPED.items()}
    assert sum(pair in told for pair in right) >= 6
    read = {f"{document.text[s:e]}→{new}" for s, e, new in document.hypothesis}
    assert len(read & right) < 6, "what no list has is told, and not read so"
    assert read_bytes(HONEST.encode(), "a.txt").grade != "spun"


def test_no_single_word_is_evidence() -> None:
    for word, new in SWAPPED.items():
        document = read_bytes(HONEST.replace(word, new).encode(), "a.txt")
        assert document.grade != "spun", (word, new)


def test_places_are_those_of_the_text() -> None:
    """A text in several parts: every place that speaks for a spinner holds the word that is named."""
    text = spun(HONEST)
    parts = [text[:120], text[120:260], text[260:]]
    found = misfit(parts, list_scores(parts))
    assert len(found.telling) > 5
    joined = "\n".join(parts)
    assert all(joined[at : at + len(word)] == word for at, word, _ in found.telling)


def test_what_the_table_does_not_know_is_not_judged() -> None:
    rng = random.Random(3)
    strange = "".join(chr(rng.randint(0x4E00, 0x9FA5)) for _ in range(900))
    assert misfit([strange], (0.0, 0.0, 0.0)).score < -50
    for text in ("", "。", "锂", "\U0001f50b" * 300, "1" * 5000):
        assert misfit([text], (0.0, 0.0, 0.0)).score < 0


@pytest.mark.parametrize(("seed", "part"), [(1, 4), (2, 4), (3, 2)])
def test_a_spinner_of_rivals_is_found_in_a_page(seed: int, part: int) -> None:
    """Every fourth word, or every second, of the table itself swapped in own honest texts: found, and never before."""
    back: dict[str, list[str]] = {}
    known = rivals()
    for i, word in enumerate(known.words):
        for name in known.names[known.first[i] : known.first[i + 1]]:
            back.setdefault(name, []).append(word)
    rng = random.Random(seed)
    found = tried = 0
    for text in honest.documents(60_000, seed):
        words = [w for w in back if w in text]
        new = text
        for word in rng.sample(words, len(words) // part):
            new = new.replace(word, rng.choice(back[word]))
        assert read_bytes(text.encode(), "a.txt").grade != "spun"
        tried += 1
        found += read_bytes(new.encode(), "a.txt").grade == "spun"
    assert tried > 8
    assert found >= 0.9 * tried


def test_codes_keep_places() -> None:
    table = triples()
    text = "产量12.5万吨，growth\t为\u3000正\U0001f50b。"
    coded = code(text, table)
    assert len(coded.place) == len(text)
    for i, c in enumerate(text):
        assert coded.codes[coded.place[i]] == table.numbers[min(ord(c), 0xFFFF)]
    digits = [coded.place[i] for i in range(2, 6)]
    assert len(set(digits)) == 1


def test_chances_are_chances() -> None:
    """Over all characters the chances of what follows sum to about one, and a known pair is far likelier than chance."""
    table = triples()
    n = len(table.single)
    every = np.arange(n)
    for a, b, c in ("新能源", "电动车", "高质量", "二零二"):
        x, y = (np.full(n, table.numbers[ord(p)]) for p in (a, b))
        chances = table.chance(
            every, table.triple(x, y, every), table.pair(x, y), table.pair(y, every), table.single[y]
        )
        assert (chances > 0).all()
        assert (chances <= 1).all()
        assert 0.5 < chances.sum() < 1.6
        if a == "新":
            assert chances.argmax() == table.numbers[ord(c)]
