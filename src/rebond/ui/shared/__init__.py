"""What every tab is built of: the look, the fields, the forms and the tables."""
