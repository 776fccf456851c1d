-- How often a conversation's decision has failed; after a few tries staff take over.
alter table night_conversations add column failures int not null default 0;

-- When WeCom took a text. It is written before anything else follows, so that a crash after it cannot call it unsent.
alter table night_outbox add column accepted_at timestamptz;
