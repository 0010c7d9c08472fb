"""Importing departments; one of a name that there is already is taken to be that one."""

import msgspec

from deskhand.core.drafts import apply, said
from deskhand.core.importing import Noun
from deskhand.desk.import_run import Run
from deskhand.directory import department_store
from deskhand.directory.departments import DepartmentDraft, add_department, blank_department, change_department


async def take_department(run: Run, source_id: str, record: DepartmentDraft, known: int | None) -> int:
    """Make the department, or change the one that the record became; its id."""
    tx = run.tx
    if known is not None:
        return (await change_department(tx, run.actor, known, record)).id
    found = await department_store.by_name(tx, tx.account_id, " ".join(said(record.name, "").split()))
    if found is not None:
        return found.id
    new = msgspec.structs.replace(apply(record, blank_department(tx)), id=run.numbers.of(Noun.DEPARTMENT, source_id))
    return (await add_department(tx, run.actor, new)).id
