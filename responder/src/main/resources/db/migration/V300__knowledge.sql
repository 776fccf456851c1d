create table knowledge_items (
    id          text primary key,
    category    text        not null,
    question    text        not null,
    variants    text[]      not null,
    answer      text        not null,
    treatments  text[]      not null,
    branch      text,
    valid_until date,
    approved    boolean     not null,
    version     integer     not null,
    changed_at  timestamptz not null,
    changed_by  text        not null
);

-- Every version that ever was, the present one included: a decision names the version it rested on.
create table knowledge_versions (
    id          text        not null references knowledge_items (id),
    version     integer     not null,
    category    text        not null,
    question    text        not null,
    variants    text[]      not null,
    answer      text        not null,
    treatments  text[]      not null,
    branch      text,
    valid_until date,
    approved    boolean     not null,
    changed_at  timestamptz not null,
    changed_by  text        not null,
    primary key (id, version)
);
