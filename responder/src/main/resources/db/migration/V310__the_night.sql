-- The lines of the nights, as heard from the log. seq is the order in which they were heard.
create table night_inbox (
    message_id      text primary key,
    conversation_id text        not null,
    night           date        not null,
    said_by         text        not null check (said_by in ('patient', 'staff', 'event')),
    type            text        not null,
    text            text        not null,
    sent_at         timestamptz not null,
    arrived_at      timestamptz not null default clock_timestamp(),
    seq             bigint generated always as identity,
    decided         boolean     not null,
    recalled        boolean     not null default false
);
create index night_inbox_conversation on night_inbox (conversation_id, night);
create index night_inbox_undecided on night_inbox (conversation_id) where not decided;
create index night_inbox_night on night_inbox (night);

-- One row for each conversation that ever wrote at night: where answers go, and when its burst closes.
create table night_conversations (
    conversation_id text primary key,
    account         text not null,
    endpoint        text not null,
    peer            text not null,
    patient_id      text not null,
    patient_name    text,
    identity_kind   text not null,
    identity_value  text not null,
    due_at          timestamptz
);
create index night_conversations_due on night_conversations (due_at) where due_at is not null;

-- What was decided and why. decided_at is the desk's clock: a simulated account's is the time in its messages.
create table night_replies (
    id                text primary key,
    conversation_id   text        not null,
    night             date        not null,
    decided_at        timestamptz not null,
    seq               bigint generated always as identity,
    kind              text        not null,
    rule              text        not null,
    question          text        not null,
    text              text        not null,
    knowledge         text        not null,
    triage            text        not null,
    gate              text        not null,
    model             text,
    knowledge_version text        not null,
    trace             text        not null
);
create index night_replies_conversation on night_replies (conversation_id, night);
create index night_replies_night on night_replies (night);

-- Texts on their way to WeCom, written in the transaction of their decision.
create table night_outbox (
    msgid           text primary key,
    reply_id        text        not null references night_replies (id),
    conversation_id text        not null,
    night           date        not null,
    text            text        not null,
    clock_at        timestamptz not null,
    created_at      timestamptz not null default clock_timestamp(),
    seq             bigint generated always as identity,
    state           text        not null default 'pending' check (state in ('pending', 'sent', 'draft', 'failed')),
    attempts        int         not null default 0,
    next_at         timestamptz not null default now(),
    taken_until     timestamptz,
    errcode         int,
    reason          text,
    sent_at         timestamptz
);
create index night_outbox_pending on night_outbox (conversation_id, seq) where state = 'pending';
create index night_outbox_reply on night_outbox (reply_id);
create index night_outbox_night on night_outbox (night);
