-- The number of the advisory lock that keeps an incident's decisions and its release apart.
create function incident_release_key(asked uuid) returns bigint language sql immutable as $$
  select hashtextextended(asked::text, 20)
$$;

-- Whether nothing may be contained for an incident any more; waits for its release when one is on its way.
-- Volatile, so that the second statement sees what was committed while the first one waited.
create function incident_over(asked uuid) returns boolean language plpgsql volatile as $$
begin
  perform pg_advisory_xact_lock_shared(incident_release_key(asked));
  return (select i.status = 'CLOSED' or coalesce(i.verdict in ('FALSE_POSITIVE', 'BENIGN'), false) from incident i where i.id = asked);
end $$;
