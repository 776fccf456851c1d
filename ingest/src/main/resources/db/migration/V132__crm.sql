-- How the columns of a source's exports are read, as a person set it last.
create table crm_mappings (
    source     text        not null,
    header     text        not null,
    field      text        not null,
    updated_at timestamptz not null,
    primary key (source, header)
);

create table crm_imports (
    id          text primary key,
    node        text        not null,
    source      text        not null,
    file_name   text        not null,
    path        text        not null,
    explained   text        not null,
    state       text        not null check (state in ('uploaded', 'waiting', 'running', 'done', 'failed')),
    dry_run     boolean     not null default true,
    kind        text,
    columns     text,
    read        bigint      not null default 0,
    accepted    bigint      not null default 0,
    duplicates  bigint      not null default 0,
    rejected    bigint      not null default 0,
    bytes_read  bigint      not null default 0,
    bytes_total bigint      not null,
    who         text        not null,
    created_at  timestamptz not null,
    finished_at timestamptz,
    failure     text
);
create index crm_imports_created on crm_imports (created_at desc, id);
create index crm_imports_waiting on crm_imports (node) where state in ('waiting', 'running');

create table crm_import_errors (
    import_id text   not null references crm_imports (id) on delete cascade,
    line      bigint not null,
    reason    text   not null,
    primary key (import_id, line)
);
