-- 会话内容存档. How far each corp's archive was read; a seq is kept only after its records are on the log.
create table archive_cursors (
    account    text primary key,
    seq        bigint not null,
    updated_at timestamptz not null
);

-- Records that could not be opened yet, encrypted as they came: no private key of that version, a key that does not fit,
-- consent not known, a library that crashed on them.
create table archive_sealed (
    account     text not null,
    seq         bigint not null,
    key_version integer not null,
    record      text not null,
    reason      text not null,
    tries       integer not null default 0,
    kept_at     timestamptz not null,
    retry_at    timestamptz not null,
    primary key (account, seq)
);

-- What a patient said to archiving: scope is one staff member (single:<userid>) or one group (room:<roomid>).
create table archive_consents (
    account text not null,
    scope   text not null,
    person  text not null,
    at      timestamptz not null,
    agreed  boolean not null,
    source  text not null,
    primary key (account, scope, person, at)
);
