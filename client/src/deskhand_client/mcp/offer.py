"""A tool as it is offered: what runs, what it takes of its caller, and what its caller is told of it."""

import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from mcp.server.mcpserver.tools import Tool
from mcp.types import CallToolResult, ToolAnnotations


@dataclass(frozen=True, slots=True)
class Offer:
    """A tool. `writes`: it changes something; `scopes`: those of a key that it takes at least.

    `replaces`: it sets what was set before, so that the same call again changes nothing more.
    `outward`: what it does may be seen outside the desk.
    """

    run: Callable[..., Awaitable[CallToolResult]]
    title: str
    scopes: tuple[str, ...] = ()
    writes: bool = False
    replaces: bool = False
    outward: bool = False
    at_atera: bool = True

    @property
    def name(self) -> str:
        """The tool's name."""
        return self.run.__name__

    def tool(self) -> Tool:
        """The tool as the MCP SDK wants it. What it does not take is said in its schema too."""
        tool = Tool.from_function(
            self.run,
            title=self.title,
            description=inspect.getdoc(self.run),
            annotations=ToolAnnotations(
                title=self.title,
                read_only_hint=not self.writes,
                destructive_hint=self.replaces if self.writes else None,
                idempotent_hint=self.replaces if self.writes else None,
                open_world_hint=self.outward,
            ),
        )
        tool.parameters["additionalProperties"] = False
        return tool

    def takes(self) -> set[str]:
        """The names of its arguments."""
        return set(inspect.signature(self.run).parameters) - {"call"}


def known(offers: tuple[Offer, ...], name: str) -> Offer | None:
    """The offer of this name."""
    return next((offer for offer in offers if offer.name == name), None)
