"""Addresses, plates, e-mail, QQ, WeChat and coordinates, and what only looks like them."""

from __future__ import annotations

import pytest

from generator.link.privacy.guard import Clearance, Guard
from tests.link.scanning.people import leaks, rules

_NOBODY = Guard((), ())


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("家住建干路12号", "address"),
        ("家住建干路１２号", "address"),
        ("家住建干路 12 号", "address"),
        ("家住建干路<b>12</b>号", "address"),
        ("七星区中山二路三十五号", "address"),
        ("龙隐巷7号之一", "address"),
        ("解放东路12-3号", "address"),
        ("平安里12号", "address"),
        ("滨江大道108号", "address"),
        ("十二号楼2单元402", "address"),
        ("幸福小区3栋501室", "address"),
        ("3幢2单元501", "address"),
        ("柳堤小区三栋二单元五〇一室", "address"),
        ("三号楼二单元五零一", "address"),
        ("竹埠村三队12号", "address"),
        ("竹埠村4组17号", "address"),
        ("二组三号", "address"),
        ("柳堤小区3-2-501", "address"),
        ("柳堤花园 12-501", "address"),
        ("松石里3—1—302", "address"),
        ("竹埠村第4组17号", "address"),
        ("门牌号：17", "address"),
        ("桂C12345", "plate"),
        ("桂C·D1234", "plate"),
        ("粤ＢＤ１２３４５", "plate"),
        ("liming@example.com", "email"),
        ("ｌｉ＠example.com", "email"),
        ("QQ：12345678", "qq"),
        ("qq号12345678", "qq"),
        ("扣扣 1234567", "qq"),
        ("微信号：wei_lan88", "wechat"),
        ("加微信 weilan88", "wechat"),
        ("VX: weilan88", "wechat"),
        ("25.273566, 110.290195", "coordinates"),
        ("北纬25.2735°，东经110.2901°", "coordinates"),
        ('"lat": 25.273, "lng": 110.290', "coordinates"),
    ],
)
def test_what_leads_to_somebody(text: str, rule: str) -> None:
    assert rules(leaks(f"<p>{text}</p>", under=_NOBODY)) == [rule]


@pytest.mark.parametrize(
    "text",
    [
        "根据第3号通知",
        "渡口社区2026-02-03的公告",
        "渡口小区100-150户",
        *(
            "文化馆7-8-2026",
            "图书馆9-12-1400",
            "图书馆3-2-105",
            "示范区1-6-1200",
            "东城区10-12-2025",
            "阳光家园3-100室",
        ),
        *("柳堤小区10-12-2025", "柳堤小区3-1400"),
        "渡口小区100-150斤",
        "渡口村12-150",
        "石榴区3-5岁的孩子",
        "城里10-200元",
        "渡口社区12-15号活动",
        "地铁2号线",
        "人民路2号线开通",
        "2号楼建成",
        "3栋120户居民",
        "改造5栋2000平方米",
        "坐5路12号车",
        "那里12号开会",
        "在村里12号举行",
        "8月12号",
        "第3组5号选手",
        "渡口志愿服务一队8号上午上门",
        "腊月里23号，社区送来年货",
        "把3栋126扇窗户都擦了",
        "送来一台全新XQB6018洗衣机",
        "天津G12345次",
        "2单元的灯",
        "1座1000年的桥",
        "桂ICP备05001234号",
        "新A型流感",
        "青AAAAAA",
        "icon@2x.png",
        "@media print",
        "QQ群里说",
        "微信小程序",
        "微信公众号：rongjiang_fabu",
        "相信 everyone",
        "1.618 和 2.718",
        "40.7128, -74.0060",
        "版本 25.273.1 和 110.290.2",
        "9.9元、12.50元",
    ],
)
def test_what_only_looks_so(text: str) -> None:
    assert leaks(f"<p>{text}</p>", under=_NOBODY) == []


def test_public_contacts_pass_with_more_or_less_of_their_street() -> None:
    contacts = ("石榴区书院路8号", "wenming@example.org")
    assert leaks("<p>书院路8号、石榴区书院路 8 号，wenming@example.org</p>", under=_NOBODY, contacts=contacts) == []
    assert rules(leaks("<p>书院路18号</p>", under=_NOBODY, contacts=contacts)) == ["address"]
    assert rules(leaks("<p>博学院路8号，ming@example.org</p>", under=_NOBODY, contacts=contacts)) == [
        "address",
        "email",
    ]


def test_a_cleared_address_passes_on_its_page() -> None:
    under = Guard((), (Clearance("建干路12号", "a.html"),))
    assert leaks("<p>建干路12号</p>", "a.html", under=under) == []
    assert rules(leaks("<p>建干路12号</p>", "b.html", under=under)) == ["address"]


def test_a_call_in_a_link_is_read_and_the_rest_of_addresses_is_not() -> None:
    assert rules(leaks('<a href="mailto:wei@example.com">x</a>', under=_NOBODY)) == ["email"]
    assert leaks('<a href="https://example.com/@wei/2026.02/03">x</a>', under=_NOBODY) == []


@pytest.mark.parametrize(
    "link",
    [
        "https://example.com/@wei/25.273566,110.290195",
        "https://maps.example.com/?lat=25.273566&amp;lng=110.290195",
        "https://maps.example.com/?q=25.273566%2C110.290195",
    ],
)
def test_a_link_to_a_place_on_a_map_leads_to_somebodys_door(link: str) -> None:
    assert rules(leaks(f'<a href="{link}">x</a>', under=_NOBODY)) == ["coordinates?"]


def test_a_mailbox_in_a_link_is_a_mailbox() -> None:
    assert rules(leaks('<a href="https://example.com/?m=wei@example.com">x</a>', under=_NOBODY)) == ["email"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("桂C1234学", ["plate"]),
        ("粤Z1234港", ["plate"]),
        ("贛C12345", ["plate"]),
        ("桂 C.12345", ["plate"]),
        ("川A2024学员", []),
        ("冀C1234领队", []),
        ("延安路100弄5号", ["address"]),
        ("幸福花园A座1203室", ["address"]),
        ("解放东路附19号", ["address"]),
        ("書院路12號", ["address"]),
        ("山脚村12号", ["address?"]),
        ("山脚村12号桥", []),
    ],
)
def test_plates_and_doors_as_they_are_written(text: str, expected: list[str]) -> None:
    assert rules(leaks(f"<p>{text}</p>", under=_NOBODY)) == expected


def test_what_is_cleared_to_the_letter_is_cleared() -> None:
    for text in ("书院路12号3栋402室", "桂C·12345"):
        under = Guard((), (Clearance(text, ""),))
        assert leaks(f"<p>{text}</p>", under=under) == []
    assert leaks("<p>QQ 123456789</p>", under=_NOBODY, contacts=("QQ 123456789",)) == []
