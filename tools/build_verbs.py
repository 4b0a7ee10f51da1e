"""Build the list of verbs by which the open reader of clauses finds what a named thing does.

    python tools/build_verbs.py DICT

DICT is ``jieba/dict.txt`` of the package jieba 0.42.1 (https://github.com/fxsjy/jieba, MIT licence, copyright 2013 Sun Junyi). Kept are the
words of two to four characters that it has as verbs (v, vn, vi, vd) and that were met LEAST times. Written to
``src/lianzhang/evidence/data/verbs.txt``, the verbs of one first character a line.
"""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path

DATA = Path(__file__).parents[1] / "src/lianzhang/evidence/data"
LEAST = 60
TAGS = frozenset({"v", "vn", "vi", "vd"})
ADDED = (
    "上市 中标 任命 会见 会晤 制裁 印发 复牌 停牌 摘牌 揭牌 挂牌 开业 开庭 开拍 法拍 首飞 首航 首发 起航 亮相 落户 落地 立案 获批 牵手 签约 竣工 封顶 合龙 通车 投用 投产 下线 上线 下水 "
    "扩建 改建 续建 迁建 搬迁 增资 注资 入主 入股 控股 参股 减持 增持 质押 解押 回购 定增 配股 退市 借壳 重组 并购 竞得 拍得 摘得 联姻 合资 共建 援建 承建 中选 入围 获奖 获颁 领衔 卸任 履新 接任 "
    "出任 辞任 离任 调任 升任 兼任 受聘 聘任 换帅 罢工 停工 停运 停航 复航 断供 禁售 禁令 开征 启航 开工 动工 奠基 开建 开通 开馆 开园 开放 开幕 闭幕 开学 开班 招标 流标 废标 起火 爆炸 坠毁 沉没 "
    "接盘 开播 开售 预售 首秀 首演 上映 问询 问责 通报 约谈 受罚 被罚 被查 落马 受审 出庭 上诉 应诉 败诉 胜诉 结案 举牌 收官 试产 试飞 试航 试运行 试运营"
)
"""Verbs of news and notices that the dictionary lacks, has rarely or has as nouns."""
HEADER = """# Verbs of two to four characters, by their first character: what a named thing may do or undergo (relations/open_clauses.py).
# Origin: words with the tags v, vn, vi or vd in dict.txt of jieba 0.42.1 (MIT licence, copyright 2013 Sun Junyi,
# https://github.com/fxsjy/jieba) that were met 60 times or more there, and some of news and notices added by hand; made by
# tools/build_verbs.py.
"""


def main(source: Path) -> None:
    """Read the word list and write its verbs."""
    kept = set(ADDED.split())
    for line in source.read_text(encoding="utf-8").splitlines():
        word, count, tag = line.split(" ")
        if tag in TAGS and 2 <= len(word) <= 4 and int(count) >= LEAST:
            kept.add(word)
    rows = [" ".join(words) for _, words in groupby(sorted(kept), key=lambda w: w[0])]
    (DATA / "verbs.txt").write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    print(f"{len(kept)} verbs")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
