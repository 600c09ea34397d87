"""Shared folders and accounts: what leads out of what this program can take down (P471, P472)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests import sites
from tests.link.privacy.advised import advice_on
from tests.link.register import story, wish

Make = Callable[..., Path]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (story("", body="更多照片见[百度网盘](https://pan.baidu.com/s/1abc)。"), ["P471 content/stories/a.md:7"]),
        (story("", body="灯亮了。\n\n提取码: 8x2k"), ["P471 content/stories/a.md:9"]),
        (story("", body="报名：https://docs.qq.com/form/x"), ["P471 content/stories/a.md:7"]),
        (story("", body="见 https://www.example.org/pan.baidu 。"), []),
        (story("", body="开户行：工商银行，请汇款。"), ["P472 content/stories/a.md:7"]),
        (story("", body="我们没有收款账号，也不设收款码。"), []),
        (wish("邻居们", "crowd: true", more="outcome: 请扫描收款码\n"), ["P472 content/wishes/w-1.yaml:10"]),
        ("-- content/pages/p.md --\n---\ntitle: 关于\n---\n对公账户：甲银行。\n", ["P472 content/pages/p.md:4"]),
        (
            "-- content/private/cleared.yaml --\n- {text: 对公账户, reason: 依法公开}\n-- content/pages/p.md --\n"
            "---\ntitle: 关于\n---\n对公账户：甲银行。\n",
            [],
        ),
    ],
)
def test_what_leads_elsewhere_is_told_where_it_stands(site: Make, text: str, told: list[str]) -> None:
    found = sites.told(advice_on(site(text)))
    assert [line for line in found if line.startswith("P47")] == told
