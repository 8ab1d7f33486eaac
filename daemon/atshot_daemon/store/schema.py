"""The tables and how they came to be, one script for each version. Knows SQL only."""

# Never change a script that was released: add one. The number of scripts is the version, in PRAGMA user_version.
MIGRATIONS = (
    """
    CREATE TABLE captures (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        identity TEXT NOT NULL,  -- the picture and all that the answer depends on
        image_hash TEXT NOT NULL,
        image_type TEXT NOT NULL,
        width INTEGER NOT NULL,
        height INTEGER NOT NULL,
        bytes INTEGER NOT NULL,
        stored INTEGER NOT NULL DEFAULT 1,
        state TEXT NOT NULL DEFAULT 'queued',
        created_at TEXT NOT NULL,
        finished_at TEXT,
        client TEXT NOT NULL,
        client_id TEXT NOT NULL,
        source TEXT,
        today TEXT NOT NULL,
        me TEXT,
        wanted TEXT NOT NULL,  -- the engine asked for
        engine TEXT,
        language TEXT,
        elapsed_ms REAL,
        stages TEXT NOT NULL DEFAULT '{}',
        notes TEXT NOT NULL DEFAULT '[]',
        maybe TEXT NOT NULL DEFAULT '[]',
        lines TEXT NOT NULL DEFAULT '[]',
        words TEXT NOT NULL DEFAULT '',  -- what the search looks at
        error TEXT,
        message TEXT,
        deleted_at TEXT
    );
    CREATE UNIQUE INDEX captures_identity ON captures (identity) WHERE deleted_at IS NULL;
    CREATE INDEX captures_state ON captures (state);
    CREATE INDEX captures_image_hash ON captures (image_hash);
    -- Looked for every few seconds.
    CREATE INDEX captures_deleted ON captures (deleted_at) WHERE deleted_at IS NOT NULL;
    CREATE INDEX captures_pictures ON captures (created_at) WHERE stored = 1;

    CREATE TABLE tasks (
        id TEXT PRIMARY KEY,
        edits TEXT NOT NULL DEFAULT '{}',  -- as the user has it
        undo TEXT NOT NULL DEFAULT '[]'  -- the edits as they were before each change
    );
    CREATE TABLE sightings (
        capture INTEGER NOT NULL REFERENCES captures (number) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        task TEXT NOT NULL REFERENCES tasks (id),
        own TEXT NOT NULL,  -- the id that its own words give, where it is known under another one
        found TEXT NOT NULL,
        PRIMARY KEY (capture, position)
    ) WITHOUT ROWID;
    CREATE INDEX sightings_task ON sightings (task);
    CREATE INDEX sightings_own ON sightings (own);

    CREATE TABLE repeats (
        client TEXT NOT NULL,
        key TEXT NOT NULL,
        identity TEXT NOT NULL,
        capture INTEGER NOT NULL REFERENCES captures (number) ON DELETE CASCADE,
        created_at TEXT NOT NULL,
        PRIMARY KEY (client, key)
    ) WITHOUT ROWID;

    CREATE TABLE crashes (image_hash TEXT PRIMARY KEY, count INTEGER NOT NULL) WITHOUT ROWID;

    CREATE TABLE clients (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        kind TEXT NOT NULL,
        scopes TEXT NOT NULL,
        token_hash BLOB NOT NULL UNIQUE,
        origin TEXT,
        created_at TEXT NOT NULL,
        last_used_at TEXT,
        expires_at TEXT
    );
    """,
)
