"""Where the bytes of attachments lie, and the links that lead to them, together as the doors are handed them."""

import msgspec

from deskhand.attachments.links import Links
from deskhand.attachments.objects import Objects


class Files(msgspec.Struct, frozen=True):
    """The object store and the maker of links."""

    objects: Objects
    links: Links
