-- The call-back queue: one row for each conversation and night in which somebody waits for a person.
create table leads (
    id              text primary key,
    conversation_id text        not null,
    night           date        not null,
    patient_id      text        not null,
    patient_name    text,
    phone           text,
    wechat          text,
    name            text,
    treatments      text        not null,
    wanted_time     text,
    wanted_way      text,
    promise_from    timestamptz not null,
    promise_to      timestamptz not null,
    score           int         not null,
    reasons         text        not null,
    state           text        not null check (state in ('open', 'claimed', 'done', 'lost')),
    emergency       boolean     not null,
    source          text        not null,
    last_text       text        not null,
    owner           text,
    created_at      timestamptz not null,
    version         int         not null default 0,
    unique (conversation_id, night)
);
create index leads_order on leads (state, emergency desc, score desc, promise_from);
create index leads_night on leads (night);

create table lead_attempts (
    lead_id text        not null references leads (id) on delete cascade,
    at      timestamptz not null,
    by_whom text        not null,
    outcome text        not null,
    note    text        not null,
    seq     bigint generated always as identity primary key
);
create index lead_attempts_lead on lead_attempts (lead_id, seq);

-- Facts to be announced on the log, written in the transaction of the change they tell of.
create table night_announcements (
    seq   bigint generated always as identity primary key,
    topic text not null,
    key   text not null,
    value text not null
);
