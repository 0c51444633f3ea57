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

-- What no action may touch: own ranges, DNS, gateways, the patient record, Rempart itself.
create table protected_target (
  id      uuid primary key default uuidv7(),
  site_id text references site,
  kind    text not null check (kind in ('ADDRESS', 'HOST', 'ACCOUNT')),
  value   text not null,
  reason  text not null,
  unique nulls not distinct (site_id, kind, value)
);
