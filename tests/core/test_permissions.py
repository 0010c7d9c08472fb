"""Who may do what, in sentences; the whole table of verbs and roles is printed into the reference."""

import pytest

from deskhand.core.actor import Role, system
from deskhand.core.errors import Forbidden
from deskhand.core.permissions import SCOPE_OF, SCOPES, Verb, has_scope, may, require
from tests.core.made import JOHN, integration, technician

WRITES = [verb for verb in Verb if not verb.value.endswith((".read", ".read_internal"))]
READS = [verb for verb in Verb if verb not in WRITES]


@pytest.mark.parametrize("role", list(Role))
def test_everybody_on_the_staff_reads_everything(role: Role) -> None:
    assert all(may(technician(role), verb) for verb in READS)


def test_an_administrator_does_everything() -> None:
    assert all(may(technician(Role.ADMIN), verb) for verb in Verb)


def test_who_may_only_read_writes_nothing() -> None:
    assert not any(may(technician(Role.READ_ONLY), verb) for verb in WRITES)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMIN])
def test_only_administrators_write_technicians_and_the_account(role: Role) -> None:
    assert not may(technician(role), Verb.TECHNICIAN_WRITE)
    assert not may(technician(role), Verb.ACCOUNT_ADMIN)


def test_a_technician_works_on_tickets_but_does_not_delete_them_at_the_console() -> None:
    tom = technician(Role.TECHNICIAN)
    assert all(may(tom, verb) for verb in (Verb.TICKET_WRITE, Verb.COMMENT_WRITE, Verb.WORK_WRITE, Verb.CONTACT_WRITE))
    assert not may(tom, Verb.TICKET_DELETE)
    assert not may(tom, Verb.CUSTOMER_WRITE)
    assert may(technician(Role.DISPATCHER), Verb.TICKET_DELETE)


def test_a_technicians_key_that_writes_tickets_deletes_them() -> None:
    for scopes in (None, frozenset({"tickets:write"})):
        assert may(technician(Role.TECHNICIAN, scopes=scopes, key_id=9), Verb.TICKET_DELETE)
    reading = frozenset({"tickets:read", "comments:write"})
    assert not may(technician(Role.TECHNICIAN, scopes=reading, key_id=9), Verb.TICKET_DELETE)
    assert not may(technician(Role.READ_ONLY, key_id=9), Verb.TICKET_DELETE)
    assert not may(technician(Role.BILLING, key_id=9), Verb.TICKET_DELETE)


def test_who_bills_writes_hours_customers_and_contacts_but_no_tickets() -> None:
    bill = technician(Role.BILLING)
    assert all(may(bill, verb) for verb in (Verb.WORK_WRITE, Verb.CUSTOMER_WRITE, Verb.CONTACT_WRITE))
    assert not may(bill, Verb.TICKET_WRITE)
    assert not may(bill, Verb.COMMENT_WRITE)


def test_an_integration_needs_admin_besides_to_write_technicians() -> None:
    assert not may(integration("technicians:write"), Verb.TECHNICIAN_WRITE)
    assert may(integration("technicians:write", "admin"), Verb.TECHNICIAN_WRITE)
    assert not may(integration("admin"), Verb.TECHNICIAN_WRITE)
    assert may(integration("technicians:write"), Verb.TECHNICIAN_READ)
    assert all(may(integration(), verb) for verb in Verb)


@pytest.mark.parametrize("verb", list(Verb))
def test_a_key_does_nothing_beyond_its_scopes(verb: Verb) -> None:
    others = frozenset(SCOPES) - {SCOPE_OF[verb], SCOPE_OF[verb].replace(":read", ":write")}
    assert not may(technician(Role.ADMIN, scopes=others, key_id=9), verb)
    assert not may(integration(*others), verb)
    only = frozenset({SCOPE_OF[verb]})
    assert may(technician(Role.ADMIN, scopes=only, key_id=9), verb)


def test_a_key_does_nothing_beyond_its_technicians_role() -> None:
    assert not any(may(technician(Role.READ_ONLY, scopes=frozenset(SCOPES), key_id=9), verb) for verb in WRITES)


def test_the_scope_that_writes_a_noun_reads_it_and_none_other() -> None:
    writer = integration("tickets:write")
    assert has_scope(writer, "tickets:read")
    assert not has_scope(writer, "comments:read")
    assert not has_scope(integration("tickets:read"), "tickets:write")


def test_a_key_without_scopes_reads_and_writes_nothing() -> None:
    none = technician(Role.ADMIN, scopes=frozenset(), key_id=9)
    assert not any(may(none, verb) for verb in Verb)


def test_a_contact_asks_and_answers_and_never_sees_what_is_internal() -> None:
    allowed = {verb for verb in Verb if may(JOHN, verb)}
    assert allowed == {Verb.TICKET_READ, Verb.TICKET_WRITE, Verb.COMMENT_READ, Verb.COMMENT_WRITE}


def test_the_desk_itself_does_everything() -> None:
    assert all(may(system(1), verb) for verb in Verb)


def test_every_verb_has_a_scope_that_keys_can_carry() -> None:
    assert set(SCOPE_OF) == set(Verb)
    assert set(SCOPE_OF.values()) <= set(SCOPES)


def test_the_refusal_names_the_permission_and_the_scope() -> None:
    with pytest.raises(Forbidden, match="Forbidden") as refused:
        require(technician(Role.READ_ONLY), Verb.TICKET_WRITE)
    assert refused.value.detail == "This takes the permission ticket.write (API scope tickets:write)"
    require(technician(Role.ADMIN), Verb.TICKET_WRITE)
