create table task (
  id            uuid primary key default uuidv7(),
  incident_id   uuid not null references incident,
  -- STEP: a step of a playbook; APPROVAL: yes or no to a response; REPAIR: the engine or a product needs a person
  kind          text not null check (kind in ('STEP', 'APPROVAL', 'REPAIR')),
  state         text not null default 'OPEN' check (state in ('OPEN', 'CLAIMED', 'COMPLETED', 'WITHDRAWN')),
  job_key       bigint unique,
  process_id    text,
  element_id    text,
  form_id       text not null,
  -- small values the form shows, never secrets
  context       jsonb not null default '{}',
  -- form values that go back to the process
  outputs       text[] not null default '{}',
  response_id   uuid references response,
  groups        text[] not null default '{responders}',
  due_at        timestamptz,
  remind_at     timestamptz,
  reminded_at   timestamptz,
  claimed_by    text,
  claimed_at    timestamptz,
  created_at    timestamptz not null default clock_timestamp(),
  seen_at       timestamptz not null default clock_timestamp(),
  completed_at  timestamptz,
  completed_by  text,
  form_values   jsonb,
  withdrawn_at  timestamptz,
  changed_at    timestamptz not null default clock_timestamp()
);
create index task_of_incident on task (incident_id);
create index task_open on task (due_at) where state in ('OPEN', 'CLAIMED');

-- What stopped a process inside the engine. No client can ask a broker of 8.5 for these; each becomes a REPAIR task once its
-- incident is known.
create table engine_incident (
  engine_incident_key  bigint primary key,
  process_instance_key bigint not null,
  process_id           text not null,
  element_id           text not null,
  element_instance_key bigint not null,
  job_key              bigint,
  error_type           text not null,
  message              text not null,
  raised_at            timestamptz not null,
  resolved_at          timestamptz,
  task_id              uuid references task
);
create index engine_incident_without_task on engine_incident (raised_at) where task_id is null and resolved_at is null;
