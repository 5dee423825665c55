"""The actions of a person: each is one function that runs one transaction and returns its `Change`."""
