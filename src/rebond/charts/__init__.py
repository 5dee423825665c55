"""Charts of the runway and the concentration as matplotlib figures, without Qt and pyplot.

`sentences`, `labels` and `style` need no matplotlib; the other modules import it, so import them only when a chart is
needed.
"""
