"""Measures what each part of the corpus and of retrieval is worth. Run by hand, results kept."""
