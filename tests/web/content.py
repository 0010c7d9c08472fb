"""A full desk: one account with something of everything that a page can show, and another with nothing in it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import msgspec

from deskhand.attachments.keep import Kept
from deskhand.auth.password_links import make_password_link
from deskhand.auth.passwords import hash_password, set_password
from deskhand.canned.replies import CannedReplyDraft, create_canned_reply
from deskhand.canned.templates import TicketTemplateDraft, create_ticket_template
from deskhand.core.actor import Actor, ActorKind, Own, Role, system
from deskhand.core.calendar import OFFICE_HOURS, ROUND_THE_CLOCK
from deskhand.core.directory import Contact, Technician
from deskhand.core.fields import DataType, Option, Target
from deskhand.core.ticket import Impact, Priority, Related, Source, Status, TicketType
from deskhand.core.timer import TimerAction
from deskhand.core.unsent import NEW_TICKET, UnsentKind
from deskhand.desk.custom_values import set_value
from deskhand.desk.found import first_administrator, found_account
from deskhand.directory.contacts import ContactDraft, create_contact
from deskhand.directory.customers import CustomerDraft, create_customer
from deskhand.directory.technicians import TechnicianDraft, create_technician
from deskhand.fields.define import FieldDraft, define_field
from deskhand.sla.calendars import CalendarDraft, create_calendar
from deskhand.sla.policies import PolicyDraft, create_policy
from deskhand.storage.engine import Engine, Tx
from deskhand.tickets.attach import attach_to_comment
from deskhand.tickets.change import TicketChange, change_ticket
from deskhand.tickets.open import TicketDraft, open_ticket
from deskhand.tickets.relate import RelationDraft, relate
from deskhand.tickets.reply import CommentDraft, reply
from deskhand.tickets.requester import Requester
from deskhand.tickets.unsent import keep_draft
from deskhand.views.check import ViewDraft
from deskhand.views.save import save_view
from deskhand.worklog.log import WorkDraft, log_work
from deskhand.worklog.timer import TimerDraft, act
from tests.web.browser import PASSWORD

# How a text is said at a place: as it is given, or as somebody would write it who means harm.
Say = Callable[[str, int], str]


class Content(msgspec.Struct):
    """Who works in the account, and what the paths of its pages name."""

    account_id: int
    jane: Technician
    tom: Technician
    john: Contact
    tickets: list[int] = []
    named: dict[str, int] = {}
    values: dict[str, str] = {}  # of the custom fields, by their names
    titled: list[int] = []  # tickets whose titles are payloads
    told: list[int] = []  # tickets whose messages are
    link: str = ""  # by which Tom may set a new password

    @property
    def busy(self) -> int:
        """The ticket that everything has happened on."""
        return self.tickets[0]


def plainly(text: str, longest: int) -> str:
    """A text as it is."""
    return text[:longest]


async def make_empty(engine: Engine, domain: str) -> str:
    """An account in which nothing has happened yet; its administrator's address."""
    async with engine.chore() as writes:
        account, _ = await found_account(writes, f"Nothing yet at {domain}")
    async with engine.transaction(account.id) as tx:
        admin = await first_administrator(tx, f"nora@{domain}", "Nora", "New")
    async with engine.chore() as writes:
        await set_password(writes, admin, await hash_password(PASSWORD))
    return admin.email


async def make_content(engine: Engine, domain: str, say: Say = plainly) -> Content:
    """An account of three weeks' work."""
    now = datetime.now(UTC).replace(microsecond=0)
    async with engine.chore() as writes:
        account, _ = await found_account(writes, say(f"Brightwater IT at {domain}", 100), now - timedelta(days=40))
    async with engine.transaction(account.id) as tx:
        tx.as_of(now - timedelta(days=21))
        content = await _people(tx, domain, say)
        await _rules(tx, content, say)
        await _busy_ticket(tx, content, say, now)
        await _other_tickets(tx, content, say, now)
        await _ready(tx, content, say)
        await _under_way(tx, content, say, now)
    hashed = await hash_password(PASSWORD)
    async with engine.chore() as writes:
        for person in (content.jane, content.tom):
            await set_password(writes, person, hashed)
        content.link = await make_password_link(writes, content.tom)
    return content


def acting(person: Technician | Contact) -> Actor:
    """Somebody of the account as an actor."""
    if isinstance(person, Technician):
        kind, role = ActorKind.TECHNICIAN, person.role
        return Actor(account_id=person.account_id, kind=kind, name=person.full_name, person_id=person.id, role=role)
    own = Own(person.id)
    kind = ActorKind.CONTACT
    return Actor(account_id=person.account_id, kind=kind, name=person.first_name, person_id=person.id, reach=own)


