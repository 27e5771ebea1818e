import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { lookAsSystem } from '#access'
import { addsUp, byUnitsBeneath, figureBySteps, figuresWithin, indicatorsOf, totalOf } from '#figures'
import { unitOf } from '#org'
import { spanOf } from '#platform/time'
import { exploreIn } from '../../src/5-count/exploring/explorer/read-explorer.ts'
import { shownTotal } from '../../src/5-count/figures/rules.ts'
import type { PaperBlock, Piece } from '../../src/6-tell/papers/content.ts'
import { tellUnits } from '../../src/6-tell/prose/results/tell-results.ts'
import { tellText } from '../../src/6-tell/prose/text/tell-text.ts'
import { composingOf } from '../../src/6-tell/reports/compose-report.ts'
import { useCopyOfDemonstration } from '../support/demonstration.ts'

// Whatever cuts a figure into rows – a page, a report, the API, a file – gives rows that add up to it. The random trees are in
// src/5-count/figures/breakdown/break-down.property.test.ts; this is the demonstration district, with its reform of 2025.

const system = useCopyOfDemonstration('whole')

type Asked = { id: string; slug: string; is_area: boolean; level: string }

/** Areas of every level, before and after the reform, and organisations of a line. */
const unitsToAsk = () =>
  lookAsSystem(async (db) => {
    const { rows } = await sql<Asked>`
      select id, slug, is_area, level from (
        select unit.id, unit.slug, kind.is_area, kind.level,
               row_number() over (partition by kind.level, kind.is_area, unit.valid_to is null order by unit.slug) as place
          from org.unit join org.kind on kind.code = unit.kind) as unit where place <= 2`.execute(db)
    return rows
  })

const rounded = (amounts: readonly number[]): number =>
  Number(amounts.reduce((sum, amount) => sum + amount, 0).toFixed(3))

const amountOf = (piece: Piece | undefined): number => {
  if (typeof piece === 'object' && 'amount' in piece) return piece.amount
  const text = typeof piece === 'string' ? piece : ''
  return Number(text.replace('−', '-').replaceAll('.', '').replace(',', '.')) || 0
}

test('of every unit, year and reading, the rows of every indicator that can be added are the figure', async () => {
  const wrong: unknown[] = []
  let compared = 0
  for (const { id, slug } of await unitsToAsk())
    await lookAsSystem(async (db) => {
      const indicators = (await indicatorsOf(db)).filter(({ rule }) => rule !== 'derived')
      const unit = await unitOf(db, id)
      for (const period of ['2023', '2025'])
        for (const basis of ['then', 'today'] as const) {
          const span = spanOf(period) ?? { from: '', until: '' }
          const asked = { span, indicators, scope: { basis } }
          const { rows, own, twice, whole } = await byUnitsBeneath(db, unit, asked)
          const parts = [...rows.map(({ figures }) => figures), own, twice]
          for (const { code } of indicators) {
            const sum = rounded(parts.map((figures) => shownTotal(figures.get(code)) ?? 0))
            const total = shownTotal(whole.get(code)) ?? 0
            if (total !== 0) compared += 1
            if (sum !== total) wrong.push({ slug, period, basis, code, sum, total })
          }
        }
    })

  expect(compared).toBeGreaterThan(100)
  expect(wrong).toEqual([])
})

test('what the unit did itself and what the units beneath did are together what the unit has', async () => {
  const wrong: unknown[] = []
  const span = { from: '2023-01-01', until: '2024-01-01' }
  for (const { id, slug } of await unitsToAsk())
    await lookAsSystem(async (db) => {
      const indicators = (await indicatorsOf(db)).filter(({ rule }) => addsUp(rule))
      const unit = await unitOf(db, id)
      const [own, below] = [
        (await figuresWithin(db, unit, 'own', { span, indicators })).figures,
        (await figuresWithin(db, unit, 'below', { span, indicators })).figures,
      ]
      const { whole } = await byUnitsBeneath(db, unit, { span, indicators })
      for (const { code } of indicators) {
        const sum = rounded([shownTotal(own.get(code)) ?? 0, shownTotal(below.get(code)) ?? 0])
        if (sum !== (shownTotal(whole.get(code)) ?? 0)) wrong.push({ slug, code, sum })
      }
    })

  expect(wrong).toEqual([])
})

