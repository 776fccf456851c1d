-- Sign-in. No secret is stored as it is: passwords as bcrypt, cookies and tokens as SHA-256 of 256 random bits.
CREATE TABLE console_users (
    username      text PRIMARY KEY,
    display_name  text        NOT NULL,
    password_hash text        NOT NULL,
    roles         text[]      NOT NULL,
    created_at    timestamptz NOT NULL
);

CREATE TABLE console_sessions (
    cookie_hash  text PRIMARY KEY,
    username     text        NOT NULL REFERENCES console_users ON DELETE CASCADE,
    created_at   timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL
);

CREATE INDEX console_sessions_by_user ON console_sessions (username);

-- Browsers that a user has signed in from: their failures are counted apart, so that nobody else can lock the user out.
CREATE TABLE console_devices (
    cookie_hash  text PRIMARY KEY,
    username     text        NOT NULL REFERENCES console_users ON DELETE CASCADE,
    last_seen_at timestamptz NOT NULL
);

CREATE TABLE api_tokens (
    id           text PRIMARY KEY,
    name         text        NOT NULL,
    token_hash   text        NOT NULL UNIQUE,
    scopes       text[]      NOT NULL,
    created_by   text        NOT NULL,
    created_at   timestamptz NOT NULL,
    last_used_at timestamptz
);
