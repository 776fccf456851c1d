-- A row of patients is one identity as it first appeared, and its id never changes. The person a row belongs to is
-- merged_into, or the row itself: always one step. Messages and conversations keep the row they arrived with.
alter table patients add column name_at timestamptz;
create index patients_person on patients ((coalesce(merged_into, id)));
create index patients_last_seen on patients (last_seen desc, id) where merged_into is null;
create index identities_value on identities (value);

create table patient_events (
    id          text primary key,
    kind        text        not null,
    patient_id  text        not null references patients (id),
    account     text,
    at          timestamptz not null,
    received_at timestamptz not null,
    source      text        not null,
    data        text        not null,
    raw         text
);
create index patient_events_patient on patient_events (patient_id, at);

-- What is known of a patient: of each field the newest value of each kind of origin; the lowest rank is shown.
create table patient_fields (
    patient_id text        not null references patients (id),
    field      text        not null,
    origin     text        not null,
    rank       int         not null,
    value      text        not null,
    event_id   text collate "C" not null,
    source     text        not null,
    at         timestamptz not null,
    primary key (patient_id, field, origin)
);
create index patient_fields_value on patient_fields (field, value);

-- What makes it likely that two patients are one person.
create table patient_signals (
    patient_id text        not null references patients (id),
    kind       text        not null,
    value      text        not null,
    origin     text        not null,
    event_id   text collate "C" not null,
    at         timestamptz not null,
    primary key (patient_id, kind, value, origin)
);
create index patient_signals_value on patient_signals (kind, value);

-- Pairs that one event named as one person for certain; the earliest event of each pair.
create table patient_links (
    a        text        not null references patients (id),
    b        text        not null references patients (id),
    event_id text collate "C" not null,
    source   text        not null,
    at       timestamptz not null,
    primary key (a, b)
);
create index patient_links_b on patient_links (b);

-- What people decided. The newest decision about a pair counts, until it is undone.
create table patient_decisions (
    id            text primary key,
    seq           bigint generated always as identity,
    kind          text        not null check (kind in ('merge', 'split', 'reject')),
    at            timestamptz not null,
    by_whom       text        not null,
    reason        text        not null,
    undone_at     timestamptz,
    undone_by     text,
    undone_reason text
);

create table patient_decision_pairs (
    decision_id text not null references patient_decisions (id),
    a           text not null references patients (id),
    b           text not null references patients (id),
    verdict     text not null check (verdict in ('together', 'allow', 'apart')),
    primary key (decision_id, a, b)
);
create index patient_decision_pairs_a on patient_decision_pairs (a);
create index patient_decision_pairs_b on patient_decision_pairs (b);

-- Certain links that were not made because they contradict another one.
create table patient_conflicts (
    a        text        not null references patients (id),
    b        text        not null references patients (id),
    kind     text        not null,
    event_id text collate "C" not null,
    source   text        not null,
    at       timestamptz not null,
    primary key (a, b)
);

create table patient_history (
    id          text primary key,
    seq         bigint generated always as identity,
    at          timestamptz not null,
    kind        text        not null check (kind in ('merged', 'unmerged', 'moved')),
    by_whom     text,
    reason      text        not null,
    decision_id text references patient_decisions (id),
    moved       text        not null
);

create table patient_history_patients (
    patient_id text not null references patients (id),
    history_id text not null references patient_history (id),
    primary key (patient_id, history_id)
);

-- Changes to be told on the log, written in the transaction of the change.
create table patient_announcements (
    seq   bigint generated always as identity primary key,
    key   text not null,
    value text not null
);

-- One row for each person, with what is shown of them.
create view persons as
select p.id,
  coalesce(
    (select f.value from patients m join patient_fields f on f.patient_id = m.id and f.field = 'name'
       where coalesce(m.merged_into, m.id) = p.id order by f.rank, f.at desc, f.event_id desc limit 1),
    (select m.name from patients m where coalesce(m.merged_into, m.id) = p.id and m.name is not null
       order by m.name_at desc nulls last, m.name limit 1)) as name,
  (select f.value from patients m join patient_fields f on f.patient_id = m.id and f.field = 'phone'
     where coalesce(m.merged_into, m.id) = p.id order by f.rank, f.at desc, f.event_id desc limit 1) as phone,
  (select min(m.first_seen) from patients m where coalesce(m.merged_into, m.id) = p.id) as first_seen,
  (select max(m.last_seen) from patients m where coalesce(m.merged_into, m.id) = p.id) as last_seen
from patients p where p.merged_into is null;
