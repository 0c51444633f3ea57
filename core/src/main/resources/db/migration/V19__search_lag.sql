-- When the product was last told something of which no answer came: a search that lags behind must not be believed before.

alter table action add column doubt_since timestamptz;
