-- One row per detection, as it came in. Partitioned by day of receipt; AlertPartitions makes the days ahead and drops the old ones.
create table alert (
  id           uuid not null,
  received_at  timestamptz not null,
  site_id      text not null,
  source       text not null,
  event_id     text,
  occurred_at  timestamptz not null,
  -- the source's clock is more than ten minutes off, so windows used received_at
  clock_doubtful boolean not null,
  rule         text not null,
  rule_name    text not null,
  severity     text not null,
  entities     jsonb not null,
  signs        text[] not null,
  techniques   text[] not null,
  -- the incident it counts on, or none: below the source's opening severity, or suppressed
  incident_id  uuid,
  suppression  text,
  -- what was sent, whole (intake refuses what is longer than 1 MiB)
  raw          bytea not null,
  raw_size     bigint generated always as (octet_length(raw)) virtual,
  raw_sha256   bytea generated always as (sha256(raw)) virtual
) partition by range (received_at);
create table alert_default partition of alert default;
create index alert_of_incident on alert (incident_id, received_at) where incident_id is not null;
-- Ids ascend with time, so a block range is enough to find one.
create index alert_by_id on alert using brin (id) with (pages_per_range = 32);

-- A storm ends as counts here: one row per incident and fingerprint (same rule, same entities).
create table alert_fold (
  incident_id uuid not null references incident,
  fingerprint text not null,
  source      text not null,
  rule        text not null,
  rule_name   text not null,
  severity    text not null,
  first_seen  timestamptz not null,
  last_seen   timestamptz not null,
  count       bigint not null,
  primary key (incident_id, fingerprint)
);

-- By what later alerts find an incident: a fingerprint, an attacker, or a victim and a family of rules; each with its site.
create table fold_key (
  key         text not null,
  incident_id uuid not null references incident,
  last_seen   timestamptz not null,
  primary key (key, incident_id)
);

-- How far each partition of a stream has been taken in; written in the alerts' own transaction.
create table intake_offset (
  stream      text not null,
  partition   integer not null,
  next_offset bigint not null,
  changed_at  timestamptz not null default now(),
  primary key (stream, partition)
);

-- What was acknowledged over HTTP: the sources' event ids and the callers' idempotency keys, until they expire.
create table intake_seen (
  source     text not null,
  key        text not null,
  digest     bytea,
  receipt    jsonb,
  expires_at timestamptz not null,
  primary key (source, key)
);
create index intake_seen_expiry on intake_seen (expires_at);

create table rejected_alert (
  id          uuid primary key default uuidv7(),
  received_at timestamptz not null default clock_timestamp(),
  site_id     text not null references site,
  source      text not null,
  -- where it came from: a stream's partition and offset, or http
  origin      text not null,
  field       text not null,
  reason      text not null,
  -- the first 1 MiB, and size and SHA-256 of the whole
  raw         bytea not null,
  raw_size    bigint not null,
  raw_sha256  bytea not null,
  replayed_at timestamptz,
  replayed_by text
);

-- Alerts that shall not open or feed incidents, for a reason and until a day.
create table suppression (
  id         uuid primary key default uuidv7(),
  site_id    text references site,
  source     text,
  rule       text,
  entity     text,
  reason     text not null check (reason <> ''),
  created_at timestamptz not null default now(),
  created_by text not null,
  ends_at    timestamptz not null,
  check (rule is not null or entity is not null)
);

-- What each source sent, and how far its clock is off.
create table source_state (
  source        text primary key,
  received      bigint not null default 0,
  accepted      bigint not null default 0,
  rejected      bigint not null default 0,
  passed_over   bigint not null default 0,
  suppressed    bigint not null default 0,
  doubtful      bigint not null default 0,
  -- database clock minus source clock, a moving average over batches; null while only replays came
  skew_ms       bigint,
  last_received timestamptz
);
