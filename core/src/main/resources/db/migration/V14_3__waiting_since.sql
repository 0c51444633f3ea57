-- Since when an order waits for its product to answer; empty again once it did. Waiting for another incident's order is not meant.
alter table action add column waiting_since timestamptz;
alter table containment add column waiting_since timestamptz;
