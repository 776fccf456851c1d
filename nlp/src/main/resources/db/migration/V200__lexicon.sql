-- What people edit: one row an entry, as JSON. It counts once published.
create table lexicon_draft (
  id text primary key,
  body text not null,
  edited_at timestamptz not null,
  edited_by text not null
);

-- Every lexicon that was ever in use, whole; the highest number is in use.
create table lexicon_versions (
  number int generated always as identity primary key,
  fingerprint text not null,
  content text not null,
  published_at timestamptz not null,
  published_by text not null,
  note text not null,
  added int not null,
  changed int not null,
  removed int not null
);

-- The lists of the release that was last merged in: the base of the next merge.
create table lexicon_shipped (
  one boolean primary key default true check (one),
  fingerprint text not null,
  content text not null
);

-- Candidates for new words that nobody wants to see again.
create table lexicon_ignored (
  word text primary key,
  ignored_at timestamptz not null,
  ignored_by text not null
);
