-- Groups and who is or was in them. One group of WeCom is known by several channels, hence network instead of channel.
create table chat_groups (
    id             text primary key,
    network        text not null,
    account        text not null,
    group_id       text not null,
    name           text,
    owner          text,
    notice         text,
    version        text,
    created_at     timestamptz,
    listed_at      timestamptz,
    dismissed_at   timestamptz,
    -- Somebody spoke who is not on the list: the platform is to be asked again.
    stale          boolean not null default false,
    -- Grows with every change of who is who; messages were read again up to read_version.
    roster_version bigint not null default 1,
    read_version   bigint not null default 0,
    unique (network, account, group_id)
);
create index chat_groups_unread on chat_groups (id) where read_version < roster_version;
create index chat_groups_stale on chat_groups (account, group_id) where stale;

create table group_members (
    group_ref      text not null references chat_groups (id) on delete cascade,
    member_id      text not null,
    name           text,
    group_nickname text,
    unionid        text,
    -- Who the member is: given by a person, by the platform's list, by the channel of the first message.
    assigned_role  text,
    listed_role    text,
    seen_role      text,
    -- How the channel knows the member as a patient.
    identity_kind  text not null,
    identity_value text not null,
    joined_at      timestamptz,
    left_at        timestamptz,
    primary key (group_ref, member_id)
);
create index group_members_member on group_members (member_id);
create index conversations_peer on conversations (peer);
