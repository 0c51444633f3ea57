-- One call of workflows/respond: one capability on one set of targets. call_key is the process instance of the call, or the id of
-- the console's request, so that a redelivered job finds what it had begun.
create table response (
  id           uuid primary key default uuidv7(),
  incident_id  uuid not null references incident,
  call_key     text not null unique,
  capability   text not null,
  target_set   text not null,
  -- counts the decisions of an incident on one capability; part of the actions' keys
  generation   integer not null,
  state        text not null check (state in ('OPEN', 'ASKED', 'WAITING', 'SETTLED')),
  outcome      text check (outcome in ('DONE', 'ASK', 'DENIED', 'REFUSED', 'WAITING', 'UNPROVEN', 'FAILED')),
  message      text not null default '',
  asked_by     text not null,
  asked_by_kind text not null default 'PLAYBOOK',
  created_at   timestamptz not null default now(),
  settled_at   timestamptz,
  changed_at   timestamptz not null default clock_timestamp(),
  unique (incident_id, capability, generation)
);

-- rule: the ids of the guardrails that asked, sorted, with commas.
create table approval (
  id          uuid primary key default uuidv7(),
  response_id uuid not null references response,
  state       text not null check (state in ('PENDING', 'GRANTED', 'DENIED', 'LAPSED')),
  rule        text not null,
  groups      text[] not null,
  asked_at    timestamptz not null default now(),
  lapses_at   timestamptz,
  decided_at  timestamptz,
  decided_by  text,
  reason      text
);
create index approval_of_response on approval (response_id);
create unique index approval_pending on approval (response_id) where state = 'PENDING';

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
  -- whether the other side was the practice estate
  practice       boolean not null default false,
  rule           text,
  message        text,
  reference      text,
  -- whether DONE needs a read-back that HOLDS; false for products that can't be read
  proof_due      boolean not null,
  -- sent, and no answer came: the product is read before anything is repeated
  in_doubt       boolean not null default false,
  attempts       integer not null default 0,
  next_attempt_at timestamptz,
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

-- What is in force at a product. One live row per (connector, capability, target); actions hold claims on it. A row is made before the
-- product is called, so that nobody reverts or executes past it; it is established, and shown, once "since" is set. Until then only
-- the establisher talks to the product, and the state before is what that one found.
create table containment (
  id           uuid primary key default uuidv7(),
  site_id      text not null references site,
  connector    text not null,
  capability   text not null,
  target_kind  text not null,
  target       text not null,
  state        text not null check (state in ('IN_FORCE', 'REVERTING', 'REVERTED', 'REVERT_FAILED', 'VANISHED')),
  state_before jsonb,
  -- what a read before the first write showed, where the product can't keep our key
  found        text check (found in ('HOLDS', 'ABSENT')),
  order_key    text not null,
  establisher  uuid references action,
  since        timestamptz,
  -- when the product would end it by itself, as it was told
  product_until timestamptz,
  expires_at   timestamptz,
  reverted_at  timestamptz,
  revert_reason text,
  reverted_by  text,
  last_read_at timestamptz,
  last_result  text check (last_result in ('HOLDS', 'ABSENT', 'UNKNOWN')),
  last_evidence text,
  message      text,
  fencing      bigint not null default 0,
  lease_until  timestamptz,
  attempts     integer not null default 0,
  next_attempt_at timestamptz,
  changed_at   timestamptz not null default clock_timestamp()
);
create unique index containment_live on containment (connector, capability, target_kind, target) where state <> 'REVERTED';
create index containment_due on containment (next_attempt_at) where state = 'REVERTING';
create index containment_expiring on containment (expires_at) where state = 'IN_FORCE';

create table containment_claim (
  containment_id uuid not null references containment,
  action_id      uuid not null references action,
  claimed_at     timestamptz not null default clock_timestamp(),
  released_at    timestamptz,
  release_reason text,
  primary key (containment_id, action_id)
);
create index claim_of_action on containment_claim (action_id);

-- How many actions of a capability began in an hour, over all connectors and incidents. The deciding transaction locks the row.
create table guardrail_budget (
  capability text not null,
  hour       timestamptz not null,
  used       integer not null,
  primary key (capability, hour)
);

-- KILL: no action at all. DRY_RUN: actions are journaled and nothing reaches a product.
create table response_switch (
  name       text primary key check (name in ('KILL', 'DRY_RUN')),
  enabled    boolean not null default false,
  reason     text not null default '',
  changed_by text not null default '',
  changed_at timestamptz not null default now()
);
insert into response_switch (name) values ('KILL'), ('DRY_RUN');

alter table incident add column dry_run boolean not null default false;
