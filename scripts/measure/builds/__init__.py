"""Measures how fast the atlas builds: a synthetic catalogue, our build, and Hugo beside it. See scripts/bench."""
