-- Which tags a patient is to have.
create table tag_wishes (
    patient_id text not null,
    name       text not null,
    primary key (patient_id, name)
);

-- One row for each tag on one customer of one staff member that we want or marked.
-- marked: none = not ours, marking = we may have marked it, marked = ours, staff = staff set it or took it off.
create table tag_marks (
    account         text not null,
    external_userid text not null,
    user_id         text not null,
    name            text not null,
    tag_id          text,
    wanted          boolean not null,
    marked          text not null default 'none' check (marked in ('none', 'marking', 'marked', 'staff')),
    marked_at       timestamptz,
    due_at          timestamptz not null,
    attempts        integer not null default 0,
    errcode         integer,
    primary key (account, external_userid, user_id, name)
);
create index tag_marks_due on tag_marks (due_at)
    where (wanted and marked in ('none', 'marking')) or not wanted;
