-- A conversation is taken for the time of its decision, so that a slow language model holds no connection. taken_by
-- fences: who lost the lease writes nothing.
alter table night_conversations add column taken_by text;
alter table night_conversations add column taken_until timestamptz;
