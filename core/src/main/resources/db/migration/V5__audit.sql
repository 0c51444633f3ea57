-- Rows commit with the change, unchained; the sealer gives sequence and hash afterwards.
create table audit_entry (
  id          bigint generated always as identity primary key,
  at          timestamptz not null default clock_timestamp(),
  actor_kind  text not null check (actor_kind in ('PERSON', 'PLAYBOOK', 'SYSTEM', 'SOURCE')),
  actor       text not null,
  role        text not null default '',
  address     text not null default '',
  what        text not null,
  subject_kind text not null,
  subject_id  text not null,
  before      jsonb,
  after       jsonb,
  reason      text,
  sequence    bigint unique,
  -- salted SHA-256 of before, after and reason: what the chain hashes, so that they can be erased without breaking it
  salt        bytea,
  before_digest bytea,
  after_digest  bytea,
  reason_digest bytea,
  erased_at   timestamptz,
  hash        bytea,
  sealed_at   timestamptz
);
create index audit_unsealed on audit_entry (id) where sequence is null;
create index audit_of_subject on audit_entry (subject_kind, subject_id);
