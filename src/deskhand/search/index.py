"""Keeping the index of words in step with the tickets, in the transaction that changes them.

Whoever opens a ticket calls `opened`, whoever adds a comment `said`, whoever changes title or description or moves
comments between tickets `reworded`, whoever deletes or merges a ticket away `gone`, and whoever brings it back
`reworded`. The index holds exactly the tickets that lists show, so that counting its hits needs no second look.
"""

from deskhand.core.ticket import Comment, Ticket
from deskhand.core.words import TicketWords, ticket_words, weight, words
from deskhand.search import index_store
from deskhand.search.index_store import Lot
from deskhand.storage.engine import Tx, Writes

AT_ONCE = 500


async def opened(tx: Tx, ticket: Ticket) -> None:
    """Index a new ticket, which has no comments yet."""
    await _put(tx, tx.account_id, ticket.id, ticket_words(ticket.title, ticket.description, ()), new=True)


async def said(tx: Tx, comment: Comment) -> None:
    """Add a comment's words to its ticket's."""
    found = words(comment.text)
    if found:
        statement = index_store.APPEND_INTERNAL if comment.internal else index_store.APPEND_PUBLIC
        lot = Lot(tx.account_id, found)
        await tx.run(statement, account_id=tx.account_id, ticket_id=comment.ticket_id, said=lot, more=weight(found))


async def reworded(tx: Tx, ticket: Ticket) -> None:
    """Index a ticket anew, with all its comments."""
    await _index(tx, tx.account_id, ticket.id, ticket.title, ticket.description)


async def gone(tx: Tx, ticket_id: int) -> None:
    """Take a ticket out of the index."""
    await _gone(tx, tx.account_id, ticket_id)


async def rebuild(writes: Writes, account_id: int, after: int = 0) -> int | None:
    """Index an account's next few hundred tickets after an id anew; the id to go on after, None at the end."""
    tickets = await writes.fetch(index_store.NEXT_TEXTS, account_id=account_id, after=after, limit=AT_ONCE)
    for ticket in tickets:
        if ticket.alive:
            await _index(writes, account_id, ticket.id, ticket.title, ticket.description)
        else:
            await _gone(writes, account_id, ticket.id)
    return tickets[-1].id if tickets else None


async def _index(writes: Writes, account_id: int, ticket_id: int, title: str, description: str) -> None:
    comments = await writes.fetch(index_store.SAID, account_id=account_id, ticket_id=ticket_id)
    await _put(writes, account_id, ticket_id, ticket_words(title, description, comments))


async def _gone(writes: Writes, account_id: int, ticket_id: int) -> None:
    await writes.run(index_store.DELETE, account_id=account_id, ticket_id=ticket_id)


async def _put(writes: Writes, account_id: int, ticket_id: int, found: TicketWords, *, new: bool = False) -> None:
    title, public, internal = (Lot(account_id, part) for part in found.lists)
    row = {
        "account_id": account_id,
        "ticket_id": ticket_id,
        "title": title,
        "public": public,
        "internal": internal,
        "held": found.held,
    }
    if new or not await writes.run(index_store.REPLACE, **row):
        await writes.run(index_store.INSERT, **row)
