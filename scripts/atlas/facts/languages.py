"""Names of languages from their BCP 47 codes, by the Unicode CLDR as Babel carries it."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale, UnknownLocaleError


@lru_cache(maxsize=512)
def language_name(code: str) -> str:
    """`zh-Hant` -> `Chinese (Traditional)`; an unknown code is shown as it is."""
    if code == "multilingual":
        return "many languages"
    try:
        return Locale.parse(code, sep="-").get_display_name("en") or code
    except (UnknownLocaleError, ValueError):
        return code


def language_names(codes: tuple[str, ...]) -> list[str]:
    return [language_name(code) for code in codes]
