"""A warning below a name that another row has already; two rows may share a name, so it does not prevent saving."""

from rebond.domain.kinds import Entity
from rebond.journal.queries.by_name import named
from rebond.ui.session import Session
from rebond.ui.shared.form import Form


def warn_of_namesakes(form: Form, session: Session, row: Entity, warning: str, field: str = "name") -> None:
    """Have a form show `warning` below a field whose text is also the name of another row of the same kind."""

    def look(text: str) -> None:
        with session.journal.read() as reader:
            namesakes = named(reader, type(row), text) if text.strip() else ()
        form.warn(field, warning if any(other.id != row.id for other in namesakes) else "")

    editor = form.editor(field)
    editor.textChanged.connect(look)
    look(editor.text())
