"""The list of names that the scripts of pages read."""

from atlas.views.names import names
from facts import catalog


def test_every_record_with_a_page_is_listed_with_all_its_names() -> None:
    atlas = catalog("""
models:
  gpt-2: {name: GPT-2, aliases: [gpt2, GPT-2], variants: {small: {}}}
concepts:
  rope: {name: Rotary position embedding, kind: position-encoding}
organizations:
  openai: {name: OpenAI}
""")
    found = names(atlas)
    assert found["models"] == {"gpt-2": ["GPT-2", "gpt2"]}
    assert found["concepts"]["rope"] == ["Rotary position embedding"]
    assert found["organizations"]["openai"] == ["OpenAI"]
    assert list(found) == ["models", "concepts", "organizations", "datasets", "families"]
