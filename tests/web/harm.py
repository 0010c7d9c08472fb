"""An account in which somebody has written a payload into every text that people can write."""

import itertools
from collections.abc import Iterator

from deskhand.core.ticket import Source
from deskhand.directory.contacts import ContactDraft, create_contact
from deskhand.storage.engine import Engine
from deskhand.tickets.open import TicketDraft, open_ticket
from deskhand.tickets.reply import CommentDraft, reply
from deskhand.tickets.requester import Requester
from tests.web.content import Content, acting, make_content
from tests.web.xss import PAYLOADS

# Titles are of one line, and braces ask a canned reply for what no ticket has.
IN_A_LINE = tuple(text for text in PAYLOADS if text.isprintable() and "{{" not in text)
# An address may have almost anything before its @.
LOCAL_PARTS = (
    "'onmouseover=alert(1)'",
    '"><script>alert(1)</script>"',
    "<img/src=x/onerror=alert(1)>",
    "javascript:alert(1)",
)
COMMENTS_EACH = 40


async def make_harm(engine: Engine, domain: str) -> Content:
    """The account: its texts are payloads, each payload is a title, a description, a comment and a note."""
    payloads = itertools.cycle(IN_A_LINE)
    content = await make_content(engine, domain, lambda _, longest: _next(payloads, longest))
    jane, john = acting(content.jane), acting(content.john)
    asked_by = Requester(contact_id=content.john.id)
    async with engine.transaction(content.account_id) as tx:
        for number, payload in enumerate(PAYLOADS):
            title = " ".join(payload.split())
            draft = TicketDraft(title=title, description=payload, source=Source.PORTAL, requester=asked_by)
            opened = await open_ticket(tx, jane, draft)
            if number % COMMENTS_EACH == 0:
                content.told.append(opened.id)
            await reply(tx, john, content.told[-1], CommentDraft(text=payload))
            await reply(tx, jane, content.told[-1], CommentDraft(text=payload, internal=True))
            content.titled.append(opened.id)
        for local_part in LOCAL_PARTS:
            writer = ContactDraft(customer_id=content.named["acme"], email=f"{local_part}@{domain}", first_name="Eve")
            asked_by = Requester(contact_id=(await create_contact(tx, jane, writer)).id)
            draft = TicketDraft(title="Of an address", source=Source.EMAIL, requester=asked_by)
            content.told.append((await open_ticket(tx, jane, draft)).id)
    return content


def _next(payloads: Iterator[str], longest: int) -> str:
    return next(payload for payload in payloads if len(payload) <= longest)
