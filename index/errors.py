"""What can go wrong with an index, for operators.

SearchIndexError
├── MissingIndexError     nothing has been built yet
├── DamagedIndexError     a file is not what the manifest says; carries the file's name
├── ModelError            the encoder cannot be loaded, or is not the one it should be
├── BuildInProgressError  another process is building
└── BuildFailedError      the build could not be written; the last index still serves
"""


class SearchIndexError(Exception):
    """Base of the index's errors; the message is one sentence that says what to do next."""


class MissingIndexError(SearchIndexError):
    """There is no index in the folder."""


class DamagedIndexError(SearchIndexError):
    """A file of the index is missing, changed or foreign."""

    def __init__(self, file: str, fault: str) -> None:
        super().__init__(f"{file} {fault}. Run `mastery index build` to make the index anew.")
        self.file = file
        self.fault = fault


class ModelError(SearchIndexError):
    """The embedding model cannot be used."""


class BuildInProgressError(SearchIndexError):
    """Another process holds the build lock."""


class BuildFailedError(SearchIndexError):
    """The build could not be written."""
