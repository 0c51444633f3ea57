-- One call of workflows/respond: one capability on one set of targets. call_key is the process instance of the call, or the id of
-- the console's request, so that a redelivered job finds what it had begun.
create table response (
  id           uuid primary key default uuidv7(),
  incident_id  uuid not null references incident,
  call_key     text not null unique,
  capability   text not null,
  target_set   text not null,
  generation   integer not null,
  state        text not null check (state in ('OPEN', 'ASKED', 'WAITING', 'SETTLED')),
  asked_by     text not null,
  reason       text not null default '',
  created_at   timestamptz not null default now(),
  settled_at   timestamptz
);
create index response_of_incident on response (incident_id);

create table approval (
  id          uuid primary key default uuidv7(),
  response_id uuid not null references response,
  state       text not null check (state in ('PENDING', 'GRANTED', 'DENIED', 'LAPSED')),
  rule        text not null,
  asked_at    timestamptz not null default now(),
  lapses_at   timestamptz,
  decided_at  timestamptz,
  decided_by  text,
  reason      text
);
create index approval_of_response on approval (response_id);

create table action (
  id             uuid primary key default uuidv7(),
  response_id    uuid not null references response,
  incident_id    uuid not null references incident,
  site_id        text not null references site,
  action_key     text not null unique,
  connector      text not null,
  capability     text not null,
  target_kind    text not null,
  target         text not null,
  generation     integer not null,
  parameters     jsonb not null default '{}',
  state          text not null check (state in ('PLANNED', 'REFUSED', 'WAITING', 'EXECUTING', 'EXECUTED', 'FAILED', 'CANCELLED')),
  dry_run        boolean not null default false,
  rule           text,
  message        text,
  reference      text,
  attempts       integer not null default 0,
  fencing        bigint not null default 0,
  lease_until    timestamptz,
  planned_at     timestamptz not null default clock_timestamp(),
  executed_at    timestamptz,
  verified_at    timestamptz,
  changed_at     timestamptz not null default clock_timestamp()
);
create index action_of_incident on action (incident_id);
create index action_of_response on action (response_id);
create index action_unsettled on action (state, changed_at) where state in ('PLANNED', 'WAITING', 'EXECUTING');

create table proof (
  id        bigint generated always as identity primary key,
  action_id uuid not null references action,
  result    text not null check (result in ('HOLDS', 'ABSENT', 'UNKNOWN')),
  read_at   timestamptz not null,
  evidence  text not null
);
create index proof_of_action on proof (action_id, id);

-- What is in force at a product. One row in force per (connector, capability, target); actions hold claims on it.
create table containment (
  id           uuid primary key default uuidv7(),
  site_id      text not null references site,
  connector    text not null,
  capability   text not null,
  target_kind  text not null,
  target       text not null,
  state        text not null check (state in ('IN_FORCE', 'REVERTING', 'REVERTED', 'REVERT_FAILED', 'VANISHED')),
  state_before jsonb not null default '{}',
  order_key    text not null,
  since        timestamptz not null default clock_timestamp(),
  expires_at   timestamptz,
  reverted_at  timestamptz,
  revert_reason text,
  last_read_at timestamptz,
  last_result  text check (last_result in ('HOLDS', 'ABSENT', 'UNKNOWN')),
  fencing      bigint not null default 0,
  lease_until  timestamptz,
  attempts     integer not null default 0,
  next_attempt_at timestamptz,
  changed_at   timestamptz not null default clock_timestamp()
);
create unique index containment_live on containment (connector, capability, target_kind, target)
  where state in ('IN_FORCE', 'REVERTING', 'REVERT_FAILED');

create table containment_claim (
  containment_id uuid not null references containment,
  action_id      uuid not null references action,
  claimed_at     timestamptz not null default clock_timestamp(),
  released_at    timestamptz,
  release_reason text,
  primary key (containment_id, action_id)
);
create index claim_of_action on containment_claim (action_id);
