"""Tags: short labels on a ticket, a set without regard to case, shown as they were written and in that order."""

from collections.abc import Iterable

from deskhand.core.errors import Refusal

LONGEST_TAG = 60
MOST_TAGS = 50


def tag_text(tags: Iterable[str]) -> str:
    """The tags as a ticket keeps them, one a line: tidied, each once. Raises Refusal (`invalid_tags`)."""
    found: dict[str, str] = {}
    for tag in tags:
        # Queries part tags by commas, so that one with a comma in it could not be asked for.
        for part in tag.split(","):
            tidy = " ".join(part.split())
            if tidy:
                found.setdefault(tidy.casefold(), _checked(tidy))
    if len(found) > MOST_TAGS:
        raise _invalid(f"A ticket has at most {MOST_TAGS} tags; these are {len(found)}")
    return "\n".join(found.values())


def tags_in(text: str) -> list[str]:
    """The tags that a ticket keeps, as they are shown."""
    return text.split("\n") if text else []


def tag_keys(text: str) -> list[str]:
    """The same as they are looked for: case folded."""
    return [tag.casefold() for tag in tags_in(text)]


def _checked(tag: str) -> str:
    if len(tag) > LONGEST_TAG:
        raise _invalid(f"A tag has at most {LONGEST_TAG} characters; {tag[:LONGEST_TAG]!r}... has {len(tag)}")
    if not tag.isprintable():
        raise _invalid("A tag is one line of letters, digits and signs")
    return tag


def _invalid(detail: str) -> Refusal:
    return Refusal("invalid_tags", "Invalid tags", detail, field="tags")
