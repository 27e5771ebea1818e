-- 0012_readings.sql – why a figure is not what it was: readings that were kept, links to them, and what lies between two.
--
-- A fact remembers the transaction that posted it and is never changed, so a snapshot alone says what a reading saw. Who
-- counts for whom does change: those changes are logged here, so that the same snapshot says who counted then as well.
-- A reading stays small however large the unit is, and the difference to any other is exact, fact by fact.

-- ── Who counted for whom before ──────────────────────────────────────────────────────────────────────────────────────

create table figures.attribution_change (
  id          bigint generated always as identity primary key,
  unit_id     uuid not null,
  said        daterange not null,
  counted_id  uuid not null,
  held        daterange not null,
  weight      numeric not null,
  is_added    boolean not null,
  changed_in  xid8 not null default pg_current_xact_id(),
  changed_at  timestamptz not null default now()
);
comment on table figures.attribution_change is
  'Derived: every row that came to or left figures.attribution, by which transaction. What stood there at a moment is what stands now without the changes since. The first rows of a new unit are left out: no fact is older than its unit. No foreign keys: a unit that is deleted leaves its changes behind, and they harm nobody.';
create index attribution_change_counted on figures.attribution_change (counted_id);
create index attribution_change_unit on figures.attribution_change (unit_id);
grant select on figures.attribution_change to lantoa_app, lantoa_public;

create function figures.log_attribution() returns trigger
  language plpgsql security definer set search_path = figures, pg_catalog as $$
begin
  with given_of as (
    select given.unit_id, count(*) as rows from given group by 1
  ), known as (
    -- Of a new unit all rows there are have just been given.
    select given_of.unit_id from given_of
     where tg_op = 'DELETE'
        or given_of.rows < (select count(*) from figures.attribution where attribution.unit_id = given_of.unit_id)
        or exists (select from figures.attribution_change as earlier where earlier.unit_id = given_of.unit_id)
  )
  insert into figures.attribution_change (unit_id, said, counted_id, held, weight, is_added)
  select given.unit_id, given.said, given.counted_id, given.held, given.weight, tg_op = 'INSERT'
    from given join known on known.unit_id = given.unit_id;
  return null;
end
$$;
create trigger attribution_is_added after insert on figures.attribution
  referencing new table as given for each statement execute function figures.log_attribution();
create trigger attribution_is_removed after delete on figures.attribution
  referencing old table as given for each statement execute function figures.log_attribution();

-- ── Readings and links to them ───────────────────────────────────────────────────────────────────────────────────────

create table figures.reading (
  id         uuid primary key default uuidv7(),
  unit_id    uuid not null references org.unit,
  indicator  text collate "C" not null references figures.indicator,
  line       text references org.line,
  theme_id   uuid references figures.theme,
  basis      text not null,
  period     text not null,
  since      date not null,
  until      date not null,
  taken_at   timestamptz not null,
  snapshot   pg_snapshot,
  today      date not null,
  roots      uuid[] not null,
  answered   text not null,
  rule       text not null,
  formulas   jsonb not null,
  shown      jsonb not null,
  kept_by    uuid references access.person,
  constraint reading_basis_is_unknown       check (basis in ('then', 'today') and answered in ('then', 'today')),
  constraint reading_has_two_slices         check (line is null or theme_id is null),
  constraint reading_is_of_no_whole_months  check (since < until and extract(day from since) = 1 and extract(day from until) = 1),
  constraint reading_period_is_too_long     check (char_length(period) between 4 and 20),
  constraint reading_shows_nothing          check (jsonb_typeof(shown) = 'object' and shown ? indicator),
  constraint reading_has_other_formulas     check (jsonb_typeof(formulas) = 'object' and (rule = 'derived') = (formulas ? indicator))
);
comment on table figures.reading is
  'What a figure was when somebody relied on it: what was asked, what was shown, and the moment (snapshot, day, units that answered) from which its difference to any other reading follows. Never changed.';
comment on column figures.reading.snapshot is 'Which transactions the reading saw. Empty after a restore on another server, where their numbers mean nothing: then taken_at decides.';
comment on column figures.reading.roots is 'The units that answered for unit_id, in the way answered says: an abolished unit has no today.';
comment on column figures.reading.formulas is 'The formula of a derived figure, and those of its parts that are derived themselves, by code.';
comment on column figures.reading.shown is 'The figure by code; of a derived one its parts as well.';
create index reading_unit on figures.reading (unit_id, indicator, taken_at);
create index reading_indicator on figures.reading (indicator);
create index reading_theme on figures.reading (theme_id) where theme_id is not null;
create index reading_kept_by on figures.reading (kept_by);
create trigger reading_is_never_changed before delete or truncate
  or update of id, unit_id, indicator, line, theme_id, basis, period, since, until, taken_at, today, roots, answered, rule, formulas, shown, kept_by
  on figures.reading for each statement execute function access.refuse_change();

