"""Text that somebody typed, as it may be kept: visible characters and line breaks."""

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, Field


def visible(text: str) -> str:
    """Leave out control characters, among them NUL, which PostgreSQL cannot keep."""
    return "".join(
        mark for mark in text if mark in "\n\t" or unicodedata.category(mark)[0] != "C"
    ).strip()


Line = Annotated[str, Field(max_length=200), AfterValidator(visible)]
Paragraphs = Annotated[str, Field(max_length=2000), AfterValidator(visible)]
