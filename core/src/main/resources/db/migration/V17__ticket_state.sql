-- Whether the ticket of an incident is open or closed at its product, as it was last read there.
create table ticket_state (
  incident_id uuid not null references incident,
  connector   text not null,
  reference   text not null,
  closed      boolean not null,
  evidence    text not null,
  read_at     timestamptz not null,
  -- since when it is open or closed, as far as Rempart saw
  since       timestamptz not null,
  primary key (incident_id, connector)
);
