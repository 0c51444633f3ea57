-- When the timeline said that an incident's final report can be read.
alter table incident add column report_made_at timestamptz;
create index incident_report_due on incident (closed_at) where status = 'CLOSED' and report_made_at is null;
