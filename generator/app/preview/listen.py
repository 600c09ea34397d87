"""Where a preview listens: a free port, and the names under which browsers reach it."""

from __future__ import annotations

import errno
import ipaddress
import os
import socket
from collections.abc import Callable
from contextlib import suppress

from generator.base.problems import UsageError

PORTS = range(8000, 8011)
"""Tried in this order when none was asked for."""

_OURSELVES = ("localhost", "127.0.0.1", "[::1]")


def at(host: str, port: int | None) -> socket.socket:
    """A socket that listens already.

    Args:
        host: an address or name of this machine; ``0.0.0.0`` for all of its addresses.
        port: ``None`` for the next free one of ``PORTS``, 0 for any.

    Raises:
        UsageError: U826, the port cannot be had; U828, the host is no address of this machine.
    """
    for number in PORTS if port is None else (port,):
        try:
            return _bound(host, number)
        except (socket.gaierror, UnicodeError) as failure:
            raise UsageError("U828", host=host) from failure
        except OSError as failure:
            if failure.errno == errno.EADDRNOTAVAIL:
                raise UsageError("U828", host=host) from failure
            if port is not None or failure.errno != errno.EADDRINUSE:
                # That another program has it is what is said where there is no other cause.
                cause = "" if failure.errno == errno.EADDRINUSE else failure.strerror or "?"
                raise UsageError("U826", port=number, cause=cause) from failure
    raise UsageError("U826", port=f"{PORTS[0]}–{PORTS[-1]}", cause="")


def names_of(listener: socket.socket, host: str) -> tuple[str, ...]:
    """What a browser may call us in its Host header: this machine's names for itself, and what was asked for.

    Args:
        listener: bound.
        host: as it was asked for.
    """
    others = _own_addresses() if _address(listener).is_unspecified else []
    return (*_OURSELVES, *(_as_host(name) for name in (host, *others) if name))


def addresses_of(listener: socket.socket) -> list[str]:
    """The full addresses to open, this machine's own first."""
    address, port = _address(listener), listener.getsockname()[1]
    places = ["127.0.0.1", *_own_addresses()] if address.is_unspecified else [str(address)]
    return [f"http://{_as_host(place)}:{port}/" for place in places]


def is_private(listener: socket.socket) -> bool:
    """Whether only this machine can reach us."""
    return _address(listener).is_loopback


def _bound(host: str, port: int) -> socket.socket:
    found = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    family, kind, protocol, _, address = found[0]
    listener = socket.socket(family, kind, protocol)
    try:
        # On Windows this option would let two programs have one port.
        if os.name == "posix":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        # At once: two that are only bound to a port do not notice each other.
        listener.listen(128)
    except OSError:
        listener.close()
        raise
    return listener


def _address(listener: socket.socket) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    return ipaddress.ip_address(listener.getsockname()[0])


def _own_addresses() -> list[str]:
    """The addresses under which other machines see this one."""
    found = []
    # The far ends are for examples only (RFC 5737, RFC 3849), and nothing is sent to them: the system is asked by
    # which of our addresses it would go there.
    for family, afar in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
        with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((afar, 9))
            found.append(probe.getsockname()[0])
    return found


def _as_host(name: str) -> str:
    """A name as it stands in an address and in a Host header."""
    return f"[{name}]" if ":" in name else name.lower()


def welcome(listener: socket.socket, say: Callable[[str, str], str]) -> str:
    """Where the preview is, and who else can see it."""
    places = "  ".join(addresses_of(listener))
    line = say("预览 {places} （按 Ctrl-C 停止）", "Preview at {places} (Ctrl-C stops it)").format(places=places)
    if is_private(listener):
        return line
    warning = say(
        "注意：同一网络里的人都能打开这个预览，包括还没有发布的内容。只给自己看就去掉 --host。",
        "Warning: everybody on this network can open the preview, and what is not published yet. "
        "Leave out --host to keep it to yourself.",
    )
    return f"{line}\n{warning}"
