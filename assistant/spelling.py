"""Corrects typing errors towards the corpus's own words; English words are left as they are.

A word that teachers spell wrongly ("mastrey", "advoctae") is found by neither BM25 nor, often, by
the encoder. Candidates come from the documents alone, so that no correction leads away from them.
"""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

from symspellpy import SymSpell, Verbosity

MIN_LETTERS = 4
"""Shorter words have too many neighbours, and are often abbreviations."""
LETTERS_FOR_TWO_ERRORS = 7
_WORD = re.compile(r"(?<![\w@./£’'-])[A-Za-z]+(?![\w@/]|[.’']\w)")
_CONTRACTION = re.compile(
    r"(?:do|does|did|is|are|was|were|has|have|had|ca|could|wo|would|should|must|need|ai)nt"
    r"|(?:i|you|we|they|who|what|how|that|there|where)(?:ve|re|ll|d|s)"
)
"""Typed without their apostrophe; most are no words of the dictionary."""
_ENGLISH = "frequency_dictionary_en_82_765.txt"


class Spelling:
    """Corrects what is neither English nor a word of the corpus."""

    def __init__(self, texts: Iterable[str], known: Iterable[str] = ()) -> None:
        """Learn the words of `texts` as corrections; words of `known` are only left alone."""
        counts = Counter(word.lower() for text in texts for word in re.findall(r"[^\W\d_]+", text))
        self._known = {word.lower() for text in known for word in re.findall(r"[^\W\d_]+", text)}
        self._words = SymSpell(max_dictionary_edit_distance=2, prefix_length=7)
        for word, count in counts.items():
            if len(word) >= MIN_LETTERS:
                self._words.create_dictionary_entry(word, count)

    def corrected(self, text: str) -> str:
        """Give the text with its typing errors put right; everything else to the letter."""
        return _WORD.sub(lambda match: self._word(match.group(), match.start() == 0), text)

    def _word(self, word: str, is_first: bool) -> str:
        folded = word.lower()
        looks_like_name = word[0].isupper() and not is_first
        if len(word) < MIN_LETTERS or looks_like_name or self._is_known(folded):
            return word
        errors = 2 if len(word) >= LETTERS_FOR_TWO_ERRORS else 1
        found = self._words.lookup(folded, Verbosity.TOP, max_edit_distance=errors)
        # An error in the first letter is rare, and two words that differ in it are seldom related.
        return found[0].term if found and found[0].term[0] == folded[0] else word

    def _is_known(self, word: str) -> bool:
        singular = word.removesuffix("s")  # depts, mins: the stem is what is searched for
        return bool(_CONTRACTION.fullmatch(word)) or any(
            form in words
            for form in (word, singular)
            for words in (self._words.words, self._known, _english_words())
        )


@lru_cache
def _english_words() -> frozenset[str]:
    """Give the 82,765 words of the frequency dictionary that comes with symspellpy."""
    lines = (files("symspellpy") / _ENGLISH).read_text(encoding="utf-8-sig").splitlines()
    return frozenset(line.split()[0] for line in lines if line.strip())
