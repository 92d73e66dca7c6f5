"""Finds names of people by the words around them: "my pupil Xanthe", "ask sarah jones".

A name on its own that could be a word or a place is let pass. The words are in
`personal_names.yaml`; what the corpus itself names (hubs, schemes, schools) is told apart there.
"""

import re
from collections.abc import Iterator

from assistant.name_words import (
    NOTHING,
    Word,
    is_also_surname,
    is_capital,
    is_free,
    is_ours,
    is_title_case,
    name_words,
    words_of,
)

# Between a given name and a surname, in small letters.
_PARTICLES = frozenset("de van von der den al el bin bint ibn da dos la le di ap ben".split())
# Before the name of a school or a church.
_SAINTLY = frozenset("st saint ss king queen bishop archbishop cardinal lord lady".split())
_BEFORE_PLACES = frozenset("in near at from the around of outside towards serves covers".split())
_NAMED_WITHIN = 6
"""Words between a person and "called": "a boy in my Year 4 class called …"."""
_MAX_WORDS_OF_NAME = 5


def name_spans(text: str) -> Iterator[tuple[int, int]]:
    """Give where the names of people stand, in order."""
    words = words_of(text)
    known = [one.span() for one in re.finditer(name_words().known, text, re.IGNORECASE)]
    is_title = is_title_case(words)
    place = 0
    while place < len(words):
        if not _begins_name(text, words, place, is_title=is_title):
            place += 1
            continue
        last = _last_of_name(words, place)
        start, end = _start_of_name(words, place), words[last].end
        is_known = any(start < known_end and at < end for at, known_end in known)
        if not is_known and not _is_institution(words, place, last):
            yield start, end
        place = last + 1


def _begins_name(text: str, words: tuple[Word, ...], place: int, *, is_title: bool) -> bool:
    word = words[place]
    if len(word.text) < 2:
        return False
    before = words[place - 1] if place else NOTHING
    following = words[place + 1] if place + 1 < len(words) else NOTHING
    return (
        _is_given(word)
        or _is_titled(before, word)
        or _is_related(before, word, following)
        or _is_called(words, place)
        or (_may_be_full(before, is_title=is_title) and _is_full_name(word, following))
        or _is_placed(text, word, following)
        or (_is_ambiguous_full_name(word, following) and before.small not in _SAINTLY)
    )


def _is_given(word: Word) -> bool:
    """Tell a given name with its capital, which needs no context."""
    return word.small in name_words().given_names and is_capital(word)


def _is_titled(before: Word, word: Word) -> bool:
    lists = name_words()
    if not re.fullmatch(r"\.?\s+", word.gap):
        return False
    could_be_name = is_also_surname(word) or not is_ours(word)
    if before.text in lists.titles and is_capital(word):
        return could_be_name
    if before.text in {"MR", "MRS", "MISS", "DR"} and word.text.isupper():
        return could_be_name and len(word.text) > 2
    if before.text in lists.small_titles:
        return could_be_name and len(word.text) > 2
    return before.text in {"miss", "ms"} and (
        word.small in lists.given_names or (is_capital(word) and could_be_name)
    )


def _may_be_full(before: Word, *, is_title: bool) -> bool:
    """Tell where two capitals may be a name: not in a place's name, nor in "Closing Dates 2026"."""
    return before.small not in _BEFORE_PLACES and not is_title


def _is_full_name(word: Word, following: Word) -> bool:
    """Tell two words with capitals of which the corpus knows neither: "Thandiwe Smith"."""
    is_surname = is_free(following) or (is_capital(following) and is_also_surname(following))
    return is_free(word) and is_surname and following.gap == " "


def _is_related(before: Word, word: Word, following: Word) -> bool:
    """Tell a name by whom it belongs to, or by what is done with him or her."""
    lists = name_words()
    if not re.fullmatch(r"[,:]?\s+\(?|\s?[-–—(]\s?", word.gap):
        return False
    is_ambiguous = word.small in lists.ambiguous_names and (
        is_capital(word) or word.small not in lists.never_small
    )
    is_listed = word.small in lists.given_names or is_ambiguous
    if before.small in lists.children:
        return is_listed or (is_free(word) and "," not in word.gap)
    if before.small in lists.adults or before.small in lists.asking:
        return is_listed or _is_full_name(word, following)
    return before.small in lists.before and word.small in lists.given_names


