-- 0027_targets.sql – what is to be reached: a target for an indicator, a unit and a year, handed down and never typed as reached.

create table programme.target (
  id              uuid primary key default uuidv7(),
  unit_id         uuid not null references org.unit,
  indicator       text not null constraint target_indicator_is_unknown references figures.indicator,
  year            integer not null,
  set_by_unit_id  uuid not null references org.unit,
  version         integer not null default 1,
  constraint target_is_set_already         unique (unit_id, indicator, year),
  constraint target_year_is_out_of_range   check (year between 2006 and 2100),
  constraint target_version_is_out_of_range check (version >= 1)
);
comment on table programme.target is
  'A target (chỉ tiêu) of a unit for an indicator and a year; one at most. set_by_unit_id is the unit that set it: the unit itself, or one above that hands it down. What it comes to is in its newest version.';
create index target_indicator on programme.target (indicator);
create index target_year on programme.target (year, unit_id);
create index target_set_by_unit on programme.target (set_by_unit_id, year, indicator);

create table programme.target_version (
  target_id    uuid not null references programme.target,
  number       integer not null,
  amount       numeric(18, 3),
  direction    text not null,
  basis        text not null,
  document_id  uuid constraint target_document_is_unknown references programme.document,
  note         text not null default '',
  reason       text not null default '',
  set_by       uuid references access.person,
  set_at       timestamptz not null default now(),
  primary key (target_id, number),
  constraint target_direction_is_unknown   check (direction in ('at_least', 'at_most')),
  constraint target_basis_is_unknown       check (basis in ('flow', 'stock', 'rate')),
  constraint target_amount_is_negative     check (amount >= 0),
  constraint target_amount_is_nothing      check (amount > 0 or direction = 'at_most'),
  constraint target_amount_is_absurd       check (amount <= 100000000000000),
  constraint target_is_taken_back_at_once  check (amount is not null or number > 1),
  constraint target_change_has_no_reason   check (number = 1 or char_length(reason) >= 3),
  constraint target_reason_is_too_long     check (char_length(reason) <= 500),
  constraint target_note_is_too_long       check (char_length(note) <= 500)
);
comment on table programme.target_version is
  'What a target was set to, version by version, each with its document and from the second on the reason. Without an amount the target was taken back.';
create index target_version_document on programme.target_version (document_id);
create index target_version_set_by on programme.target_version (set_by);
create trigger target_version_is_append_only before update or delete or truncate on programme.target_version
  for each statement execute function access.refuse_change();

create view programme.current_target with (security_invoker = true) as
  select target.id, target.unit_id, target.indicator, target.year, target.set_by_unit_id, target.version,
         latest.amount, latest.direction, latest.basis, latest.document_id, latest.note, latest.reason, latest.set_at
    from programme.target
    join programme.target_version as latest on latest.target_id = target.id and latest.number = target.version
   where latest.amount is not null;
comment on view programme.current_target is 'The targets that hold: each with its newest version, those taken back left out.';

alter table programme.target enable row level security;
alter table programme.target_version enable row level security;
grant select, insert, update (version, set_by_unit_id) on programme.target to lantoa_app;
grant select, insert on programme.target_version to lantoa_app;
grant select on programme.current_target to lantoa_app;

create policy target_is_read on programme.target for select to lantoa_app
  using (unit_id = any ((select access.units_for('target.read'))::uuid[]));
-- Whoever sets a target does so for a unit in which they may, and that stands above or is the unit itself.
create policy target_is_set on programme.target for insert to lantoa_app
  with check (unit_id = any ((select access.units_for('target.set'))::uuid[])
    and set_by_unit_id = any ((select access.units_for('target.set'))::uuid[])
    and (unit_id = set_by_unit_id or exists (
      select from org.beneath where beneath.unit_id = target.unit_id and beneath.ancestor_id = target.set_by_unit_id)));
-- What was handed down is changed by whoever handed it down, not by whoever has to reach it.
create policy target_is_changed on programme.target for update to lantoa_app
  using (set_by_unit_id = any ((select access.units_for('target.set'))::uuid[]))
  with check (set_by_unit_id = any ((select access.units_for('target.set'))::uuid[])
    and (unit_id = set_by_unit_id or exists (
      select from org.beneath where beneath.unit_id = target.unit_id and beneath.ancestor_id = target.set_by_unit_id)));
create policy target_version_is_read on programme.target_version for select to lantoa_app
  using (exists (select from programme.target where target.id = target_version.target_id));
create policy target_version_is_set on programme.target_version for insert to lantoa_app
  with check (set_by = access.actor() and exists (
    select from programme.target where target.id = target_version.target_id and target.version = target_version.number
       and target.set_by_unit_id = any ((select access.units_for('target.set'))::uuid[])));
