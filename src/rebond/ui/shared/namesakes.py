"""Says beside a name that another row bears it; namesakes may exist, so that it stops nothing."""

from rebond.domain.kinds import Entity
from rebond.journal.queries.by_name import named
from rebond.ui.session import Session
from rebond.ui.shared.form import Form


def warn_of_namesakes(form: Form, session: Session, row: Entity, warning: str, field: str = "name") -> None:
    """Have a form say `warning` while its name is that of another row of the same kind."""

    def look(text: str) -> None:
        with session.journal.read() as reader:
            found = named(reader, type(row), text) if text.strip() else ()
        form.warn(field, warning if any(other.id != row.id for other in found) else "")

    editor = form.editor(field)
    editor.textChanged.connect(look)
    look(editor.text())
