"""One spelling for all ways in which the same words are set: in HTML, Markdown, TeX, PDF, code.

`readable` takes the markup away and leaves what people read. `squeezed` keeps of that only letters, digits and the
signs that carry meaning, so that white space, hyphens at line ends, quotation marks and dashes do not count.
"""

from __future__ import annotations

import html
import re
import unicodedata

_TAGS = (  # by name: `<mask>` and `<s>` are tokens, `vector<int>` is code
    "a abbr article b blockquote br center code dd details div dl dt em figcaption figure font h1 h2 h3 h4 h5 h6 "
    "header hr i img kbd li nobr ol p pre section small span strong sub summary sup table tbody td tfoot th thead tr "
    "tt u ul video"
)
_TAG = re.compile(rf"</?(?:{_TAGS.replace(' ', '|')})(?:\s[^<>]{{0,2000}})?/?>", re.IGNORECASE)
_IMAGE = re.compile(r"!\[([^\]]{0,500})\]\([^()\s]{0,1000}(?:\s[^()]{0,500})?\)")
_LINK = re.compile(r"\[([^\[\]]{0,1000})\]\([^()\s]{0,1000}(?:\([^()]{0,500}\)[^()\s]{0,500})?(?:\s[^()]{0,500})?\)")
_SET_POINT = re.compile(r"(?<=\d) ?_\._ ?(?=\d)")
"""A decimal point as converters of PDF write it that take it for cursive."""
_FOOTNOTE = re.compile(r"\[\^[\w-]{1,40}\]")
_TEX_REFERENCE = re.compile(
    r"\\(?:cite[a-z]*|ref|eqref|label|autoref|cref|Cref|url)\*?(?:\[[^\]]{0,200}\])*\{[^{}]{0,500}\}"
)
_TEX_COMMAND = re.compile(r"\\([A-Za-z]+)\*?")
_TEX_SIGNS = {
    "times": "×", "cdot": "·", "approx": "≈", "sim": "∼", "leq": "≤", "geq": "≥", "le": "≤", "ge": "≥", "pm": "±",
    "ldots": "...", "dots": "...", "cdots": "...", "infty": "∞", "rightarrow": "→", "to": "→", "alpha": "α",
    "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "eta": "η", "theta": "θ", "lambda": "λ",
    "mu": "μ", "pi": "π", "sigma": "σ", "tau": "τ", "phi": "φ", "psi": "ψ", "omega": "ω", "rho": "ρ", "Delta": "Δ",
    "sqrt": "√",
}  # fmt: skip
_SAME = str.maketrans({"×": "x", "∗": "*", "⋅": "·", "ϵ": "ε", "ϕ": "φ", "µ": "μ", "∼": "~", "≃": "≈", "ﬀ": "ff"})
_SIGNS = r"[^\W_]|[%+=<>≤≥≈±√→]"
_IGNORED = r"(?<=\d),(?=\d{3}(?!\d))|(?<=\d)(?:\^\{?|_)(?=\d)"
_GAP = rf"(?<=\d)(?!\.\d)(?:(?!{_SIGNS}).)+(?=\d)"
_KEPT = re.compile(rf"{_IGNORED}|(?P<gap>{_GAP})|(?P<sign>(?<=\d)\.(?=\d)|{_SIGNS})", re.DOTALL)
"""Signs that group digits and marks of exponents count for nothing; whatever else parts two numbers parts them."""


def readable(text: str) -> str:
    """A text without markup, with white space in one form."""
    text = _TAG.sub(" ", html.unescape(_without_comments(text)))
    text = _LINK.sub(r"\1", _IMAGE.sub(r"\1", text))
    text = _SET_POINT.sub(".", _FOOTNOTE.sub(" ", text))
    if "\\" in text:
        text = _TEX_REFERENCE.sub(" ", text)
        text = _TEX_COMMAND.sub(lambda match: f" {_TEX_SIGNS.get(match[1], '')} ", text)
    text = "".join(sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf")
    return " ".join(text.translate(_SAME).split())


def _without_comments(text: str) -> str:
    """Without comments of HTML; what is opened and never closed is text."""
    first, *others = text.split("<!--")
    rests = (rest if end else piece for piece in others for _, end, rest in [piece.partition("-->")])
    return " ".join([first, *rests])


def squeezed(text: str) -> str:
    """A readable text by its letters, digits and meaningful signs alone, without case; a space parts two numbers."""
    return "".join(sign or (gap and " ") for gap, sign in _KEPT.findall(text)).casefold()


def places(text: str) -> list[int]:
    """For each sign of the squeezed text, its place in the readable text."""
    kept = ((match.start(), match["sign"] or (match["gap"] and " ") or "") for match in _KEPT.finditer(text))
    return [place for place, sign in kept for _ in sign.casefold()]
