"""The Cash runway tab: how long the savings last, what if, and the rows it is all computed from."""
