"""Characters that a text must not bring in, because readers cannot see them."""

from __future__ import annotations

import re

_RANGES = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f",  # controls; tab and line feed are looked at elsewhere
    "\u2028\u2029",  # line ends that editors do not show as such
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069",  # marks of direction
    "\u00ad\u034f\u180e\u200b-\u200d\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb",  # without width
    "\u115f\u1160\u2800\u3164\uffa0",  # letters that look like spaces
    "\ufe00-\ufe0f\U000e0000-\U000e01ef",  # variation selectors and tags, which can hide any text
    "\ud800-\udfff",  # halves of surrogate pairs
)
HIDDEN = re.compile(f"[{''.join(_RANGES)}]")
"""Matches one such character."""
