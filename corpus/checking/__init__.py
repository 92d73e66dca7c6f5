"""Finds what is wrong with a corpus, file by file, without stopping at the first fault."""
