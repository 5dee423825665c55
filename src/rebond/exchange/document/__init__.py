"""The JSON document of a whole journal, for export and import.

Its form is derived from the kinds by `shape`; `schema` describes it as a JSON Schema, `dump` writes a journal and
`load` reads a document into records.
"""
