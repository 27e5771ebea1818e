import pg from 'pg'

/** Facts of a nation: how many, and over how many months. Smaller ones are for trying the benchmark itself. */
export type Size = { facts: number; provinces: number; communes: number; bases: number; months: number }
export const national: Size = { facts: 10_000_000, provinces: 34, communes: 3_321, bases: 52_000, months: 36 }

export const firstMonth = '2023-11-01'

const id = (kind: string, number: string) => `md5('${kind}' || ${number})::uuid`

/**
 * Fills a migrated database: a country, its provinces with the unions of eight lines, communes, base organisations in the
 * area and in their lines, 100 indicators (one in ten a stock), facts at random. Triggers and indexes are set aside while
 * ten million rows go in, and the steps of stocks are made in one statement as the migration does it.
 */
export async function loadNation(url: string, size: Size, say: (line: string) => void): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const run = async (told: string, sql: string) => {
    const begun = performance.now()
    await client.query(sql)
    say(`${told}: ${((performance.now() - begun) / 1000).toFixed(1)} s`)
  }
  client.on('error', () => {})
  await client.query(`set work_mem = '512MB'; set maintenance_work_mem = '1GB'; set synchronous_commit = off`)
  await run(
    'units and places',
    `begin;
     insert into org.unit (id, kind, line, name, short_name, slug, valid_from)
     select ${id('country', "''")}, 'country', null::text, 'Việt Nam', 'Việt Nam', 'viet-nam', date '2000-01-01'
     union all select ${id('province', 'n')}, 'province', null, 'Tỉnh ' || n, 'Tỉnh ' || n, 'tinh-' || n, date '2000-01-01' from generate_series(1, ${size.provinces}) n
     union all select ${id('union', "n || '-' || l.code")}, 'provincial_organisation', l.code, 'Tổ chức ' || l.code || n, 'TC', 'to-chuc-' || l.position || '-' || n, date '2000-01-01'
                 from generate_series(1, ${size.provinces}) n, org.line l where l.code <> 'government'
     union all select ${id('commune', 'n')}, 'commune', null, 'Xã ' || n, 'Xã ' || n, 'xa-' || n, date '2000-01-01' from generate_series(1, ${size.communes}) n
     union all select ${id('base', 'n')}, 'branch', (array['party','front','women','farmers','youth','veterans','police','radio'])[1 + n % 8],
                      'Chi hội ' || n, 'Chi hội ' || n, 'chi-hoi-' || n, date '2000-01-01' from generate_series(1, ${size.bases}) n;
     insert into org.placement (tree, unit_id, parent_id, valid_from)
     select 'area', ${id('province', 'n')}, ${id('country', "''")}, date '2000-01-01' from generate_series(1, ${size.provinces}) n
     union all select 'area', ${id('union', "n || '-' || l.code")}, ${id('province', 'n')}, date '2000-01-01'
                 from generate_series(1, ${size.provinces}) n, org.line l where l.code <> 'government'
     union all select 'area', ${id('commune', 'n')}, ${id('province', `1 + n % ${size.provinces}`)}, date '2000-01-01' from generate_series(1, ${size.communes}) n
     union all select 'area', ${id('base', 'n')}, ${id('commune', `1 + n % ${size.communes}`)}, date '2000-01-01' from generate_series(1, ${size.bases}) n
     union all select 'line', ${id('base', 'n')},
                      ${id('union', `(1 + (1 + n % ${size.communes}) % ${size.provinces}) || '-' || (array['party','front','women','farmers','youth','veterans','police','radio'])[1 + n % 8]`)}, date '2000-01-01'
                 from generate_series(1, ${size.bases}) n;
     commit;`,
  )
  await run(
    'indicators',
    `insert into figures.indicator (code, name_vi, name_en, unit_vi, unit_en, rule, position, definition_vi, definition_en)
     select 'bench_' || lpad(n::text, 3, '0'), 'Chỉ tiêu ' || n, 'Indicator ' || n, 'hộ', 'households', case when n % 10 = 0 then 'stock' else 'sum' end, n, '', ''
       from generate_series(1, 100) n`,
  )
  const { rows: indexes } = await client.query<{ name: string; definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index
      where indrelid = 'figures.fact'::regclass and not indisprimary`,
  )
  for (const { name } of indexes) await client.query(`drop index ${name}`)
  await client.query('alter table figures.fact disable trigger all')
  for (let from = 0; from < size.facts; from += 1_000_000)
    await run(
      `facts ${from + 1} to ${Math.min(size.facts, from + 1_000_000)}`,
      `insert into figures.fact (unit_id, indicator, day, amount, assurance, series_id, source_kind, source_id, posted_in)
       select ${id('base', 'unit')}, 'bench_' || lpad(indicator::text, 3, '0'), '${firstMonth}'::date + (random() * ${size.months * 30.43 - 1})::int,
              (random() * 1000)::int, (case when p < 0.5 then 'declared' when p < 0.9 then 'evidenced' when p < 0.97 then 'confirmed' else 'verified' end)::figures.assurance,
              md5(unit || '-' || indicator)::uuid, 'activity', uuidv7(), '3'
         from (select 1 + (random() * ${size.bases - 1})::int as unit, 1 + (random() * 99)::int as indicator, random() as p
                 from generate_series(1, ${Math.min(1_000_000, size.facts - from)})) as one`,
    )
  for (const { name, definition } of indexes)
    await run(`index ${name}`, definition.replace(' ON ONLY ', ' ON '))
  await client.query('alter table figures.fact enable trigger all')
  await run(
    'steps of stocks',
    `with level as (
       select standing.*, lead(standing.day) over (partition by standing.series_id, standing.indicator order by standing.day, standing.posted_at, standing.id) as next_day
         from figures.standing join figures.indicator on indicator.code = standing.indicator and indicator.rule = 'stock')
     insert into figures.step (series_id, indicator, unit_id, said, day, qualifier, assurance, amount, entries, posted_in)
     select series_id, indicator, unit_id, said, day, qualifier, assurance, sum(amount), sum(entries), '3'
       from (select series_id, indicator, unit_id, day as said, day, qualifier, assurance, amount, 1 as entries from level
             union all select series_id, indicator, unit_id, day, next_day, qualifier, assurance, -amount, -1 from level where next_day is not null) as wanted
      group by 1, 2, 3, 4, 5, 6, 7 having sum(amount) <> 0 or sum(entries) <> 0`,
  )
  await run('vacuum', 'vacuum analyze')
  await run(
    'folding from the beginning',
    `begin isolation level repeatable read; select figures.fold(); commit`,
  )
  await run('vacuum of the roll-up', 'vacuum analyze figures.roll_up')
  await client.end()
}

/** The units of a kind, by the number that made them. */
export const unitId = async (client: pg.Client | pg.Pool, kind: string, number: number | string) =>
  (await client.query<{ id: string }>('select md5($1)::uuid as id', [`${kind}${number}`])).rows[0]?.id ?? ''
