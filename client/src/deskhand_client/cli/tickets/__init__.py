"""`deskhand tickets`: each command in a module of its own, loaded when it is run."""

import typer

from deskhand_client.cli.lazy import Entry, LazyGroup

HERE = "deskhand_client.cli.tickets"

# The order of the help.
COMMANDS = (
    Entry("list", f"{HERE}.listing:list_tickets", "List tickets, newest first."),
    Entry("search", f"{HERE}.listing:search", "Find tickets by words, the best hits first."),
    Entry("show", f"{HERE}.show:show", "Show a ticket and what was said on it."),
    Entry("new", f"{HERE}.new:new", "Open a ticket."),
    Entry("update", f"{HERE}.update:update", "Change what is said of tickets."),
    Entry("assign", f"{HERE}.assign:assign", "Give tickets to a technician, or to nobody."),
    Entry("comment", f"{HERE}.comment:comment", "Say something on tickets, as an internal note unless --public."),
    Entry("resolve", f"{HERE}.status:resolve", "Set tickets to Resolved, with a last word to the customer."),
    Entry("close", f"{HERE}.status:close", "Set tickets to Closed, which is final."),
    Entry("pending", f"{HERE}.status:pending", "Set tickets to Pending: they wait for the customer."),
    Entry("reopen", f"{HERE}.status:reopen", "Set tickets to Open again."),
    Entry("log", f"{HERE}.log:log", "Log work on a ticket."),
    Entry("watch", f"{HERE}.watch:watch", "Follow what happens on tickets, until Ctrl-C."),
)


class TicketCommands(LazyGroup):
    """What can be done with tickets."""

    @staticmethod
    def gather() -> tuple[Entry, ...]:
        """The entries, in the order of the help."""
        return COMMANDS


app = typer.Typer(
    cls=TicketCommands,
    help="Tickets: list, show, open, change, comment, resolve, follow.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback()
def tickets() -> None:
    """Tickets: list, show, open, change, comment, resolve, follow."""
