"""What the tabs, the runway and the documents read: each a function of a reader, giving frozen rows."""
