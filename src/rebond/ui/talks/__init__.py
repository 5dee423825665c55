"""Hard talks: their list, the preparation, the view beside the call, and what follows right after."""
