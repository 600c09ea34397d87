"""Whether links to other sites still lead somewhere: asked once each, and only where somebody asks for it.

The one place of this program that speaks to a network. Addresses of this machine and of its neighbours are never asked,
also not when another site sends us there: a text must not make the editor's computer knock at doors inside the house.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from urllib.parse import SplitResult, quote, urljoin, urlsplit

_AGENT = "wishlight-link-check"
_AT_ONCE = 8
_TIMEOUT = 10.0
"""Seconds for each step."""

_FARTHEST = 5
_MOVED = frozenset((301, 302, 303, 307, 308))
# What may stand in a path or query as it is, quoted already or not.
_SAFE = "/%?:@!$&'()*+,;=~"
# What servers answer to a HEAD that they do not know, or do not like.
_ASK_AGAIN = frozenset((400, 403, 404, 405, 406, 429, 500, 501, 503))
_HOLDING_IPV4 = tuple(map(ipaddress.IPv6Network, ("::/96", "64:ff9b::/96")))
# There is something, but not for a program.
_GUARDED = frozenset((401, 403, 406, 407, 418, 429, 451, 503, 999))

MayAsk = Callable[[str], bool]
"""Whether an IP address may be asked."""


class _UnreachableError(Exception):
    """Why an address could not be had, in a word or two."""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the whole internet, and what it leads on to as well.

    An IPv6 address may hold one of IPv4 (RFC 4291 §2.5.5, RFC 3056, RFC 6052).
    """
    found = ipaddress.ip_address(address)
    if isinstance(found, ipaddress.IPv6Address):
        inside = found.ipv4_mapped or found.sixtofour
        if any(found in network for network in _HOLDING_IPV4):
            inside = ipaddress.IPv4Address(int(found) & 0xFFFF_FFFF)
        if inside:
            return is_public(str(inside))
    return found.is_global and not found.is_multicast


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

    stopped = threading.Event()

    def ask_host(some: list[str]) -> dict[str, str]:
        # One after the other: nobody is to be hammered.
        asked = ((address, _asked(address, may_ask, timeout)) for address in some if not stopped.is_set())
        return {address: cause for address, cause in asked if cause}

    with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="links") as pool:
        try:
            found = pool.map(ask_host, by_host.values())
            return {address: cause for some in found for address, cause in some.items()}
        except BaseException:
            # Who presses Ctrl-C waits for those that are being asked, and for no others.
            stopped.set()
            pool.shutdown(wait=False, cancel_futures=True)
            raise


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
    return f"> {_FARTHEST} ×"


def _request(method: str, address: str, may_ask: MayAsk, timeout: float) -> tuple[int, str]:
    """The status that a server answers, and where it sends us.

    Raises:
        PermissionError: the address is none that may be asked.
        OSError, http.client.HTTPException: it cannot be had.
    """
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise PermissionError
    host = _ascii(parts.hostname)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    plain = _connected(_resolved(host, port, may_ask), port, timeout)
    connection = http.client.HTTPConnection(host, port, timeout=timeout)
    try:
        connection.sock = plain
        if parts.scheme == "https":
            connection.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=host)
        # Whoever wrote the address may have typed Chinese, and a browser would have sent it like this.
        target = (quote(parts.path, _SAFE) or "/") + (f"?{quote(parts.query, _SAFE)}" if parts.query else "")
        connection.putrequest(method, target, skip_host=True)
        name = f"[{host}]" if ":" in host else host
        connection.putheader("Host", f"{name}:{parts.port}" if parts.port else name)
        connection.putheader("User-Agent", _AGENT)
        connection.putheader("Accept", "*/*")
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, _read_as_sent(answer.headers.get("Location", ""))
    finally:
        connection.close()
        plain.close()


def _ascii(host: str) -> str:
    """A host's name as it is looked up."""
    try:
        return host if host.isascii() else host.encode("idna").decode()
    except UnicodeError as failure:
        raise _UnreachableError("DNS") from failure


def _read_as_sent(header: str) -> str:
    """A header as whoever sent it most likely meant it: the library reads bytes as Latin-1."""
    try:
        return header.encode("latin-1").decode()
    except UnicodeError:
        return header


def _resolved(host: str, port: int, may_ask: MayAsk) -> list[str]:
    """The IP addresses of a host; those that were looked at are those that are asked."""
    try:
        found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError) as failure:
        raise _UnreachableError("DNS") from failure
    if not all(may_ask(address.partition("%")[0]) for address in found):
        raise PermissionError
    return list(dict.fromkeys(found))


def _connected(addresses: Sequence[str], port: int, timeout: float) -> socket.socket:
    """A connection to the first address that takes one: of two families, one may lead nowhere from here."""
    for address in addresses[:-1]:
        with suppress(OSError):
            return socket.create_connection((address, port), timeout)
    return socket.create_connection((addresses[-1], port), timeout)
