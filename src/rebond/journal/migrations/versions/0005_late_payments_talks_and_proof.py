"""Version 5: late payments with their states, rates and ladder, hard talks, and heads received back.

Nothing is guessed for journals of version 4: no rate is agreed, nobody is said “tu” to, no letter states a head.
"""

from alembic import op

from rebond.journal.rebuilding import Added, add_columns

revision = "0005"
down_revision = "0004"


def _reference(name: str, table: str) -> Added:
    rule = f"FOREIGN KEY ({name}) REFERENCES {table} (id) ON DELETE RESTRICT"
    return Added(name, "INTEGER", constraints=(rule,))


def _flag(name: str) -> Added:
    return Added(name, "INTEGER NOT NULL", "0", constraints=(f"CHECK ({name} IN (0, 1))",))


#: The columns that are new in this version, by table.
_ADDED = {
    "client": (Added("legal_form", "TEXT"),),
    "mission": (Added("late_rate", "INTEGER"), _flag("due_day_fixed")),
    "event": (Added("followed", "INTEGER", constraints=("CHECK (followed IN (0, 1))",)),),
    "invoice": (
        Added("demanded", "TEXT", constraints=("CHECK (demanded GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')",)),
    ),
    "person": (_flag("familiar"),),
    "letter": (
        _reference("invoice_id", "invoice"),
        _reference("talk_id", "talk"),
        Added("head", "TEXT NOT NULL", "''"),
    ),
    "task": (_reference("talk_id", "talk"),),
    "settings": (Added("legal_form", "TEXT"), _flag("letters_state_head")),
}

#: The tables that are new, with their indexes.
_TABLES = """
CREATE TABLE talk (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    client_id INTEGER NOT NULL,
    mission_id INTEGER,
    person_id INTEGER,
    invoice_id INTEGER,
    cause_id INTEGER,
    type TEXT NOT NULL,
    date TEXT,
    time TEXT,
    channel TEXT,
    aim TEXT NOT NULL,
    least TEXT NOT NULL,
    opening TEXT NOT NULL,
    solutions TEXT NOT NULL,
    exit_line TEXT NOT NULL,
    harmful INTEGER NOT NULL,
    explanation TEXT NOT NULL,
    repair TEXT NOT NULL,
    misunderstood TEXT NOT NULL,
    in_a_year TEXT NOT NULL,
    in_five_years TEXT NOT NULL,
    impeccable_word INTEGER NOT NULL,
    nothing_personal INTEGER NOT NULL,
    no_assumption INTEGER NOT NULL,
    own_best INTEGER NOT NULL,
    held TEXT,
    minutes INTEGER,
    event_id INTEGER,
    note TEXT NOT NULL,
    FOREIGN KEY (client_id) REFERENCES client (id) ON DELETE RESTRICT,
    FOREIGN KEY (mission_id) REFERENCES mission (id) ON DELETE RESTRICT,
    FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE RESTRICT,
    FOREIGN KEY (invoice_id) REFERENCES invoice (id) ON DELETE RESTRICT,
    FOREIGN KEY (cause_id) REFERENCES event (id) ON DELETE RESTRICT,
    FOREIGN KEY (event_id) REFERENCES event (id) ON DELETE RESTRICT,
    CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    CHECK (harmful IN (0, 1)),
    CHECK (impeccable_word IN (0, 1)),
    CHECK (nothing_personal IN (0, 1)),
    CHECK (no_assumption IN (0, 1)),
    CHECK (own_best IN (0, 1)),
    CHECK (held GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
) STRICT;

CREATE INDEX talk_by_held_date ON talk (held, date);

CREATE INDEX talk_by_client_id ON talk (client_id);

CREATE INDEX talk_by_mission_id ON talk (mission_id);

CREATE INDEX talk_by_person_id ON talk (person_id);

CREATE INDEX talk_by_invoice_id ON talk (invoice_id);

CREATE INDEX talk_by_cause_id ON talk (cause_id);

CREATE INDEX talk_by_event_id ON talk (event_id);

CREATE TABLE invoice_state (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    invoice_id INTEGER NOT NULL,
    type TEXT NOT NULL,
    starts TEXT NOT NULL,
    until TEXT,
    ended TEXT,
    reason TEXT NOT NULL,
    FOREIGN KEY (invoice_id) REFERENCES invoice (id) ON DELETE RESTRICT,
    CHECK (starts GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    CHECK (until GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    CHECK (ended GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
) STRICT;

CREATE INDEX invoice_state_by_invoice_id ON invoice_state (invoice_id);

CREATE TABLE late_rate (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    country TEXT NOT NULL,
    series TEXT NOT NULL,
    starts TEXT NOT NULL,
    rate INTEGER NOT NULL,
    source TEXT NOT NULL,
    CHECK (starts GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    UNIQUE (country, series, starts)
) STRICT;

CREATE TABLE ladder_step (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    client_id INTEGER,
    country TEXT,
    step TEXT NOT NULL,
    days INTEGER NOT NULL,
    FOREIGN KEY (client_id) REFERENCES client (id) ON DELETE RESTRICT
) STRICT;

CREATE INDEX ladder_step_by_client_id ON ladder_step (client_id);

CREATE TABLE objection (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    talk_id INTEGER NOT NULL,
    text TEXT NOT NULL,
    answer TEXT NOT NULL,
    FOREIGN KEY (talk_id) REFERENCES talk (id) ON DELETE RESTRICT
) STRICT;

CREATE INDEX objection_by_talk_id ON objection (talk_id);

CREATE TABLE talk_note (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    talk_id INTEGER NOT NULL,
    second INTEGER NOT NULL,
    text TEXT NOT NULL,
    FOREIGN KEY (talk_id) REFERENCES talk (id) ON DELETE RESTRICT
) STRICT;

CREATE INDEX talk_note_by_talk_id ON talk_note (talk_id);

CREATE TABLE head_receipt (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    head TEXT NOT NULL,
    sent TEXT NOT NULL,
    letter_id INTEGER,
    note TEXT NOT NULL,
    FOREIGN KEY (letter_id) REFERENCES letter (id) ON DELETE RESTRICT,
    CHECK (sent GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
) STRICT;

CREATE INDEX head_receipt_by_letter_id ON head_receipt (letter_id);
"""
_INDEXES = (
    "CREATE INDEX letter_by_invoice_id ON letter (invoice_id)",
    "CREATE INDEX letter_by_talk_id ON letter (talk_id)",
    "CREATE INDEX task_by_talk_id ON task (talk_id)",
)


def upgrade() -> None:
    for statement in _TABLES.split(";"):
        if statement.strip():
            op.execute(statement.strip())
    for table, columns in _ADDED.items():
        add_columns(op.get_bind(), table, columns)
    for statement in _INDEXES:
        op.execute(statement)
