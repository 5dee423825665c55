"""What a person does: one function an action, one transaction each, one `Change` returned."""
