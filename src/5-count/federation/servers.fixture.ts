import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { asSystem, syncPermissions } from '#access'
import { loadUnits } from '#org'
import { type Db, openDatabase, type Tx, useAsDatabase } from '#platform/database'
import { newId } from '#platform/ids'
import { migrate } from '#platform/migrate'
import { openModules } from '#platform/module'
import { type Postgres, startPostgres } from '#platform/postgres'
import { aUnit } from '../../../test/support/district.ts'
import { modules } from '../../modules.ts'
import { foldFigures } from '../figures/roll-up/fold.ts'
import { insertFacts, loadIndicators } from '../figures/store.ts'

openModules(modules)

/** A whole server of its own: PostgreSQL, migrated, with a pool. */
export class Server {
  readonly #folder = mkdtempSync(join(tmpdir(), 'lantoa-federation-'))
  #postgres: Postgres | undefined
  #db: Db | undefined
  #url = ''

  get url(): string {
    return this.#url
  }

  /** Starts it, the second time on the port that it had. */
  async start(): Promise<this> {
    chmodSync(this.#folder, 0o755)
    const port = this.#url ? Number(new URL(this.#url).port) : 0
    this.#postgres = await startPostgres({
      dataFolder: join(this.#folder, 'postgres'),
      say: () => {},
      fast: true,
      port,
    })
    this.#url = this.#postgres.url
    await migrate(this.#url)
    this.#db = openDatabase(this.#url, 5)
    await this.run(() => asSystem('system.migrate', syncPermissions))
    return this
  }

  async stop(): Promise<void> {
    await this.#db?.destroy()
    await this.#postgres?.stop()
  }

  async end(): Promise<void> {
    await this.stop().catch(() => {})
    rmSync(this.#folder, { recursive: true, force: true })
  }

  /** Runs something as the process of this server would. One server at a time. */
  async run<T>(what: () => Promise<T>): Promise<T> {
    useAsDatabase(this.#db)
    try {
      return await what()
    } finally {
      useAsDatabase(undefined)
    }
  }

  /** Asks its database, or another of its databases. */
  async ask<T extends pg.QueryResultRow>(text: string, database?: string): Promise<T[]> {
    const url = new URL(this.#url)
    if (database) url.pathname = `/${database}`
    const client = new pg.Client({ connectionString: url.toString() })
    await client.connect()
    try {
      return (await client.query<T>(text)).rows
    } finally {
      await client.end()
    }
  }
}

const indicator = (code: string, rule: 'sum' | 'stock' | 'derived', position: number, formula?: string) => ({
  code,
  name_vi: code,
  name_en: code,
  unit_vi: rule === 'derived' ? 'kg/hộ' : rule === 'stock' ? 'hộ' : 'kg',
  unit_en: rule === 'derived' ? 'kg/household' : rule === 'stock' ? 'households' : 'kg',
  rule,
  position,
  is_headline: true,
  definition_vi: code,
  definition_en: code,
  ...(formula ? { formula } : {}),
})

/** The indicators that all servers of a test know: a flow, a stock, and a rate of the two. */
export const commonIndicators = [
  indicator('test_waste_kg', 'sum', 900),
  indicator('test_households', 'stock', 901),
  indicator('test_waste_each', 'derived', 902, 'test_waste_kg / test_households'),
]

const place = (unitId: string, parentId: string, tree: 'area' | 'line' = 'area') => ({
  tree,
  unitId,
  parentId,
  validFrom: '2000-01-01',
  validTo: null,
})

/** A province with two communes and a farmers' union in each, on a server of its own. */
export async function fillProvince(name: string, code: string) {
  const province = aUnit({ name, kind: 'province', officialCode: code })
  const communes = ['Một', 'Hai'].map((word) => aUnit({ name: `Xã ${word} ${name}`, kind: 'commune' }))
  const unions = communes.map((commune) =>
    aUnit({ name: `Hội Nông dân ${commune.name}`, kind: 'commune_organisation', line: 'farmers' }),
  )
  await asSystem('test.province', async (tx) => {
    await loadUnits(tx, {
      units: [province, ...communes, ...unions],
      placements: [
        ...communes.map((commune) => place(commune.id, province.id)),
        ...unions.map((union, index) => place(union.id, communes[index]?.id ?? '')),
      ],
    })
    await loadIndicators(tx, commonIndicators)
  })
  return {
    province: province.id,
    communes: communes.map(({ id }) => id),
    unions: unions.map(({ id }) => id),
    series: newId(),
  }
}

/** A national server with nothing but the country. */
export async function fillCountry(): Promise<string> {
  const country = aUnit({ name: 'Cả nước', kind: 'country' })
  await asSystem('test.country', async (tx) => {
    await loadUnits(tx, { units: [country], placements: [] })
    await loadIndicators(tx, commonIndicators)
  })
  return country.id
}

/** Posts one amount of a union. */
export const post = (
  unitId: string,
  fact: {
    indicator: string
    amount: number
    day: string
    series?: string
    assurance?: 'declared' | 'confirmed'
  },
) =>
  asSystem('test.post', (tx: Tx) =>
    insertFacts(tx, [
      {
        kind: 'activity',
        id: newId(),
        unitId,
        day: fact.day,
        seriesId: fact.series ?? newId(),
        indicator: fact.indicator,
        amount: fact.amount,
        assurance: fact.assurance ?? 'declared',
      },
    ]),
  )

/** Posts and folds, as a running server does within a quarter of a second. */
export async function postAndFold(...asked: Parameters<typeof post>): Promise<void> {
  await post(...asked)
  await foldFigures()
}
