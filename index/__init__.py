"""Passages, vectors and where they are kept. Knows nothing of what a question means."""
