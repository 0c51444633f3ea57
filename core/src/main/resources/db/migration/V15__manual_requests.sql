-- What a person asks for by hand: one capability on targets that the person names. The incident's process takes it up, so that it
-- meets the same guardrails, approvals and proofs as what a playbook asks for.
create table manual_request (
  id          uuid primary key default uuidv7(),
  incident_id uuid not null references incident,
  request_key text not null unique,
  capability  text not null,
  target_kind text not null,
  targets     text[] not null,
  asked_by    text not null,
  reason      text not null,
  asked_at    timestamptz not null default clock_timestamp(),
  response_id uuid references response on delete set null,
  taken_up_at timestamptz
);
create index manual_request_incident on manual_request (incident_id, asked_at);
create index manual_request_response on manual_request (response_id);
