-- What of an approval the chat was last told: its state, escalations and votes.
alter table approval add column chat_told text;
-- What was asked before there was a chat is not brought up again.
update approval set chat_told = state where state <> 'PENDING';

-- Signatures of callbacks that a chat sent, so that a second delivery does nothing; kept for longer than a callback is valid.
create table chat_callback (
  signature   text primary key,
  received_at timestamptz not null default clock_timestamp()
);
