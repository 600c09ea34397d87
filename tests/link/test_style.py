from __future__ import annotations

import pytest

from generator.link import style
from generator.model.entities import Body, Public


def told(text: str, *, title: str = "") -> list[tuple[str, int, int]]:
    body = Body(text=text, path="content/stories/a.md", line=8, title=title)
    found = style.problems(Public(bodies={"story:a": body}))
    return [(problem.code, problem.location.line, problem.location.column) for problem in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("他说,好。", [("Z711", 8, 3)]),
        ("一楼\n二楼:三楼?四楼", [("Z711", 9, 3), ("Z711", 9, 6)]),
        ("社区(老街)里", [("Z711", 8, 3)]),
        ("好!(是的)里", [("Z711", 8, 2), ("Z711", 8, 3)]),
        ('他说"点亮"了', [("Z712", 8, 3)]),
        ("真的吗? 是的", [("Z711", 8, 4)]),
        ("来了,", [("Z711", 8, 3)]),
        ("“好”,他说", [("Z711", 8, 4)]),
        ("“画板,”她说。", [("Z711", 8, 4)]),
        ("[图片]\n\n点击上方蓝字关注我们", [("Z720", 8, 1), ("Z720", 10, 1)]),
        ("《书》(第一版)", [("Z711", 8, 4)]),
        ("“没有合上的引号。", [("Z714", 8, 1)]),
        ("“没有合上的引号。\n\n另一段。", [("Z714", 8, 1)]),
        ("等了很久...", [("Z713", 8, 5)]),
        ("等了很久。。。", [("Z713", 8, 5)]),
        ("他说：“看脚。", [("Z714", 8, 1)]),
        ("《一本书，看完了。", [("Z714", 8, 1)]),
        ("头一段。\n第二段。\n“第三段。”", [("Z715", 8, 1)]),
        ("窗外一盏灯\n窗里一个人\n人就笑了", [("Z715", 8, 1)]),
        ("（一）走访\n（二）公示，三天", [("Z715", 8, 1)]),
        ("开头：\n①走访\n②公示", [("Z715", 8, 1)]),
        ("工作：\n-走访\n-公示", [("Z716", 9, 1), ("Z716", 10, 1)]),
        ("1.先说\n2.再办", [("Z716", 8, 1), ("Z716", 9, 1)]),
        ("季度\t征集\n一季度\t12", [("Z717", 8, 3), ("Z717", 9, 4)]),
        ("| 季度 | 征集 |\n| 一季度 | 12 |", [("Z718", 8, 1)]),
        ("| 季度 | 征集 |\n|---|:-:|\n| 一季度 | 12 |", []),
        ("| 只有一行 |", []),
        ("★ 要点一\n★ 要点二", [("Z715", 8, 1)]),
        ("▲图为志愿者在河边", []),
        ("★★★★★", []),
        ("网址（https://www.example.org/）。", []),
        ("夜里太暗,想看见路.", [("Z711", 8, 5), ("Z711", 8, 10)]),
        ("见 www.例子.中国 第3.4节", []),
        ("＃ 标题", [("Z716", 8, 1)]),
        ("灯：\n\n· 台灯", [("Z716", 10, 1)]),
        ("＊＊粗＊＊的字", [("Z716", 8, 1)]),
    ],
)
def test_what_a_careful_editor_would_set_otherwise(text: str, expected: list[tuple[str, int, int]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "他说，好。",
        "早上8:30，到1,000米外的A,B两点（见图）。",
        "见[地图](media/图,一.jpg)和[[wish:2026-0007|灯,亮了]]。",
        "运行 `命令,参数` 就好",
        "```\n甲,乙\n```",
        '![说明](media/a.jpg "河边,傍晚")',
        "“第一段说到这里\n\n“第二段才说完。”",
        "等了很久……",
        "1）第一项\n2）第二项",
        "it’s 好的，don’t",
        "第(3)项",
        "灯亮了。\n她笑了。",
        "风从河边来，\n吹过桥头。\n灯亮了。",
        "- 灯亮了。\n- 门开了。\n- 她笑了。",
        "窗外一盏灯  \n窗里一个人  \n人就笑了",
        "（一）走访以后，\n大家都说好。",
        "-5度的早上",
        "1.5公里",
        '![灯](media/a (1).jpg "图说")',
        "韦·一·二，＃一个词",
        "English, with commas: fine? Yes! (really...)",
    ],
)
def test_what_is_right_or_is_no_text_is_passed_over(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize("text", ["# 一盏灯\n\n亮了。", "**一盏灯**\n\n亮了。", "\n一盏灯\n\n亮了。"])
def test_a_title_that_is_typed_once_more_is_told(text: str) -> None:
    assert [code for code, _, _ in told(text, title="一盏灯")] == ["Z719"]
    assert told(text, title="另一盏灯") == []
