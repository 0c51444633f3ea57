-- Sites are hospitals and offices. One ministry is one installation.
create table site (
  id   text primary key check (id ~ '^[a-z0-9][a-z0-9-]*$'),
  name text not null
);
insert into site (id, name) values ('default', 'Default site');

create table person (
  login         text primary key,
  display_name  text not null,
  password_hash text not null,
  role          text not null check (role in ('RESPONDER', 'MANAGER')),
  locale        text not null default 'fr' check (locale in ('fr', 'en')),
  groups        text[] not null default '{}',
  mail          text not null default '',
  site_ids      text[] not null default '{default}',
  created_at    timestamptz not null default now()
);

-- Bearer tokens of the API; only their SHA-256 is kept.
create table api_token (
  name         text primary key,
  token_sha256 bytea not null unique,
  role         text not null check (role in ('RESPONDER', 'MANAGER', 'SOURCE')),
  groups       text[] not null default '{}',
  site_ids     text[] not null default '{default}',
  created_at   timestamptz not null default now(),
  expires_at   timestamptz
);

-- A host's first label, folded, and whether two names are one host's: equal, or equal in the first label where one has only that.
create function short_host(host text) returns text language sql immutable parallel safe
  return split_part(lower(host), '.', 1);
create function same_host(a text, b text) returns boolean language sql immutable parallel safe
  return rtrim(lower(a), '.') = rtrim(lower(b), '.')
    or (short_host(a) = short_host(b) and (position('.' in rtrim(a, '.')) = 0 or position('.' in rtrim(b, '.')) = 0));

create table asset (
  id          uuid primary key default uuidv7(),
  site_id     text not null references site,
  host        text not null,
  addresses   inet[] not null default '{}',
  owner       text not null default '',
  kind        text not null default 'server',
  criticality text not null default 'MEDIUM' check (criticality in ('LOW', 'MEDIUM', 'HIGH', 'CRITICAL')),
  clinical    boolean not null default false,
  external_id text,
  imported_at timestamptz not null default now(),
  unique (site_id, host)
);
create index asset_addresses on asset using gin (addresses);
create index asset_short_host on asset (short_host(host));

-- What no action may touch: DNS, gateways, the patient record, Rempart itself. ADDRESS is one address or a range (CIDR, v4 or v6), HOST a
-- host name, ACCOUNT an account name or account@host.
create table protected_target (
  id      uuid primary key default uuidv7(),
  site_id text references site,
  kind    text not null check (kind in ('ADDRESS', 'HOST', 'ACCOUNT')),
  value   text not null check (value <> ''),
  reason  text not null,
  network inet generated always as (case when kind = 'ADDRESS' then value::inet end) stored,
  unique nulls not distinct (site_id, kind, value)
);
