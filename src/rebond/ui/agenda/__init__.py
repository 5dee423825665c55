"""The agenda beside the tabs: what is late, due today and ahead, and the form of a task."""
