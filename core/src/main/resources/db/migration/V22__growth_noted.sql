-- The newest notice of growth that the engine was told (the outbox row's id), and the newest that the incident's process took note of
-- or that its playbook began after. As long as they differ, something has joined the incident that no playbook has looked at.
alter table incident
  add column growth_told  bigint not null default 0,
  add column growth_noted bigint not null default 0;
