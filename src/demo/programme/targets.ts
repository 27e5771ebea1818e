import { type Figure, figuresOfUnits, type Indicator, indicatorsNamed, totalOf } from '#figures'
import type { Tx } from '#platform/database'
import type { Day } from '#platform/time'
import { documentsOf, loadTargets as load, type NewTarget, type NextVersion, splitBy } from '#targets'
import { type Chance, chanceFrom } from '../chance.ts'
import { newCommunes, oldCommunes } from '../places.ts'
import type { District } from '../units.ts'
import type { ProgrammeOf } from './index.ts'

/** What the district and its communes set targets for: what adds up over a year, what stands at its end, a rate. */
const indicators = [
  'organic_waste_kg',
  'household_composting',
  'road_metres_planted',
  'scholarships',
  'savings_members',
  'weekend_people_served',
  'weekend_in_time_rate',
] as const

/** How much of what is done the target asks for: below 1 it is reached, above it is a risk, far above it is not. */
const asked = [0.9, 0.97, 1.04, 0.94, 1.3, 0.98, 1.06] as const

/**
 * Loads targets of the district for 2022 to 2025, and of today's communes for this year. What was done is there already:
 * targets are drawn around it, so that some are met, some at risk, and one is handed down for less than the whole.
 */
export async function loadTargets(tx: Tx, { district, today }: ProgrammeOf): Promise<void> {
  const known = await indicatorsNamed(tx, indicators)
  const fresh: NewTarget[] = []
  for (const year of [2022, 2023, 2024, 2025]) {
    const parts = oldCommunes.map(({ code }) => `old/${code}`)
    fresh.push(...(await targetsOfYear(tx, { district, whole: 'district', parts, year, known, share: 1 })))
  }
  const year = Number(today.slice(0, 4))
  const parts = newCommunes.map(({ code }) => `new/${code}`)
  const share = shareOfYear(today)
  fresh.push(...(await targetsOfYear(tx, { district, whole: 'newProvince', parts, year, known, share })))
  await load(tx, { fresh, next: corrections(fresh) })
}

/** How much of a year has passed; early in it what was done says nothing yet. */
const shareOfYear = (today: Day): number => {
  const first = Date.parse(`${today.slice(0, 4)}-01-01`)
  return Math.max(0.1, (Date.parse(today) - first) / (365 * 86_400_000))
}

type OfYear = {
  district: District
  whole: string
  parts: readonly string[]
  year: number
  known: readonly Indicator[]
  share: number
}

async function targetsOfYear(
  tx: Tx,
  { district, whole, parts, year, known, share }: OfYear,
): Promise<NewTarget[]> {
  const chance = chanceFrom(`targets ${whole} ${year}`)
  const unit = district.at(whole)
  const units = [unit, ...parts.map((part) => district.at(part))]
  const unitIds = units.map(({ id }) => id)
  const span = { from: `${year}-01-01`, until: `${year + 1}-01-01` }
  const figures = await figuresOfUnits(tx, { unitIds, indicators: known, span })
  const documentId = (await documentsOf(tx, unit.id, year))[0]?.id ?? null
  return known.flatMap((indicator, index) => {
    const done = (id: string) => reachedIn(figures.get(id)?.get(indicator.code))
    const factor = (asked[(index + year) % asked.length] ?? 1) / (indicator.rule === 'sum' ? share : 1)
    if (indicator.rule === 'derived') return rateTargets({ chance, unit, units, indicator, year, documentId })
    const amount = rounded(done(unit.id) * factor)
    if (amount === 0) return []
    const own = aTarget(chance, {
      unitId: unit.id,
      setByUnitId: unit.id,
      indicator,
      year,
      amount,
      documentId,
    })
    // Handed down for a little less than the whole, so that the difference shows: once a year.
    const handed = index === 0 ? rounded(amount * 0.96) : amount
    const weights = units.slice(1).map(({ id }) => done(id) * (0.85 + chance.next() * 0.4))
    const split = splitBy(handed, weights)
    return [
      own,
      ...units.slice(1).flatMap(({ id }, at) => {
        const part = split[at] ?? 0
        return part > 0
          ? [aTarget(chance, { unitId: id, setByUnitId: unit.id, indicator, year, amount: part, documentId })]
          : []
      }),
    ]
  })
}

/** A rate is the same for all: nine in ten in time, and each stands alone. */
const rateTargets = (given: {
  chance: Chance
  unit: { id: string }
  units: readonly { id: string }[]
  indicator: Indicator
  year: number
  documentId: string | null
}): NewTarget[] =>
  given.units.map(({ id }) =>
    aTarget(given.chance, {
      unitId: id,
      setByUnitId: given.unit.id,
      indicator: given.indicator,
      year: given.year,
      amount: 95,
      documentId: given.documentId,
    }),
  )

function aTarget(
  chance: Chance,
  given: {
    unitId: string
    setByUnitId: string
    indicator: Indicator
    year: number
    amount: number
    documentId: string | null
  },
): NewTarget {
  const { unitId, setByUnitId, indicator, year, amount, documentId } = given
  return {
    id: chance.id(Date.parse(`${year}-01-05`)),
    unitId,
    setByUnitId,
    indicator: indicator.code,
    year,
    given: {
      amount,
      direction: 'at_least',
      basis: indicator.rule === 'derived' ? 'rate' : indicator.rule === 'stock' ? 'stock' : 'flow',
      documentId,
      note: '',
      reason: '',
    },
  }
}

const reachedIn = (figure: Figure | undefined): number =>
  figure && figure.entries > 0 && !figure.derived ? totalOf(figure) : 0

/** Two figures that count, as committees set targets. */
function rounded(amount: number): number {
  if (amount < 20) return Math.max(0, Math.round(amount))
  const power = 10 ** Math.max(0, Math.floor(Math.log10(amount)) - 1)
  return Math.round(amount / power) * power
}

/** One target a year was raised in its middle, so that there is a history to read. */
const corrections = (fresh: readonly NewTarget[]): NextVersion[] =>
  fresh
    .filter(({ unitId, setByUnitId, given }) => unitId === setByUnitId && given.basis !== 'rate')
    .filter((_, index) => index % 6 === 4)
    .map(({ id, setByUnitId, given }) => ({
      targetId: id,
      seen: 1,
      setByUnitId,
      given: {
        ...given,
        amount: rounded((given.amount ?? 0) * 1.1),
        reason: 'Điều chỉnh theo kết quả 6 tháng đầu năm.',
      },
    }))
