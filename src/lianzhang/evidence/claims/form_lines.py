"""Lines of a form that says what a firm is (公司名称：甲有限公司 / 法定代表人：某人 / 注册资本：500万元): its figures are that firm's."""

from __future__ import annotations

import re

from lianzhang.evidence.scene import Scene, remembered

__all__ = ["Form", "form_at", "forms"]

Form = tuple[str, int, int]
"""The firm, and from where to where the lines behind its name go."""

_NUMBER = r"(?:[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．]\s*)?"
_NAME = re.compile(
    rf"^[ \t\u3000]*{_NUMBER}(?:公司|企业|单位|标的公司|目标公司|标的企业|子公司|被担保人|担保人|交易对方|借款人)?(?:中文)?(?:名称|全称)[：:][ \t\u3000]*"
    r"(?P<n>[^\n，。；：]{4,40}?(?:公司|集团|合伙）|合伙\)|合伙企业|银行|厂))[ \t\u3000]*(?:[（(][^\n（）()]{0,30}[）)])?[；。]?[ \t\u3000]*$",
    re.MULTILINE,
)
_LINE = re.compile(rf"[ \t\u3000]*(?:{_NUMBER}[^\n：:，。；]{{2,14}}(?:[：:]|\s\d)[^\n]*)?(?:\n|\Z)")
"""A line of the form, or an empty one."""
_MOST = 24


@remembered
def forms(scene: Scene) -> list[Form]:
    """The forms of the text, in order."""
    out: list[Form] = []
    if "名称" not in scene.flat and "全称" not in scene.flat:
        return out
    for m in _NAME.finditer(scene.flat):
        at = begin = m.end() + 1
        for _ in range(_MOST):
            line = _LINE.match(scene.flat, at)
            if line is None or line.end() == at or _NAME.match(scene.flat, at):
                break
            at = line.end()
        if at > begin:
            out.append((scene.text[m.start("n") : m.end("n")].strip(), begin, at))
    return out


def form_at(scene: Scene, at: int) -> str:
    """The firm whose form the character ``at`` stands in; empty outside forms."""
    return next((name for name, start, end in forms(scene) if start <= at < end), "")
