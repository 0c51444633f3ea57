-- The guardrails as a table that a security officer edits: every version is kept, one is in force, and each action keeps the version, the
-- row and the facts that decided, so that another version can be tried on what was decided before.
create table guardrail_policy (
  version      integer generated always as identity primary key,
  state        text not null check (state in ('DRAFT', 'PUBLISHED', 'RETIRED')),
  dmn          text not null,
  sha256       text not null,
  -- whether it came with the application (or its overlay folder) or from a person
  packed       boolean not null,
  note         text not null default '',
  created_by   text not null,
  created_at   timestamptz not null default clock_timestamp(),
  tried_at     timestamptz,
  published_by text,
  published_at timestamptz,
  retired_at   timestamptz
);
create unique index guardrail_policy_in_force on guardrail_policy ((true)) where state = 'PUBLISHED';

alter table action
  add column policy_version integer references guardrail_policy,
  add column policy_rule text,
  add column policy_verdict text check (policy_verdict in ('ALLOW', 'ASK', 'REFUSE')),
  add column policy_facts jsonb;

-- needs: [{rule, groups, persons}]; granted once every need has so many different people of its groups. groups: whose word is still missing.
alter table approval
  add column needs jsonb not null default '[]',
  add column alternative text,
  add column alternative_at timestamptz,
  add column escalates_at timestamptz,
  add column escalations integer not null default 0,
  add column overridden boolean not null default false,
  add column told_at timestamptz;
update approval set needs = (select coalesce(jsonb_agg(jsonb_build_object('rule', r, 'groups', to_jsonb(groups), 'persons', 1)), '[]')
  from unnest(string_to_array(rule, ',')) r);
create index approval_escalating on approval (escalates_at) where state = 'PENDING';

create table approval_vote (
  approval_id uuid not null references approval,
  login       text not null,
  -- the groups that the person stood for
  groups      text[] not null,
  vote        text not null check (vote in ('GRANT', 'DENY', 'OVERRIDE')),
  reason      text not null,
  voted_at    timestamptz not null default clock_timestamp(),
  primary key (approval_id, login)
);

-- Per site, too: a bad morning at one hospital must not use up another's.
alter table guardrail_budget add column site_id text not null default 'default';
alter table guardrail_budget drop constraint guardrail_budget_pkey;
alter table guardrail_budget add primary key (capability, site_id, hour);

-- A switch is for everything, for a site, for a connector, or (dry run only) for a playbook.
alter table response_switch
  add column scope text not null default 'ALL' check (scope in ('ALL', 'SITE', 'CONNECTOR', 'PLAYBOOK')),
  add column scope_id text not null default '';
alter table response_switch drop constraint response_switch_pkey;
alter table response_switch add primary key (name, scope, scope_id);
alter table response_switch add check ((scope = 'ALL') = (scope_id = '')), add check (scope <> 'PLAYBOOK' or name = 'DRY_RUN'),
  add check (scope <> 'CONNECTOR' or name = 'KILL');

create function stopped(site text, connector text) returns boolean language sql stable parallel safe
  return exists (select 1 from response_switch s where s.name = 'KILL' and s.enabled
    and (s.scope = 'ALL' or (s.scope = 'SITE' and s.scope_id = site) or (s.scope = 'CONNECTOR' and s.scope_id = connector)));

create function dry_run(site text, playbook text) returns boolean language sql stable parallel safe
  return exists (select 1 from response_switch s where s.name = 'DRY_RUN' and s.enabled
    and (s.scope = 'ALL' or (s.scope = 'SITE' and s.scope_id = site) or (s.scope = 'PLAYBOOK' and s.scope_id = playbook)));

-- What a protected target is; and, for a host, every address that its name had when it was last looked up.
alter table protected_target
  add column category text not null default 'OTHER' check (category in ('OWN_RANGE', 'DNS', 'GATEWAY', 'DOMAIN_CONTROLLER',
    'PATIENT_RECORD', 'TELEPHONY', 'BACKUP', 'EDR', 'REMPART', 'OTHER')),
  add column resolved inet[] not null default '{}',
  add column resolved_at timestamptz,
  add column created_by text not null default '',
  add column created_at timestamptz not null default clock_timestamp();

-- What a clinician must know before a machine goes dark: what depends on it, and how care goes on without.
alter table asset
  add column dependents text not null default '',
  add column downtime text not null default '';
