"""What can go wrong with the memory.

MemoryFaultError            the database cannot be reached, or is full
├── CannotOpenMemoryError   not even at the start
ReusedKeyError              an idempotency key came with another request
UnknownAnswerError          feedback names an answer that is not kept
"""


class MemoryFaultError(Exception):
    """The database failed; the message holds nothing that was to be kept."""


class CannotOpenMemoryError(MemoryFaultError):
    """The database cannot be used at all; the message says what to set."""


class ReusedKeyError(Exception):
    """An idempotency key came again with another request."""


class UnknownAnswerError(Exception):
    """There is no receipt of the answer: it never was, was forgotten, or its time is over."""
