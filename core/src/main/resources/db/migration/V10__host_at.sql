-- The machine that the inventory knows at an address of a site; null when it knows none there, or several: then nobody can say which.
create function host_at(at_site text, at_address inet) returns text language sql stable parallel safe
  return (select min(a.host) from asset a where a.site_id = at_site and a.addresses @> array[at_address] having count(*) = 1);
