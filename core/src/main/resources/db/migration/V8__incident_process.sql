-- Which drawing the claiming instance runs: only another instance of the same one can stand in for it after a crash of the engine.
alter table incident add column process_id text;
