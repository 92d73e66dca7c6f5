"""Writes amounts of money as the documents do: 2k, two grand, 1000 quid → £2,000, £1,000."""

import re

_UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_AMOUNT = re.compile(
    rf"""(?<![\w.,])(?:
        £\s?(?P<pounds>\d[\d,]*(?:\.\d+)?)\s?(?P<thousands>k(?:ilo)?\b|grand\b|thousand\b)?
      | (?P<number>\d[\d,]*(?:\.\d+)?|{"|".join(_UNITS)}|a)\s?
        (?P<unit>k\b|grand\b|(?:thousand\s)?(?:pounds|quid)\b)
    )""",
    re.IGNORECASE | re.VERBOSE,
)


def amounts_in(text: str) -> tuple[str, ...]:
    """Give the whole amounts that a text names, each once, in order."""
    found = (_written(match) for match in _AMOUNT.finditer(text))
    return tuple(dict.fromkeys(amount for amount in found if amount))


def _written(match: re.Match[str]) -> str | None:
    digits = (match["pounds"] or match["number"]).lower().replace(",", "")
    unit = (match["thousands"] or match["unit"] or "").lower()
    number = (
        1.0 if digits == "a" else float(_UNITS.index(digits) + 1 if digits in _UNITS else digits)
    )
    if unit.startswith(("k", "grand", "thousand")):
        number *= 1000
    return f"£{number:,.0f}" if number == int(number) else None
