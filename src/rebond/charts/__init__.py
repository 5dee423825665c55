"""Numbers in, matplotlib figures out: no Qt, no pyplot.

`sentences`, `labels` and `style` need no matplotlib; the other modules import it, so import them when a chart
is about to be made.
"""
