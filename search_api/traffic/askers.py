"""Who asks, as far as an address says it.

Behind a proxy every request comes from the proxy, which names the asker in `X-Forwarded-For`.
Anybody can write that header, so it is believed from the proxies of the settings alone
(uvicorn's `ProxyHeadersMiddleware`, the outermost layer, puts the address into the scope).
"""

from ipaddress import IPv6Address, ip_address, ip_network

from starlette.types import Scope

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
