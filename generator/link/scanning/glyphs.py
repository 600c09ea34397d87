"""One shape for characters that are the same to a reader: radicals, and the traditional forms of names."""

from __future__ import annotations

from functools import cache

# Radicals of U+2E80-2EFF and the characters they stand for, in pairs (Unicode, EquivalentUnifiedIdeograph.txt).
# Text copied out of a PDF is full of them, and NFKC leaves them alone, unlike the Kangxi radicals of U+2F00-2FDF.
_PAIRS = (
    "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺈刀⺉刂⺊卜⺋㔾⺌小⺍尐⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爬⺦丬⺧牛⺨犭⺩王⺫目⺬示⺭礻⺯糹⺰纟⺱罓"
    "⺲罒⺳㓁⺴冗⺶羊⺹耂⺺肀⺻聿⺼肉⺾艹⺿艺⻀艻⻁虎⻂衤⻃覀⻄西⻅见⻆角⻈讠⻉贝⻋车⻌辶⻍辷⻎辸⻏邑⻐钅⻑長⻒镸⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟"
    "⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
RADICALS = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))


# Old shapes that OpenCC takes for characters of their own; NFKC makes the first of the Kangxi radical of 青.
_OLD = dict(zip("靑淸愼頴眞敎絕爲溫靜晴彥", "青清慎颖真教绝为温静晴彦", strict=True))


@cache
def simplified_forms() -> dict[str, str]:
    """Every traditional or variant character with its simplified form: 韋 to 韦, 峯 and 峰 to 峰.

    Made character by character: a name is no phrase, and the phrases of OpenCC would not know it.
    """
    import opencc

    han = [chr(number) for number in range(0x3400, 0xA000)]
    simplified = opencc.OpenCC("t2s").convert("\n".join(han)).split("\n")
    return {one: other for one, other in zip(han, simplified, strict=True) if one != other} | _OLD
