"""The page on paper: through Qt's own dialogs to a printer, or to a file."""
