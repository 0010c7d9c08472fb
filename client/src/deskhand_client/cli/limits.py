"""How much of a list is shown, and a word about what is not."""

import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Generic, TypeVar

import typer

from deskhand_client.cli.exits import tell
from deskhand_client.cli.output.forms import Column, Counted, Form, show_list

if TYPE_CHECKING:
    from deskhand_client.paging import Pages

T = TypeVar("T")

Limit = typer.Option(50, "--limit", min=1, max=1_000_000, help="How many at most")
All = typer.Option(False, "--all", help="All of them, however many")


class Wanted(Generic[T]):
    """How many are wanted at most, None for all; and words that must be in the text of each."""

    def __init__(self, limit: int | None, words: list[str] | None = None, text: Callable[[T], str] = str) -> None:
        self.limit = limit
        self._words = [word.casefold() for word in words or ()]
        self._text = text
        self.remark = ""

    def of(self, pages: "Pages[T]", what: str) -> Iterator[T]:
        """Those that are wanted, one by one. Afterwards `remark` says what is left out, or that there is none."""
        shown = total = 0
        for page in pages.pages():
            total = page.total
            for item in self._fitting(page.items):
                if shown == self.limit:
                    self._leave_out(shown, total, what)
                    return
                shown += 1
                yield item
            if shown == self.limit and page.following is not None and not self._words:
                self._leave_out(shown, total, what)
                return
        if not shown:
            self.remark = f"No {what} found."

    def _fitting(self, items: list[T]) -> Iterator[T]:
        for item in items:
            text = self._text(item).casefold() if self._words else ""
            if all(word in text for word in self._words):
                yield item

    def _leave_out(self, shown: int, total: int, what: str) -> None:
        of = f"The first {shown:,} {what}" if self._words else f"{shown:,} of {total:,} {what}"
        self.remark = f"{of}; --limit and --all show more."


def show_pages(pages: "Pages[T]", columns: tuple[Column[T], ...], form: Form, wanted: Wanted[T], *, what: str) -> int:
    """Print a list as far as it is wanted, and then say on standard error what is left out; gives how many it was."""
    found = Counted(wanted.of(pages, what), what, shown=form == Form.TABLE or not sys.stdout.isatty())
    show_list(found, columns, form)
    if wanted.remark:
        tell(wanted.remark)
    return found.count
