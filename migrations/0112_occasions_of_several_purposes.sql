-- 0112_occasions_of_several_purposes.sql – one occasion may serve several purposes, has parts, and is attended by people of several categories.

create function gatherings.all_differ(codes text[]) returns boolean language sql immutable parallel safe
  return (select count(distinct code) = count(*) from unnest(codes) as code);

alter table gatherings.gathering
  add column also text[] not null default '{}',
  add column parts text not null default '',
  add constraint gathering_has_purpose_twice     check (occasion <> all (also) and gatherings.all_differ(also)),
  add constraint gathering_has_too_many_purposes check (cardinality(also) <= 6),
  add constraint gathering_parts_are_too_long    check (char_length(parts) <= 4000);
comment on column gatherings.gathering.also is 'What else it was held for, as codes of occasions.csv: a review conference that honours people is one of each.';
comment on column gatherings.gathering.parts is 'Its parts, one on each line, with who reported.';

create table gatherings.attended (
  gathering_id  uuid not null references gatherings.gathering,
  category      text collate "C" not null,
  amount        integer not null,
  amount_is     text not null default 'exact',
  constraint attended_is_counted_twice    primary key (gathering_id, category),
  constraint attended_category_is_unknown check (category ~ '^[a-z][a-z_]{2,39}$'),
  constraint attended_is_out_of_range     check (amount between 0 and 1000000),
  constraint attended_exactness_is_unknown check (amount_is in ('exact', 'over', 'nearly', 'about', 'order'))
);
comment on table gatherings.attended is
  'How many people of a category came to a gathering as a whole: cadres, pupils. Which categories there are stands in categories.csv. They overlap and are never added up.';
grant select, insert, delete on gatherings.attended to lantoa_app;
alter table gatherings.attended enable row level security;
create policy attended_is_read on gatherings.attended for select to lantoa_app
  using (exists (select from gatherings.gathering where gathering.id = attended.gathering_id
    and gathering.unit_id = any ((select access.units_for('session.read'))::uuid[])));
create policy attended_is_counted on gatherings.attended for insert to lantoa_app
  with check (exists (select from gatherings.gathering where gathering.id = attended.gathering_id
    and access.reaches((select access.held_for('session.hold')), gathering.unit_id)));
create policy attended_is_taken_back on gatherings.attended for delete to lantoa_app
  using (exists (select from gatherings.gathering where gathering.id = attended.gathering_id
    and access.reaches((select access.held_for('session.hold')), gathering.unit_id)));

insert into ledger.bound (relation, left_out) values ('gatherings.attended', '{}');
