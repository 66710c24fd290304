"""Models side by side: the lines of the table, the cells of each model, which pages there are, and their sentences."""
