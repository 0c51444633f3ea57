-- How far what is known of an incident may travel: Traffic Light Protocol 2.0 and Permissible Actions Protocol.
alter table incident
  add column tlp text not null default 'AMBER' check (tlp in ('RED', 'AMBER+STRICT', 'AMBER', 'GREEN', 'CLEAR')),
  add column pap text not null default 'AMBER' check (pap in ('RED', 'AMBER', 'GREEN', 'CLEAR'));
