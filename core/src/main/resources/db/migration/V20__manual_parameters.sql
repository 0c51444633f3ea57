-- What a person says beside the targets, where a product needs to know more than them.
alter table manual_request add column parameters jsonb not null default '{}';
