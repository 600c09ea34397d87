"""Words of illness, disability, welfare and of parents' fates, as patterns; what is told of them is sensitive.

PIPL art. 28 counts medical facts and particular identities as sensitive, whoever tells of them. The patterns are for
warnings: they leave out what is mostly said of things (集中风力, 轮椅坡道) and need no sense of the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

ILLNESSES = (
    r"癌|肿瘤|白血病|尿毒症|糖尿病|高血压|心脏病|冠心病|脑梗|脑瘫|脑出血|偏瘫|瘫痪|帕金森|阿尔茨海默|痴呆|认知障碍"
    r"|抑郁|精神分裂|精神病|癫痫|艾滋|乙肝|肝炎|肝硬化|肺结核|尘肺|哮喘|肾衰|肾病|透析|渐冻|血友病|贫血|白内障"
    r"|青光眼|黄斑变性|罕见病|类风湿|自闭症|孤独症|唐氏|多动症|侏儒症|白化病|红斑狼疮|脊柱炎|肌无力|股骨头坏死"
    r"|(?<![其集途])中风(?![险格景光力])"
)
"""Illnesses by name."""

DISABILITIES = (
    r"残疾(?!人?联合会|人之家|军人)|失明|失聪|盲人(?!摸象)|聋人|聋哑|听障|视障|截肢|瘫痪|脑瘫|假肢|义肢|助听器|导盲"
    r"|(?:智力|肢体|言语|听力|视力|精神)(?:障碍|[一二三四1-4]级)|轮椅(?!坡道|通道|席)"
)
"""Disabilities, and what only those use who have one."""

_TREATMENT = (
    r"住院|化疗|放疗|动手术|做(?:了|过)?手术|患病|患有|患上|确诊|重病|大病|慢性病|卧病|卧床|病床|病情|病历|病重|病危"
    r"|病倒|生病|治病|看病|后遗症|药费|医药费"
)
_WELFARE = (
    r"低保|特困|五保|贫困[户生家]|困难户|困难(?:家庭|群众)|建档立卡"
    r"|救助金|临时救助|孤儿|困境儿童|无人抚养|脱贫户|监测户"
)

TOLD = {
    "health": re.compile(f"{ILLNESSES}|{_TREATMENT}"),
    "disability": re.compile(DISABILITIES),
    "welfare": re.compile(_WELFARE),
}
"""Words that call for ``tells``, by what it has to say."""

HEADLINE = re.compile(f"{ILLNESSES}|低保|特困|五保|贫困户|困难户")
"""What does not belong into a headline (domain 2.3)."""

_PARENT = r"(?:父亲|母亲|父母|双亲|爸爸|妈妈|爸妈|(?<![大老干])[爸妈])"
_FATE = (
    r"(?:去世|离世|病逝|过世|早逝|双亡|患|生病|重病|病重|瘫|残疾|精神(?:残疾|病|分裂|失常|障碍)|离异|离婚|改嫁|再婚"
    r"|服刑|坐牢|入狱|被判|吸毒|失踪|出走|分居)"
)
_JOB = (
    r"(?:打工|务工|失业|下岗|外出做|开(?:货车|出租|小店|网约车)|送外卖|送快递|摆摊|扫地"
    r"|(?:是|当)[^。！？；，、]{0,8}(?:工人|员|司机|教师|老师|医生|护士|农民|保安|保姆|厨师))"
)
PARENTS_FATE = re.compile(rf"{_PARENT}[^。！？；\n]{{0,12}}?{_FATE}|单亲|父母双亡|孤儿")
"""What befell a parent: death, illness, divorce, prison."""

PARENTS_LIFE = re.compile(rf"{PARENTS_FATE.pattern}|{_PARENT}[^。！？；\n]{{0,12}}?{_JOB}|留守")
"""The same, or what a parent does for a living."""


def blanked(text: str, names: Iterable[str]) -> str:
    """A text in which names that mean somebody else (units, volunteers) are blank; every place stays what it was."""
    for name in names:
        if name in text:
            text = text.replace(name, "\u3000" * len(name))
    return text
