"""Ordinary Chinese: paragraphs that tell of days, prices, houses and streets, and name nobody of the register."""

from __future__ import annotations

import random
from pathlib import Path

# Sixty fictional people; many of their given names are words, or pieces of words that stand next to each other.
_NAMES = """
韦岚 梁满 蓝雨桐 黄舒芸 欧阳娜 赵国庆 李建国 陈阳光 王建文 刘学文 周晓明 吴丽华 郑秀英 孙志强 马文静
朱海燕 胡春梅 林平安 何晨曦 高玉兰 罗明珠 梁解放 宋和平 唐冬梅 许向阳 韩红梅 冯金凤 邓黎明 曹安宁 彭白雪
曾方圆 肖周全 田江河 董高峰 袁子涵 潘浩然 蒋心怡 蔡文博 余一鸣 杜思远 叶家乐 程小满 苏立春 魏长江 吕天成
丁大勇 沈清河 姚书香 卢自立 姜有为 崔学军 钟爱民 谭新华 陆光明 汪永红 范小雨 金石 廖成才 贾进步 夏天
"""
REGISTER = tuple(_NAMES.split())
# Words of the register themselves: a paragraph that has one is planted, by accident.
PLANTED = ("国庆", "阳光", "建国", "平安", "解放", "和平", "光明", "高峰", "白雪", "夏天", "书香", "自立", "长江")

_WHO = (
    "社区工作人员",
    "志愿者",
    "网格员",
    "理发师傅",
    "老街坊",
    "一位退休教师",
    "楼长",
    "送货的小伙子",
    "图书馆的老师",
    "几个中学生",
    "邻居们",
    "党支部的同志",
)
_DID = (
    "搬来{n}把椅子，{n}点{m}分才散",
    "在{y}年{M}月{d}日上午{h}:{mm}把{thing}送到了门口",
    "从{M}月{d}号一直忙到{M}月{d}号，前后{n}天",
    "花了{price}元买{thing}，发票号码{id12}留在文件柜里",
    "登记了编号{y}{M2}{d2}-{n2}的心愿，附上{n}张照片",
    "坐{n}路车到{n}号线的终点，又走了{n}里路",
    "把{thing}放在{n}号楼前的长椅上，{n}层的灯也修好了",
    "根据第{n}号通知，把{n}栋{big}户居民的{thing}登记完毕",
    "在{n}组{n}名组员的帮助下量了尺寸：{a}×{b}厘米",
    "说大小文件都放好了，小心别弄丢，老师和小朋友们也记下了",
    "量了血压，高压{a}，低压{b}，说不要紧",
    "给大学文化站捐了{big}本书，国际标准书号{isbn}",
    "算过一笔账：每月{price}元，一年就是{price2}元，建文明城市也要从小事做起",
    "在社区工作站{n}楼{n}号窗口领了{thing}，取件码{id6}",
    "看了看表，{h}点{mm}分，离{M}月{d}日还有{n}天",
    "打了12345，又问了110，最后拨了96{id3}才找到人",
    "沿着河走了{km}公里，气温{t}℃，风速{t}米每秒",
    "念道：“{n}加{n}，等于多少？”大家满意地笑了",
    "收到快递单号SF{id12}，里面是{thing}，重{t}公斤",
    "说这台{thing}的型号是XQB{n2}-{id6}，保修{n}年",
    "把比分记在黑板上：{a}比{b}，{n}号选手赢了",
    "在人民路口等了{n}分钟，{h}:{mm}的班车才来",
    "在合同第{n}条第{n}款写明：共{big}{n}平方米，计{price2}.00元",
    "在村里{d}号办了酒席，{big}多人来了",
    "把小区里{n}个单元的{thing}都换了新的，花费{price}元",
)
_THING = (
    "老花镜",
    "收音机",
    "棋盘",
    "缝纫机",
    "轮椅",
    "书桌",
    "热水壶",
    "台灯",
    "画架",
    "电饭锅",
    "棉被",
    "节能灯",
    "旧报纸",
    "二胡",
)
_LEAD = ("那天", "后来", "第二个星期", "天还没亮的时候", "雨停以后", "听说了这件事", "大家商量了一下", "为了这件事")
_CLOSE = (
    "谁也没有多说什么。",
    "大家都说好。",
    "茶又续了一遍。",
    "灯还亮着。",
    "这件事就这样定下来了。",
    "路上的人慢慢多起来。",
    "他把日子记在日历上，一笔一画。",
    "窗台上的花开了三朵。",
    "她说，满意得很。",
    "回来的路上谁也不觉得累。",
)


def paragraphs(count: int, *, seed: int = 1) -> list[str]:
    """So many paragraphs, the same for the same seed."""
    rng = random.Random(seed)
    return [_paragraph(rng) for _ in range(count)]


def paragraphs_of(folder: Path) -> list[str]:
    """The paragraphs of a site's stories, without their front matter."""
    found = []
    for path in sorted(folder.rglob("*.md")):
        body = path.read_text("utf-8").split("\n---\n", 1)[1]
        found += [paragraph for paragraph in body.split("\n\n") if paragraph.strip()]
    return found


def _paragraph(rng: random.Random) -> str:
    sentences = [
        f"{rng.choice(_LEAD)}，{rng.choice(_WHO)}{_filled(rng.choice(_DID), rng)}。" for _ in range(rng.randint(2, 4))
    ]
    return "".join(sentences) + rng.choice(_CLOSE)


def _filled(pattern: str, rng: random.Random) -> str:
    def digits(count: int) -> str:
        return "".join(rng.choice("0123456789") for _ in range(count))

    month, day = rng.randint(1, 12), rng.randint(1, 28)
    return pattern.format(
        n=rng.randint(1, 9), m=rng.randint(1, 59), mm=f"{rng.randint(0, 59):02}", h=rng.randint(6, 22),
        y=rng.randint(2019, 2027), M=month, d=day, M2=f"{month:02}", d2=f"{day:02}", n2=f"{rng.randint(1, 99):02}",
        price=f"{rng.randint(2, 9)},{digits(3)}", price2=rng.randint(10000, 99999), big=rng.randint(20, 900),
        a=rng.randint(60, 190), b=rng.randint(40, 120), t=f"{rng.randint(1, 35)}.{rng.randint(0, 9)}",
        km=f"{rng.randint(1, 9)}.{digits(2)}", id3=digits(3), id6=digits(6), id12=f"2026{digits(8)}",
        isbn=f"978-7-{digits(3)}-{digits(5)}-{digits(1)}", thing=rng.choice(_THING),
    )  # fmt: skip
