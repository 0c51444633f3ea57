create table incident (
  id                uuid primary key default uuidv7(),
  number            bigint generated always as identity unique,
  site_id           text not null references site,
  title             text not null,
  severity          text not null check (severity in ('INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL')),
  status            text not null default 'OPEN' check (status in ('OPEN', 'CLOSED')),
  phase             text not null default 'DETECT' check (phase in ('DETECT', 'CONTAIN', 'ERADICATE', 'RECOVER', 'REVIEW')),
  verdict           text check (verdict in ('TRUE_POSITIVE', 'BENIGN', 'FALSE_POSITIVE')),
  playbook          text not null,
  -- decision tables that chose severity and playbook: table id, content hash, rules that fired
  decisions         jsonb not null default '{}',
  alert_count       bigint not null default 0,
  first_alert_at    timestamptz not null,
  last_alert_at     timestamptz not null,
  opened_at         timestamptz not null default now(),
  -- the process instance that claimed the incident, and the drawing it runs
  process_key       bigint unique,
  process_version   integer,
  process_hash      text,
  claimed_at        timestamptz,
  acknowledged_at   timestamptz,
  acknowledged_by   text,
  contained_at      timestamptz,
  eradicated_at     timestamptz,
  recovered_at      timestamptz,
  closed_at         timestamptz,
  changed_at        timestamptz not null default now()
);
create index incident_open on incident (site_id, opened_at desc) where status = 'OPEN';
create index incident_listing on incident (opened_at desc, id desc);

-- What an incident is about. Entities are (site, value) unless globally routable; site_scope is '' for those.
create table incident_entity (
  incident_id uuid not null references incident,
  kind        text not null check (kind in ('ADDRESS', 'DOMAIN', 'HOST', 'ACCOUNT', 'FILE_HASH', 'PROCESS', 'MAIL_ADDRESS', 'URL')),
  value       text not null,
  site_scope  text not null,
  role        text not null check (role in ('ATTACKER', 'VICTIM', 'RELATED')),
  first_seen  timestamptz not null,
  last_seen   timestamptz not null,
  alert_count bigint not null default 0,
  primary key (incident_id, kind, value, role)
);
create index incident_entity_lookup on incident_entity (kind, value, site_scope);

create table incident_technique (
  incident_id uuid not null references incident,
  technique   text not null,
  primary key (incident_id, technique)
);

-- Short words for what the alerts of an incident show (login-failed, login-succeeded, scan, beacon, encryption, exfiltration, ...), set
-- by the tables of the sources.
create table incident_sign (
  incident_id uuid not null references incident,
  sign        text not null,
  first_seen  timestamptz not null,
  primary key (incident_id, sign)
);

-- Append-only. The text is made at reading time from kind and details, in the reader's language.
create table timeline_entry (
  id          bigint generated always as identity primary key,
  incident_id uuid not null references incident,
  at          timestamptz not null default clock_timestamp(),
  kind        text not null,
  actor_kind  text not null check (actor_kind in ('PERSON', 'PLAYBOOK', 'SYSTEM', 'SOURCE')),
  actor       text not null,
  details     jsonb not null default '{}'
);
create index timeline_of_incident on timeline_entry (incident_id, id);

-- Work for the engine and for Kafka that commits with the change it tells of.
create table outbox (
  id              bigint generated always as identity primary key,
  topic           text not null,
  key             text not null,
  payload         jsonb not null default '{}',
  created_at      timestamptz not null default now(),
  next_attempt_at timestamptz not null default now(),
  attempts        integer not null default 0,
  last_error      text
);
create index outbox_due on outbox (topic, next_attempt_at, id);

-- Where the tokens of processes stand now, as told by the engine. The engine knows no incidents: an incident's elements are those
-- of the instance that claimed it (incident.process_key) and of every instance that this one called, found by parent_key. So
-- events may come in any order, and before the claim.
create table element_state (
  element_instance_key bigint primary key,
  process_instance_key bigint not null,
  process_id           text not null,
  element_id           text not null,
  element_type         text not null,
  state                text not null check (state in ('ACTIVE', 'COMPLETED', 'TERMINATED')),
  entered_at           timestamptz not null,
  left_at              timestamptz
);
create index element_state_of_instance on element_state (process_instance_key);

create table process_instance (
  process_instance_key bigint primary key,
  parent_key           bigint,
  process_id           text not null,
  version              integer not null
);
create index process_instance_called_by on process_instance (parent_key) where parent_key is not null;
