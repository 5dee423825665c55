"""The JSON document of a whole journal, for export and import.

Its form is derived from the kinds by `shape`; `json_schema` describes it, `dump` writes a journal and
`load` reads a document into records.
"""