def _is_called(words: tuple[Word, ...], place: int) -> bool:
    """Tell what follows "called", "named" or "name is" where a person was spoken of."""
    lists = name_words()
    word, before = words[place], words[place - 1] if place else NOTHING
    is_listed = word.small in lists.given_names or _is_ambiguous(word)
    if not (is_listed or is_free(word)):
        return False
    earlier = [one.small for one in words[max(0, place - _NAMED_WITHIN) : place]]
    if before.small == "name" and re.fullmatch(r"\s*[:=-]\s*", word.gap):
        return True
    if before.small == "is" and "name" in earlier[-2:]:
        return True
    following = words[place + 1] if place + 1 < len(words) else NOTHING
    is_full = _is_full_name(word, following)
    if before.small in lists.introducing:
        return is_listed or is_full
    is_person = any(one in lists.children or one in lists.adults for one in earlier)
    return before.small in lists.naming and word.gap == " " and (is_person or is_listed or is_full)


def _is_placed(text: str, word: Word, following: Word) -> bool:
    """Tell a name by what follows it, straight or after a surname: "Xanthe in Year 4"."""
    lists = name_words()
    is_listed = word.small in lists.given_names or _is_ambiguous(word)
    if not is_listed and not (is_free(word) and (not word.is_first or is_free(following))):
        return False
    ends = (word.end, following.end) if following.gap == " " else (word.end,)
    return any(re.compile(lists.after, re.IGNORECASE).match(text, end) for end in ends)


def _is_ambiguous_full_name(word: Word, following: Word) -> bool:
    """Tell "Rose Okafor" from "Rose Maths" and from "Will Year 3…"."""
    is_surname = is_free(following) or is_also_surname(following) or _is_given(following)
    is_full = following.gap == " " and is_capital(following) and is_surname
    return _is_ambiguous(word) and not word.is_first and is_full


def _is_ambiguous(word: Word) -> bool:
    return is_capital(word) and word.small in name_words().ambiguous_names


def _start_of_name(words: tuple[Word, ...], place: int) -> int:
    """Give where the name starts, with its title if it has one."""
    is_titled = place and _is_titled(words[place - 1], words[place])
    return words[place - 1].start if is_titled else words[place].start


def _last_of_name(words: tuple[Word, ...], place: int) -> int:
    """Give the place of the last word of the name: surnames, particles, initials."""
    lists = name_words()
    last = place
    first = words[place]
    for at in range(place + 1, min(place + _MAX_WORDS_OF_NAME, len(words))):
        word = words[at]
        if not re.fullmatch(r"\s+|\.\s*", word.gap):
            break
        if word.small in _PARTICLES and word.small not in lists.ordinary:
            continue
        is_initial = len(word.text) == 1 and word.text.isupper() and word.text not in "AI"
        is_surname = (
            is_free(word)
            or (is_capital(word) and is_also_surname(word))
            or (first.text.isupper() and _may_be_small_surname(word))
        )
        if not is_capital(first):
            return at if at == place + 1 and _may_be_small_surname(word) else last
        if not (is_initial or is_surname or _is_given(word)):
            break
        last = at
    return last


def _may_be_small_surname(word: Word) -> bool:
    could_be_surname = is_also_surname(word) or not is_ours(word)
    return could_be_surname and word.small not in name_words().adults and len(word.text) > 2


def _is_institution(words: tuple[Word, ...], place: int, last: int) -> bool:
    """Tell a school, a street or a hub that has somebody's name."""
    if place and words[place - 1].small in _SAINTLY:
        return True
    if last + 1 == len(words) or not re.fullmatch(r"(?:['’]s?)?\s+(?:s )?", words[last + 1].gap):
        return False
    after = words[last + 1]
    return after.small in name_words().institutions and (
        is_capital(after) or after.small in {"school", "academy", "college", "hub", "trust"}
    )
