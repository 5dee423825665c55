"""Letters: their templates, the facts that fill them, and the drafts of mails; nothing is sent from here."""
