-- Every reversible containment ends by itself. expiry_set_at: since when the present end stands, which the reminder's share is counted from;
-- reminded_of: the end that people were reminded of, so that a new end is reminded of anew.
alter table containment add column expiry_set_at timestamptz, add column reminded_of timestamptz;