create table figures.share (
  id          uuid primary key default uuidv7(),
  reading_id  uuid not null references figures.reading,
  unit_id     uuid not null references org.unit,
  shared_by   uuid not null references access.person,
  shared_at   timestamptz not null default now(),
  expires_at  timestamptz not null,
  revoked_at  timestamptz,
  constraint share_is_over_at_once           check (expires_at > shared_at),
  constraint share_lasts_too_long            check (expires_at <= shared_at + interval '91 days'),
  constraint share_is_revoked_before_it_began check (revoked_at >= shared_at)
);
comment on table figures.share is
  'A link by which anybody who has it sees one figure as a reading kept it and as it is. The address carries the id under the signature of the installation, so it cannot be guessed; the row says how long it holds.';
create index share_reading on figures.share (reading_id);
create index share_unit on figures.share (unit_id);
create index share_shared_by on figures.share (shared_by, id);

grant select, insert on figures.reading to lantoa_app;
grant select, insert, update (revoked_at) on figures.share to lantoa_app;
alter table figures.reading enable row level security;
alter table figures.share enable row level security;
-- Totals are public, and so is what they were; the public itself gets at a reading by a link only (figures.shared).
create policy reading_is_read on figures.reading for select to lantoa_app using (access.actor() is not null);
create policy reading_is_kept on figures.reading for insert to lantoa_app with check (kept_by = access.actor());
create policy share_is_own on figures.share for select to lantoa_app using (shared_by = access.actor());
create policy share_is_made on figures.share for insert to lantoa_app
  with check (shared_by = access.actor() and unit_id = any ((select access.units_for('figure.share'))::uuid[]));
create policy share_is_revoked on figures.share for update to lantoa_app using (shared_by = access.actor());

create function figures.shared(share_id uuid)
  returns table (is_live boolean, expires_at timestamptz, reading figures.reading)
  language sql stable security definer set search_path = figures, access, pg_catalog as $$
  select state.is_live, share.expires_at, case when state.is_live then reading end
    from figures.share join figures.reading on reading.id = share.reading_id
    -- A link does not outlive the right of whoever made it.
    cross join lateral (
      select share.revoked_at is null and share.expires_at > now()
             and access.covers(share.shared_by, array(select role from access.permission where action = 'figure.share'), share.unit_id) as is_live
    ) as state
   where share.id = share_id
$$;
comment on function figures.shared is
  'The reading behind a link, for whoever holds it. Of a link that is over, revoked, or made by somebody who may share no more, only that it is.';
revoke execute on function figures.shared from public;
grant execute on function figures.shared to lantoa_public;

create function figures.forget_snapshots() returns trigger
  language plpgsql security definer set search_path = figures, pg_catalog as $$
begin
  update figures.reading set snapshot = null;
  update figures.attribution_change set changed_in = '3';
  return null;
end
$$;
create trigger roll_up_moves_to_another_server after update of server on figures.roll_up_state
  for each statement execute function figures.forget_snapshots();

-- ── What lies between two moments ────────────────────────────────────────────────────────────────────────────────────

create type figures.moment as (snapshot pg_snapshot, at timestamptz, today date, roots uuid[], answered text);
comment on type figures.moment is
  'When a figure was read: what was visible (snapshot; where there is none, all up to at), which day was today, and which units answered, in which reading.';

create function figures.knew(moment figures.moment, done_in xid8, done_at timestamptz) returns boolean
  language sql immutable parallel safe
  return case when (moment).snapshot is null then done_at <= (moment).at else pg_visible_in_snapshot(done_in, (moment).snapshot) end;

create type figures.origin as (source_kind text, source_id uuid, unit_id uuid, day date);

create function figures.stood(kinds text[], sources uuid[], moment figures.moment) returns boolean
  language sql stable as $$
  select exists (
    select from figures.fact left join figures.fact as undoing on undoing.reverses = fact.id and undoing.day = fact.day
     where fact.source_kind = any (kinds) and fact.source_id = any (sources) and fact.reverses is null
       and figures.knew(moment, fact.posted_in, fact.posted_at)
       and not coalesce(figures.knew(moment, undoing.posted_in, undoing.posted_at), false))
$$;
comment on function figures.stood is 'Whether some records had anything in the figures at a moment, of whatever day and indicator.';

create function figures.what_changed(code text, counting text, in_line text, in_theme uuid, since date, until date, a figures.moment, b figures.moment)
  returns table (cause text, key uuid, source_kind text, source_id uuid, unit_id uuid, day date, records bigint,
                 before numeric, after numeric, declared numeric, evidenced numeric, confirmed numeric, verified numeric)
  language plpgsql stable set plan_cache_mode to force_custom_plan as $f$
