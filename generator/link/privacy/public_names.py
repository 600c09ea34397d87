"""What people are called in public: by a made-up name, by what one calls many, by what they are (domain 2.4)."""

from __future__ import annotations

import re

from generator.base.text import HAN
from generator.link.privacy.register import given_name
from generator.link.privacy.surnames import COMMON, COMPOUND, OTHER
from generator.link.scanning.words import is_ordinary

OPENS_MARK = r"[（(【]\s*[^（）()【】\n]{0,8}化名"
"""A pattern of how a mark begins: （化名）, （系化名）, 【化名】; of several names before it, （均为化名）."""

MARK = re.compile(OPENS_MARK + r"[^（）()【】]*[）)】]")
"""Says of the name before it that it is made up."""

_COUNTED = re.compile(r"[一二两三四五六七八九十几某这那数\d]+[名位个群些对双家]")
_KIND = re.compile(r"(?:同学们|学生们?|孩子们?|小朋友们?|家长们?|男孩们?|女孩们?|少年|儿童)$")
_KINDS = re.compile(r"(?:小?学生|同学|孩子|小朋友|家长|[男女]孩子?|少年|儿童|青年|妇女|老人)们?|困境|留守|家的?$")
_ONE_PERSON = re.compile(r"^.{1,3}(?:某{1,2}|大爷|大妈|大娘|大叔|奶奶|爷爷|阿姨|叔叔|伯伯|先生|女士|同学|师傅|老师)$")
_NUMERALS = "一二三四五六七八九十"
_COUNTED_MANY = r"[二两三四五六七八九十几数多\d]+[名位个]"
# One person without a name: 一名小学生, 12岁男孩, 卖米粉的大姐, 脑瘫患儿.
_ONE_DESCRIBED = re.compile(
    r"^(?:[一某](?:[名位个户](?!.*(?:们|班|村|病区|病房|社区|集体|学校|单位|小组|队|家庭))|家(?:住户|居民))|[他她]$)"
    rf"|^[\d{_NUMERALS}]+岁的?(?:[男女][孩童生]|孩子|老人)$|^(?!爱心|爸爸妈妈|{_COUNTED_MANY}).*(?:大姐|大嫂|妈妈|爸爸|患儿)$"
)
_CALLED = re.compile(
    rf"老[{HAN}]|(?:[热爱]心)?(?:市民|网友|居民|人士|群众|志愿者|读者)?"
    rf"(?:[{HAN}](?:某{{1,2}}|大爷|大妈|大娘|大叔|奶奶|爷爷|阿姨|叔叔|伯伯|先生|女士|师傅|老师)(?:夫妇|一家)?)?"
)
_SURNAME = f"(?:[{''.join(sorted(COMMON | OTHER))}]|{'|'.join(sorted(COMPOUND))})"
_WHOLE = re.compile(rf"({_SURNAME}[{HAN}]{{1,2}})(?:夫妇|一家|全家|本人)?")
# What the name of a unit or place ends in, however short it is: 高协会, 马兰站, 田东县. 王超 and 陈园 are people.
_UNIT = re.compile("[队会站店校院社部局所组班团馆厅司厂坊室村委铺办县区市镇乡街路寺山桥城网河]$")
_NICKNAME = re.compile(r"[小阿](?!学生|朋友|孩|男孩|女孩|伙伴)")
_ADDRESS = re.compile(r"(?:某{1,2}|同学|某{1,2}同学|家(?:的)?(?:孩子|男孩|女孩))?$")


def bare(name: str) -> str:
    """A public name without its mark: 小禾 of 小禾（化名）."""
    return MARK.sub("", name).strip()


def is_marked(name: str) -> bool:
    """Whether a public name says that it is made up."""
    return MARK.search(name) is not None


def is_pseudonym(public_name: str, real_name: str = "") -> bool:
    """Whether a public name is a made-up name, which needs its mark.

    It is none where it describes (一名小学生, 渡口街道的孩子们) and where it keeps the surname and leaves the rest
    out (韦某, 韦同学). 小禾, 阿木, 小禾同学 are pseudonyms.
    """
    name = bare(public_name)
    surname = real_name.removesuffix(given_name(real_name)) if real_name else ""
    if surname and name.startswith(surname) and _ADDRESS.match(name, len(surname)):
        return False
    if _COUNTED.match(name):
        return False
    return bool(name) and (_NICKNAME.match(name) is not None or _KIND.search(name) is None)


def is_of_somebody(name: str) -> bool:
    """Whether a public name is that of one person, and of no crowd: 小禾（化名）, 韦大爷, 一名小学生."""
    called = bare(name)
    if is_marked(name) or _ONE_DESCRIBED.search(called):
        return True
    return _ONE_PERSON.search(called) is not None and _COUNTED.match(called) is None


def is_form_of_address(name: str) -> bool:
    """Whether a name is what one calls many: 王女士, 老李, 热心网友."""
    return _CALLED.fullmatch(name) is not None


def is_like_somebodys(name: str) -> bool:
    """Whether a name reads as the whole name of one person (陈雨, 欧阳娜一家), and not as that of a unit (马兰站)."""
    whole = _WHOLE.fullmatch(name)
    if whole is None or _UNIT.search(whole[1]) or is_form_of_address(name):
        return False
    # 康乐, 常青, 石榴: many a surname begins a word of two characters.
    return len(whole[1]) > len("陈雨") or not is_ordinary(whole[1])


def without_kind(name: str) -> str:
    """A public name without words that say what somebody is: nothing of 一名男孩子, 桐桐 of 桐桐家的孩子."""
    return _KINDS.sub("", _COUNTED.sub("", bare(name)))
