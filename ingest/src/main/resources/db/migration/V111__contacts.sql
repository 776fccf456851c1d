-- Events of 客户联系 as they came; the id is a hash over the account and the decrypted body.
create table contact_events (
    id              text primary key,
    account         text not null,
    event           text not null,
    change          text not null,
    user_id         text,
    external_userid text,
    chat_id         text,
    fields          text not null,
    happened_at     timestamptz not null,
    received_at     timestamptz not null
);
create index contact_events_person on contact_events (account, external_userid, happened_at);

-- What is to be asked of WeCom: one row a thing, however often it was asked for.
create table contact_work (
    account    text not null,
    kind       text not null,
    key        text not null,
    asked      bigint not null default 1,
    due_at     timestamptz not null,
    attempts   integer not null default 0,
    last_error text,
    primary key (account, kind, key)
);
create index contact_work_due on contact_work (due_at);

create table contacts (
    account         text not null,
    external_userid text not null,
    name            text,
    avatar          text,
    type            integer,
    gender          integer,
    unionid         text,
    corp_name       text,
    pulled_at       timestamptz not null,
    primary key (account, external_userid)
);
create index contacts_pulled on contacts (account, pulled_at);

-- Which staff member has which customer, and what they wrote down; rows stay when it ended.
create table contact_follows (
    account         text not null,
    external_userid text not null,
    user_id         text not null,
    remark          text not null,
    description     text not null,
    company         text not null,
    mobiles         text[] not null,
    add_way         integer,
    state           text not null,
    oper_userid     text not null,
    since           timestamptz,
    ended_at        timestamptz,
    primary key (account, external_userid, user_id)
);
create index contact_follows_user on contact_follows (account, user_id) where ended_at is null;

create table contact_tags (
    account         text not null,
    external_userid text not null,
    user_id         text not null,
    tag_id          text not null,
    name            text not null,
    group_name      text not null,
    type            integer not null,
    primary key (account, external_userid, user_id, tag_id, name)
);

create table corp_tags (
    account    text not null,
    tag_id     text not null,
    group_id   text not null,
    group_name text not null,
    name       text not null,
    deleted_at timestamptz,
    primary key (account, tag_id)
);

-- One round of asking for everything, as events may be lost: where it stands survives a restart.
create table contact_rounds (
    account      text primary key,
    number       bigint not null,
    started_at   timestamptz not null,
    finished_at  timestamptz,
    group_cursor text not null default '',
    groups_done  boolean not null default false,
    asked_at     timestamptz,
    last_error   text
);

create table contact_staff (
    account text not null,
    user_id text not null,
    cursor  text not null default '',
    -- The round in which all customers of this staff member were compared.
    round   bigint not null default 0,
    note    text,
    gone_at timestamptz,
    primary key (account, user_id)
);
