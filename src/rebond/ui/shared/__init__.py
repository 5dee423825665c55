"""Parts that all three tabs use: theme, fields, forms, table models and painting."""
