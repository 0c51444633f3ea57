-- A person's word that a containment stays, whatever incidents let go of it; until it is taken back or the containment's end comes.
create table containment_pin (
  id             uuid primary key default uuidv7(),
  containment_id uuid not null references containment,
  pinned_by      text not null,
  reason         text not null,
  pinned_at      timestamptz not null default clock_timestamp(),
  released_at    timestamptz,
  released_by    text,
  release_reason text
);
create unique index containment_pinned on containment_pin (containment_id) where released_at is null;