declare
  -- What is one thing over time: a record of a flow, a series of a stock, a subject of a distinct count.
  key_of constant text := case counting when 'stock' then 'series_id' when 'distinct' then 'subject' else 'source_id' end;
  is_stock constant boolean := counting = 'stock';
  is_distinct constant boolean := counting = 'distinct';
  levels constant text := $q$ array[
    coalesce(sum(%1$s) filter (where assurance = 'declared'), 0), coalesce(sum(%1$s) filter (where assurance = 'evidenced'), 0),
    coalesce(sum(%1$s) filter (where assurance = 'confirmed'), 0), coalesce(sum(%1$s) filter (where assurance = 'verified'), 0)] $q$;
begin
  return query execute format($q$
    with changed as materialized (
      select change.unit_id, change.said, change.counted_id, change.held, case when change.is_added then -change.weight else change.weight end as undone,
             figures.knew($6, change.changed_in, change.changed_at) as in_a, figures.knew($7, change.changed_in, change.changed_at) as in_b
        from figures.attribution_change as change where change.counted_id = any (($6).roots || ($7).roots)
    ), share as materialized (
      -- Who counts now; and of what has changed since either moment, the opposite.
      select attribution.unit_id, attribution.said, attribution.held,
             case when attribution.counted_id = any (($6).roots) then attribution.weight else 0 end as weight_a,
             case when attribution.counted_id = any (($7).roots) then attribution.weight else 0 end as weight_b
        from figures.attribution where attribution.counted_id = any (($6).roots || ($7).roots)
      union all
      select changed.unit_id, changed.said, changed.held,
             case when not in_a and changed.counted_id = any (($6).roots) then undone else 0 end,
             case when not in_b and changed.counted_id = any (($7).roots) then undone else 0 end
        from changed where not (in_a and in_b)
    ), moved as materialized (
      select share.unit_id from share group by share.unit_id, share.said, share.held having sum(weight_a) <> sum(weight_b)
      union
      select share.unit_id from share
       where ($6).answered <> ($7).answered
          or (($6).answered = 'today' and (share.held @> ($6).today) <> (share.held @> ($7).today))
    ), touched as materialized (
      select fact.%1$I as key from figures.fact
       where fact.indicator = $1 and fact.day < $5 and ($8 or fact.day >= $4)
         and figures.knew($7, fact.posted_in, fact.posted_at) and not figures.knew($6, fact.posted_in, fact.posted_at)
         -- A level elsewhere ends one here where both are of one series.
         and (fact.unit_id in (select share.unit_id from share)
              or ($8 and exists (select from figures.fact as own where own.series_id = fact.series_id and own.indicator = $1
                                    and own.unit_id in (select share.unit_id from share))))
      union
      select fact.%1$I from figures.fact
       where fact.indicator = $1 and fact.day < $5 and ($8 or fact.day >= $4)
         and fact.unit_id in (select moved.unit_id from moved)
    ), placed as materialized (
      -- All facts of what was touched, as each moment knew them.
      select fact.%1$I as key, fact.id, fact.unit_id, fact.day, fact.amount, fact.assurance, fact.source_kind, fact.source_id, fact.posted_at,
             figures.knew($6, fact.posted_in, fact.posted_at) as known_in_a,
             figures.knew($6, fact.posted_in, fact.posted_at) and not coalesce(figures.knew($6, undoing.posted_in, undoing.posted_at), false) as in_a,
             figures.knew($7, fact.posted_in, fact.posted_at) and not coalesce(figures.knew($7, undoing.posted_in, undoing.posted_at), false) as in_b,
             ($2 is null or unit.line = $2) and ($3 is null or fact.theme_id = $3) as fits
        from touched join figures.fact on fact.%1$I = touched.key
        join org.unit on unit.id = fact.unit_id
        left join figures.fact as undoing on undoing.reverses = fact.id and undoing.day = fact.day
       where fact.indicator = $1 and fact.day < $5 and ($8 or fact.day >= $4) and fact.reverses is null
    ), ranked as (
      -- Of a stock only the latest level of its series is in force.
      select placed.*,
             in_a and (not $8 or row_number() over (partition by key order by in_a desc, day desc, posted_at desc, id desc) = 1) as in_force_a,
             in_b and (not $8 or row_number() over (partition by key order by in_b desc, day desc, posted_at desc, id desc) = 1) as in_force_b
        from placed
    ), weighed as (
      select ranked.id,
             sum(weight_a) filter (where share.held @> case when ($6).answered = 'today' then ($6).today when $8 then $5 - 1 else ranked.day end) as weight_a,
             sum(weight_b) filter (where share.held @> case when ($7).answered = 'today' then ($7).today when $8 then $5 - 1 else ranked.day end) as weight_b
        from ranked join share on share.unit_id = ranked.unit_id and share.said @> ranked.day
       group by ranked.id
    ), counted as (
      select ranked.*,
             case when fits and in_force_a then coalesce(weight_a, 0) else 0 end as was_weight,
             case when fits and in_force_a then coalesce(weight_b, 0) else 0 end as stays_weight,
             case when fits and in_force_b then coalesce(weight_b, 0) else 0 end as comes_weight
        from ranked left join weighed using (id)
    ), valued as (
      -- was: what counted then; stays: the same facts, for the units as they are at the second moment; comes: what counts there.
      select counted.*, %2$s
        from counted
    ), thing as materialized (
      select key, %3$s as was, %4$s as stays, %5$s as comes,
             coalesce(array_agg(source_id) filter (where in_force_b and not known_in_a), '{}') as fresh,
             coalesce(array_agg(source_id) filter (where in_force_a and not in_b), '{}') as gone,
             array_agg(distinct source_kind) as kinds,
             (array_agg(unit_id order by in_force_a desc, day desc, id desc))[1] as unit_before,
             (array_agg((source_kind, source_id, unit_id, day)::figures.origin
                order by (in_force_b and not known_in_a) desc, (in_force_a and not in_b) desc, (in_force_a or in_force_b) desc, day desc, id desc))[1] as origin
        from valued group by key
    ), aimed as (
      -- First the amount changes at the level where it stood, then what is left is a change of proof.
      select thing.*, before_total, after_total,
             array(select case when after_total = before_total then stays[level] when level = top then after_total else 0 end
                     from generate_series(1, 4) as level) as target
        from thing
        cross join lateral (select (select sum(each) from unnest(stays) as each) as before_total, (select sum(each) from unnest(comes) as each) as after_total) as total
        cross join lateral (
          select coalesce((select max(level) from generate_series(1, 4) as level where stays[level] <> 0),
                          (select max(level) from generate_series(1, 4) as level where comes[level] <> 0)) as top) as highest
       where stays <> comes
    ), named as (
      select case
               when after_total = before_total then null
               when fresh && gone then 'corrected'
               when fresh <> '{}' and not figures.stood(kinds, fresh, $6) then 'new'
               when fresh <> '{}' or figures.stood(kinds, gone, $7) then 'corrected'
               else 'withdrawn'
             end as amount_cause,
             aimed.*
        from aimed
    )
    select 'moved', unit_before, null::text, null::uuid, unit_before, null::date, count(*),
           sum((select sum(each) from unnest(was) as each)), sum((select sum(each) from unnest(stays) as each)),
           sum(stays[1] - was[1]), sum(stays[2] - was[2]), sum(stays[3] - was[3]), sum(stays[4] - was[4])
      from thing where was <> stays group by unit_before
    union all
    select amount_cause, key, (origin).source_kind, (origin).source_id, (origin).unit_id, (origin).day, 1, before_total, after_total,
           target[1] - stays[1], target[2] - stays[2], target[3] - stays[3], target[4] - stays[4]
      from named where amount_cause is not null
    union all
    select case when 2 * (comes[2] - target[2]) + 3 * (comes[3] - target[3]) + 4 * (comes[4] - target[4]) + comes[1] - target[1] > 0 then 'proof_raised' else 'proof_lowered' end,
           key, (origin).source_kind, (origin).source_id, (origin).unit_id, (origin).day, 1, after_total, after_total,
           comes[1] - target[1], comes[2] - target[2], comes[3] - target[3], comes[4] - target[4]
      from named where comes <> target
  $q$, key_of,
    case when is_distinct then (
      -- A subject counts once, with its best proof.
      select string_agg(format($v$ case when %1$s_weight > 0 and row_number() over (partition by key order by %1$s_weight > 0 desc, assurance desc, id) = 1 then 1::numeric else 0 end as %1$s $v$, state), ', ')
        from unnest(array['was', 'stays', 'comes']) as state)
    else 'amount * was_weight as was, amount * stays_weight as stays, amount * comes_weight as comes' end,
    format(levels, 'was'), format(levels, 'stays'), format(levels, 'comes'))
  using code, in_line, in_theme, since, until, a, b, is_stock;
end
$f$;
comment on function figures.what_changed is
  'What makes a figure differ between two moments: one row for each record and cause, one for each unit that counts otherwise. declared … verified are by how much each level changes; all rows together are the difference of the two figures, to the last decimal. Causes: moved, new, corrected, withdrawn, proof_raised, proof_lowered.';
