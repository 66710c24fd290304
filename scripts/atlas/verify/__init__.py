"""Does every quoted word stand where the record says? Opens the sources and searches.

passages   what the catalogue quotes, and from where
copies     texts from a folder of local copies
network    texts from their addresses, politely and cached
reading    files -> the text that people see in them
normal     one spelling for all ways in which the same words are set
matching   words in a text: found, a small difference, not found
findings   all passages against their texts
reports    what came of it as text, as JSON, and as the counts that are committed
"""
