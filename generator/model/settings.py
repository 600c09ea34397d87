"""What is set: the site's own settings, and what was asked of this run."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import msgspec


class Footer(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Lines of the footer; an empty one is not printed."""

    host: str = ""
    address: str = ""
    phone: str = ""
    icp: str = ""
    police: str = ""
    site_code: str = ""


class SiteSettings(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """``content/site.yaml``, checked and complete.

    Attributes:
        base_url: ends with a slash, or is empty.
        categories: (key, name) pairs in the order of the menu; ``groups`` and ``tags`` likewise.
        preview: whether drafts and stories whose time has not come are shown; asked for, and not set.
        register_required: whether every beneficiary must name a person of the register or be a crowd.
    """

    title: str
    organization: str
    base_url: str = ""
    language: str = "zh-CN"
    timezone: str = "Asia/Shanghai"
    description: str = ""
    per_page: int = 20
    recommended: int = 8
    categories: tuple[tuple[str, str], ...] = ()
    groups: tuple[tuple[str, str], ...] = ()
    footer: Footer = Footer()
    public_contacts: tuple[str, ...] = ()
    register_required: bool = True
    tags: tuple[tuple[str, str], ...] = ()
    claim: str = ""
    preview: bool = False

    @property
    def zone(self) -> ZoneInfo:
        """The site's time zone; the machine's never matters."""
        return ZoneInfo(self.timezone)

    def here(self, moment: dt.datetime) -> dt.datetime:
        """A moment in the site's time zone, in which one that has none is meant."""
        return (moment if moment.tzinfo else moment.replace(tzinfo=self.zone)).astimezone(self.zone)


UNREAD = SiteSettings(title="", organization="")
"""Stands for settings that cannot be read."""


class BuildOptions(msgspec.Struct, frozen=True):
    """What was asked of this run.

    Attributes:
        output: absolute path of the output folder; the site's own ``output/`` unless given.
        base_url: takes the place of the setting of that name.
        now: the only clock that a build knows; naive, it is meant in the site's time zone.
        jobs: processes to use, at least 1.
        drafts: publish drafts and stories whose time has not come, marked as such.
    """

    now: dt.datetime
    output: str = ""
    base_url: str | None = None
    jobs: int = 1
    drafts: bool = False
    strict: bool = False
    clean: bool = False
