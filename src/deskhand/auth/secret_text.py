"""Random texts that name their account, so that one look finds what they open; only their SHA-256 is kept."""

import hashlib
import secrets


def new_text(account_id: int) -> str:
    """`<account>.<256 random bits>`, fit for a cookie and for an address."""
    return f"{account_id}.{secrets.token_urlsafe(32)}"


def account_in(text: str) -> int | None:
    """The account that a text names, before anything is looked up; None when it is none of ours."""
    number, dot, rest = text.partition(".")
    fits = dot and rest and number.isascii() and number.isdigit() and len(number) <= 18
    return int(number) if fits else None


def digest(text: str) -> str:
    """What is kept of a text. It needs no salt: nobody guesses 256 random bits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
