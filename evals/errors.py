"""What can be wrong with evals, each with what to do next.

EvalsError
├── CaseError        a file of cases cannot be read
└── RunError         a run cannot be read, or does not fit what is asked of it
"""


class EvalsError(Exception):
    """Something that staff gave to the evals cannot be used."""


class CaseError(EvalsError, ValueError):
    """A file of cases cannot be read; the message names the line."""


class RunError(EvalsError):
    """A run cannot be read, or does not fit what is asked of it."""
