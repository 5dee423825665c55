"""The Cash runway tab: how long the savings last, what-if scenarios, and the rows that the figures come from."""
