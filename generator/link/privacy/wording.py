"""The table of words that hurt (domain 2.3): the pattern, what to write instead, and whose rule it is.

A pattern leaves out what looks the same and means something else (磕头机, 少得可怜, 中风险).
"""

from __future__ import annotations

import re

import msgspec

CHARITY = ("慈善法第六十三条", "Charity Law art. 63")
DISABLED = ("残疾人保障法第三条、第六十二条", "Law on the Protection of Disabled Persons art. 3, 62")
TERMS = ("中国残联关于残疾人称谓的通知", "China Disabled Persons' Federation, notice on terms")
MINORS = ("未成年人保护法第四条、第四十九条", "Law on the Protection of Minors art. 4, 49")
SENSITIVE = ("个人信息保护法第二十八、二十九条", "Personal Information Protection Law art. 28, 29")
PORTRAYAL = ("Bond 影像伦理守则（2019）", "Bond, Putting the people in the pictures first (2019)")

Source = tuple[str, str]


class Rule(msgspec.Struct, frozen=True, gc=False):
    """Words of one kind: P461 slur, P462 pity, P463 debt of gratitude, P464 deficit, P465 private facts, P466 guilt.

    Attributes:
        zh, en: what to write instead.
        source: whose rule it is, in Chinese and in English.
    """

    code: str
    pattern: re.Pattern[str]
    zh: str
    en: str
    source: Source


def _rule(code: str, pattern: str, zh: str, en: str, source: Source) -> Rule:
    return Rule(code, re.compile(pattern), zh, en, source)


_PERSON_FIRST_ZH = "只在与事情有关时才写，写成“肢体残疾人”“视力残疾人”“听力残疾人”这样的法定称谓"
_PERSON_FIRST_EN = "only where it matters, the term of the law, such as 视力残疾人 (a person with a visual disability)"

SLURS = (
    _rule("P461", "瞎子(?!摸象|阿炳)|独眼龙", "视力残疾人，或者不写", "视力残疾人, or nothing at all", TERMS),
    _rule("P461", "瘸子|跛子|残废(?![弃料物])", "肢体残疾人，或者不写", "肢体残疾人, or nothing at all", TERMS),
    _rule("P461", "聋子", "听力残疾人，或者不写", "听力残疾人, or nothing at all", TERMS),
    _rule("P461", "哑巴(?!亏|吃黄连)", "言语残疾人；说东西不响，写“不出声”", "言语残疾人; of a thing: 不出声", TERMS),
    _rule(
        "P461",
        "傻子(?!瓜子)|(?<![减削])弱智(?!能)|白痴|智障(?!碍)",
        "智力残疾人，或者不写",
        "智力残疾人, or nothing at all",
        TERMS,
    ),
    _rule(
        "P461",
        "疯子|(?<!周围)神经病(?![学变理科院毒])",
        "精神残疾人，或者不写",
        "精神残疾人, or nothing at all",
        DISABLED,
    ),
)
"""Errors: 残疾人保障法 art. 62 forbids them in mass media."""

MAY_INSULT = re.compile("瞎子|独眼龙|瘸子|跛子|残废|聋子|哑巴|傻子|弱智|白痴|智障|疯子|神经病")
"""Whether any of them may be there: plain words without a context, which is an order of magnitude faster to seek."""

ADVICE = (
    _rule(
        "P462",
        "(?<!少得)(?<!小得)(?<!低得)(?<!短得)(?<!楚楚)可怜(?!天下)|悲惨|凄惨|惨状|穷得|不幸的家庭|残酷|苟延残喘|家徒四壁|一贫如洗|命苦",
        "写事实：缺什么，想要什么，怎么用",
        "the facts: what is missing, what is wished for, what it is for",
        CHARITY,
    ),
    _rule(
        "P463",
        "感恩戴德|磕头(?![机虫])|叩头|跪谢|下跪|施舍|(?<!感)恩人|大恩大德|感激涕零",
        "写怎么用上了，或者原话里的一句谢谢",
        "how the thing is used, or a word of thanks as it was said",
        CHARITY,
    ),
    _rule("P464", "残疾儿(?!童)", "残疾儿童", "残疾儿童 (a child with a disability)", TERMS),
    _rule("P464", "傻孩子", "孩子的化名或“孩子”", "the child's pseudonym, or 孩子", MINORS),
    _rule("P464", "孤老头|孤老(?!师)|孤寡老人", "独居老人，或者用称呼", "独居老人, or a form of address", CHARITY),
    _rule(
        "P464",
        "(?<![个些的何])问题(?:家庭|少年|儿童)",
        "写具体的事，不给一家人起名",
        "what is the matter, without a name for a family",
        MINORS,
    ),
    _rule(
        "P464",
        "弱势群体|残疾人群体",
        "写具体的人：“三位独居老人”“参加活动的残疾人”",
        "who they are: three old people who live alone, …",
        TERMS,
    ),
    _rule("P464", "正常人|健康人", "健全人，或者不作比较", "健全人, or no comparison", TERMS),
    _rule("P464", "自闭症", "孤独症", "孤独症", TERMS),
    _rule("P464", "聋哑", "听力残疾、言语残疾（单位名称除外）", "听力残疾, 言语残疾, but for names of units", TERMS),
    _rule("P464", "老年痴呆|痴呆", "认知障碍", "认知障碍 (cognitive impairment)", CHARITY),
    _rule(
        "P465",
        "残疾[人证]{0,2}[一二三四1-4]级|[一二三四1-4]级(?:肢体|听力|视力|言语|智力|精神|多重)?残疾"
        "|(?:肢体|听力|视力|言语|智力|精神)[一二三四1-4]级",
        "不写等级；" + _PERSON_FIRST_ZH,
        "no grade; " + _PERSON_FIRST_EN,
        SENSITIVE,
    ),
    _rule(
        "P465",
        "医院[^。！？\n]{0,30}(?:确诊|诊断|查出)|(?:确诊|诊断|查出|患上)[^。！？\n]{0,30}医院",
        "不写医院和诊断，写现在用得上什么",
        "neither hospital nor diagnosis: what would be of use now",
        SENSITIVE,
    ),
    _rule(
        "P465",
        "(?:收入|工资|退休金|养老金|低保金|救助金|补助)[^。！？；，\n]{0,8}?[0-9〇一二三四五六七八九十百千两][0-9〇一二三四五六七八九十百千万两多余]*元",
        "不写数目",
        "no figures",
        SENSITIVE,
    ),
    _rule(
        "P466",
        "(?:不愿|不想|不忍|不敢|生怕|怕)[^。！？；，\n]{0,8}(?:负担|累赘|包袱)"
        "|拖累[了]?(?:家|父母|爸|妈|子女|儿女|孩子)|懂事得让人心疼",
        "写孩子或老人自己想要什么",
        "what they themselves would like",
        PORTRAYAL,
    ),
)
"""Warnings, in stories and wishes of anybody."""
