"""What can go wrong with a corpus, for operators.

CorpusError
├── CorpusFolderError    the folder is missing or holds no document that can be read
├── CorpusDataError      a data file (phrasings, programmes, glossary, hubs) is wrong
├── UnreadableFileError  one file cannot become a document; loading skips it by name
├── RefusedAddressError  a web address that may not be fetched
├── FetchError           a web page could not be fetched
└── DraftError           a draft could not be written
"""


class CorpusError(Exception):
    """Base of the corpus's errors; the message is one sentence that says what to do next."""


class CorpusFolderError(CorpusError):
    """The folder is missing, or nothing in it can be read."""


class CorpusDataError(CorpusError):
    """A data file does not say what it must; the message names the file and the place."""


class UnreadableFileError(CorpusError):
    """One file cannot become a document."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class RefusedAddressError(CorpusError):
    """A web address may not be fetched; the message completes "… is not fetched: "."""


class FetchError(CorpusError):
    """A web page could not be fetched, or is nothing that can be read."""


class DraftError(CorpusError):
    """A draft could not be written; nothing of it is left behind."""
