-- Since when the product has an order to undo it: from then on it is read before it is told again, as some show what they did only at
-- their next look, and a new order would make that look out of date.
alter table containment add column taken_back_at timestamptz;

-- What is to be read again until it is seen in force.
create index containment_unproven on containment (since) where state = 'IN_FORCE' and last_result is distinct from 'HOLDS';
