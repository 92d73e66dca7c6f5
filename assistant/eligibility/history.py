"""What a school has taken part in, and when, counted from the academic year that is asked about."""

from datetime import date

from assistant.eligibility.clauses import Clause
from assistant.eligibility.knowledge import Told
from assistant.eligibility.naming import Mention
from assistant.eligibility.stances import HistoryPatterns, Stance, history_patterns, stance_of
from assistant.eligibility.times import Time, just_over, running, start_of, times_in, value_of
from corpus.types import Record

NEVER, NOW = "never", "this_year"
OVER = ("earlier", "previous_year")
ALL = (NEVER, *OVER, NOW)

MAX_WORDS_OF_SHORT = 6
"""Such a clause says nothing of its own."""


class Named(Record):
    """A programme where a clause names it."""

    mention: Mention
    """With its place in the clause."""
    clause: Clause


def fact_of(programme: str | None) -> str | None:
    """Give the fact that tells whether a school was in a programme."""
    facts = history_patterns().facts
    return facts.get(programme) if programme else None


class _Read(Record):
    """How far a message was read."""

    told: tuple[Told, ...] = ()
    stance: Stance | None = None
    """How the school stands to the programme that was named last in the sentence."""
    start: int | None = None
    """When it took part in the programme that was told last."""


def history_told(
    clauses: tuple[Clause, ...],
    named: tuple[Named, ...],
    *,
    year: str,
    today: date,
) -> tuple[Told, ...]:
    """Tell of each programme whether and when a school was in it; nothing of wishes and questions.

    A clause that names no programme may tell the time of the last one ("that was in 23/24").
    """
    asked_start = start_of(year)
    read = _Read()
    for place, clause in enumerate(clauses):
        here = tuple(one.mention for one in named if one.clause == clause)
        if place and clauses[place - 1].sentence != clause.sentence:
            read = read.model_copy(update={"stance": None})
        times = tuple(
            time
            for time in times_in(clause.text, today, read.start if read.told else None)
            if all(time.end <= one.start or one.end <= time.start for one in here)
        )
        if not here:
            previous = clauses[place - 1].text if place else ""
            read = _dated_later(read, clause, times, asked_start, previous)
        for number in range(len(here)):
            following = _following(clauses, place, named, is_last=number + 1 == len(here))
            spoken = _Spoken(
                clause=clause,
                here=here,
                number=number,
                times=times,
                following=following,
                opened_by=_opened_by(clauses, place),
            )
            read = _with(read, spoken, asked_start, today)
    return read.told


class _Spoken(Record):
    """A name with what is said around it."""

    clause: Clause
    here: tuple[Mention, ...]
    """The names of its clause."""
    number: int
    """Its place among them."""
    times: tuple[Time, ...]
    following: str
    """The clauses after it that go on about it."""
    opened_by: str = ""
    """The words before a bracket that holds nothing but the name: "still in yr 2 (embedding)"."""

    @property
    def mention(self) -> Mention:
        """The name itself."""
        return self.here[self.number]


def _with(read: _Read, spoken: _Spoken, asked_start: int, today: date) -> _Read:
    """Add what is told of one name."""
    patterns = history_patterns()
    clause = spoken.clause
    before, after = _around(clause, spoken.here, spoken.number)
    before = before or spoken.opened_by
    time = _nearest(spoken) or _in_next(spoken.following, today)
    stance = stance_of(before, _with_short(after, spoken.following), clause)
    if stance is None and patterns.joins.match(before):
        stance = read.stance
    if stance is None and time and not clause.asks and not patterns.wish.search(before):
        stance = "done"
    read = read.model_copy(update={"stance": stance})
    fact = fact_of(spoken.mention.programme)
    if not fact or not stance or clause.of_others:
        return read
    if patterns.doubt_after.match(spoken.following):
        stance = "unsure"
    values = _values(
        stance,
        time,
        asked_start=asked_start,
        today=today,
        is_repeated=fact in patterns.repeated,
    )
    if not values:
        return read
    told = Told(fact=fact, values=values, words=clause.text, is_unsure=stance == "unsure")
    return _Read(told=(*read.told, told), stance=stance, start=time.starts[0] if time else None)