async def _people(tx: Tx, domain: str, say: Say) -> Content:
    boss = system(tx.account_id)
    jane = await first_administrator(tx, f"jane@{domain}", say("Jane", 100), say("Tech", 100))
    draft = TechnicianDraft(
        email=f"tom@{domain}", first_name=say("Tom", 100), last_name=say("Field", 100), role=Role.TECHNICIAN
    )
    tom = await create_technician(tx, boss, draft)
    acme = await create_customer(tx, boss, CustomerDraft(name=say("Acme Corporation", 100), domain=f"acme.{domain}"))
    long = say("Rheinisch-Westfälische Straßenbahnbetriebsgesellschaft und Partner mbH & Co. KG", 100)
    other = await create_customer(tx, boss, CustomerDraft(name=long))
    people = [("john", acme, "John", "Smith"), ("mary", acme, "Mary", "Jones"), ("maximilian", other, "Maximilian", "")]
    contacts = [
        await create_contact(
            tx,
            boss,
            ContactDraft(
                customer_id=company.id,
                email=f"{name}@{domain}",
                first_name=say(first, 100),
                last_name=say(last or "von und zu Hohenlohe-Langenburg-Schillingsfürst", 100),
                job_title=say("Accountant", 100),
            ),
        )
        for name, company, first, last in people
    ]
    content = Content(tx.account_id, jane, tom, contacts[0])
    content.named.update(acme=acme.id, other=other.id, mary=contacts[1].id, maximilian=contacts[2].id)
    return content


async def _rules(tx: Tx, content: Content, say: Say) -> None:
    """Custom fields of every kind, and a policy of the big customer's."""
    boss = acting(content.jane)
    kinds: list[tuple[str, DataType, str]] = [
        ("Site", DataType.TEXT, say("Leeds, second floor", 200)),
        ("Asset number", DataType.NUMERIC, "4711"),
        ("Under warranty", DataType.BOOLEAN, "true"),
        ("Bought on", DataType.DATE, "2024-05-01"),
    ]
    for name, kind, value in kinds:
        field = await define_field(tx, boss, FieldDraft(name=say(name, 60), target=Target.TICKET, data_type=kind))
        content.named[f"field {kind}"] = field.id
        content.named.setdefault("field", field.id)
        content.values[field.name] = value
    options = [Option(say("Laptop", 60), say("Laptop", 60)), Option("Printer", "Printer")]
    chosen = FieldDraft(name=say("Device", 60), target=Target.TICKET, data_type=DataType.OPTIONS, options=options)
    field = await define_field(tx, boss, chosen)
    content.values[field.name] = options[0].value
    hours = await create_calendar(tx, boss, CalendarDraft(name=say("Office", 80), week=OFFICE_HOURS))
    always = await create_calendar(tx, boss, CalendarDraft(name=say("Always", 80), week=ROUND_THE_CLOCK))
    targets = {"first_response_medium": 60, "resolution_medium": 240, "resolution_critical": 60}
    for name, calendar, customers in (("Gold", always, ["acme"]), ("Silver", hours, ["other"])):
        ids = [content.named[one] for one in customers]
        draft = PolicyDraft(name=say(name, 80), calendar_id=calendar.id, targets=targets, customer_ids=ids)
        await create_policy(tx, boss, draft)


async def _opened(tx: Tx, content: Content, title: str, by: Technician | Contact, **more: object) -> int:
    draft = msgspec.convert({"title": title, "source": Source.PORTAL, **more}, TicketDraft, strict=False)
    requester = Requester(contact_id=content.john.id) if "requester" not in more else draft.requester
    draft = msgspec.structs.replace(draft, requester=requester)
    actor = acting(content.tom) if isinstance(by, Contact) else acting(by)
    content.tickets.append((await open_ticket(tx, actor, draft)).id)
    return content.tickets[-1]


