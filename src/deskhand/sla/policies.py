"""Use cases on SLA policies: create, change, delete, read; which one is the default, and which customers have which."""

from collections.abc import Mapping, Sequence

import msgspec
from msgspec import UNSET, UnsetType

from deskhand.core.actor import Actor, covers
from deskhand.core.drafts import Maybe, said
from deskhand.core.errors import Missing, Refusal
from deskhand.core.events import EventKind
from deskhand.core.history import compare, says_something
from deskhand.core.policy import LONGEST_TARGET, TARGETS, Assignment, Policy
from deskhand.events import log
from deskhand.sla import store
from deskhand.sla.built_in import WARN_PERCENT
from deskhand.sla.keep import keep_policy
from deskhand.sla.names import checked_name
from deskhand.sla.rulebook import rulebook
from deskhand.sla.sweeping import sweep_policies
from deskhand.sla.who import require_rules_read, require_rules_write
from deskhand.storage.engine import Read, Tx


class PolicyDraft(msgspec.Struct, frozen=True, kw_only=True):
    """What may be said of a policy. `targets` names fields of the policy, in minutes; None promises nothing there.

    `customer_ids` are all the customers that have this policy; those left out go back to the default.
    """

    name: Maybe[str] = UNSET
    calendar_id: Maybe[int] = UNSET
    is_default: Maybe[bool] = UNSET
    warn_percent: Maybe[int] = UNSET
    targets: Mapping[str, int | None] = {}
    customer_ids: Maybe[Sequence[int]] = UNSET


class PolicyView(msgspec.Struct, frozen=True):
    """A policy and the customers that have it."""

    policy: Policy
    customer_ids: tuple[int, ...]


async def read_policy(read: Read, actor: Actor, policy_id: int) -> PolicyView:
    """One policy. Raises Missing."""
    require_rules_read(actor)
    return await _shown(read, actor, await _there(read, actor.account_id, policy_id))


async def _there(read: Read, account_id: int, policy_id: int) -> Policy:
    found = await store.POLICIES.get(read, account_id, policy_id)
    if found is None:
        raise Missing("Policy")
    return found


async def _shown(read: Read, actor: Actor, policy: Policy) -> PolicyView:
    return (await with_customers(read, actor, [policy]))[0]


async def with_customers(read: Read, actor: Actor, policies: Sequence[Policy]) -> list[PolicyView]:
    """The policies with their customers, as far as the actor may see those."""
    ids = [policy.id for policy in policies]
    rows = await read.fetch(store.ASSIGNED_TO, account_id=actor.account_id, ids=ids)
    shown = [row for row in rows if covers(actor.reach, row.customer_id, None)]
    return [
        PolicyView(policy, tuple(row.customer_id for row in shown if row.policy_id == policy.id)) for policy in policies
    ]


async def create_policy(tx: Tx, actor: Actor, draft: PolicyDraft) -> PolicyView:
    """A new policy. Refused without a name or a calendar, or when a target will not do."""
    require_rules_write(actor)
    await rulebook(tx)  # what is built in is made first, so that there is a default
    wanted = await checked(tx, _blank(tx), draft)
    await _give_up_default(tx, actor, wanted)
    new = await keep_policy(tx, actor, wanted)
    await _assign(tx, actor, new, draft.customer_ids)
    return await _shown(tx, actor, new)


async def change_policy(tx: Tx, actor: Actor, policy_id: int, draft: PolicyDraft) -> PolicyView:
    """Change what the draft names; tickets that are not closed are reckoned anew by the sweep. No difference: no event.

    Refused (`default_policy`) when it would leave the account without a default.
    """
    require_rules_write(actor)
    before = await _there(tx, tx.account_id, policy_id)
    after = await checked(tx, before, draft)
    if before.is_default and not after.is_default:
        raise _is_default("Make another policy the default instead")
    if says_something(compare(before, after)):
        await _give_up_default(tx, actor, after)
        after = await _keep_change(tx, actor, before, after)
        await sweep_policies(tx, [after.id])
    await _assign(tx, actor, after, draft.customer_ids)
    return await _shown(tx, actor, after)


async def delete_policy(tx: Tx, actor: Actor, policy_id: int) -> None:
    """Take a policy away: its customers' next tickets get the default; tickets that have it keep it."""
    require_rules_write(actor)
    before = await _there(tx, tx.account_id, policy_id)
    if before.is_default:
        raise _is_default("Make another policy the default first")
    await _assign(tx, actor, before, ())
    after = msgspec.structs.replace(before, deleted_at=tx.now)
    seq = await log.append(tx, actor, EventKind.POLICY_DELETED, before.id, before=before, after=after)
    await store.POLICIES.update(tx, msgspec.structs.replace(after, version=seq))


