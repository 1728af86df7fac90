"""Who asks, and under which name, as far as addresses say it. The screens use it, too.

Behind a proxy every request comes from the proxy, which names the asker in `X-Forwarded-For`.
Anybody can write that header, so it is believed from the proxies of the settings alone
(uvicorn's `ProxyHeadersMiddleware`, the outermost layer, puts the address into the scope).
"""

from collections.abc import Collection
from ipaddress import IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from starlette.types import Scope

_LOCAL = "localhost"
_OF_ONE_ASKER = 64  # bits: a household or a server is given at least so many IPv6 addresses


def asker(scope: Scope) -> str | None:
    """Return the address to count requests by: that of the network, for IPv6.

    None for a program of this machine: the screens, which ask for many readers.
    """
    host = scope["client"][0] if scope.get("client") else ""
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:  # a socket, or what a proxy writes when it does not know
        return host or None
    if isinstance(address, IPv6Address):
        address = address.ipv4_mapped or address
    if address.is_loopback:
        return None
    if isinstance(address, IPv6Address):
        return str(ip_network((address, _OF_ONE_ASKER), strict=False))
    return str(address)


def is_own(host: str, names: Collection[str | None]) -> bool:
    """Whether a `Host` header has a name of this machine.

    Those are addresses, `localhost` and what `names` says it is called; and no name at all.
    """
    try:
        name = urlsplit(f"//{host}").hostname or ""
        named = not name or name in (_LOCAL, *names) or name.endswith(f".{_LOCAL}")
        return named or bool(ip_address(name))
    except ValueError:
        return False
