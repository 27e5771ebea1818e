import { sql } from 'kysely'
import type { Assurance } from '#figures'
import type { Reader } from '#platform/database'
import type { Qualifier } from '#platform/precision'
import type { Day, Span } from '#platform/time'

/** Which unit a row is about, and the commune in which that lies: only areas have an official code. */
export type OpenUnit = {
  unitCode: string | null
  unitSlug: string
  unitName: string
  areaCode: string | null
  areaName: string | null
}

/** The commune of every unit: that of today, or the last one that it had. */
const areas = sql`
  select distinct on (beneath.unit_id) beneath.unit_id, commune.official_code, commune.name
    from org.beneath
    join org.unit as commune on commune.id = beneath.ancestor_id
    join org.kind on kind.code = commune.kind and kind.is_area and kind.level = 'commune'
   where beneath.tree = 'area'
   order by beneath.unit_id, upper_inf(beneath.valid) desc, upper(beneath.valid) desc, beneath.distance`

/** One amount of the open data: a unit, an indicator, a month, how far proven. */
export type OpenFlow = OpenUnit & {
  indicator: string
  indicatorNameVi: string
  indicatorNameEn: string
  measureVi: string
  measureEn: string
  /** A month, or the months or days of an amount that was counted for all of them together: `2016-01..2020-12`. */
  month: string
  assurance: Assurance
  amount: number
  /** How exact the amount is; null of people who need protection, where it is not told. */
  qualifier: Qualifier | null
}

/**
 * Flows by unit, indicator, month and assurance. Stocks are read at a day, so they are not in a table of sums. Of people who
 * need protection there is what is told of them, in the commune or in the area in which small numbers are told together.
 */
export async function openFlows(db: Reader, span: Span, limit: number): Promise<OpenFlow[]> {
  const { rows } = await sql<OpenFlow>`
    with area as (${areas}), said as (
      select flow.unit_id, flow.indicator, to_char(flow.day, 'YYYY-MM') as month, flow.assurance, sum(flow.amount) as amount,
             sum(flow.over) as over, sum(flow.about) as about, true as is_told
        from figures.flow
       where flow.day >= ${span.from} and flow.day < ${span.until}
       group by 1, 2, 3, 4
      having sum(flow.entries) > 0
       union all
      -- Of longer spans only those that the period holds, each under its own months or days.
      select unit_id, indicator,
             case when extract(day from since) <> 1 or extract(day from day + 1) <> 1 then since || '..' || day
                  when date_trunc('month', since) = date_trunc('month', day) then to_char(day, 'YYYY-MM')
                  else to_char(since, 'YYYY-MM') || '..' || to_char(day, 'YYYY-MM') end, assurance, sum(amount),
             count(*) filter (where qualifier = 'over'), count(*) filter (where qualifier in ('nearly', 'about')), true
        from figures.span_standing
       where since >= ${span.from} and day < ${span.until}
       group by 1, 2, 3, 4
       union all
      select block.place_id, told.indicator, to_char(block.month, 'YYYY-MM'), told.assurance, sum(told.amount), 0, 0, false
        from figures.block
        join figures.told on told.block_id = block.id
        join figures.indicator on indicator.code = told.indicator and indicator.rule = 'sum'
       where block.month >= ${span.from} and block.month < ${span.until}
         and told.indicator = any ((select figures.protected_indicators())::text[])
       group by 1, 2, 3, 4
    ), amount as (
      select unit_id, indicator, month, assurance, sum(amount) as amount,
             case when not bool_and(is_told) then null when sum(about) > 0 then 'about' when sum(over) > 0 then 'over' else 'exact' end as qualifier
        from said group by 1, 2, 3, 4)
    select unit.official_code as "unitCode", unit.slug as "unitSlug", unit.name as "unitName",
           area.official_code as "areaCode", area.name as "areaName",
           amount.indicator, indicator.name_vi as "indicatorNameVi", indicator.name_en as "indicatorNameEn",
           indicator.unit_vi as "measureVi", indicator.unit_en as "measureEn", amount.month, amount.assurance, amount.amount,
           amount.qualifier
      from amount
      join org.unit on unit.id = amount.unit_id
      join figures.indicator on indicator.code = amount.indicator
      left join area on area.unit_id = unit.id
     order by amount.month, unit.slug, amount.indicator, amount.assurance
     limit ${limit}`.execute(db)
  return rows
}

/** All published initiatives for the open data. */
export async function openInitiatives(db: Reader, limit: number) {
  const { rows } = await sql<
    OpenUnit & {
      slug: string
      name: string
      kind: string
      kindNameVi: string
      kindNameEn: string
      state: string
      startedOn: Day | null
      endedOn: Day | null
      coHosts: string
      summary: string
    }
  >`
    with area as (${areas})
    select initiative.slug, initiative.name, initiative.kind, kind.name_vi as "kindNameVi", kind.name_en as "kindNameEn",
           unit.official_code as "unitCode", unit.slug as "unitSlug", unit.name as "unitName",
           area.official_code as "areaCode", area.name as "areaName",
           initiative.state, initiative.started_on as "startedOn", initiative.ended_on as "endedOn",
           (select coalesce(string_agg(host.name, '; ' order by host.name collate org.names), '') from initiatives.co_host
              join org.unit as host on host.id = co_host.unit_id where co_host.initiative_id = initiative.id and co_host.accepted_at is not null) as "coHosts",
           initiative.summary
      from initiatives.initiative
      join initiatives.kind on kind.code = initiative.kind
      join org.unit on unit.id = initiative.unit_id
      left join area on area.unit_id = unit.id
     order by initiative.slug limit ${limit}`.execute(db)
  return rows
}

/** All units for the open data. */
export async function openUnits(db: Reader, limit: number) {
  const { rows } = await sql<{
    slug: string
    officialCode: string | null
    name: string
    kind: string
    kindNameVi: string
    kindNameEn: string
    line: string | null
    lineNameVi: string | null
    lineNameEn: string | null
    areaCode: string | null
    areaName: string | null
    validFrom: Day
    validTo: Day | null
  }>`
    with area as (${areas})
    select unit.slug, unit.official_code as "officialCode", unit.name, unit.kind, kind.name_vi as "kindNameVi", kind.name_en as "kindNameEn",
           unit.line, line.name_vi as "lineNameVi", line.name_en as "lineNameEn",
           area.official_code as "areaCode", area.name as "areaName", unit.valid_from as "validFrom", unit.valid_to as "validTo"
      from org.unit
      join org.kind on kind.code = unit.kind
      left join org.line on line.code = unit.line
      left join area on area.unit_id = unit.id
     order by unit.slug limit ${limit}`.execute(db)
  return rows
}
