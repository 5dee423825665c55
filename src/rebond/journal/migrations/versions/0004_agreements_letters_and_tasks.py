"""Version 4: agreements with amendments, requests with their answers, days worked, people, letters, tasks and files.

Nothing is guessed for journals of version 3: nothing was answered, nobody gave notice, no country is said.
"""

from alembic import op

from rebond.journal.rebuilding import Added, add_columns

revision = "0004"
down_revision = "0003"


def _day(name: str) -> Added:
    rule = f"CHECK ({name} GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')"
    return Added(name, "TEXT", constraints=(rule,))


#: The columns that are new in this version, by table.
_ADDED = {
    "client": (Added("country", "TEXT"), Added("address", "TEXT NOT NULL", "''")),
    "mission": (
        Added("renewal_months", "INTEGER NOT NULL", "0"),
        Added("notice_by", "TEXT"),
        _day("notice_sent"),
        _day("notice_presented"),
        _day("notice_received"),
        _day("ended"),
        Added("ended_by", "TEXT"),
        Added("ended_reason", "TEXT"),
    ),
    "event": (
        Added("request", "TEXT NOT NULL", "''"),
        Added("answer", "TEXT"),
        _day("answer_due"),
        Added(
            "amendment_id",
            "INTEGER",
            constraints=("FOREIGN KEY (amendment_id) REFERENCES amendment (id) ON DELETE RESTRICT",),
        ),
    ),
    "settings": (
        Added("country", "TEXT"),
        Added("sender", "TEXT NOT NULL", "''"),
        Added("address", "TEXT NOT NULL", "''"),
        Added("email", "TEXT NOT NULL", "''"),
        Added("phone", "TEXT NOT NULL", "''"),
        Added("registration", "TEXT NOT NULL", "''"),
        Added("leaving_rate", "INTEGER NOT NULL", "3000"),
        Added("leaving_fitted", "INTEGER NOT NULL", "0", constraints=("CHECK (leaving_fitted IN (0, 1))",)),
    ),
}

