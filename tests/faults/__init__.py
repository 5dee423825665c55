"""What may go wrong with a file, done on purpose: nothing is lost, and nothing false is believed."""
