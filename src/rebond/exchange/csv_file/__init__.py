"""Bank statements as CSV: any bank's table, read by a mapping of its columns that is guessed, corrected and kept."""