#: The tables that are new, with their indexes.
_TABLES = """
CREATE TABLE amendment (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    mission_id INTEGER NOT NULL,
    number TEXT NOT NULL,
    title TEXT NOT NULL,
    made TEXT NOT NULL,
    hourly_rate INTEGER NOT NULL,
    supplement INTEGER NOT NULL,
    sent TEXT,
    reply TEXT,
    answered TEXT,
    note TEXT NOT NULL,
    FOREIGN KEY (mission_id) REFERENCES mission (id) ON DELETE RESTRICT,
    CHECK (made GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    CHECK (hourly_rate BETWEEN -10000000000000 AND 10000000000000),
    CHECK (supplement IN (0, 1)),
    CHECK (sent GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    CHECK (answered GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    UNIQUE (mission_id, number)
) STRICT;

CREATE INDEX amendment_by_sent ON amendment (sent);

CREATE TABLE agreement (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    mission_id INTEGER NOT NULL,
    starts TEXT NOT NULL,
    source TEXT NOT NULL,
    amendment_id INTEGER,
    title TEXT NOT NULL,
    budget INTEGER,
    hourly_rate INTEGER,
    weekdays TEXT NOT NULL,
    day_starts TEXT,
    day_ends TEXT,
    answer_hours INTEGER,
    revisions INTEGER,
    urgent_percent INTEGER,
    urgent_terms TEXT NOT NULL,
    contract TEXT,
    ends TEXT,
    notice INTEGER,
    notice_unit TEXT NOT NULL,
    notice_to_month_end INTEGER NOT NULL,
    renewal_months INTEGER,
    grounds TEXT NOT NULL,
    note TEXT NOT NULL,
    FOREIGN KEY (mission_id) REFERENCES mission (id) ON DELETE RESTRICT,
    FOREIGN KEY (amendment_id) REFERENCES amendment (id) ON DELETE RESTRICT,
    CHECK (starts GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    CHECK (budget BETWEEN -10000000000000 AND 10000000000000),
    CHECK (hourly_rate BETWEEN -10000000000000 AND 10000000000000),
    CHECK (ends GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    CHECK (notice_to_month_end IN (0, 1)),
    UNIQUE (mission_id, starts)
) STRICT;

CREATE INDEX agreement_by_amendment_id ON agreement (amendment_id);

CREATE TABLE agreed_task (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    agreement_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    minutes INTEGER,
    price INTEGER,
    FOREIGN KEY (agreement_id) REFERENCES agreement (id) ON DELETE RESTRICT,
    CHECK (price BETWEEN -10000000000000 AND 10000000000000)
) STRICT;

CREATE INDEX agreed_task_by_agreement_id ON agreed_task (agreement_id);

CREATE TABLE worked_day (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    mission_id INTEGER NOT NULL,
    date TEXT NOT NULL,
    days INTEGER NOT NULL,
    note TEXT NOT NULL,
    FOREIGN KEY (mission_id) REFERENCES mission (id) ON DELETE RESTRICT,
    CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    UNIQUE (mission_id, date)
) STRICT;

CREATE TABLE person (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    client_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    email TEXT NOT NULL,
    phone TEXT NOT NULL,
    note TEXT NOT NULL,
    FOREIGN KEY (client_id) REFERENCES client (id) ON DELETE RESTRICT
) STRICT;

CREATE INDEX person_by_client_id ON person (client_id);

CREATE TABLE partner (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    field TEXT NOT NULL,
    fit TEXT NOT NULL,
    email TEXT NOT NULL,
    phone TEXT NOT NULL,
    note TEXT NOT NULL
) STRICT;

CREATE TABLE letter (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    client_id INTEGER NOT NULL,
    mission_id INTEGER,
    amendment_id INTEGER,
    event_id INTEGER,
    template TEXT NOT NULL,
    language TEXT NOT NULL,
    channel TEXT NOT NULL,
    recipient TEXT NOT NULL,
    subject TEXT NOT NULL,
    text TEXT NOT NULL,
    sent TEXT NOT NULL,
    FOREIGN KEY (client_id) REFERENCES client (id) ON DELETE RESTRICT,
    FOREIGN KEY (mission_id) REFERENCES mission (id) ON DELETE RESTRICT,
    FOREIGN KEY (amendment_id) REFERENCES amendment (id) ON DELETE RESTRICT,
    FOREIGN KEY (event_id) REFERENCES event (id) ON DELETE RESTRICT,
    CHECK (sent GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
) STRICT;

CREATE INDEX letter_by_client_id_sent ON letter (client_id, sent);

CREATE INDEX letter_by_mission_id_sent ON letter (mission_id, sent);

CREATE INDEX letter_by_amendment_id ON letter (amendment_id);

CREATE INDEX letter_by_event_id ON letter (event_id);

CREATE TABLE own_template (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    template TEXT NOT NULL,
    language TEXT NOT NULL,
    subject TEXT NOT NULL,
    text TEXT NOT NULL,
    UNIQUE (template, language)
) STRICT;

CREATE TABLE task (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    text TEXT NOT NULL,
    due TEXT,
    owner TEXT NOT NULL,
    mission_id INTEGER,
    contact_id INTEGER,
    event_id INTEGER,
    done TEXT,
    note TEXT NOT NULL,
    FOREIGN KEY (mission_id) REFERENCES mission (id) ON DELETE RESTRICT,
    FOREIGN KEY (contact_id) REFERENCES contact (id) ON DELETE RESTRICT,
    FOREIGN KEY (event_id) REFERENCES event (id) ON DELETE RESTRICT,
    CHECK (due GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    CHECK (done GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
) STRICT;

CREATE INDEX task_by_done_due ON task (done, due);

CREATE INDEX task_by_mission_id ON task (mission_id);

CREATE INDEX task_by_contact_id ON task (contact_id);

CREATE INDEX task_by_event_id ON task (event_id);

CREATE TABLE attached_file (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    mission_id INTEGER NOT NULL,
    event_id INTEGER,
    agreement_id INTEGER,
    name TEXT NOT NULL,
    file TEXT NOT NULL,
    size INTEGER NOT NULL,
    attached TEXT NOT NULL,
    FOREIGN KEY (mission_id) REFERENCES mission (id) ON DELETE RESTRICT,
    FOREIGN KEY (event_id) REFERENCES event (id) ON DELETE RESTRICT,
    FOREIGN KEY (agreement_id) REFERENCES agreement (id) ON DELETE RESTRICT,
    CHECK (attached GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
) STRICT;

CREATE INDEX attached_file_by_mission_id ON attached_file (mission_id);

CREATE INDEX attached_file_by_event_id ON attached_file (event_id);

CREATE INDEX attached_file_by_agreement_id ON attached_file (agreement_id);

CREATE TABLE sign_weight (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    sign TEXT NOT NULL,
    percent INTEGER NOT NULL,
    fitted INTEGER NOT NULL,
    CHECK (fitted IN (0, 1)),
    UNIQUE (sign)
) STRICT;

CREATE TABLE dismissed_sign (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    client_id INTEGER NOT NULL,
    sign TEXT NOT NULL,
    entries_to TEXT NOT NULL,
    entries INTEGER NOT NULL,
    dismissed TEXT NOT NULL,
    FOREIGN KEY (client_id) REFERENCES client (id) ON DELETE RESTRICT,
    CHECK (entries_to GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    UNIQUE (client_id, sign)
) STRICT;
"""
_INDEXES = (
    "DROP INDEX event_by_mission_id_date",
    "CREATE INDEX event_by_mission_id_date_time_is_null_time ON event (mission_id, date, time IS NULL, time)",
    "CREATE INDEX event_by_answer_due ON event (answer_due)",
    "CREATE INDEX event_by_amendment_id ON event (amendment_id)",
)


def upgrade() -> None:
    for statement in _TABLES.split(";"):
        if statement.strip():
            op.execute(statement.strip())
    for table, columns in _ADDED.items():
        add_columns(op.get_bind(), table, columns)
    for statement in _INDEXES:
        op.execute(statement)
