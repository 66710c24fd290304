"""Tables of models: their columns, cells and facets, which tables there are, and what their scripts fetch."""
