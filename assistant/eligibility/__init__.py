"""Whether a school or a person may join, decided by cited rules. Knows nothing of channels."""
