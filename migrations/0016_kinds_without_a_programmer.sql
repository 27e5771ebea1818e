-- 0016_kinds_without_a_programmer.sql – kinds of initiatives that a unit sets up itself: drafts and issues of forms,
-- questions that depend on others, several choices, lists (repeats), places and times, and what exactly is counted.

-- ── Kinds that belong to a unit ──────────────────────────────────────────────────────────────────────────────────────

alter table initiatives.kind
  add column unit_id     uuid references org.unit,
  add column is_public   boolean not null default true,
  add column created_by  uuid references access.person,
  add column created_at  timestamptz not null default now(),
  add constraint kind_name_is_too_long    check (char_length(name_vi) between 3 and 200 and char_length(name_en) between 1 and 200),
  add constraint kind_purpose_is_too_long check (char_length(purpose_vi) <= 2000 and char_length(purpose_en) <= 2000);
comment on column initiatives.kind.unit_id is 'The unit that set it up: it and all beneath it can use it. Empty for kinds that come with the software.';
comment on column initiatives.kind.is_public is 'Whether initiatives of this kind are on the public site. Their totals are public like every figure.';
create index kind_unit on initiatives.kind (unit_id);
create index kind_created_by on initiatives.kind (created_by);

create function initiatives.keep_promises_of_kind() returns trigger language plpgsql as $$
begin
  -- Records were made under this promise; lifting it would publish what was written when nobody was to read it.
  if exists (select from initiatives.form where form.kind = old.code and form.issued_on is not null) then
    if old.protects_people and not new.protects_people then
      raise exception using errcode = 'check_violation', constraint = 'kind_protection_is_lifted', message = 'kind refused: protection is lifted';
    elsif new.is_public and not old.is_public then
      raise exception using errcode = 'check_violation', constraint = 'kind_is_opened_after_use', message = 'kind refused: opened after use';
    end if;
  end if;
  return new;
end
$$;
create trigger kind_keeps_its_promises before update on initiatives.kind
  for each row execute function initiatives.keep_promises_of_kind();

create function access.roots_for(action_wanted text) returns setof uuid
  language sql stable security definer set search_path = access, org, pg_catalog as $$
  select access.roots(access.actor(), array(select role from access.permission where action = action_wanted))
$$;
comment on function access.roots_for is 'The units on which the person of this transaction was given a role that may do an action, without those beneath.';

create function initiatives.is_usable(kind_code text, in_unit uuid) returns boolean
  language sql stable security definer set search_path = initiatives, org, pg_catalog as $$
  select exists (
    select from kind where kind.code = kind_code and (kind.unit_id is null or exists (
      select from org.beneath where beneath.unit_id = in_unit and beneath.ancestor_id = any (array(select org.scope(kind.unit_id))))))
$$;
comment on function initiatives.is_usable is 'Whether a unit can start initiatives of a kind: it comes with the software, or the unit that set it up stands above.';

-- ── Forms: one draft at a time, issued never changed ─────────────────────────────────────────────────────────────────

alter table initiatives.form
  alter column issued_on drop not null,
  add column issued_by  uuid references access.person,
  add column revision   integer not null default 1,
  add column changed_at timestamptz not null default now();
comment on column initiatives.form.issued_on is 'Empty while it is a draft that nobody records with.';
comment on column initiatives.form.revision is 'Goes up with every change of a draft, so that what is issued is what was seen.';
create unique index form_has_a_draft_already on initiatives.form (kind) where issued_on is null;
create index form_issued_by on initiatives.form (issued_by);

alter table initiatives.field drop constraint field_type_is_unknown;
alter table initiatives.field drop constraint field_choice_has_no_choices;
alter table initiatives.field drop constraint field_cannot_be_counted;
-- A draft may lack a unit while somebody works on it; the rules ask for it before it is issued.
alter table initiatives.field drop constraint field_quantity_has_no_unit;
alter table initiatives.field
  add column parent         text,
  add column shown_if       jsonb not null default '[]',
  add column count_as       text,
  add column counted_choice text;
