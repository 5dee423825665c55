"""A whole journal as one JSON document, in and out.

Its form follows from the entities: `shape` says how, `schema` writes it down as a JSON Schema, `writing` and
`reading` go one way each, and `joining` fits what was read into what a journal holds already.
"""
