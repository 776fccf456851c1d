-- The customer-service accounts as kf/account/list tells them; one that is not managed by API is not pulled.
create table kf_accounts (
    account   text        not null,
    open_kfid text        not null,
    name      text        not null,
    avatar    text        not null,
    managed   boolean     not null,
    seen_at   timestamptz not null,
    primary key (account, open_kfid)
);

-- What is known of each session: who holds it, by the newest event or answer.
create table kf_sessions (
    account         text        not null,
    open_kfid       text        not null,
    external_userid text        not null,
    state           int         not null,
    servicer        text        not null,
    changed_at      timestamptz not null,
    source          text        not null,
    primary key (account, open_kfid, external_userid)
);

-- Welcomes that were begun, each before its call, so that none is sent twice.
create table kf_welcomes (
    event_id text primary key,
    at       timestamptz not null
);