update initiatives.field set count_as = 'amount' where indicator is not null;
alter table initiatives.field
  add constraint field_type_is_unknown check (type in
    ('count', 'quantity', 'money', 'text', 'choice', 'choices', 'date', 'time', 'place', 'photo', 'people', 'repeat')),
  add constraint field_choice_has_no_choices  check ((type in ('choice', 'choices')) = (choices is not null)),
  add constraint field_lies_in_no_list        foreign key (form_id, parent) references initiatives.field (form_id, key) deferrable initially deferred,
  -- Every object of JavaScript has a property of this name.
  add constraint field_key_is_reserved        check (key <> 'constructor'),
  add constraint field_lies_in_itself         check (parent <> key),
  add constraint field_cannot_lie_in_list     check (parent is null or type not in ('repeat', 'photo')),
  add constraint field_conditions_are_malformed check (jsonb_typeof(shown_if) = 'array' and jsonb_array_length(shown_if) <= 10),
  add constraint field_counts_nothing         check ((indicator is null) = (count_as is null)),
  add constraint field_cannot_be_counted      check (count_as is null
    or count_as = 'amount'  and type in ('count', 'quantity', 'money', 'people')
    or count_as = 'rows'    and type = 'repeat'
    or count_as = 'chosen'  and type in ('choice', 'choices')
    or count_as = 'subject' and type in ('text', 'choice')),
  add constraint field_counted_choice_is_unsaid check ((count_as is not distinct from 'chosen') = (counted_choice is not null)),
  add constraint field_label_is_too_long check (char_length(label_vi) between 1 and 300 and char_length(label_en) between 1 and 300),
  add constraint field_help_is_too_long  check (char_length(help_vi) <= 1000 and char_length(help_en) <= 1000);
comment on column initiatives.field.parent is 'The list (repeat) in whose rows the question stands.';
comment on column initiatives.field.shown_if is 'Conditions that must all hold for the question to be asked: [{ field, is, value }]. Empty: always.';
comment on column initiatives.field.minimum is 'Of a number its least value, of a text its shortest length, of a list its fewest rows, of photos and choices how many at least.';
comment on column initiatives.field.count_as is
  'How the answer adds to the indicator: its amount, the rows of the list, one for a certain choice, or itself as the subject of a distinct count.';
create index field_parent on initiatives.field (form_id, parent);

create table initiatives.removed (
  id          uuid primary key default uuidv7(),
  form_id     uuid not null references initiatives.form on delete cascade,
  fields      jsonb not null,
  removed_by  uuid not null references access.person,
  removed_at  timestamptz not null default now(),
  constraint removed_holds_no_fields check (jsonb_typeof(fields) = 'array' and jsonb_array_length(fields) between 1 and 200)
);
comment on table initiatives.removed is 'Questions taken out of a draft, with what lay in them, so that they can be put back. Gone when the draft is issued.';
create index removed_form on initiatives.removed (form_id, removed_at);
create index removed_by on initiatives.removed (removed_by);

create table initiatives.brought (
  form_id    uuid not null references initiatives.form on delete cascade,
  indicator  text not null references figures.indicator,
  primary key (form_id, indicator)
);
comment on table initiatives.brought is 'Indicators that were set up with a form. They begin to be counted when it is issued, and go with a draft that is given up.';
create index brought_indicator on initiatives.brought (indicator);

create function initiatives.refuse_change_of_issued() returns trigger language plpgsql as $$
declare
  changed uuid;
begin
  if tg_table_name = 'form' then
    changed := old.id;
  elsif tg_op = 'INSERT' then
    changed := new.form_id;
  else
    changed := old.form_id;
  end if;
  if exists (select from initiatives.form where form.id = changed and form.issued_on is not null) then
    raise exception using errcode = 'restrict_violation', constraint = 'form_is_issued', message = 'an issued form never changes';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end
$$;
create trigger form_is_issued before update or delete on initiatives.form
  for each row execute function initiatives.refuse_change_of_issued();
create trigger form_is_issued before insert or update or delete on initiatives.field
  for each row execute function initiatives.refuse_change_of_issued();

-- ── Indicators that a unit sets up with its form ─────────────────────────────────────────────────────────────────────

alter table figures.indicator
  add column unit_id uuid references org.unit,
  add constraint indicator_name_is_too_long check (char_length(name_vi) between 3 and 300 and char_length(name_en) between 1 and 300);
comment on column figures.indicator.unit_id is 'The unit that set it up. Empty for indicators that come with the software.';
comment on column figures.indicator.valid_from is 'From when it is counted. Infinity while the form that brings it is a draft: nobody sees it, nothing can be posted to it.';
create index indicator_unit on figures.indicator (unit_id);

create or replace view federation.own_indicator as
  select this_server.id as server, indicator.code collate "C" as code, indicator.name_vi, indicator.name_en, indicator.unit_vi, indicator.unit_en,
         indicator.rule, indicator.formula, indicator.is_money, indicator.definition_vi, indicator.definition_en,
         indicator.valid_from, indicator.valid_to
    from figures.indicator, federation.this_server
   where indicator.valid_from < 'infinity';

-- ── Who may ──────────────────────────────────────────────────────────────────────────────────────────────────────────

grant insert, update (name_vi, name_en, owner_line, purpose_vi, purpose_en, protects_people, is_public) on initiatives.kind to lantoa_app;
grant insert, update, delete on initiatives.form, initiatives.field to lantoa_app;
grant select, insert, delete on initiatives.removed, initiatives.brought to lantoa_app;
grant insert, update, delete on figures.indicator to lantoa_app;
grant delete on initiatives.kind to lantoa_app;

