-- 0116_heads_of_reports.sql – to whom a report goes: an outline may say it, and whoever writes a report may change it.

alter table reports.outline
  add column addressees text[] not null default '{}',
  add column recipients text[] not null default '{}',
  add constraint outline_addressees_are_too_many check (cardinality(addressees) <= 20),
  add constraint outline_recipients_are_too_many check (cardinality(recipients) <= 20);
comment on column reports.outline.addressees is 'To whom a report is addressed (Kính gửi); to nobody where it is empty.';
comment on column reports.outline.recipients is 'Who receives a report (Nơi nhận); those of the issuing body where it is empty.';

-- An issued version says the same for ever, also to whom.
drop trigger outline_issued_is_never_changed on reports.outline;
create trigger outline_issued_is_never_changed before update on reports.outline for each row
  when (old.state <> 'draft' and (
    (old.code, old.version, old.unit_id, old.name, old.periods, old.title, old.subject, old.opening, old.addressees, old.recipients,
     old.sections, old.since, old.source)
      is distinct from (new.code, new.version, new.unit_id, new.name, new.periods, new.title, new.subject, new.opening, new.addressees,
                        new.recipients, new.sections, new.since, new.source)
    or new.state = 'draft' or (old.state = 'withdrawn' and new.state <> 'withdrawn')))
  execute function access.refuse_change();

alter table reports.report
  add column head jsonb not null default '{}',
  add constraint report_head_is_malformed check (jsonb_typeof(head) = 'object' and octet_length(head::text) <= 40000);
comment on column reports.report.head is
  'What its author changed of the head and foot: subject, addressees, recipients, authority. What is missing comes from the outline or the issuing body.';
