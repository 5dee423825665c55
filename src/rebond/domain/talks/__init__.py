"""Hard talks: prepared, held and summed up."""
