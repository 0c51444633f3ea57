-- What the audit says can't be changed or taken away. First line: the application's role has no right to (allow_application, below).
-- Second line, for every role that does not switch triggers off: the triggers. Functions that work with the owner's rights name
-- their schemas, as the caller's temporary tables would come first otherwise.

-- Which installation a chain and its checkpoints belong to.
create table audit_installation (
  only_one boolean primary key default true check (only_one),
  id       uuid not null default gen_random_uuid()
);
insert into audit_installation default values;

-- Public keys that checkpoints were ever signed by. The id is the first 16 hex digits of the SHA-256 of the key (SubjectPublicKeyInfo).
create table audit_key (
  id         text primary key,
  public_key bytea not null,
  since      timestamptz not null default clock_timestamp()
);

-- Signed sentences "up to this entry the chain was this at that time".
create table audit_checkpoint (
  id        bigint generated always as identity primary key,
  sequence  bigint not null,
  hash      bytea not null,
  at        timestamptz not null,
  key_id    text not null references audit_key,
  signature bytea not null
);
create index audit_checkpoint_of_entry on audit_checkpoint (sequence);
create index audit_by_time on audit_entry using brin (at);

create function audit_stays() returns trigger language plpgsql as $$
begin
  raise exception '% of % is refused: the audit stays as it is', lower(tg_op), tg_table_name using errcode = 'insufficient_privilege';
end $$;

-- Two changes of an entry are right: the seal, once, and the erasure of its values, once, with an entry that tells of it.
create function audit_entry_stays() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if row(new.id, new.at, new.actor_kind, new.actor, new.role, new.address, new.what, new.subject_kind, new.subject_id)
      is not distinct from
      row(old.id, old.at, old.actor_kind, old.actor, old.role, old.address, old.what, old.subject_kind, old.subject_id) then
    if old.sequence is null and new.sequence is not null and new.salt is not null and new.hash is not null and new.sealed_at is not null
        and row(new.before, new.after, new.reason, new.erased_at) is not distinct from row(old.before, old.after, old.reason, old.erased_at)
    then
      return new;
    end if;
    if old.sequence is not null and old.erased_at is null and new.erased_at is not null
        and num_nonnulls(new.before, new.after, new.reason, new.salt) = 0
        and row(new.sequence, new.before_digest, new.after_digest, new.reason_digest, new.hash, new.sealed_at)
          is not distinct from
          row(old.sequence, old.before_digest, old.after_digest, old.reason_digest, old.hash, old.sealed_at)
        and exists (select from audit_entry e where e.what = 'audit.erase' and e.subject_kind = 'audit'
          and e.subject_id = old.sequence::text and e.sequence is null and e.at >= transaction_timestamp())
    then
      return new;
    end if;
  end if;
  raise exception 'update of audit_entry is refused: the audit stays as it is' using errcode = 'insufficient_privilege';
end $$;

create trigger audit_entry_changes before update on audit_entry for each row execute function audit_entry_stays();
create trigger audit_entry_stays before delete on audit_entry for each row execute function audit_stays();
create trigger audit_entry_all_stay before truncate on audit_entry for each statement execute function audit_stays();
create trigger audit_checkpoint_stays before update or delete on audit_checkpoint for each row execute function audit_stays();
create trigger audit_checkpoint_all_stay before truncate on audit_checkpoint for each statement execute function audit_stays();
create trigger audit_key_stays before update or delete on audit_key for each row execute function audit_stays();
create trigger audit_key_all_stay before truncate on audit_key for each statement execute function audit_stays();
create trigger audit_installation_stays before update or delete on audit_installation for each row execute function audit_stays();
create trigger audit_installation_all_stay before truncate on audit_installation for each statement execute function audit_stays();

