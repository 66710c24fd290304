"""What templates write is escaped."""

import jinja2
import pytest
from markupsafe import Markup, escape

from atlas.pages.shared.templates import PAGES, environment

HOSTILE = "<script>alert('1 & \"2\"')</script>"


def template(source: str) -> jinja2.Template:
    return environment().from_string(source)


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
    texts = {f"{path.parent.name}/{path.name}": path.read_text(encoding="utf-8") for path in PAGES.glob("*/*.j2")}
    assert len(texts) > 10
    assert [name for name, text in texts.items() if "autoescape" in text] == []
