"""What the door does when somebody logs in, and people of the cast who can."""

import secrets
from datetime import UTC, datetime

from deskhand.auth.log_in import Fit, fitting, known_log_ins, log_in
from deskhand.auth.passwords import hash_password, set_password
from deskhand.auth.sessions import Visitor, session_behind
from deskhand.core.actor import system
from deskhand.core.directory import Technician
from deskhand.directory.technicians import TechnicianDraft, change_technician
from tests.cast import Office

PASSWORD = "a few good words"
WRONG = "a few bad words"
NEW = "quite another one"


def now() -> datetime:
    return datetime.now(UTC)


def own_address(name: str = "somebody") -> str:
    """An address that no other test's account knows, as all of a worker's tests share a database."""
    return f"{name}.{secrets.token_hex(6)}@brightwater.example"


async def change(office: Office, technician: Technician, draft: TechnicianDraft) -> Technician:
    """Change a technician, as the desk itself may."""
    async with office.engine.transaction(technician.account_id) as tx:
        return await change_technician(tx, system(technician.account_id), technician.id, draft)


async def with_password(
    office: Office, technician: Technician, email: str = "", password: str = PASSWORD
) -> Technician:
    """The technician with an address of their own and a password."""
    address = email or own_address(technician.first_name.lower())
    technician = await change(office, technician, TechnicianDraft(email=address))
    hashed = await hash_password(password)
    async with office.engine.chore() as writes:
        await set_password(writes, technician, hashed)
    return technician


async def whom_it_fits(office: Office, email: str, password: str) -> list[Fit]:
    """The first half of logging in."""
    async with office.engine.read() as read:
        known = await known_log_ins(read, email)
    return await fitting(known, password)


async def logged_in(office: Office, technician: Technician, agent: str = "Firefox") -> str:
    """The technician's cookie, after logging in with the address they have."""
    [fit] = await whom_it_fits(office, technician.email, PASSWORD)
    async with office.engine.chore() as writes:
        return await log_in(writes, fit, "192.0.2.7", agent)


async def behind(office: Office, text: str, at: datetime | None = None) -> Visitor | None:
    """Who is behind a cookie, now or at another time."""
    async with office.engine.read() as read:
        return await session_behind(read, text, at or now())


async def visitor(office: Office, text: str) -> Visitor:
    """Who is behind a cookie that is good."""
    found = await behind(office, text)
    assert found is not None
    return found
