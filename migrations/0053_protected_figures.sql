-- 0053_protected_figures.sql – figures about people who need protection, as everybody may read them.
--
-- The public does not read the facts of such indicators, nor their totals. It reads blocks: sums that were put together so that
-- no subtraction gives a number below the threshold. Which cells make a block is worked out in figures/protected/rules.ts.
-- Reasons: docs/decisions/0045-protected-figures.md.

create function figures.protected_indicators() returns text[]
  language sql stable security definer set search_path = initiatives, pg_catalog
  return (select coalesce(array_agg(distinct field.indicator), '{}')
            from initiatives.field
            join initiatives.form on form.id = field.form_id and form.issued_on is not null
            join initiatives.kind on kind.code = form.kind and kind.protects_people
           where field.indicator is not null);
comment on function figures.protected_indicators is 'The indicators that a kind counts which protects those whom it serves.';

create table figures.block (
  id         uuid primary key default uuidv7(),
  place_id   uuid not null references org.unit,
  month      date not null,
  is_open    boolean not null,
  members    uuid[] not null,
  codes      text[] not null,
  counted    jsonb not null,
  told_at    timestamptz not null default now()
);
comment on table figures.block is
  'Cells of one month that are told as one sum in place_id. members: the units whose cells they are; none is in two blocks of the same codes. counted: the counts as they were told. is_open: of kinds that protect nobody, under an indicator that others protect.';
create index block_place on figures.block (place_id, month);
create table figures.told (
  block_id   uuid not null references figures.block on delete cascade,
  indicator  text collate "C" not null references figures.indicator,
  amount     numeric(18, 3) not null,
  assurance  figures.assurance not null,
  constraint told_is_told_twice primary key (block_id, indicator)
);
comment on table figures.told is 'What a block says of an indicator: its sum, and the weakest proof in it. A stock is what stands at the end of the month.';
create index told_indicator on figures.told (indicator);

-- Who is in a block stays inside.
grant select (id, place_id, month) on figures.block to lantoa_public;
grant select on figures.told to lantoa_public;
alter table figures.block enable row level security;
alter table figures.told enable row level security;
create policy block_is_public on figures.block for select to lantoa_public using (true);
create policy told_is_public on figures.told for select to lantoa_public using (true);

drop policy fact_is_read on figures.fact;
create policy fact_is_read on figures.fact for select to lantoa_app using (true);
create policy fact_is_public on figures.fact for select to lantoa_public
  using (indicator <> all ((select figures.protected_indicators())::text[]));
do $$
declare
  derived text;
begin
  foreach derived in array array['step', 'condensed', 'roll_up'] loop
    execute format('alter table figures.%I enable row level security', derived);
    execute format('create policy %I on figures.%I for select to lantoa_app using (true)', derived || '_is_read', derived);
    execute format('create policy %I on figures.%I for select to lantoa_public
                      using (indicator <> all ((select figures.protected_indicators())::text[]))', derived || '_is_public', derived);
  end loop;
end
$$;

-- A link shows one figure by the day, with what it is made of: not of people who need protection.
create or replace function figures.shared(share_id uuid)
  returns table (is_live boolean, expires_at timestamptz, reading figures.reading)
  language sql stable security definer set search_path = figures, access, pg_catalog as $$
  select state.is_live, share.expires_at, case when state.is_live then reading end
    from figures.share join figures.reading on reading.id = share.reading_id
    -- A link does not outlive the right of whoever made it.
    cross join lateral (
      select share.revoked_at is null and share.expires_at > now()
             and not reading.shown ?| figures.protected_indicators()
             and access.covers(share.shared_by, array(select role from access.permission where action = 'figure.share'), share.unit_id) as is_live
    ) as state
   where share.id = share_id
$$;

-- Nor does a spot check of them tell everybody what was declared.
create or replace function verification.published(check_id uuid)
  returns table (unit_name text, indicator text, kind text, period text, confidence integer, tolerable numeric, expected numeric,
                 commitment text, planned_at timestamptz, seed text, population_hash text, sample_hash text,
                 population_size integer, sample_size integer, declared numeric, drawn_at timestamptz, estimate jsonb, closed_at timestamptz)
  language sql stable security definer set search_path = verification, pg_catalog as $$
  select unit.name, spot_check.indicator, spot_check.kind, spot_check.period, spot_check.confidence, spot_check.tolerable, spot_check.expected,
         spot_check.commitment, spot_check.planned_at, spot_check.seed, spot_check.population_hash, spot_check.sample_hash,
         spot_check.population_size, spot_check.sample_size, spot_check.declared, spot_check.drawn_at, spot_check.estimate, spot_check.closed_at
    from verification.spot_check join org.unit on unit.id = spot_check.unit_id
   where spot_check.id = published.check_id and spot_check.indicator <> all (figures.protected_indicators())
$$;
