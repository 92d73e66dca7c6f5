"""Lets `python -m integrations.cli` be the `mastery` command."""

from integrations.cli.app import main

main()
