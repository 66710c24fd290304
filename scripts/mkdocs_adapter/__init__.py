"""The only code that knows MkDocs: it hands the pages over, and writes and previews the site."""
