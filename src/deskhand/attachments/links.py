"""Links to files that need no key: signed by the installation, good for a quarter of an hour."""

import base64
import hashlib
import hmac
from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from urllib.parse import quote, urlencode

from deskhand.core.attachments import Attachment

GOOD_FOR = 15 * 60
PATH = "/attachments"


class Links:
    """Makes and checks links; the secret is asked for when the first one is made or checked."""

    def __init__(self, secret: Callable[[], str]) -> None:
        self._ask = secret

    @cached_property
    def _secret(self) -> bytes:
        return self._ask().encode()

    def to(self, base_url: str, attachment: Attachment, now: datetime) -> str:
        """The absolute address of a file, good for at least fifteen minutes and less than sixteen.

        It ends on a whole minute, so that lists which are asked for often stay the same for a while.
        """
        ends = (int(now.timestamp()) // 60 + 1) * 60 + GOOD_FOR
        signature = self._signature(attachment.account_id, attachment.id, ends)
        path = f"{PATH}/{attachment.account_id}/{attachment.id}/{quote(attachment.name, safe='')}"
        return f"{base_url}{path}?{urlencode({'expires': ends, 'signature': signature})}"

    def is_ours(self, account_id: int, attachment_id: int, ends: int, signature: str) -> bool:
        """Whether we signed this link; it may have ended all the same."""
        return hmac.compare_digest(self._signature(account_id, attachment_id, ends).encode(), signature.encode())

    def _signature(self, account_id: int, attachment_id: int, ends: int) -> str:
        said = f"attachment {account_id} {attachment_id} {ends}".encode()
        return base64.urlsafe_b64encode(hmac.digest(self._secret, said, hashlib.sha256)).decode().rstrip("=")
