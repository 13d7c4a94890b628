"""An answer as bytes, and what goes with it."""

from __future__ import annotations

import gzip
import hashlib
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Answer"]

#: Below this many bytes packing is not worth its while.
_WORTH_PACKING = 1_000


class Answer:
    """The bytes of an answer.

    Parameters
    ----------
    body : bytes
    status : int
    media : str
        The media type.
    whole : bool
        Whether the next who asks would be answered the same: not so what ran out of time.
    headers : mapping
        Further headers.
    """

    def __init__(
        self,
        body: bytes,
        status: int = 200,
        media: str = "text/html; charset=utf-8",
        *,
        whole: bool = True,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.body, self.status, self.media, self.whole = body, status, media, whole
        self.headers = dict(headers or {})

    @cached_property
    def tag(self) -> str:
        """What changes when the body does: an ETag."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:20]}"'

    @cached_property
    def packed(self) -> bytes | None:
        """The body as gzip, None where that would not be shorter by much."""
        return gzip.compress(self.body, 5, mtime=0) if len(self.body) >= _WORTH_PACKING else None

    @property
    def size(self) -> int:
        """About how many bytes of memory it takes."""
        return len(self.body) * 5 // 4 + 500
