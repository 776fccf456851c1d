-- Files that an account's owner exported. Bookkeeping of nightdesk.ingest.wechat.
create table imports (
    id               text primary key,
    node             text not null,
    path             text not null,
    file_name        text not null,
    format           text not null,
    format_explained text,
    owner            text not null,
    timezone         text not null,
    who              text not null,
    state            text not null,
    read             bigint not null default 0,
    imported         bigint not null default 0,
    duplicates       bigint not null default 0,
    rejected         bigint not null default 0,
    bytes_read       bigint not null default 0,
    bytes_total      bigint not null,
    file_hash        text,
    notes            text[] not null default '{}',
    failure          text,
    attempts         integer not null default 0,
    started_at       timestamptz not null,
    finished_at      timestamptz
);
create index imports_started on imports (started_at desc, id);

-- Every line that did not become a message, as it stood in the file.
create table import_rejects (
    import_id text not null references imports (id) on delete cascade,
    line      bigint not null,
    reason    text not null,
    raw       text not null
);
create index import_rejects_import on import_rejects (import_id, line);

-- The ids a job has met in its present run, so that doubles within a file are counted exactly with bounded memory.
-- Unlogged: after a crash of the database the job starts over and fills it again.
create unlogged table import_ids (
    id        text not null,
    import_id text not null,
    primary key (id, import_id)
);
create index import_ids_import on import_ids (import_id);