-- Seals entries that are not sealed yet, in the order of their ids, right after the last sealed one. Arrays of the same length.
create function audit_seal(ids bigint[], first bigint, salts bytea[], befores bytea[], afters bytea[], reasons bytea[], hashes bytea[])
returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  sealed bigint;
begin
  -- The sealer's lock (AuditSealer), held already when it is the sealer who calls.
  perform pg_advisory_xact_lock(1936023916);
  if first is distinct from (select coalesce(max(e.sequence), 0) + 1 from audit_entry e) then
    raise exception 'entry % does not follow the last sealed one', first;
  end if;
  if ids is distinct from (select array_agg(i order by i) from unnest(ids) i) then
    raise exception 'entries are sealed in the order of their ids';
  end if;
  if exists (select from unnest(salts) s where s is null or octet_length(s) <> 16)
      or exists (select from unnest(hashes) h where h is null or octet_length(h) <> 32) then
    raise exception 'a seal is a salt of 16 bytes and a hash of 32';
  end if;
  update audit_entry e set sequence = first + s.n - 1, salt = s.salt, before_digest = s.before, after_digest = s.after,
    reason_digest = s.reason, hash = s.hash, sealed_at = clock_timestamp()
  from unnest(ids, salts, befores, afters, reasons, hashes) with ordinality as s(id, salt, before, after, reason, hash, n)
  where e.id = s.id and e.sequence is null;
  get diagnostics sealed = row_count;
  if sealed <> cardinality(ids) then
    raise exception 'only entries that are not sealed yet can be sealed';
  end if;
end $$;

-- Takes the values and the salt of a sealed entry away; the digests and the chain stay. Writes the entry that says who did it and why.
-- Answers whether there was something to erase.
create function audit_erase(entry bigint, actor_kind text, actor text, role text, address text, reason text)
returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform from audit_entry e where e.sequence = entry and e.erased_at is null for update;
  if not found then
    return false;
  end if;
  insert into audit_entry (actor_kind, actor, role, address, what, subject_kind, subject_id, reason)
    values (actor_kind, actor, role, address, 'audit.erase', 'audit', entry::text, reason);
  update audit_entry e set before = null, after = null, reason = null, salt = null, erased_at = clock_timestamp() where e.sequence = entry;
  return true;
end $$;

-- Partitions of alerts are made and dropped by the owner of the table, so by these functions. Days are UTC.
create function alert_partition_make(day date) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  execute format('create table if not exists %I partition of alert for values from (%L) to (%L)',
    'alert_' || to_char(day, 'YYYYMMDD'), day::text || ' 00:00Z', (day + 1)::text || ' 00:00Z');
end $$;

-- Drops the days that are over and of which nothing is kept.
create function alert_partitions_drop_empty() returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  old_day text;
  kept boolean;
begin
  for old_day in select c.relname from pg_inherits h join pg_class c on c.oid = h.inhrelid
    where h.inhparent = 'alert'::regclass and c.relname < 'alert_' || to_char(now() - interval '2 days', 'YYYYMMDD')
  loop
    execute format('select exists (select from %I)', old_day) into kept;
    if not kept then
      execute format('drop table if exists %I', old_day);
    end if;
  end loop;
end $$;

-- Gives a role what the application needs, and nothing by which the audit could be changed. Tables named audit_… can be read and added
-- to; of an entry only what it says can be given, never its number, time or seal. To be called again after each migration.
create function allow_application(application name) returns void language plpgsql set search_path = public, pg_temp as $$
declare
  one name;
begin
  execute format('grant usage on schema public to %I', application);
  execute format('alter default privileges in schema public grant select, insert, update, delete on tables to %I', application);
  for one in select c.relname from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition order by 1
  loop
    execute format('revoke all on table %I from %I', one, application);
    if one = 'audit_entry' then
      execute format('grant select, insert (actor_kind, actor, role, address, what, subject_kind, subject_id, before, after, reason) on table %I to %I',
        one, application);
    elsif one in ('audit_installation', 'flyway_schema_history') then
      execute format('grant select on table %I to %I', one, application);
    elsif one like 'audit\_%' then
      execute format('grant select, insert on table %I to %I', one, application);
    else
      execute format('grant select, insert, update, delete on table %I to %I', one, application);
    end if;
  end loop;
  execute format('grant execute on function audit_seal, audit_erase, alert_partition_make, alert_partitions_drop_empty to %I', application);
end $$;

revoke execute on function audit_seal, audit_erase, alert_partition_make, alert_partitions_drop_empty, allow_application from public;
