PRAGMA application_id = 1382182500;

PRAGMA user_version = 1;

CREATE TABLE settings (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    currency TEXT NOT NULL,
    horizon_months INTEGER NOT NULL,
    goal_months INTEGER NOT NULL,
    default_lag_days INTEGER NOT NULL,
    overdue_grace_days INTEGER NOT NULL,
    charges_period TEXT NOT NULL,
    vat_period TEXT,
    watch_percent INTEGER NOT NULL,
    dependent_percent INTEGER NOT NULL,
    CHECK (id = 1),
    CHECK (charges_period IN ('monthly', 'quarterly')),
    CHECK (vat_period IN ('monthly', 'quarterly'))
)
 STRICT;

CREATE TABLE charge_rate (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    starts TEXT,
    social INTEGER NOT NULL,
    income_tax INTEGER NOT NULL,
    label TEXT NOT NULL,
    CHECK (starts GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
)
 STRICT;

CREATE TABLE closure_window (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    first TEXT NOT NULL,
    last TEXT NOT NULL,
    label TEXT NOT NULL
)
 STRICT;

CREATE TABLE client (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT COLLATE "NOCASE" NOT NULL,
    note TEXT NOT NULL,
    UNIQUE (name)
)
 STRICT;

CREATE TABLE mission (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    client_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    contract TEXT NOT NULL,
    starts TEXT NOT NULL,
    ends TEXT,
    billing TEXT NOT NULL,
    amount INTEGER NOT NULL,
    days_per_month INTEGER NOT NULL,
    notice INTEGER NOT NULL,
    notice_unit TEXT NOT NULL,
    notice_to_month_end INTEGER NOT NULL,
    terms TEXT NOT NULL,
    terms_days INTEGER NOT NULL,
    vat_rate INTEGER NOT NULL,
    note TEXT NOT NULL,
    FOREIGN KEY(client_id) REFERENCES client (id) ON DELETE RESTRICT,
    CHECK (contract IN ('open_ended', 'fixed_term', 'until_delivery')),
    CHECK (starts GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    CHECK (ends GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    CHECK (billing IN ('monthly', 'daily', 'milestones')),
    CHECK (amount BETWEEN -10000000000000 AND 10000000000000),
    CHECK (notice_unit IN ('days', 'months')),
    CHECK (notice_to_month_end IN (0, 1)),
    CHECK (terms IN ('net', 'days_then_month_end', 'month_end_then_days')),
    UNIQUE (client_id, name)
)
 STRICT;

CREATE TABLE planned_days (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    mission_id INTEGER NOT NULL,
    month TEXT NOT NULL,
    days INTEGER NOT NULL,
    FOREIGN KEY(mission_id) REFERENCES mission (id) ON DELETE RESTRICT,
    CHECK (month GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    UNIQUE (mission_id, month)
)
 STRICT;

CREATE TABLE milestone (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    mission_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    amount INTEGER NOT NULL,
    date TEXT NOT NULL,
    FOREIGN KEY(mission_id) REFERENCES mission (id) ON DELETE RESTRICT,
    CHECK (amount BETWEEN -10000000000000 AND 10000000000000),
    CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
)
 STRICT;

CREATE INDEX milestone_by_mission_id ON milestone (mission_id);

CREATE TABLE event (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    mission_id INTEGER NOT NULL,
    type TEXT NOT NULL,
    date TEXT NOT NULL,
    time TEXT,
    text TEXT NOT NULL,
    minutes INTEGER,
    in_scope INTEGER,
    entered TEXT NOT NULL,
    FOREIGN KEY(mission_id) REFERENCES mission (id) ON DELETE RESTRICT,
    CHECK (type IN ('note', 'extra_request', 'outside_hours', 'endless_changes', 'silence', 'my_error', 'client_error', 'advice', 'late_payment', 'milestone', 'praise', 'decision')),
    CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    CHECK (in_scope IN (0, 1))
)
 STRICT;

CREATE INDEX event_by_date ON event (date);

CREATE INDEX event_by_mission_id_date ON event (mission_id, date);

CREATE INDEX event_by_mission_id_minutes_in_scope ON event (mission_id, minutes, in_scope);

CREATE TABLE invoice (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    client_id INTEGER NOT NULL,
    mission_id INTEGER,
    milestone_id INTEGER,
    number TEXT NOT NULL,
    month TEXT,
    amount INTEGER NOT NULL,
    vat INTEGER NOT NULL,
    days INTEGER,
    issued TEXT NOT NULL,
    due TEXT NOT NULL,
    cancelled INTEGER NOT NULL,
    settled TEXT,
    note TEXT NOT NULL,
    FOREIGN KEY(client_id) REFERENCES client (id) ON DELETE RESTRICT,
    FOREIGN KEY(mission_id) REFERENCES mission (id) ON DELETE RESTRICT,
    FOREIGN KEY(milestone_id) REFERENCES milestone (id) ON DELETE RESTRICT,
    CHECK (month GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    CHECK (amount BETWEEN -10000000000000 AND 10000000000000),
    CHECK (vat BETWEEN -10000000000000 AND 10000000000000),
    CHECK (issued GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    CHECK (due GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    CHECK (cancelled IN (0, 1)),
    CHECK (settled GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
)
 STRICT;

CREATE INDEX invoice_by_client_id_settled ON invoice (client_id, settled);

CREATE INDEX invoice_by_issued ON invoice (issued);

CREATE INDEX invoice_by_milestone_id ON invoice (milestone_id);

CREATE INDEX invoice_by_mission_id_month ON invoice (mission_id, month);

CREATE INDEX invoice_by_settled_due ON invoice (settled, due);

CREATE TABLE payment (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    invoice_id INTEGER NOT NULL,
    date TEXT NOT NULL,
    amount INTEGER NOT NULL,
    bank_ref TEXT NOT NULL,
    FOREIGN KEY(invoice_id) REFERENCES invoice (id) ON DELETE RESTRICT,
    CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    CHECK (amount BETWEEN -10000000000000 AND 10000000000000)
)
 STRICT;

CREATE INDEX payment_by_bank_ref ON payment (bank_ref);

CREATE INDEX payment_by_date ON payment (date);

CREATE INDEX payment_by_invoice_id ON payment (invoice_id);

CREATE TABLE account (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    counted INTEGER NOT NULL,
    bank_ref TEXT NOT NULL,
    CHECK (counted IN (0, 1)),
    UNIQUE (name)
)
 STRICT;

CREATE TABLE balance (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL,
    date TEXT NOT NULL,
    amount INTEGER NOT NULL,
    FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE RESTRICT,
    CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    CHECK (amount BETWEEN -10000000000000 AND 10000000000000),
    UNIQUE (account_id, date)
)
 STRICT;

CREATE TABLE expense (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    amount INTEGER NOT NULL,
    every TEXT NOT NULL,
    first TEXT NOT NULL,
    last TEXT,
    essential INTEGER NOT NULL,
    CHECK (amount BETWEEN -10000000000000 AND 10000000000000),
    CHECK (every IN ('once', 'month', 'quarter', 'year')),
    CHECK (first GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    CHECK (last GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    CHECK (essential IN (0, 1))
)
 STRICT;

CREATE TABLE contact (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    client_id INTEGER,
    name TEXT COLLATE "NOCASE" NOT NULL,
    organisation TEXT NOT NULL,
    email TEXT NOT NULL,
    phone TEXT NOT NULL,
    stage TEXT NOT NULL,
    next_step TEXT NOT NULL,
    next_date TEXT,
    hoped_amount INTEGER NOT NULL,
    hoped_from TEXT,
    hoped_until TEXT,
    chance INTEGER NOT NULL,
    note TEXT NOT NULL,
    FOREIGN KEY(client_id) REFERENCES client (id) ON DELETE RESTRICT,
    CHECK (stage IN ('to_contact', 'contacted', 'talking', 'proposal', 'won', 'lost')),
    CHECK (next_date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    CHECK (hoped_amount BETWEEN -10000000000000 AND 10000000000000),
    CHECK (hoped_from GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    CHECK (hoped_until GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    UNIQUE (name)
)
 STRICT;

CREATE INDEX contact_by_client_id ON contact (client_id);

CREATE INDEX contact_by_hoped_amount ON contact (hoped_amount);

CREATE INDEX contact_by_next_date ON contact (next_date);

CREATE INDEX contact_by_stage ON contact (stage);

CREATE TABLE touch (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL,
    date TEXT NOT NULL,
    channel TEXT NOT NULL,
    text TEXT NOT NULL,
    entered TEXT NOT NULL,
    FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE RESTRICT,
    CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    CHECK (channel IN ('phone', 'email', 'sms', 'network', 'website', 'event', 'referral', 'other'))
)
 STRICT;

CREATE INDEX touch_by_contact_id_date ON touch (contact_id, date);

CREATE INDEX touch_by_date ON touch (date);

CREATE TABLE change (
    seq INTEGER NOT NULL,
    at TEXT NOT NULL,
    utc_offset INTEGER NOT NULL,
    action TEXT NOT NULL,
    facts TEXT NOT NULL,
    undo_next INTEGER,
    redo_next INTEGER,
    salt BLOB NOT NULL,
    facts_digest BLOB NOT NULL,
    rows_digest BLOB NOT NULL,
    previous BLOB NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (seq)
)
 STRICT;

CREATE TABLE change_row (
    seq INTEGER NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    "before" TEXT,
    "after" TEXT,
    salt BLOB NOT NULL,
    digest BLOB NOT NULL,
    PRIMARY KEY (seq, position),
    FOREIGN KEY(seq) REFERENCES change (seq)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX change_row_by_row ON change_row (kind, row_id, seq);

CREATE INDEX change_row_deleted ON change_row (seq) WHERE "after" IS NULL;

CREATE TRIGGER change_no_update BEFORE UPDATE ON change
BEGIN SELECT RAISE(ABORT, 'the history is only appended to'); END;

CREATE TRIGGER change_no_delete BEFORE DELETE ON change
BEGIN SELECT RAISE(ABORT, 'the history is only appended to'); END;

CREATE TRIGGER change_row_no_update BEFORE UPDATE ON change_row
BEGIN SELECT RAISE(ABORT, 'the history is only appended to'); END;

CREATE TRIGGER change_row_no_delete BEFORE DELETE ON change_row
BEGIN SELECT RAISE(ABORT, 'the history is only appended to'); END;

CREATE VIRTUAL TABLE search USING fts5(
    name, text, tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3'
);

CREATE TABLE alembic_version (version_num TEXT NOT NULL PRIMARY KEY) STRICT;

INSERT INTO alembic_version VALUES ('0001');

