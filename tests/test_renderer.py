"""What templates write is escaped, and is what markupsafe would have written."""

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from atlas.pages.renderer import TEMPLATES, _environment, escaped

HOSTILE = "<script>alert('1 & \"2\"')</script>"


@given(st.text())
def test_a_text_is_escaped_as_markupsafe_does(text: str) -> None:
    assert escaped(text) == str(escape(text))


@pytest.mark.parametrize("value", [HOSTILE, Markup("<b>safe</b>"), 12, 1.5, None, True, ("<", ">"), Markup(HOSTILE)])
def test_a_value_is_escaped_as_markupsafe_does(value: object) -> None:
    assert escaped(value) == str(escape(value))


def template(source: str) -> jinja2.Template:
    return _environment().from_string(source)


@pytest.mark.parametrize(
    "source",
    [
        "{{ value }}",
        "{% set copy = value %}{{ copy }}",
        "{% set block %}{{ value }}{% endset %}{{ block }}",
        "{% macro shown(text) %}{{ text }}{% endmacro %}{{ shown(value) }}",
        "{% macro around() %}{{ caller() }}{% endmacro %}{% call around() %}{{ value }}{% endcall %}",
        "{% for each in [value] %}{{ each }}{% endfor %}",
        "{{ '' ~ value }}",
        "{{ [value]|join }}",
        "{{ value if value else '' }}",
    ],
)
def test_a_template_escapes_what_it_writes_once(source: str) -> None:
    assert template(source).render(value=HOSTILE) == str(escape(HOSTILE))
    assert template(source).render(value=Markup("<b>safe</b>")) == "<b>safe</b>"


def test_no_template_switches_escaping_off() -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in TEMPLATES.glob("*.j2")}
    assert len(texts) > 10
    assert [name for name, text in texts.items() if "autoescape" in text] == []
