"""Telling anybody whether a file was issued here: no account needed, and nothing said beyond that."""
