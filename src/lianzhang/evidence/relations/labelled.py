"""What the lines of a notice of a bid say of the work that one of them names (项目名称：甲工程 / 招标人：乙 / 中标人：丙 / 建设地点：某市), and
those of a form about a firm of who stands for it (法定代表人：某人)."""

from __future__ import annotations

import re
from typing import Any

from lianzhang.evidence.claims.form_lines import forms
from lianzhang.evidence.claims.reading import Draft, Reading

__all__ = ["labelled_claims"]

_NUMBER = r"(?:[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．]\s*)?"
_WORK = re.compile(
    rf"^[ \t\u3000]*{_NUMBER}(?:招标|中标|采购|合同|工程)?(?:项目|工程)名称：[ \t\u3000]*(?P<s>[^\n：；。]{{6,90}}?)(?=[；。]|[ \t\u3000]*$)",
    re.MULTILINE,
)
_LINE = re.compile(
    rf"^[ \t\u3000]*{_NUMBER}(?:(?P<by>招标人|招标单位|招标方|采购人|采购单位|建设单位|业主单位|项目业主|业主|发包人|发包方|代建单位)|(?P<won>中标人|中标单位|中标方|成交供应商|中标供应商|承包人)"
    rf"|(?P<at>建设地点|工程地点|项目地点|实施地点))(?:名称)?：[ \t\u3000]*(?P<o>[^\n：；。，]{{2,40}}?)(?=[；。，]|[ \t\u3000]*$)",
    re.MULTILINE,
)
_ASIDE = re.compile(r"（(?:具体|以|详见|最终)[^（）]*）\Z")
_FAR = 1200
"""So far behind the name of the work its lines go on."""
_NAMED = re.compile(
    "(?:公司|集团|局|中心|委员会|政府|医院|学校|大学|学院|厅|院|社|所|管委会|办公室|指挥部|厂|站)\\Z"
)


def labelled_claims(reading: Reading) -> list[Draft]:
    """A draft for every line that names who calls the bid or wins it, or where the work is, behind the line that names the work."""
    scene, out = reading.scene, _offices(reading)
    if "名称：" not in scene.flat:
        return out
    works = list(_WORK.finditer(scene.flat))
    lines = list(_LINE.finditer(scene.flat)) if works else []
    for line in lines:
        before = [w for w in works if w.end() <= line.start() <= w.end() + _FAR]
        if not before or (not line["at"] and not _NAMED.search(line["o"])):
            continue
        work, other = _ASIDE.sub("", scene.text[slice(*before[-1].span("s"))]).strip(), line["o"].strip()
        places = scene.places(*line.span("o"))
        if line["at"] and not places:
            continue
        for index, _, _, _ in reading.clauses_at([line.start("o")], "body"):
            ends = (other, work) if line["won"] else (work, other)
            fields: dict[str, Any] = {
                "kind": "supply_link" if line["won"] else "project", "subject": ends[0], "object": ends[1],
                "place": ";".join(places[0].paths) if places else None, "modality": "signed" if line["won"] else "actual",
                "time": None, "time_inferred": False, "rule": "relation.labelled", "confidence": 0.7,
            }  # fmt: skip
            out.append(Draft(line.start(), line.end(), index, fields))
    return out


_OFFICE = re.compile(
    rf"^[ \t\u3000]*{_NUMBER}(?P<t>法定代表人|法人代表|董事长|总经理|执行董事|负责人|实际控制人)[：:][ \t\u3000]*(?P<p>[\u4e00-\u9fff]{{2,4}}(?:·[\u4e00-\u9fff]{{1,8}})?)(?:先生|女士)?[；。]?[ \t\u3000]*$",
    re.MULTILINE,
)


def _offices(reading: Reading) -> list[Draft]:
    """A draft for every line of a form that names who holds an office of its firm."""
    scene, out = reading.scene, list[Draft]()
    for name, start, end in forms(scene):
        for line in _OFFICE.finditer(scene.flat, start, end):
            fields: dict[str, Any] = {
                "kind": "talent", "subject": line["p"], "object": name + line["t"], "place": None, "modality": "actual",
                "time": None, "time_inferred": False, "rule": "relation.labelled", "confidence": 0.7,
            }  # fmt: skip
            out += [
                Draft(line.start("t"), line.end("p"), index, fields)
                for index, _, _, _ in reading.clauses_at([line.start("p")], "body")
            ]
    return out
