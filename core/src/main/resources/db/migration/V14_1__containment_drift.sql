-- What products hold that no live containment asks for. ORPHANED: under a key of ours; FOREIGN: somebody else's.
create table containment_drift (
  id          uuid primary key default uuidv7(),
  kind        text not null check (kind in ('ORPHANED', 'FOREIGN')),
  connector   text not null,
  capability  text not null,
  target_kind text not null,
  target      text not null,
  order_key   text,
  evidence    text not null,
  found_at    timestamptz not null default clock_timestamp(),
  seen_at     timestamptz not null default clock_timestamp(),
  gone_at     timestamptz,
  task_id     uuid
);
create unique index containment_drift_present on containment_drift (connector, capability, target_kind, target) where gone_at is null;

-- The task that asks a person what to do about it having vanished.
alter table containment add column task_id uuid;
