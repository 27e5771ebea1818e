-- 0004_figures.sql – the facts from which every figure is computed.
create schema figures;
grant usage on schema figures to lantoa_app, lantoa_public;

create type figures.assurance as enum ('declared', 'evidenced', 'confirmed', 'verified');
comment on type figures.assurance is
  'How far a fact is proven: said by the unit; backed by evidence that a checker saw; confirmed by the people it served; verified by a spot check.';

create table figures.indicator (
  code        text primary key,
  name_vi     text not null,
  name_en     text not null,
  unit_vi     text not null,
  unit_en     text not null,
  rule        text not null,
  is_money    boolean not null default false,
  is_headline boolean not null default false,
  position    integer not null,
  definition_vi text not null,
  definition_en text not null,
  source      text,
  valid_from  date not null default '2016-05-15',
  valid_to    date,
  constraint indicator_code_is_malformed     check (code ~ '^[a-z][a-z0-9_]{2,59}$'),
  constraint indicator_rule_is_unknown       check (rule in ('sum', 'stock')),
  constraint indicator_ends_before_it_begins check (valid_to > valid_from)
);
comment on table figures.indicator is
  'Something that is counted. rule says how amounts of several days go together: sum adds them; stock takes the latest of each source. Headlines are what the first page shows.';
grant select on figures.indicator to lantoa_app, lantoa_public;

create table figures.fact (
  id           uuid primary key default uuidv7(),
  unit_id      uuid not null references org.unit,
  indicator    text not null references figures.indicator,
  day          date not null,
  amount       numeric(18, 3) not null,
  qualifier    text not null default 'exact',
  assurance    figures.assurance not null,
  series_id    uuid not null,
  source_kind  text not null,
  source_id    uuid not null,
  reverses     uuid references figures.fact,
  posted_at    timestamptz not null default now(),
  constraint fact_qualifier_is_unknown  check (qualifier in ('exact', 'over', 'nearly', 'about')),
  constraint fact_reverses_itself       check (reverses <> id),
  constraint fact_is_reversed_already   unique (reverses),
  constraint fact_amount_is_negative    check (amount >= 0 or reverses is not null),
  constraint fact_source_is_unknown     check (source_kind in ('activity', 'initiative')),
  -- An amount of more than 100,000 billion is a slip of the finger, whatever is counted.
  constraint fact_amount_is_absurd      check (abs(amount) <= 100000000000000)
);
comment on table figures.fact is
  'One amount from one source on one day. Never changed: a wrong fact is reversed once and posted anew. series_id tells which amounts of a stock follow one another (the initiative).';
comment on column figures.fact.amount is 'In the unit of the indicator, money in whole đồng; the negative of what it reverses in a reversal.';
create index fact_source on figures.fact (source_kind, source_id);
create index fact_indicator_day on figures.fact (indicator, day) include (unit_id, amount, assurance);
create index fact_unit on figures.fact (unit_id, indicator, day);
create index fact_series on figures.fact (series_id, indicator, day);

create function figures.check_fact() returns trigger
  language plpgsql security definer set search_path = figures, org, pg_catalog as $$
declare
  named text;
begin
  select 'fact_unit_did_not_exist_then' into named
    from fresh where exists (select from org.unit where unit.id = fresh.unit_id
      and not daterange(unit.valid_from, unit.valid_to) @> fresh.day) and fresh.reverses is null limit 1;
  if named is null then
    select 'fact_indicator_did_not_exist_then' into named
      from fresh join figures.indicator on indicator.code = fresh.indicator
     where not daterange(indicator.valid_from, indicator.valid_to) @> fresh.day and fresh.reverses is null limit 1;
  end if;
  if named is null then
    select 'fact_reversal_differs' into named
      from fresh join figures.fact as original on original.id = fresh.reverses
     where (fresh.unit_id, fresh.indicator, fresh.day, fresh.amount, fresh.assurance, fresh.series_id, fresh.source_kind, fresh.source_id)
        is distinct from
           (original.unit_id, original.indicator, original.day, -original.amount, original.assurance, original.series_id, original.source_kind, original.source_id)
        or original.reverses is not null limit 1;
  end if;
  if named is not null then
    raise exception using errcode = 'check_violation', constraint = named, message = 'fact refused: ' || named;
  end if;
  return null;
end
$$;
create trigger fact_is_checked after insert on figures.fact
  referencing new table as fresh for each statement execute function figures.check_fact();
create trigger fact_is_never_changed before update or delete or truncate on figures.fact
  for each statement execute function access.refuse_change();

create view figures.standing with (security_invoker = true) as
  select fact.id, fact.unit_id, fact.indicator, fact.day, fact.amount, fact.qualifier, fact.assurance,
         fact.series_id, fact.source_kind, fact.source_id, fact.posted_at
    from figures.fact
   where fact.reverses is null
     and not exists (select from figures.fact as reversal where reversal.reverses = fact.id);
comment on view figures.standing is 'The facts that count today: neither a reversal nor reversed.';

grant select, insert on figures.fact to lantoa_app;
grant select on figures.fact to lantoa_public;
grant select on figures.standing to lantoa_app, lantoa_public;

-- Totals are public; what lies behind them is kept by the tables of the sources. Posting needs the right to the source.
alter table figures.fact enable row level security;
create policy fact_is_read on figures.fact for select to lantoa_app, lantoa_public using (true);
create policy fact_is_posted on figures.fact for insert to lantoa_app with check (
  unit_id = any ((select access.units_for('activity.record'))::uuid[])
  or unit_id = any ((select access.units_for('activity.check'))::uuid[])
);
