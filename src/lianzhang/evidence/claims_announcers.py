"""Firms that a text introduces as it introduces firms only: by stock code, short name of a security, or as who announces."""

from __future__ import annotations

import re

__all__ = ["announcers"]

_CODE = re.compile(
    r"(?P<n>[\u4e00-\u9fffA-Z]{2,8}?)[（(](?:(?:股票|证券)?代码[:：]?)?(?:[036489]\d{5}|\d{4,5}(?=\.HK))(?:\.[A-Z]{2,3})?[）)]"
)
_SHORT = re.compile(r"(?:证券|股票|公司)简称[:：]\s*(?P<n>[\u4e00-\u9fffA-Z]{2,8})")
_TELLS = re.compile(
    r"(?:^|(?<=[。！？\n：:\u3000 ]))(?:近日，|日前，|近日|日前)?(?P<n>[\u4e00-\u9fff]{2,5}(?:股份|科技|能源|材料|集团|电气|电子|锂业|矿业|时代|新材|新能|高科|储能|电源|动力|智能|钴业|化工|环境|电池|锂能|汽车))"
    r"(?:\d{1,2}月\d{1,2}日)?(?:早间|晚间|晚|午间|今日|今晚)?(?:发布)?(?:公告|发布|披露)"
)
_NO_FIRM = re.compile(
    r"公司|企业|产业|行业|本|该|我|记者|交易所|政府|委员会|局$|部$|市$|省$|县$|区$|公告|显示|消息|根据"
)


def announcers(text: str) -> dict[str, str]:
    """Names so introduced in ``text``, each of type organisation; the first two thousand characters are looked at."""
    head = text[:2000]
    found = {}
    for pattern in (_CODE, _SHORT, _TELLS):
        for m in pattern.finditer(head):
            if not _NO_FIRM.search(m["n"]):
                found[m["n"]] = "organisation"
    return found
