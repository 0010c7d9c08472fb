"""The names in a ticket's history: of all the people and things that some events speak of, each kind read once."""

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Any

import msgspec

from deskhand.core.actor import AGENT, ActorKind, is_import
from deskhand.core.events import Event, Value
from deskhand.storage.engine import Read
from deskhand.tickets import list_store, thread_store
from deskhand.tickets.list_store import PersonName
from deskhand.tickets.names import by_id
from deskhand.tickets.thread import Named, Who


class Names(msgspec.Struct, frozen=True, kw_only=True):
    """Names by id, of each kind of thing that a field or an actor may be."""

    technicians: Mapping[int | None, PersonName]
    contacts: Mapping[int | None, PersonName]
    keys: Mapping[int | None, str]
    others: Mapping[str, Mapping[int | None, str]]

    def who(self, kind: ActorKind, number: int | None, key_id: int | None = None) -> Who:
        """Somebody who acted."""
        match kind:
            case ActorKind.TECHNICIAN:
                return Who(kind=kind, id=number, name=_full(self.technicians.get(number)))
            case ActorKind.CONTACT:
                found = self.contacts.get(number)
                return Who(kind=kind, id=number, name=_full(found), email=found.email if found else None)
            case ActorKind.INTEGRATION:
                return Who(kind=kind, name=self.keys.get(key_id, ""))
        return Who(kind=kind)

    def actor_of(self, event: Event) -> Who:
        """Who did what an event tells of, and through which agent."""
        who = self.who(event.actor_kind, event.actor_id, event.key_id)
        agent = (event.via or "").removeprefix(AGENT) if not is_import(event.via) else ""
        return msgspec.structs.replace(who, agent=agent) if agent else who

    def value(self, field: str, value: Value) -> Value | Named:
        """A field's value, with the name of what it refers to."""
        if not isinstance(value, int) or isinstance(value, bool):
            return value
        if field == "technician_id":
            return Named(value, _full(self.technicians.get(value)))
        if field == "contact_id":
            return Named(value, _full(self.contacts.get(value)))
        return Named(value, self.others[field].get(value, "")) if field in self.others else value


async def names_in(read: Read, account_id: int, events: Sequence[Event]) -> Names:
    """The names that these events speak of; none is read that no event needs."""

    def meant(field: str) -> set[int | None]:
        return {one for e in events for one in e.data.changes.get(field, ()) if isinstance(one, int)}

    def acting(kind: ActorKind) -> set[int | None]:
        return {event.actor_id for event in events if event.actor_kind == kind}

    technicians = meant("technician_id") | acting(ActorKind.TECHNICIAN)
    contacts = meant("contact_id") | acting(ActorKind.CONTACT)
    keys: Set[int | None] = {e.key_id for e in events if e.actor_kind == ActorKind.INTEGRATION}
    return Names(
        technicians=_people(await by_id(read, list_store.TECHNICIAN_NAMES, account_id, technicians)),
        contacts=_people(await by_id(read, list_store.CONTACT_NAMES, account_id, contacts)),
        keys=_last(await by_id(read, thread_store.KEY_NAMES, account_id, keys), 1),
        others={
            "customer_id": _last(await by_id(read, list_store.CUSTOMER_NAMES, account_id, meant("customer_id")), 2),
            "policy_id": _last(await by_id(read, list_store.POLICY_NAMES, account_id, meant("policy_id")), 2),
        },
    )


def _people(rows: Mapping[int | None, Any]) -> dict[int | None, PersonName]:
    return {number: PersonName(*row) for number, row in rows.items()}


def _last(rows: Mapping[int | None, Any], place: int) -> dict[int | None, str]:
    return {number: row[place] for number, row in rows.items()}


def _full(person: PersonName | None) -> str:
    """Their names, else their address."""
    return "" if person is None else full_name(person.first_name, person.last_name) or person.email or ""


def full_name(*parts: str | None) -> str:
    """A name from what there is of it."""
    return " ".join(_given(parts))


def _given(parts: Iterable[str | None]) -> list[str]:
    return [part for part in parts if part]
