"""Importing custom fields; one of a name that its target has already is taken to be that one."""

from deskhand.core.drafts import said
from deskhand.core.fields import Target
from deskhand.core.importing import Noun
from deskhand.desk.import_run import Run
from deskhand.fields import store
from deskhand.fields.define import FieldDraft, change_field, define_field


async def take_field(run: Run, source_id: str, record: FieldDraft, known: int | None) -> int:
    """Define the field, or change the one that the record became; its id."""
    tx = run.tx
    if known is not None:
        return (await change_field(tx, run.actor, known, record)).id
    if isinstance(record.target, Target):
        found = await store.named(tx, tx.account_id, record.target, " ".join(said(record.name, "").split()))
        if found is not None:
            return found.id
    return (await define_field(tx, run.actor, record, field_id=run.numbers.of(Noun.CUSTOM_FIELD, source_id))).id
