"""A whole journal as one JSON document, in and out.

Its form follows from the kinds: `shape` derives it, `schema` writes it down as a JSON Schema, `dump` writes a journal
and `load` reads a document into records.
"""
