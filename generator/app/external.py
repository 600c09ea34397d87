"""Whether links to other sites still lead somewhere: asked once each, and only where somebody asks for it.

The one place of this program that speaks to a network. Addresses of this machine and of its neighbours are never asked,
also not when another site sends us there: a text must not make the editor's computer knock at doors inside the house.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from collections import defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import SplitResult, urljoin, urlsplit

_AGENT = "wishlight-link-check"
_AT_ONCE = 8
_TIMEOUT = 10.0
"""Seconds for each step."""

_FARTHEST = 5
_MOVED = frozenset((301, 302, 303, 307, 308))
# What servers answer to a HEAD that they do not know, or do not like.
_ASK_AGAIN = frozenset((400, 403, 404, 405, 406, 429, 500, 501, 503))
# There is something, but not for a program.
_GUARDED = frozenset((401, 403, 406, 407, 418, 429, 451, 503, 999))

MayAsk = Callable[[str], bool]
"""Whether an IP address may be asked."""


class _UnreachableError(Exception):
    """Why an address could not be had, in a word or two."""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the whole internet."""
    return ipaddress.ip_address(address).is_global


def unreachable(addresses: Iterable[str], *, may_ask: MayAsk = is_public, timeout: float = _TIMEOUT) -> dict[str, str]:
    """The addresses that lead nowhere, each with the reason.

    Args:
        addresses: full, of http or https; a fragment does not matter.
        may_ask: whether an IP address may be asked; what may not is passed over.
        timeout: seconds for each step.
    """
    by_host: dict[str, list[str]] = defaultdict(list)
    for address in sorted(set(addresses)):
        by_host[_split(address).netloc.lower()].append(address)

    def ask_host(some: list[str]) -> dict[str, str]:
        # One after the other: nobody is to be hammered.
        return {address: cause for address in some if (cause := _asked(address, may_ask, timeout))}

    with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="links") as pool:
        found = pool.map(ask_host, by_host.values())
        return {address: cause for some in found for address, cause in some.items()}


def _split(address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError:
        return SplitResult("", "", "", "", "")


def _asked(address: str, may_ask: MayAsk, timeout: float) -> str:
    """Why an address leads nowhere; empty where it leads somewhere, or may not be asked."""
    method, here = "HEAD", address
    try:
        for _ in range(_FARTHEST):
            status, moved = _request(method, here, may_ask, timeout)
            if status in _MOVED and moved:
                here = urljoin(here, moved)
            elif method == "HEAD" and status in _ASK_AGAIN:
                method = "GET"
            elif status >= http.client.BAD_REQUEST and status not in _GUARDED:
                return str(status)
            else:
                return ""
    except _UnreachableError as failure:
        return str(failure)
    except PermissionError:
        return ""
    except (OSError, http.client.HTTPException, ValueError) as failure:
        return str(getattr(failure, "strerror", None) or failure or type(failure).__name__)
    return "> 5 ×"


def _request(method: str, address: str, may_ask: MayAsk, timeout: float) -> tuple[int, str]:
    """The status that a server answers, and where it sends us.

    Raises:
        PermissionError: the address is none that may be asked.
        OSError, http.client.HTTPException: it cannot be had.
    """
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise PermissionError
    port = parts.port or (443 if parts.scheme == "https" else 80)
    plain = socket.create_connection((_resolved(parts.hostname, port, may_ask), port), timeout)
    connection = http.client.HTTPConnection(parts.hostname, port, timeout=timeout)
    try:
        connection.sock = plain
        if parts.scheme == "https":
            connection.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=parts.hostname)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.putrequest(method, target.encode("utf-8", "replace").decode("latin-1"), skip_host=True)
        for name, value in (("Host", parts.netloc.rpartition("@")[2]), ("User-Agent", _AGENT), ("Accept", "*/*")):
            connection.putheader(name, value)
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, answer.headers.get("Location", "")
    finally:
        connection.close()
        plain.close()


def _resolved(host: str, port: int, may_ask: MayAsk) -> str:
    """The IP address of a host; the one that was looked at is the one that is asked."""
    try:
        found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError) as failure:
        raise _UnreachableError("DNS") from failure
    if not all(may_ask(address.partition("%")[0]) for address in found):
        raise PermissionError
    return found[0]
