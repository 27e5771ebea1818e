-- 0034_sending_and_gathering.sql – reports that are sent up: received, returned, accepted; who was late, who was reminded,
-- and whose report was missing when the unit above reported.

-- ── What was sent ────────────────────────────────────────────────────────────────────────────────────────────────────

alter table reports.frozen add constraint frozen_of_report_key unique (id, report_id);

create table reports.sending (
  id             uuid primary key default uuidv7(),
  report_id      uuid not null,
  frozen_id      uuid not null,
  regime_id      uuid not null references reports.regime,
  to_unit_id     uuid not null references org.unit,
  state          text not null default 'sent',
  due_on         date not null,
  first_sent_on  date not null,
  sent_on        date not null,
  sent_by        uuid references access.person,
  sent_at        timestamptz not null default now(),
  seen           integer not null default 1,
  constraint sending_of_version_key          foreign key (frozen_id, report_id) references reports.frozen (id, report_id),
  constraint sending_state_is_unknown        check (state in ('sent', 'received', 'returned', 'accepted', 'replaced')),
  constraint sending_is_sent_before_first    check (sent_on >= first_sent_on)
);
comment on table reports.sending is
  'An issued report that was sent to the unit to which a regime reports. The first day of sending stays with every later version, since by it one is late or in time. Who did what when stands in sending_step.';
create unique index sending_is_sent_already on reports.sending (report_id, regime_id) where state in ('sent', 'received', 'accepted');
create index sending_frozen on reports.sending (frozen_id, report_id);
create index sending_regime on reports.sending (regime_id, report_id);
create index sending_to_unit on reports.sending (to_unit_id);
create index sending_sent_by on reports.sending (sent_by);
create trigger sending_is_never_changed before delete or truncate
  or update of id, report_id, frozen_id, regime_id, to_unit_id, due_on, first_sent_on, sent_on, sent_by, sent_at
  on reports.sending for each statement execute function access.refuse_change();
grant select, insert, update (state, seen) on reports.sending to lantoa_app;
alter table reports.sending enable row level security;
create policy sending_is_read on reports.sending for select to lantoa_app
  using (to_unit_id = any ((select access.units_for('report.read'))::uuid[])
    or exists (select from reports.report where report.id = report_id and report.unit_id = any ((select access.units_for('report.read'))::uuid[])));
create policy sending_is_made on reports.sending for insert to lantoa_app
  with check (exists (select from reports.report where report.id = report_id and report.unit_id = any ((select access.units_for('report.send'))::uuid[]))
    and exists (select from reports.regime where regime.id = regime_id and regime.unit_id = to_unit_id)
    and exists (select from reports.frozen where frozen.id = frozen_id and frozen.state = 'issued'));
-- Whoever sends may only put a new version in the place of the one before; what is said of it is up to those above.
create policy sending_goes_on on reports.sending for update to lantoa_app
  using (to_unit_id = any ((select access.units_for('report.receive'))::uuid[])
    or exists (select from reports.report where report.id = report_id and report.unit_id = any ((select access.units_for('report.send'))::uuid[])))
  with check ((state <> 'replaced' and to_unit_id = any ((select access.units_for('report.receive'))::uuid[]))
    or (state = 'replaced' and exists (select from reports.report where report.id = report_id
          and report.unit_id = any ((select access.units_for('report.send'))::uuid[]))));

create table reports.sending_step (
  id          uuid primary key default uuidv7(),
  sending_id  uuid not null references reports.sending,
  kind        text not null,
  words       text not null default '',
  person_id   uuid references access.person,
  at          timestamptz not null default now(),
  constraint sending_step_is_unknown           check (kind in ('sent', 'received', 'returned', 'accepted', 'replaced')),
  constraint sending_step_words_are_too_long   check (char_length(words) <= 2000),
  constraint sending_is_returned_without_reason check (kind <> 'returned' or char_length(words) >= 3)
);
comment on table reports.sending_step is 'What became of a report that was sent: who did what when. Never changed.';
create index sending_step_of on reports.sending_step (sending_id, id);
create index sending_step_person on reports.sending_step (person_id);
create trigger sending_step_is_never_changed before delete or truncate or update on reports.sending_step
  for each statement execute function access.refuse_change();
grant select, insert on reports.sending_step to lantoa_app;
alter table reports.sending_step enable row level security;
create policy sending_step_is_read on reports.sending_step for select to lantoa_app
  using (exists (select from reports.sending where sending.id = sending_id));
create policy sending_step_is_taken on reports.sending_step for insert to lantoa_app
  with check (exists (select from reports.sending where sending.id = sending_id and (
    sending.to_unit_id = any ((select access.units_for('report.receive'))::uuid[])
    or (kind in ('sent', 'replaced') and exists (select from reports.report where report.id = sending.report_id
          and report.unit_id = any ((select access.units_for('report.send'))::uuid[]))))));

-- ── Who was reminded ─────────────────────────────────────────────────────────────────────────────────────────────────

create table reports.reminder (
  regime_id  uuid not null references reports.regime,
  period     text not null,
  unit_id    uuid not null references org.unit,
  day        date not null,
  told_by    uuid references access.person,
  told_at    timestamptz not null default now(),
  primary key (regime_id, period, unit_id, day),
  constraint reminder_period_is_malformed check (char_length(period) between 4 and 30)
);
comment on table reports.reminder is 'A unit that owes a report and was reminded of it: once a day at most. Never changed.';
create index reminder_unit on reports.reminder (unit_id);
create index reminder_told_by on reports.reminder (told_by);
create trigger reminder_is_never_changed before delete or truncate or update on reports.reminder
  for each statement execute function access.refuse_change();