async def _busy_ticket(tx: Tx, content: Content, say: Say, now: datetime) -> None:
    """One ticket on which everything has happened that there is."""
    tom, jane, john = acting(content.tom), acting(content.jane), acting(content.john)
    tx.as_of(now - timedelta(days=3))
    text = say("Since this morning **nothing** arrives.\n\n- Outlook says *disconnected*\n- the phone too", 4000)
    number = await _opened(
        tx,
        content,
        say("Outlook does not receive mail since the update of last night", 500),
        content.john,
        description=text,
        technician_id=content.tom.id,
        tags=[say("outlook", 60), say("vip", 60)],
        impact=Impact.MAJOR,
    )
    said = [
        (john, False, say("> Have you tried it again?\n\nYes.\n\n-- \nJohn Smith\nAcme Corporation", 4000)),
        (
            tom,
            False,
            say("Please restart it, and see [the steps](https://help.example/steps).\n\n```\nnet stop\n```", 4000),
        ),
        (tom, True, say("@Jane do you know this one?", 4000)),
        (jane, True, say("It is the cache; delete it.", 4000)),
        (john, False, say("That did it, thank you!", 4000)),
    ]
    for minutes, (who, internal, words) in enumerate(said):
        tx.as_of(now - timedelta(days=2, minutes=90 - 10 * minutes))
        comment = await reply(tx, who, number, CommentDraft(text=words, internal=internal))
        files = [
            Kept(name=say(name, 120), size=12_345, object_key=f"{content.account_id}/none-{minutes}-{name}")
            for name in (
                ["a very long name of the report about an error that came up.pdf", "log.txt"] if minutes == 0 else []
            )
        ]
        await attach_to_comment(tx, who, comment, files)
    tx.as_of(now - timedelta(days=1))
    for change in (
        TicketChange(priority=Priority.CRITICAL), TicketChange(status=Status.PENDING),
        TicketChange(status=Status.OPEN), TicketChange(title=say("Outlook receives no mail", 500)),
        TicketChange(type=TicketType.INCIDENT),
    ):  # fmt: skip
        await change_ticket(tx, jane, number, change)
    for name, value in content.values.items():
        await set_value(tx, jane, Target.TICKET, number, name, value)
    for hours, notes in ((20, "Looked at the server"), (18, "Deleted the cache")):
        starts = now - timedelta(hours=hours)
        ends = starts + timedelta(minutes=40)
        work = await log_work(tx, tom, number, WorkDraft(starts_at=starts, ends_at=ends, notes=say(notes, 500)))
        content.named["entry"] = work.entry.id


async def _other_tickets(tx: Tx, content: Content, say: Say, now: datetime) -> None:
    """Tickets in every state: late, paused, resolved, closed, of nobody, and more than a page of them."""
    jane = acting(content.jane)
    tx.as_of(now - timedelta(hours=20))
    other = Requester(contact_id=content.named["maximilian"])
    company = Requester(customer_id=content.named["acme"])
    pending = await _opened(tx, content, say("Printer jams", 500), content.tom, technician_id=content.jane.id)
    solved = await _opened(tx, content, say("New laptop", 500), content.tom, technician_id=content.tom.id)
    shut = await _opened(tx, content, say("Old request", 500), content.tom, priority="Low")
    await _opened(tx, content, say("W" * 120, 500), content.tom, priority="High", requester=other)
    await _opened(
        tx, content, say("Alarm of the server room", 500), content.tom, priority="Critical", requester=company
    )
    for number, status in ((pending, Status.PENDING), (solved, Status.RESOLVED), (shut, Status.CLOSED)):
        await change_ticket(tx, jane, number, TicketChange(status=status))
    await relate(tx, jane, content.busy, RelationDraft(related_id=pending, type=Related.PARENT))
    for count in range(52):
        technician = content.jane.id if count % 2 else None
        await _opened(
            tx, content, say(f"Mailbox of person {count} is full", 500), content.tom, technician_id=technician
        )


async def _ready(tx: Tx, content: Content, say: Say) -> None:
    """What is kept ready: saved views, canned replies and templates."""
    jane, tom = acting(content.jane), acting(content.tom)
    for who, name, shared in ((jane, "Mine and late", False), (tom, "Printers of everybody", True)):
        view = await save_view(tx, who, ViewDraft(name=say(name, 60), query="status:open printer", shared=shared))
        content.named.setdefault("view", view.id)
    for shortcut, text in (("hello", "Hello {{contact.first_name}},"), ("restart", "Please restart it.")):
        draft = CannedReplyDraft(title=say(shortcut.title(), 120), shortcut=shortcut, text=say(text, 4000))
        content.named["reply"] = (await create_canned_reply(tx, jane, draft)).id
    for name in ("New starter", "Leaver"):
        form = TicketTemplateDraft(
            name=say(name, 120), title=say(f"{name}: ", 400), description=say("When?", 4000), tags=[say("hr", 60)]
        )
        content.named["template"] = (await create_ticket_template(tx, jane, form)).id


async def _under_way(tx: Tx, content: Content, say: Say, now: datetime) -> None:
    """What Jane has begun: her timer runs, and drafts wait."""
    jane = acting(content.jane)
    tx.as_of(now - timedelta(minutes=8))
    await act(tx, jane, TimerDraft(action=TimerAction.START, ticket_id=content.busy, notes=say("On it", 500)))
    await keep_draft(tx, jane, content.busy, UnsentKind.NOTE, say("To be continued", 4000))
    typed = {"title": say("Typed yesterday", 500), "description": say("Not sent yet", 4000)}
    await keep_draft(tx, jane, NEW_TICKET, UnsentKind.REPLY, msgspec.json.encode(typed).decode())
    await change_ticket(tx, acting(content.tom), content.tickets[5], TicketChange(technician_id=content.jane.id))
