"""The window. Only this package and `rebond.app` know Qt."""