grant select, insert on reports.reminder to lantoa_app;
alter table reports.reminder enable row level security;
create policy reminder_is_read on reports.reminder for select to lantoa_app
  using (unit_id = any ((select access.units_for('report.read'))::uuid[])
    or exists (select from reports.regime where regime.id = regime_id and regime.unit_id = any ((select access.units_for('report.read'))::uuid[])));
create policy reminder_is_given on reports.reminder for insert to lantoa_app
  with check (exists (select from reports.regime where regime.id = regime_id and regime.unit_id = any ((select access.units_for('report.receive'))::uuid[])));

-- ── Whose report was missing ─────────────────────────────────────────────────────────────────────────────────────────

create table reports.named_gap (
  frozen_id   uuid not null references reports.frozen,
  regime_id   uuid not null references reports.regime,
  unit_id     uuid not null references org.unit,
  as_of       date not null,
  filled_by   uuid references reports.sending,
  filled_at   timestamptz,
  primary key (frozen_id, regime_id, unit_id),
  constraint named_gap_is_filled_without_report check ((filled_by is null) = (filled_at is null))
);
comment on table reports.named_gap is
  'A unit whose report had not come when the unit above froze its own, which says so by name. When it comes later, the gap is filled; what was frozen is not touched.';
create index named_gap_unit on reports.named_gap (unit_id, regime_id);
create index named_gap_regime on reports.named_gap (regime_id);
create index named_gap_filled_by on reports.named_gap (filled_by) where filled_by is not null;
create trigger named_gap_is_never_changed before delete or truncate or update of frozen_id, regime_id, unit_id, as_of
  on reports.named_gap for each statement execute function access.refuse_change();
grant select, insert on reports.named_gap to lantoa_app;
alter table reports.named_gap enable row level security;
create policy named_gap_is_read on reports.named_gap for select to lantoa_app
  using (unit_id = any ((select access.units_for('report.read'))::uuid[])
    or exists (select from reports.frozen where frozen.id = frozen_id));
create policy named_gap_is_named on reports.named_gap for insert to lantoa_app
  with check (exists (select from reports.frozen join reports.report on report.id = frozen.report_id
    where frozen.id = frozen_id and report.unit_id = any ((select access.units_for('report.compose'))::uuid[])));

-- Whoever sends may not see the report above that names the gap, so it is filled without their looking at it.
create function reports.fill_gaps(sent uuid) returns integer
  language sql security definer set search_path = reports, access, pg_catalog as $$
  with filled as (
    update named_gap set filled_by = sending.id, filled_at = now()
      from sending join report on report.id = sending.report_id,
           frozen as above join report as reported on reported.id = above.report_id
     where sending.id = sent and report.unit_id = any (access.units_for('report.send'))
       and named_gap.filled_by is null and named_gap.regime_id = sending.regime_id and named_gap.unit_id = report.unit_id
       and above.id = named_gap.frozen_id and reported.period = report.period
    returning 1
  )
  select count(*)::integer from filled
$$;
comment on function reports.fill_gaps is 'Notes that a report which was named as missing has come; gives in how many versions above it was named.';
revoke all on function reports.fill_gaps from public;
grant execute on function reports.fill_gaps to lantoa_app;

-- ── Which figures a frozen report prints ─────────────────────────────────────────────────────────────────────────────

create table reports.frozen_figure (
  frozen_id   uuid not null references reports.frozen,
  unit_id     uuid not null,
  indicator   text collate "C" not null,
  period      text not null,
  line        text not null default '',
  amount      numeric not null,
  reading_id  uuid,
  primary key (frozen_id, unit_id, indicator, period, line)
);
comment on table reports.frozen_figure is
  'Derived from the content of frozen reports: each figure that one prints, with its amount and the reading that was kept of it. Of many reports at once one sees by it which figures are others today.';
grant select on reports.frozen_figure to lantoa_app;
alter table reports.frozen_figure enable row level security;
create policy frozen_figure_is_read on reports.frozen_figure for select to lantoa_app
  using (exists (select from reports.frozen where frozen.id = frozen_id));

create function reports.list_figures(frozen_report reports.frozen) returns void
  language sql security definer set search_path = reports, pg_catalog as $$
  insert into frozen_figure (frozen_id, unit_id, indicator, period, line, amount, reading_id)
  select distinct on (2, 3, 4, 5) frozen_report.id, (figure -> 'scope' ->> 'unitId')::uuid, figure -> 'scope' ->> 'indicator', figure -> 'scope' ->> 'period',
         coalesce(figure -> 'scope' ->> 'line', ''), (figure ->> 'amount')::numeric, (figure ->> 'reading')::uuid
    from jsonb_path_query(frozen_report.content -> 'sections', 'strict $.** ? (exists(@.scope.unitId) && exists(@.amount))') as figure
$$;
revoke all on function reports.list_figures from public;
create function reports.list_figures_of_frozen() returns trigger
  language plpgsql security definer set search_path = reports, pg_catalog as $$
begin
  perform list_figures(new);
  return null;
end
$$;
create trigger frozen_lists_its_figures after insert on reports.frozen
  for each row execute function reports.list_figures_of_frozen();
select reports.list_figures(frozen) from reports.frozen;
