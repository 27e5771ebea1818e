import { beforeAll, expect, test } from 'vitest'
import { asSystem, lookAsSystem } from '#access'
import { unitOf } from '#org'
import { addDays, type Day } from '#platform/time'
import { useDatabase } from '../../../../test/support/database.ts'
import { foldFigures } from '../roll-up/fold.ts'
import { RandomHistory } from '../roll-up/random-history.fixture.ts'
import { stateOfRollUp } from '../roll-up/store.ts'
import { assurances, type Figure, totalOf } from '../rules.ts'
import { indicatorsOf, loadIndicators } from '../store.ts'
import { byUnitsBeneath } from './break-down.ts'
import { figuresWithin } from './reach.ts'

useDatabase('owner')

beforeAll(() =>
  asSystem('test.indicators', (tx) =>
    loadIndicators(
      tx,
      (['sum', 'stock'] as const).map((rule, position) => ({
        code: rule === 'sum' ? 'test_flow' : 'test_stock',
        name_vi: rule,
        name_en: rule,
        unit_vi: 'hộ',
        unit_en: 'households',
        rule,
        position,
        definition_vi: rule,
        definition_en: rule,
      })),
    ),
  ),
)

const spans = [
  { from: '2021-01-01', until: '2027-01-01' },
  { from: '2022-01-01', until: '2023-01-01' },
  { from: '2021-06-01', until: '2021-07-01' },
]

async function randomHistory(seed: number): Promise<RandomHistory> {
  const history = new RandomHistory(seed)
  await history.begin()
  let day: Day = '2021-02-01'
  for (let round = 0; round < 4; round += 1) {
    await history.post(20, '2021-01-05', 600)
    await history.postSpans(6, '2021-03-05', 600)
    day = addDays(day, 40 + history.dice.below(120))
    await history.reorganise(day)
  }
  await foldFigures()
  return history
}

const levelsOf = (figures: readonly (Figure | undefined)[]) =>
  assurances.map((level) =>
    Number(figures.reduce((sum, figure) => sum + (figure?.[level] ?? 0), 0).toFixed(3)),
  )

test.each([21, 22, 23])(
  'history %i: of every unit, reading and span, the rows and what they leave over are the figure, level by level',
  async (seed) => {
    const history = await randomHistory(seed)

    const wrong = await lookAsSystem(async (db) => {
      const indicators = (await indicatorsOf(db)).filter(({ code }) => code.startsWith('test_'))
      const found: unknown[] = []
      for (const { id } of history.units)
        for (const span of spans)
          for (const basis of ['then', 'today'] as const) {
            const unit = await unitOf(db, id)
            const told = await byUnitsBeneath(db, unit, { span, indicators, scope: { basis } })
            for (const { code } of indicators) {
              const all = [...told.rows.map(({ figures }) => figures), told.own, told.twice].map((of) =>
                of.get(code),
              )
              const [sum, whole] = [levelsOf(all), levelsOf([told.whole.get(code)])]
              if (String(sum) !== String(whole)) found.push({ id, span, basis, code, sum, whole })
            }
          }
      return found
    })

    expect(wrong).toEqual([])
  },
)

test.each([31, 32])(
  'history %i: what a unit of today did itself is what a count by hand gives of facts that no area beneath it holds',
  async (seed) => {
    const history = await randomHistory(seed)
    const span = { from: '2021-01-01', until: '2027-01-01' }

    const [told, counted] = await lookAsSystem(async (db) => {
      const { today } = await stateOfRollUp(db)
      const indicators = (await indicatorsOf(db)).filter(({ code }) => code === 'test_flow')
      const areas = history.units.filter(
        ({ kind, until }) => ['country', 'province', 'commune'].includes(kind) && until === null,
      )
      const beneath = (id: string) =>
        areas.filter((one) =>
          history.placements.some(
            (place) =>
              place.tree === 'area' && place.unit === one.id && place.parent === id && place.until === null,
          ),
        )
      const read: string[] = []
      const byHand: string[] = []
      for (const { id } of areas) {
        const unit = await unitOf(db, id)
        const { figures } = await figuresWithin(db, unit, 'own', { span, indicators })
        const own = figures.get('test_flow')
        read.push(`${id} ${own ? totalOf(own).toFixed(2) : '0.00'}`)
        const sumOf = (of: string) => {
          const { entries: _, ...levels } = history.count(of, 'sum', span, 'today', today)
          return Object.values(levels).reduce((sum, amount) => sum + amount, 0)
        }
        const rest = beneath(id).reduce((sum, one) => sum - sumOf(one.id), sumOf(id))
        byHand.push(`${id} ${(rest + 0).toFixed(2).replace('-0.00', '0.00')}`)
      }
      return [read, byHand]
    })

    expect(told.length).toBeGreaterThan(5)
    expect(told).toEqual(counted)
  },
)
