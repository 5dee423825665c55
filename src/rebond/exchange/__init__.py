"""Files of other programs, in and out: what they say as plain values, and what is wrong with them by line."""