def _dated_later(
    read: _Read, clause: Clause, times: tuple[Time, ...], asked_start: int, previous: str
) -> _Read:
    """Add the time of the programme told before, from a clause that goes on about it."""
    patterns = history_patterns()
    values = _dated(times[-1].starts, asked_start) if times else ()
    if not (values and read.told):
        return read
    is_doubted = len(values) > 1 and bool(patterns.unsure_when.match(clause.text))
    corrects = bool(patterns.corrects.fullmatch(previous.strip(" ,-.")))
    if not (is_doubted or corrects or _refers(clause, patterns)):
        return read
    told = Told(fact=read.told[-1].fact, values=values, words=clause.text, is_unsure=is_doubted)
    return read.model_copy(update={"told": (*read.told, told), "start": times[-1].starts[0]})


def _refers(clause: Clause, patterns: HistoryPatterns) -> bool:
    """Tell whether a clause goes on about the programme named before it."""
    is_said = not clause.asks and not clause.supposes and not clause.of_others
    if patterns.doubt.search(clause.text):
        return False
    return is_said and bool(
        patterns.refers.search(clause.text) or patterns.corrects.search(clause.text)
    )


def _around(clause: Clause, here: tuple[Mention, ...], number: int) -> tuple[str, str]:
    """Give the words of a clause around a name, as far as the names beside it."""
    start = here[number - 1].end if number else 0
    end = here[number + 1].start if number + 1 < len(here) else len(clause.text)
    return clause.text[start : here[number].start], clause.text[here[number].end : end]


def _opened_by(clauses: tuple[Clause, ...], place: int) -> str:
    text = clauses[place - 1].text if place else ""
    return text[:-1] if text.endswith("(") else ""


def _following(
    clauses: tuple[Clause, ...], place: int, named: tuple[Named, ...], *, is_last: bool
) -> str:
    """Give the next clauses of the sentence that name no programme and tell of the same school.

    They are told of the last name of a clause, unless they say "both".
    """
    texts: list[str] = []
    for clause in clauses[place + 1 : place + 3]:
        is_other = clause.asks or clause.of_others or clause.sentence != clauses[place].sentence
        if is_other or any(one.clause == clause for one in named):
            break
        texts.append(clause.text)
    text = " ".join(texts)
    both = history_patterns().both
    return text if is_last or both.match(text) else ""


def _with_short(after: str, following: str) -> str:
    """Read a short clause together with the name before it: "embedding: never"."""
    return f"{after} {following}" if len(following.split()) <= MAX_WORDS_OF_SHORT else after


def _nearest(spoken: _Spoken) -> Time | None:
    """Give the time of a name: the one after it, or before the first where times come first."""
    here, number, times, mention = spoken.here, spoken.number, spoken.times, spoken.mention
    later = here[number + 1].start if number + 1 < len(here) else None
    after = [
        time
        for time in times
        if time.start >= mention.end and (later is None or time.start < later)
    ]
    times_lead = bool(times) and times[0].end <= here[0].start
    earlier = here[number - 1].end if number else 0
    before = [time for time in times if earlier <= time.start < mention.start]
    if times_lead and before:
        return before[-1]
    if after and not (times_lead and number + 1 < len(here)):
        return after[0]
    return before[-1] if before and not number else None


def _in_next(following: str, today: date) -> Time | None:
    """Read the time in the next clause, where it says nothing else: "development, back in 2019"."""
    times = times_in(following, today)
    is_bare = (
        bool(times)
        and len(following.split())
        <= len(following[times[0].start : times[-1].end].split()) + MAX_WORDS_OF_SHORT
    )
    return times[0] if is_bare else None


def _values(
    stance: Stance, time: Time | None, *, asked_start: int, today: date, is_repeated: bool
) -> tuple[str, ...]:
    """Give the values that are still possible; none where the time lies ahead."""
    dated = _dated(time.starts, asked_start) if time else ()
    if stance == "unsure":
        return dated if time and len(time.starts) > 1 and dated else ALL
    if stance == "never" and not (time and time.is_since):
        return tuple(value for value in ALL if value not in dated) if dated else (NEVER,)
    goes_on = is_repeated and time is not None and time.is_since
    if stance == "unfinished" or goes_on or (stance == "now" and time is None):
        return _dated((running(today),), asked_start)
    if time:
        return dated
    return _dated((just_over(today),), asked_start) if stance == "just_done" else OVER


def _dated(starts: tuple[int, ...], asked_start: int) -> tuple[str, ...]:
    """Name times as the facts do, in the order of the facts."""
    values = [value_of(start, asked_start) for start in starts]
    return tuple(value for value in ALL if value in values)
