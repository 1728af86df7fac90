"""Every request to an admin address is in the audit log before it is answered."""

from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from search_api.access.audit import Deed, record
from search_api.layers import Layer

ADMIN = "/v1/admin/"
# Characters; ids and methods are shorter, but strangers may write there what they like, and would
# fill the disk with it.
_LONGEST = 200


class Auditing(Layer):
    """Write down who asked an admin address for what, and how it ended."""

    def __init__(self, app: ASGIApp, data_dir: Path) -> None:
        super().__init__(app)
        self._data_dir = data_dir

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer; where the log cannot be written, the error goes out in place of the answer."""
        if not scope["path"].startswith(ADMIN):
            await self.app(scope, receive, send)
            return

        async def send_recorded(message: Message) -> None:
            if message["type"] == "http.response.start" and self._data_dir.is_dir():
                deed = _deed(scope, message["status"])
                await run_in_threadpool(record, self._data_dir, deed)
            await send(message)

        await self.app(scope, receive, send_recorded)


def _deed(scope: Scope, status: int) -> Deed:
    """Return what was asked, without the query and the body; what is too long is cut off."""
    route, state = scope.get("route"), scope.get("state", {})
    about = {**scope.get("path_params", {}), **state.get("about", {})}
    return Deed(
        action=f"{scope['method'][:_LONGEST]} {getattr(route, 'path', ADMIN)}",
        status=status,
        address=(scope.get("client") or ("", 0))[0],
        key=state.get("key_id"),
        about={name: str(value)[:_LONGEST] for name, value in about.items()},
    )
