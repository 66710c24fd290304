"""Every computed number, with its formula and the formula's source."""
