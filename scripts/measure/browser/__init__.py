"""Measures the built site as a browser shows it: Lighthouse, and how long an action takes. See scripts/audit."""