async def checked(read: Read, before: Policy, draft: PolicyDraft) -> Policy:
    """The policy as the draft wants it. Refused (`name_required`, `calendar_required`, `invalid_policy`)."""
    for minutes in draft.targets.values():
        if minutes is not None and not 1 <= minutes <= LONGEST_TARGET:
            raise _invalid(f"A target is 1 to {LONGEST_TARGET:,} working minutes, or null for none", "targets")
    warn_percent = said(draft.warn_percent, before.warn_percent)
    if not 1 <= warn_percent <= 100:
        raise _invalid("A warning comes at 1 to 100 percent of the target", "warn_percent")
    calendar_id = said(draft.calendar_id, before.calendar_id)
    if await store.CALENDARS.get(read, before.account_id, calendar_id) is None:
        raise Refusal("calendar_not_found", "Calendar not found", "Send a calendar's CalendarID", field="calendar_id")
    return msgspec.structs.replace(
        before,
        name=await checked_name(read, store.POLICIES, before, said(draft.name, before.name), "policy"),
        calendar_id=calendar_id,
        is_default=said(draft.is_default, before.is_default),
        warn_percent=warn_percent,
        **draft.targets,
    )


async def _give_up_default(tx: Tx, actor: Actor, wanted: Policy) -> None:
    """Where a policy becomes the default, the one that was it is it no longer."""
    was = (await rulebook(tx)).default_id
    if not wanted.is_default or was is None or was == wanted.id:
        return
    before = await store.POLICIES.get(tx, tx.account_id, was)
    assert before is not None  # a default is never deleted  # noqa: S101
    await _keep_change(tx, actor, before, msgspec.structs.replace(before, is_default=False))


async def _keep_change(tx: Tx, actor: Actor, before: Policy, after: Policy) -> Policy:
    seq = await log.append(tx, actor, EventKind.POLICY_CHANGED, before.id, before=before, after=after)
    after = msgspec.structs.replace(after, version=seq, modified_at=tx.now)
    await store.POLICIES.update(tx, after)
    return after


async def _assign(tx: Tx, actor: Actor, policy: Policy, customer_ids: Maybe[Sequence[int]]) -> None:
    """Let exactly these customers have the policy."""
    if isinstance(customer_ids, UnsetType):
        return
    wanted = set(customer_ids)
    there = set(await tx.fetch(store.CUSTOMERS_THERE, account_id=tx.account_id, ids=sorted(wanted)))
    assigned = (await rulebook(tx)).assigned
    having = {customer for customer, its in assigned.items() if its == policy.id}
    # Those that have it may have been archived meanwhile: a client may send back what it read.
    if unknown := sorted(wanted - there - having):
        raise Refusal(
            "customer_not_found", "Customer not found", f"No active customer: {unknown[0]}", field="customer_ids"
        )
    for customer in sorted(having - wanted):
        await _set(tx, actor, customer, policy.id, None)
    for customer in sorted(wanted):
        if assigned.get(customer) != policy.id:
            await _set(tx, actor, customer, assigned.get(customer), policy.id)


async def _set(tx: Tx, actor: Actor, customer_id: int, before: int | None, after: int | None) -> None:
    was, now = (Assignment(account_id=tx.account_id, customer_id=customer_id, policy_id=one) for one in (before, after))
    await log.append(tx, actor, EventKind.POLICY_ASSIGNED, customer_id, before=was, after=now)
    await tx.run(store.ASSIGN, account_id=tx.account_id, customer_id=customer_id, policy_id=after)


def _blank(tx: Tx) -> Policy:
    return Policy(
        account_id=tx.account_id,
        id=0,
        version=0,
        name="",
        calendar_id=0,
        is_default=False,
        warn_percent=WARN_PERCENT,
        created_at=tx.now,
        modified_at=tx.now,
        deleted_at=None,
        **dict.fromkeys(TARGETS),
    )


def _invalid(detail: str, field: str) -> Refusal:
    return Refusal("invalid_policy", "Invalid policy", detail, field=field)


def _is_default(detail: str) -> Refusal:
    return Refusal("default_policy", "Default policy", f"This is the policy of whoever has no other. {detail}")
