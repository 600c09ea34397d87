"""What leads from a text to places where nothing of this holds: shared folders and sheets, and accounts for money."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from generator.base.problems import Problem, warning
from generator.link.privacy.passages import Passage, is_within

# Where photos, lists and forms of a neighbourhood lie, open to whoever has the address.
_SHARED = re.compile(
    r"(?:pan\.baidu|pan\.quark|aliyundrive|alipan|123pan|weiyun|lanzou\w?|cowtransfer|docs\.qq|kdocs|shimo|yuque|feishu"
    r"|wjx|jinshuju|mikecrm|drive\.google|docs\.google|dropbox|onedrive|1drv)\.[a-z]{2,4}(?:\.cn)?(?![\w-])|提取码\s*[:：]",
    re.IGNORECASE,
)
# An account with what is in it; that there is none is no account.
_ACCOUNT = re.compile(
    r"(?:开户(?:行|银行|名)|(?:银行|对公|收款|捐款|支付宝|微信)账[号户])(?=\s*(?:[:：是为]|\d))|扫\S{0,6}(?:收款|付款|捐款|赞赏)码"
)


def found_in(texts: Iterable[Passage], *, cleared: Collection[str] = ()) -> Iterator[Problem]:
    """Shared folders (P471) and accounts (P472), the first of each in a text.

    Args:
        texts: to look in.
        cleared: texts that may stand there.
    """
    for passage in texts:
        for code, wanted in (("P471", _SHARED), ("P472", _ACCOUNT)):
            matches = (match for match in wanted.finditer(passage.text) if not is_within(match, cleared))
            if match := next(matches, None):
                yield warning(code, passage.locate(match.start()), text=match[0].rstrip(" :："))
