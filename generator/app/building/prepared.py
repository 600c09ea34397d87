"""A site as far as it came: what ``prepare`` makes, and all commands go on with. Values only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import msgspec

from generator.base.problems import Problem
from generator.link.privacy.guard import Guard
from generator.link.site import Site
from generator.model.entities import Public
from generator.model.settings import UNREAD, SiteSettings
from generator.plan.outputs import Output
from generator.read.source import Sources


class Planned(msgspec.Struct, frozen=True, kw_only=True):
    """A site in which nothing is wrong that would stop it, to the last of its outputs.

    Attributes:
        outputs: by path, in the order in which new files may appear.
        promised: addresses at which stories were published once.
        faults_of_text: tells by a file's path and new text what breaks the rules of the gate; only where builds are
            repeated.
    """

    site: Site
    outputs: dict[str, Output]
    promised: frozenset[str]
    faults_of_text: Callable[[str, str], tuple[Problem, ...]] | None = None


class Prepared(msgspec.Struct, frozen=True, kw_only=True):
    """A site as far as it came.

    Attributes:
        problems: not yet located: those inside YAML know their pointer only.
        now: the moment that the site is of, in its time zone; as it was asked for, where settings cannot be read.
        settings: ``UNREAD`` where they cannot be.
        planned: ``None`` where problems stopped the site earlier.
        lost: what texts refer to and is not there, where they did; it may stand in what could not be read.
    """

    sources: Sources
    problems: tuple[Problem, ...]
    now: dt.datetime
    settings: SiteSettings = UNREAD
    public: Public = Public()
    guard: Guard = Guard((), ())
    planned: Planned | None = None
    lost: tuple[Problem, ...] = ()

    @property
    def outputs(self) -> dict[str, Output]:
        """Those of the site; none where it was not planned."""
        return self.planned.outputs if self.planned else {}

    @property
    def contacts(self) -> tuple[str, ...]:
        """Numbers and addresses that may go out."""
        return self.settings.public_contacts

    @property
    def language(self) -> str:
        """Of the site; Chinese where its settings cannot be read."""
        return self.settings.language

    @property
    def base_url(self) -> str:
        """The site's full address; empty where there is none, or its settings cannot be read."""
        return self.settings.base_url
