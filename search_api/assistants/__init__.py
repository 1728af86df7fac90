"""The collection as tools for assistants that speak the Model Context Protocol (MCP)."""

from typing import TYPE_CHECKING

from indexer.errors import ExtraMissing
from indexer.settings import Settings
from search_api.retrieval.index_reader import IndexReader

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer

    from search_api.assistants.server import Endpoint

_CURE = "Install it: pip install 'balkanetup-search[mcp]'"


def mcp_server(settings: Settings, reader: IndexReader) -> "MCPServer":
    """Return the MCP server. Raises ExtraMissing where the SDK is not installed."""
    try:
        from search_api.assistants.server import server
    except ModuleNotFoundError as problem:
        raise ExtraMissing("The MCP SDK is not installed.", cure=_CURE) from problem
    return server(settings, reader)


def mcp_endpoint(settings: Settings, reader: IndexReader) -> "Endpoint":
    """Return what answers at `/mcp`. Raises ExtraMissing where the SDK is not installed."""
    made = mcp_server(settings, reader)
    from search_api.assistants.server import Endpoint

    return Endpoint(made)
