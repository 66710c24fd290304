"""Does every quoted word stand where the record says? Opens the sources and searches.

- passages: what the catalogue quotes, and from where
- copies: texts from a folder of local copies
- network: texts from their addresses, politely and cached; http: its requests
- extraction: files -> the text that people see in them
- normal: one spelling for all ways in which the same words are set
- matching: words in a text: found, a small difference, not found
- lookup: all passages against their texts
- session: one run: where texts come from, and how it goes on
- reports: what came of it as text, as JSON, and as counts
- recorded: the counts that are committed, and shown on the page Quality
"""
