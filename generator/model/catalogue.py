"""The words of the furniture: all that a page says by itself, in Chinese and in English.

The Chinese is the key: ``t("心愿墙")`` stands in a template as it will read. ``{n}`` is filled in from the arguments.
For an English site its translation stands here; words that are not here (an editor's own, in a template of the site)
stand as they are in either language.
"""

from __future__ import annotations

from typing import Any

from generator.base import digest

ENGLISH: dict[str, str | tuple[str, str]] = {
    # Header and footer
    "跳到正文": "Skip to content",
    "栏目": "Sections",
    "首页": "Home",
    "心愿墙": "Wish wall",
    "推荐阅读": "Recommended reading",
    "爱心榜": "Roll of honour",
    "往期": "Archive",
    "社区地图": "Places",
    "全部故事": "All stories",
    "长辈版": "Large type",
    "本站": "This site",
    "订阅": "Feed",
    "地址：": "Address: ",
    "电话：": "Telephone: ",
    "网站标识码：": "Site code: ",
    "当前位置": "You are here",
    "正文": "Story",
    "往期第 {n} 页": "Earlier page {n}",
    "最新一页": "Newest page",
    "翻页": "Pages",
    "较新的": "Newer",
    "较早的": "Older",
    "更多": "More",
    "全部": "All",
    "这一页换了地址": "This page has another address",
    "、": ", ",
    # States of a wish
    "征集": "Collected",
    "认领": "Claimed",
    "兑现": "Fulfilled",
    "点亮": "Lit",
    "等待点亮": "Waiting",
    "已有人认领": "Claimed",
    "已经点亮": "Lit",
    "尚待认领": "not yet claimed",
    "尚待兑现": "not yet fulfilled",
    "{n} 人": ("{n} person", "{n} people"),
    "征集心愿": "Wishes collected",
    "认领心愿": "Wishes claimed",
    "点亮心愿": "Wishes lit",
    # Granters
    "爱心人士": "A kind soul",
    "机关单位": "Public body",
    "党支部": "Party branch",
    "企业": "Company",
    "社会组织": "Nonprofit",
    "志愿服务队": "Volunteers",
    "学校": "School",
    "医疗机构": "Medical institution",
    "个人": "Individual",
    "谁": "Who",
    "类别": "Kind",
    "网站": "Website",
    "认领和点亮心愿的单位和个人，按点亮的件数排列。": "Everyone who has taken on wishes, those who lit most of them first.",
    "还没有人认领心愿。第一个会是谁？": "Nobody has claimed a wish yet. Who will be the first?",
    # Front page
    "最新": "Newest",
    "编辑推荐": "Editors’ choice",
    "心愿的数字": "Wishes in numbers",
    "等待点亮的 {n} 个心愿": ("{n} wish waiting to be lit", "{n} wishes waiting to be lit"),
    "点亮 {n} 个心愿": ("{n} wish lit", "{n} wishes lit"),
    "怎样认领": "How to claim a wish",
    "这里还没有故事。等第一个心愿点亮，故事就从这里讲起。": "There are no stories yet. They begin when the first wish is lit.",
    "墙上还没有心愿。等第一个心愿写下来，这里就有第一扇窗。": "No wish is on the wall yet. The first one will be its first window.",
    # Story
    "来源：": "Source: ",
    "作者": "By",
    "记者": "Reporter",
    "通讯员": "Correspondent",
    "责任编辑": "Editor",
    "更新": "Updated",
    "约 {n} 分钟读完": ("{n} minute read", "{n} minutes read"),
    "文中的心愿": "The wishes in this story",
    "标签": "Tags",
    "标签：": "Tag: ",
    "地点": "Where",
    "更正": "Corrections",
    "扫码读原文": "Read this page online",
    "用手机扫一扫，读这一页": "Scan to read this page on a phone",
    "上一篇": "Previous",
    "下一篇": "Next",
    "前后两篇": "Previous and next story",
    "草稿，没有发布": "Draft, not published",
    "还没有到发布时间": "Held back until its time",
    "本文已撤下": "This story has been retracted",
    "撤下的原因：": "Reason: ",
    # Listings
    "这里还没有故事，": "No stories here yet. ",
    "先去心愿墙看看": "Have a look at the wish wall",
    "去心愿墙看看": "Have a look at the wish wall",
    "编辑推荐的在前，后面各栏目、各类心愿、各个地方轮着来。": "The editors’ choice first, then sections, kinds of wish and places by turns.",
    "按年月翻看全部故事。": "Every story, by year and month.",
    "本栏目": "This section",
    "这个标签": "This tag",
    "{n} 篇": ("{n} story", "{n} stories"),
    "下辖": "Within it",
    "联系电话": "Telephone",
    "{year}年": "{year}",
    "{year}年{month}月": "{month} {year}",
    "{month}月": "{month}",
    # Wall and wishes
    "一扇窗是一个心愿。暗着的在等人，帘后有光的已有人认领，亮着的已经兑现。": (
        "Every window is a wish: a dark one waits, a glow behind the curtain is claimed, a lit one has come true."
    ),
    "眼下没有等人认领的心愿。": "No wish is waiting just now.",
    "眼下没有正在办的心愿。": "No claimed wish is waiting to be lit just now.",
    "还没有点亮的心愿。": "No wish has been lit yet.",
    "编号": "Number",
    "起": "",
    "已点亮": "Lit",
    "已认领，在办": "Claimed, on its way",
    "等人认领": "Waiting to be claimed",
    "最后一段时间没过完的，数字还会变。": "Where the last period is not over yet, its numbers may change.",
    "谁的心愿": "Whose wish",
    "认领者": "Claimed by",
    "怎样兑现的": "How it came true",
    "它的故事": "Its stories",
    "同类的心愿": "Wishes like it",
    "受益": "Helps",
    "想认领这个心愿？": "Would you like to claim this wish?",
    "心愿所在地的电话：": "Or ring the local office: ",
    # Places
    "{n} 个心愿": ("{n} wish", "{n} wishes"),
    "还没有登记地方。": "No places have been entered yet.",
    "每个地方的故事和心愿，上级的数字含下级。": "The stories and wishes of every place. The numbers of a larger place include the smaller ones in it.",
    # Numbers
    "数字": "Numbers",
    "全部数字": "All numbers",
    "这一页的数，都是把本站公开的心愿记录从头数一遍得来的。最新的一条记录：": "Every number on this page is counted anew from the public wishes on this site. Newest record: ",
    "认领率": "Share claimed",
    "点亮率": "Share lit",
    "{whole} 个里的 {part} 个，": "{part} of {whole}, ",
    "受益和参与": "Helped and helping",
    "受益人次": "People helped",
    "点亮的心愿，一人两次算两次": "by wishes lit; a person with two wishes counts twice",
    "参与单位": "Organisations taking part",
    "认领过心愿的，不含个人": "that have claimed a wish; individuals not counted",
    "从征集到点亮": "From collected to lit",
    "{n} 天": ("{n} day", "{n} days"),
    "当天": "Same day",
    "一半的心愿不超过这么久；等到认领，一半不超过 ": "half of the wishes took no longer. To be claimed, half took no longer than ",
    "每月的心愿": "Wishes by month",
    "每季的心愿": "Wishes by quarter",
    "每年的心愿": "Wishes by year",
    "月份": "Month",
    "季度": "Quarter",
    "年份": "Year",
    "{year}年{quarter}季度": "{year} Q{quarter}",
    "从{first}到{last}，征集 {collected} 个，认领 {claimed} 个，点亮 {fulfilled} 个。": "From {first} to {last}: {collected} collected, {claimed} claimed, {fulfilled} lit.",
    "用表格看": "As a table",
    "各类心愿": "Wishes by kind",
    "每一类一条，从左到右：点亮的，认领了还没点亮的，等人认领的；数也是这个次序。": "A bar for each kind, from the left: lit, claimed and not yet lit, waiting; the numbers in the same order.",
    "各地的心愿": "Wishes by place",
    "各地的心愿，上级的数字含下级": "Wishes by place; the numbers include the places below",
    "地方": "Place",
    "谁点亮的": "Who lit them",
    "受益的人": "Who was helped",
    "其他": "Others",
    "一个人可以属于几类，所以各类不能相加。人数少的类别并在一起，免得从数字认出人来。": "One person may be of several kinds, so they do not add up. Kinds with few people are merged, lest a number give somebody away.",
    "怎么数的": "How this is counted",
    "征集、认领、点亮是一个接一个的：点亮的心愿也算在认领里，认领的也算在征集里。每月的数，征集、认领、点亮各按自己的日期。没有本人同意的、已经撤回的和已经关闭的心愿不在网站上，也不在这些数里。": "One follows the other: a lit wish is counted among the claimed ones too, and a claimed one among those collected. In the numbers over time, collecting, claiming and lighting go by their own days. Wishes without consent, withdrawn or closed are not on this site, nor in these numbers.",
    "想自己数一遍：": "To count again yourself: ",
    "还没有可数的。等第一个心愿写下来，这里就从一数起。": "There is nothing to count yet. The counting begins with the first wish.",
    # For machines
    "工作动态": "News",
    # Search
    "搜索": "Search",
    "搜索故事和心愿": "Search stories and wishes",
    "一个字也能找：标题、正文、心愿、地方和认领者的名字。几个词之间空一格。": "Any part of a word will do, in titles, texts, wishes, places and names of granters. Put a space between words.",
    "找到 {n} 条": "Found: {n}",
    "约 {n} 条": "About {n}",
    "可能有 {n} 条，还没有查完。": "Perhaps {n}; not all have been looked at yet.",
    "正在查找……": "Searching …",
    "没有找到“{q}”。换个短些的词，或者从下面翻看。": "Nothing found for “{q}”. Try a shorter word, or look below.",
    "没有载入搜索要用的文件，可能是网络断了。再试一次，或者从下面翻看。": "What the search needs could not be loaded; the network may be down. Try again, or look below.",
    "网站刚刚更新，请刷新这一页再搜索。": "The site has just been updated. Please reload this page and search again.",
    "更多结果": "More results",
    "搜索结果": "Results",
    "心愿": "Wish",
    "搜索要用到 JavaScript，这个浏览器没有打开它。可以从下面翻看。": "Search needs JavaScript, which is off in this browser. Look through what stands below.",
    "也可以翻看": "Or look through",
    "按年月翻看": "Stories by year and month",
    # 404
    "没有找到这一页": "This page was not found",
    "它可能搬了家，也可能已经应当事人的要求撤下。": "It may have moved, or have been taken down because those it told of asked for that.",
    "从这里接着看：": "From here you can go to:",
}
"""English by Chinese; a pair is for one and for many, chosen by ``n``; ``{month}`` is filled in by its name."""

ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
"""Twelve, from January. A Chinese month is its number."""


class Translator:
    """The words in one language.

    Attributes:
        digest: changes with the words.
    """

    def __init__(self, words: dict[str, str | tuple[str, str]], months: tuple[str, ...] = ()) -> None:
        self._words = words
        self._months = months
        self.digest = digest.of_value((words, months))

    def __call__(self, text: str, /, **values: Any) -> str:
        """The words for a Chinese text, with ``{…}`` filled in from the values; ``month`` is 1 to 12.

        Raises:
            KeyError: a ``{…}`` has no value.
        """
        found = self._words.get(text, text)
        if not isinstance(found, str):
            found = found[0] if values.get("n") == 1 else found[1]
        if self._months and "month" in values:
            values["month"] = self._months[values["month"] - 1]
        return found.format_map(values) if values else found


def translator(language: str) -> Translator:
    """The words of a language: ``en``, or Chinese for any other."""
    return Translator(ENGLISH, ENGLISH_MONTHS) if language.startswith("en") else Translator({})
