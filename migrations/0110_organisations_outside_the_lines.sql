-- 0110_organisations_outside_the_lines.sql – associations, schools, religious boards, co-operatives and clubs have a heading of their own, and an initiative may have several hosts.

-- Their initiatives count as those of any line do; what has no heading here is an other organisation.
insert into org.line (code, name_vi, name_en, position) values
  ('trade_union',  'Công đoàn',                           'Trade union',                      10),
  ('military',     'Quân sự, biên phòng',                 'Military and border guard',        11),
  ('elderly',      'Hội Người cao tuổi',                  'Association of the Elderly',       12),
  ('red_cross',    'Hội Chữ thập đỏ',                     'Red Cross',                        13),
  ('learning',     'Hội Khuyến học',                      'Association for Promoting Learning', 14),
  ('schools',      'Trường học',                          'Schools',                          15),
  ('religions',    'Tổ chức tôn giáo',                    'Religious organisations',          16),
  ('cooperatives', 'Hợp tác xã, tổ hợp tác, doanh nghiệp', 'Co-operatives and enterprises',   17),
  ('clubs',        'Câu lạc bộ, đội, nhóm',               'Clubs and groups',                 18),
  ('other',        'Tổ chức khác',                        'Other organisations',              99);
comment on table org.line is 'One line of organisations that runs from the Centre to the hamlet: the Party, the Women''s Union …; or organisations of one sort that stand in no line: schools, clubs.';
update org.kind set name_vi = 'Chi hội, chi đoàn, chi bộ, tổ, câu lạc bộ', name_en = 'Branch, group, club' where code = 'branch';

create table initiatives.co_host (
  initiative_id  uuid not null references initiatives.initiative,
  unit_id        uuid not null references org.unit,
  named_by       uuid references access.person,
  named_at       timestamptz not null default now(),
  constraint initiative_has_host_already primary key (initiative_id, unit_id)
);
comment on table initiatives.co_host is
  'Who runs an initiative together with its unit. Figures count for the unit of the initiative alone, so that they count once.';
create index co_host_unit on initiatives.co_host (unit_id);
create index co_host_named_by on initiatives.co_host (named_by);

create function initiatives.keep_hosts_apart() returns trigger
  language plpgsql security definer set search_path = initiatives, pg_catalog as $$
begin
  if tg_table_name = 'initiative' then
    -- Whoever takes the initiative over is no longer one of those beside.
    delete from co_host where initiative_id = new.id and unit_id = new.unit_id;
  elsif exists (select from initiative where id = new.initiative_id and unit_id = new.unit_id) then
    raise exception using errcode = 'check_violation', constraint = 'host_leads_already',
      message = 'the unit of an initiative is its host already';
  end if;
  return new;
end
$$;
create trigger host_is_another_unit before insert on initiatives.co_host
  for each row execute function initiatives.keep_hosts_apart();
create trigger initiative_is_taken_over after update of unit_id on initiatives.initiative
  for each row when (new.unit_id <> old.unit_id) execute function initiatives.keep_hosts_apart();

grant select on initiatives.co_host to lantoa_app, lantoa_public;
grant insert, delete on initiatives.co_host to lantoa_app;
alter table initiatives.co_host enable row level security;
create policy co_host_is_read on initiatives.co_host for select to lantoa_app, lantoa_public
  using (exists (select from initiatives.initiative where initiative.id = co_host.initiative_id));
create policy co_host_is_named on initiatives.co_host for insert to lantoa_app
  with check (exists (select from initiatives.initiative where initiative.id = co_host.initiative_id
    and access.reaches((select access.held_for('initiative.propose')), initiative.unit_id)));
create policy co_host_is_taken_away on initiatives.co_host for delete to lantoa_app
  using (exists (select from initiatives.initiative where initiative.id = co_host.initiative_id
    and access.reaches((select access.held_for('initiative.propose')), initiative.unit_id)));

insert into ledger.bound (relation, left_out) values ('initiatives.co_host', '{}');
select portal.watch('initiatives.co_host');
