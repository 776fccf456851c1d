-- Pictures, voice, video and files of messages. The bytes lie under the data directory, named by their SHA-256.
create table media (
    id           text primary key,
    message_id   text        not null,
    kind         text        not null,
    source       text        not null,
    reference    text,
    state        text        not null check (state in ('pending', 'stored', 'refused', 'gone')),
    content_type text,
    bytes        bigint      not null default 0,
    sha256       text,
    file         text,
    file_name    text,
    reason       text,
    attempts     int         not null default 0,
    next_at      timestamptz not null,
    created_at   timestamptz not null,
    changed_at   timestamptz not null
);
create index media_message on media (message_id);
create index media_pending on media (source, next_at) where state = 'pending';
create index media_sha256 on media (sha256) where sha256 is not null;
