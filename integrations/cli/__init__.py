"""The `mastery` command line."""

from integrations.cli.app import main

__all__ = ["main"]
