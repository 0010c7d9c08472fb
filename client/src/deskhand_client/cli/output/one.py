"""One thing, all that is known of it."""

import re
import sys

from deskhand_client.cli.output.cells import cell, short
from deskhand_client.cli.output.forms import Form, print_json
from deskhand_client.records.record import Record


def show_one(thing: Record, form: Form, *, heading: str) -> None:
    """Print a thing: for people what it has, in a pipe a field a line under its name in the API, or as JSON."""
    fields = thing.to_wire()
    if form == Form.JSON:
        print_json(fields)
    elif form == Form.TABLE:
        from deskhand_client.cli.output.terminal import print_facts, print_heading

        print_heading(heading)
        print_facts((_as_words(name), short(value)) for name, value in fields.items())
    else:
        for name, value in fields.items():
            sys.stdout.write(f"{name}\t{cell(value)}\n")


def _as_words(name: str) -> str:
    """A name of the API's as people read it: LastModified is Last modified."""
    parts = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", name)
    return " ".join([parts[0], *(part if part.isupper() else part.lower() for part in parts[1:])]) if parts else name