test('every breakdown of the explorer, and so of the API and of its files, adds up', async () => {
  const wrong: unknown[] = []
  for (const { slug, is_area } of (await unitsToAsk()).filter(({ level }) => level !== 'base'))
    for (const by of ['areas', 'organisations', 'lines'] as const)
      await lookAsSystem(async (db) => {
        const codes = ['documents_issued', 'piggy_bank_dong', 'study_attendances']
        const known = new Set((await indicatorsOf(db)).map(({ code }) => code))
        const found = await exploreIn(db, {
          slug,
          period: '2023',
          codes: codes.filter((code) => known.has(code)),
          by,
        })
        const rows = [...found.rows, ...[found.rest, found.twice].filter((row) => row !== undefined)]
        for (const { code } of found.indicators) {
          const of = (row: (typeof rows)[number]) => shownTotal(row.cells.get(code)?.figure) ?? 0
          if (found.rows.length > 0 && rounded(rows.map(of)) !== of(found.whole))
            wrong.push({ slug, is_area, by: found.by, code })
        }
      })

  expect(wrong).toEqual([])
})

test('the table and the chart by unit of a report add up to the figure of the report', async () => {
  const wrong: unknown[] = []
  let tables = 0
  const today = '2026-11-30'
  for (const { id, slug, is_area } of await unitsToAsk())
    if (is_area)
      await lookAsSystem(async (db) => {
        const { telling } = await composingOf(db, { unitId: id, period: '2024-06' }, today).catch(() => ({
          telling: undefined,
        }))
        if (!telling) return
        const { results } = telling
        const leading = results.indicators.filter(
          ({ code, rule }) =>
            addsUp(rule) && results.figures.some(({ indicator }) => indicator.code === code),
        )
        const told: PaperBlock[] = tellUnits(results, leading)
        for (const { code } of leading.slice(0, 3))
          told.push(...(await tellText(telling, `{{chart ${code} by=unit}}`)))
        for (const block of told) {
          if (block.kind === 'table') {
            tables += 1
            for (const [index, total] of (block.total ?? []).entries())
              if (index > 0 && rounded(block.rows.map((row) => amountOf(row[index]))) !== amountOf(total))
                wrong.push({ slug, column: block.columns[index] })
          }
          if (block.kind === 'chart') {
            const sum = rounded(block.rows.map((row) => amountOf(row[1])))
            if (!results.figures.some(({ figure }) => totalOf(figure) === sum))
              wrong.push({ slug, id: block.id, sum })
          }
        }
      })

  expect(tables).toBeGreaterThan(2)
  expect(wrong).toEqual([])
})

test('the columns of a chart of many years add up to the figure of those years', async () => {
  const span = { from: '2021-05-01', until: '2026-12-01' }
  const wrong = await lookAsSystem(async (db) => {
    const [district] = (await unitsToAsk()).filter(({ level }) => level === 'district')
    const unit = await unitOf(db, district?.id ?? '')
    const indicators = (await indicatorsOf(db)).filter(({ rule }) => rule === 'sum')
    const { whole } = await byUnitsBeneath(db, unit, { span, indicators })
    const found: unknown[] = []
    for (const { code } of indicators.filter((one) => whole.has(one.code)).slice(0, 12)) {
      const columns = await figureBySteps(db, { unitId: unit.id }, code, span)
      const figure = whole.get(code)
      if (figure && !figure.beyond && rounded(columns.map((one) => totalOf(one.figure))) !== totalOf(figure))
        found.push({ code })
    }
    return found
  })

  expect(wrong).toEqual([])
})

test('the public page of a figure shows rows that add up to it', async () => {
  const wrong: unknown[] = []
  let shown = 0
  const communes = (await unitsToAsk()).filter(
    ({ level, is_area }) => is_area && ['commune', 'district'].includes(level),
  )
  for (const { slug } of communes)
    for (const code of ['documents_issued', 'piggy_bank_dong']) {
      const page = await (await fetch(`${system().address}/so-lieu/${code}?ky=2023&don-vi=${slug}`)).text()
      const numbers = (of: string) =>
        [...page.matchAll(new RegExp(`class="${of}[^"]*">\\s*([−-]?[\\d.,]+)`, 'g'))].map(([, text]) =>
          amountOf(text),
        )
      const [total] = numbers('figure-number').concat(numbers('figure-amount'))
      const rows = numbers('share-amount')
      if (rows.length > 0) shown += 1
      if (rows.length > 0 && rounded(rows) !== total) wrong.push({ slug, code, rows, total })
    }

  expect(shown).toBeGreaterThan(2)
  expect(wrong).toEqual([])
})
