"""What ``new`` writes for an editor to write over, in the languages of sites; what is left of it is not published."""

from __future__ import annotations

from typing import NamedTuple


class Samples(NamedTuple):
    """The words of one language.

    Attributes:
        story: a whole file; ``{id}``, ``{about}`` and so on are filled in.
        wish: a record.
        begun: how a field begins that nobody filled in.
        byline, opening, tell: what stands in a text that nobody finished.
        about: what is put into the title of a story about ``{wish}``.
        wrote, claimed, fulfilled: what is known of a wish, ``{day}`` by day.
        unclaimed, unfulfilled: what stands there as long as nothing is known.
        came_true: what is said where no outcome was written down.
        somebody: who claimed, where that is nobody's business.
        end: the end of a story.
    """

    story: str
    wish: str
    begun: tuple[str, ...]
    byline: str
    opening: str
    tell: str
    about: str
    day: str
    wrote: str
    claimed: str
    unclaimed: str
    fulfilled: str
    unfulfilled: str
    came_true: str
    somebody: str
    separator: str
    end: str

    @property
    def unfinished(self) -> tuple[str, ...]:
        """What may be left of the sample in a text, and must not be published."""
        return self.byline, self.opening, self.tell, self.unclaimed, self.unfulfilled


CHINESE = Samples(
    story="""---
id: {id}
title: {title}
date: {date}
source: {source}
author: （作者）
editor: （责任编辑）
channel: {channel}
tags: [微心愿]
wishes: [{wishes}]
# 封面图片放进 content/media/，再把下面五行前面的 # 去掉：
# cover:
#   src: media/文件名.jpg
#   alt: 看不见图的人需要知道图里有什么
#   caption: 图片说明
#   credit: 拍摄或供图
draft: true   # 写好以后删掉这一行，才会发布
---
本站{today}电{byline}{opening}

{telling}
""",
    wish="""- id: {id}
  title: （心愿的名字，例如：一副老花镜）
  wish: （许愿人自己的话）
  category: {category}
  place: {place}
  beneficiary:
    name: （公开的称呼，例如：韦大爷）
    # private/people.yaml 里的编号；集体心愿删掉 person，写 crowd: true
    person:
    count: 1
  collected: {day}
  # 有人认领、兑现以后再填：
  # granters: [认领单位的编号]
  # claimed: 日期
  # fulfilled: 日期
  # outcome: 怎样实现的
""",
    begun=("（写一个标题", "（作者）", "（责任编辑）", "（心愿的名字", "（许愿人自己的话）", "（公开的称呼"),
    byline="（通讯员 姓名）",
    opening="从一个看得见的场面写起。",
    tell="说说这个心愿是怎样讲出来的，谁认领了它，怎样实现，实现以后有什么不同。",
    about="（写一个标题：{wish}）",
    day="{month}月{day}日",
    wrote="{day}，{name}写下心愿：{wish}",
    claimed="{day}，{granters}认领了它。",
    unclaimed="（还没有人认领：这篇稿子要等心愿兑现以后才能发布。）",
    fulfilled="{day}，{outcome}",
    unfulfilled="（还没有兑现。）",
    came_true="心愿实现了。",
    somebody="爱心人士",
    separator="、",
    end="（完）",
)
ENGLISH = Samples(
    story="""---
id: {id}
title: {title}
date: {date}
source: {source}
author: (Author)
editor: (Editor)
channel: {channel}
tags: [wishes]
wishes: [{wishes}]
# Put the cover picture into content/media/, and take the # away from the five lines below:
# cover:
#   src: media/name.jpg
#   alt: what somebody who cannot see it has to know
#   caption: what it shows
#   credit: who took it
draft: true   # delete this line when it is written, and it will be published
---
{byline} {opening}

{telling}
""",
    wish="""- id: {id}
  title: (What is wished for, such as reading glasses)
  wish: (In the words of whoever wishes)
  category: {category}
  place: {place}
  beneficiary:
    name: (The name to be shown, such as Uncle Wei)
    # an id of private/people.yaml; for a wish of many, delete person and write crowd: true
    person:
    count: 1
  collected: {day}
  # to be filled in when it is claimed and comes true:
  # granters: [ids of those who claim it]
  # claimed: a date
  # fulfilled: a date
  # outcome: how it came true
""",
    begun=(
        "(Write a title",
        "(Author)",
        "(Editor)",
        "(What is wished for",
        "(In the words of whoever",
        "(The name to be",
    ),
    byline="(By Name)",
    opening="Begin with a scene that can be seen.",
    tell="Tell how the wish came up, who claimed it, how it came true, and what is different since.",
    about="(Write a title: {wish})",
    day="On {year}-{month:02d}-{day:02d}",
    wrote="{day}, {name} wrote down a wish: {wish}",
    claimed="{day}, {granters} claimed it.",
    unclaimed="(Nobody has claimed it: this can be published only when the wish has come true.)",
    fulfilled="{day}: {outcome}",
    unfulfilled="(It has not come true yet.)",
    came_true="The wish came true.",
    somebody="a kind person",
    separator=", ",
    end="",
)
STARTER = ("这是一篇示例稿。两行", "This is a sample. Between the two lines")
"""How the story begins that every new site has."""

_BEGUN = CHINESE.begun + ENGLISH.begun
_UNFINISHED = CHINESE.unfinished + ENGLISH.unfinished
# Hardly a field begins with one.
_BRACKETS = ("（", "(")


def of(language: str) -> Samples:
    """The samples in a site's language."""
    return ENGLISH if language.startswith("en") else CHINESE


def is_left(field: str) -> bool:
    """Whether a field holds what ``new`` wrote."""
    return field[:1] in _BRACKETS and field.startswith(_BEGUN)


def left_in(text: str) -> tuple[int, str] | None:
    """Where the first sentence of ours stands in a text, and how it reads; ``None`` where there is none."""
    return min(((text.index(words), words) for words in _UNFINISHED if words in text), default=None)