alter table initiatives.kind enable row level security;
alter table initiatives.form enable row level security;
alter table initiatives.field enable row level security;
alter table initiatives.removed enable row level security;
alter table initiatives.brought enable row level security;
alter table figures.indicator enable row level security;

create policy kind_is_read on initiatives.kind for select to lantoa_app using (true);
create policy kind_is_published on initiatives.kind for select to lantoa_public using (is_public);
create policy kind_is_set_up on initiatives.kind for insert to lantoa_app
  with check (created_by = access.actor() and unit_id = any ((select access.units_for('kind.manage'))::uuid[]));
create policy kind_is_changed on initiatives.kind for update to lantoa_app
  using (unit_id = any ((select access.units_for('kind.manage'))::uuid[]))
  with check (unit_id = any ((select access.units_for('kind.manage'))::uuid[]));
create policy kind_is_given_up on initiatives.kind for delete to lantoa_app
  using (unit_id = any ((select access.units_for('kind.manage'))::uuid[])
     and not exists (select from initiatives.form where form.kind = kind.code and form.issued_on is not null));

create policy form_is_read on initiatives.form for select to lantoa_app using (issued_on is not null or exists (
  select from initiatives.kind where kind.code = form.kind and kind.unit_id = any ((select access.units_for('kind.manage'))::uuid[])));
create policy form_is_published on initiatives.form for select to lantoa_public using (issued_on is not null);
create policy form_is_drafted on initiatives.form for insert to lantoa_app with check (issued_on is null and exists (
  select from initiatives.kind where kind.code = form.kind and kind.unit_id = any ((select access.units_for('kind.manage'))::uuid[])));
create policy form_is_changed on initiatives.form for update to lantoa_app using (issued_on is null and exists (
  select from initiatives.kind where kind.code = form.kind and kind.unit_id = any ((select access.units_for('kind.manage'))::uuid[])))
  with check (issued_by is null or issued_by = access.actor());
create policy form_is_given_up on initiatives.form for delete to lantoa_app using (issued_on is null and exists (
  select from initiatives.kind where kind.code = form.kind and kind.unit_id = any ((select access.units_for('kind.manage'))::uuid[])));

create policy field_is_read on initiatives.field for select to lantoa_app, lantoa_public
  using (exists (select from initiatives.form where form.id = field.form_id));
create policy field_is_drafted on initiatives.field for all to lantoa_app
  using (exists (select from initiatives.form where form.id = field.form_id and form.issued_on is null))
  with check (exists (select from initiatives.form where form.id = field.form_id and form.issued_on is null));
create policy removed_is_kept on initiatives.removed for all to lantoa_app
  using (exists (select from initiatives.form where form.id = removed.form_id and form.issued_on is null))
  with check (removed_by = access.actor() and exists (select from initiatives.form where form.id = removed.form_id and form.issued_on is null));

create policy brought_is_read on initiatives.brought for select to lantoa_app
  using (exists (select from initiatives.form where form.id = brought.form_id));
create policy brought_is_drafted on initiatives.brought for insert to lantoa_app
  with check (exists (select from initiatives.form where form.id = brought.form_id and form.issued_on is null));
create policy brought_is_given_up on initiatives.brought for delete to lantoa_app
  using (exists (select from initiatives.form where form.id = brought.form_id and form.issued_on is null));

-- A kind of one unit is no kind for another that does not stand beneath it; what is not public is on no public page.
drop policy initiative_is_proposed on initiatives.initiative;
create policy initiative_is_proposed on initiatives.initiative for insert to lantoa_app
  with check (unit_id = any ((select access.units_for('initiative.propose'))::uuid[]) and initiatives.is_usable(kind, unit_id));
drop policy initiative_is_published on initiatives.initiative;
create policy initiative_is_published on initiatives.initiative for select to lantoa_public
  using (state <> 'proposed' and exists (select from initiatives.kind where kind.code = initiative.kind and kind.is_public));

create policy indicator_is_read on figures.indicator for select to lantoa_app, lantoa_public using (true);
create policy indicator_is_set_up on figures.indicator for insert to lantoa_app
  with check (valid_from = 'infinity' and unit_id = any ((select access.units_for('kind.manage'))::uuid[]));
create policy indicator_is_changed on figures.indicator for update to lantoa_app
  using (valid_from = 'infinity' and unit_id = any ((select access.units_for('kind.manage'))::uuid[]))
  with check (unit_id = any ((select access.units_for('kind.manage'))::uuid[]));
create policy indicator_is_given_up on figures.indicator for delete to lantoa_app
  using (valid_from = 'infinity' and unit_id = any ((select access.units_for('kind.manage'))::uuid[]));
