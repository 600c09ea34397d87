"""Chinese surnames that are met in a neighbourhood."""

from __future__ import annotations

import re

COMPOUND = frozenset(
    re.findall(
        "..",
        "欧阳太史端木上官司马东方独孤南宫万俟闻人夏侯诸葛尉迟公羊赫连澹台皇甫宗政濮阳公冶太叔申屠公孙慕容仲孙"
        "钟离长孙宇文司徒鲜于司空闾丘子车亓官司寇巫马公西颛孙壤驷公良漆雕乐正宰父谷梁拓跋夹谷轩辕令狐",
    )
)
"""Of two characters."""

COMMON = frozenset(
    "王李张刘陈杨赵吴周徐孙朱胡郭林罗郑梁谢宋唐许韩冯邓曹彭曾肖董袁潘蒋蔡余杜叶程苏魏吕丁沈姚卢姜崔钟谭陆汪范廖贾韦付邹孟熊秦邱"
    "尹薛闫段侯陶黎贺顾郝龚邵覃莫何马任石龙蒙农岑卓钱田夏温欧"
)
"""Of one, and hardly ever the end of another word: before a given name, they make it somebody else's."""

OTHER = frozenset("黄高方江金白史雷毛万严武戴包洪施安常康倪章童柯翁古关申柳庞翟梅盛季鲍耿庄聂涂俞丘殷代辛管巫贝")
"""Others of one that are common, and words or ends of words as well."""
