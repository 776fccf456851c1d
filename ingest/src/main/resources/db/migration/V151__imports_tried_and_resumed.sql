-- Imports are tried before they are made, go on where they stopped, and say who exported what on which basis.
alter table imports
    add column dry_run     boolean not null default false,
    add column exported_by text,
    add column legal_basis text,
    add column quarantined bigint  not null default 0,
    add column resumed     integer not null default 0,
    add column same_as     text,
    -- What is known of the file, JSON: encoding, size, hash, format, who takes part.
    add column opened      text,
    -- Where reading goes on after a crash, JSON.
    add column checkpoint  text,
    -- What a trial has found, JSON.
    add column preview     text;
create index imports_hash on imports (file_hash) where file_hash is not null;

-- With the batch that noted it, so that what came after the position is forgotten when a job goes on there.
alter table import_ids add column batch bigint not null default 0;
alter table import_rejects add column batch bigint not null default 0;

-- People of whom nothing says whether they are staff or patients, until a person decides.
create table quarantined_speakers (
    id           text primary key,
    account      text not null,
    peer         text not null,
    peer_name    text,
    in_group     boolean not null,
    speaker_id   text,
    speaker_name text,
    first_import text not null,
    seen_at      timestamptz not null,
    assigned     text,
    assigned_by  text,
    assigned_at  timestamptz
);
create index quarantined_speakers_open on quarantined_speakers (seen_at) where assigned is null;

-- Their messages, as they would be a patient's; not in the store and not in search.
create table quarantined_messages (
    id         text primary key,
    speaker    text not null references quarantined_speakers (id),
    import_id  text not null,
    sent_at    timestamptz not null,
    words      text not null,
    message    text not null
);
create index quarantined_messages_speaker on quarantined_messages (speaker, sent_at, id);
