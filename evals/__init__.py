"""Judges answers. Asks the assistant as any user would."""
