import type { Basis, Figure } from '#figures'
import { derive, deriveMonths, type Indicator, indicatorsOf, monthsOfUnits, neededFor } from '#figures'
import type { Reader } from '#platform/database'
import type { Span } from '#platform/time'
import { monthsOf } from '#platform/time'
import { type MemberState, secondsBehind, stateOfMember } from './rules.ts'
import { countryOf, type MemberRow, members, monthsOfServers, type ServerMonth } from './store.ts'

/** Figures by indicator, one for each month of the span; a month in which nobody entered anything is undefined. */
type MonthsByCode = Map<string, (Figure | undefined)[]>

/** A server that has joined: how it is doing, and by how many seconds its figures are behind. */
export type Member = MemberRow & { behind: number | undefined; state: MemberState }

/** The servers that have joined, in the order in which they did. */
export async function membersNow(db: Reader, only?: string, now = new Date()): Promise<Member[]> {
  return (await members(db, only)).map((row) => {
    const behind = secondsBehind(row.countedUntil, now)
    return { ...row, behind, state: stateOfMember({ ...row, behind }) }
  })
}

/** What is asked of the whole country. Indicators that count different subjects are left out: these cannot be added. */
export type NationalQuestion = {
  indicators: readonly Indicator[]
  span: Span
  line?: string | undefined
  basis?: Basis | undefined
}

/** The country's figures, and what they consist of. */
export type NationalFigures = {
  /** What is shown: those of the indicators asked for that can be added up over servers. */
  indicators: readonly Indicator[]
  total: MonthsByCode
  /** What was entered on this server itself. */
  own: MonthsByCode
  /** What each server gives. That of one with a conflict is shown and not added. */
  servers: { member: Member; months: MonthsByCode }[]
}

const exact = (amount: number): number => Math.round(amount * 1e8) / 1e8

function figureFrom(row: ServerMonth): Figure {
  return {
    declared: exact(row.total - row.proven),
    evidenced: exact(row.proven - row.confirmed - row.verified),
    confirmed: exact(row.confirmed),
    verified: exact(row.verified),
    entries: row.entries,
    ...(row.over ? { over: row.over } : {}),
    ...(row.about ? { about: row.about } : {}),
  }
}

function sumOf(a: Figure | undefined, b: Figure | undefined): Figure | undefined {
  if (!a || !b) return a ?? b
  const over = (a.over ?? 0) + (b.over ?? 0)
  const about = (a.about ?? 0) + (b.about ?? 0)
  return {
    declared: exact(a.declared + b.declared),
    evidenced: exact(a.evidenced + b.evidenced),
    confirmed: exact(a.confirmed + b.confirmed),
    verified: exact(a.verified + b.verified),
    entries: a.entries + b.entries,
    ...(over ? { over } : {}),
    ...(about ? { about } : {}),
  }
}

function addMonths(total: MonthsByCode, part: MonthsByCode): void {
  for (const [code, months] of part) {
    const before = total.get(code) ?? []
    total.set(
      code,
      months.map((figure, index) => sumOf(before[index], figure)),
    )
  }
}

/** Indicators that can be added up over servers, with all that the derived ones among them are worked out from. */
async function addable(db: Reader, wanted: readonly Indicator[]) {
  const all = await indicatorsOf(db)
  const shown = wanted.filter((one) => neededFor([one], all).every(({ rule }) => rule !== 'distinct'))
  return { shown, needed: neededFor(shown, all) }
}

/** Months of units of servers, by unit. Derived indicators are worked out from the others of the same unit. */
export async function monthsOfServerUnits(
  db: Reader,
  units: readonly { server: string; unitId: string }[],
  { indicators, span, line, basis = 'today' }: NationalQuestion,
): Promise<Map<string, MonthsByCode>> {
  const { needed } = await addable(db, indicators)
  const codes = needed.filter(({ rule }) => rule !== 'derived').map(({ code }) => code)
  const found = new Map<string, MonthsByCode>()
  const length = monthsOf(span).length
  for (const row of await monthsOfServers(db, { units, codes, line, basis, span })) {
    const ofUnit = found.get(row.unitId) ?? new Map()
    const list = ofUnit.get(row.indicator) ?? Array.from({ length })
    list[row.month] = figureFrom(row)
    found.set(row.unitId, ofUnit.set(row.indicator, list))
  }
  for (const ofUnit of found.values()) deriveMonths(ofUnit, needed)
  return found
}

/**
 * The national report: by indicator, month and server, with how far each server is behind. The country is what was
 * entered here and the newest that each server has given; a derived indicator is worked out from these sums.
 */
export async function figuresOfServers(db: Reader, question: NationalQuestion): Promise<NationalFigures> {
  const joined = await membersNow(db)
  const roots = joined.flatMap(({ server, unitId }) => (unitId === null ? [] : [{ server, unitId }]))
  const { shown, needed } = await addable(db, question.indicators)
  const found = await monthsOfServerUnits(db, roots, { ...question, indicators: shown })
  const country = await countryOf(db)
  const basic = needed.filter(({ rule }) => rule !== 'derived')
  const own =
    country === undefined
      ? undefined
      : (
          await monthsOfUnits(db, {
            unitIds: [country.id],
            indicators: basic,
            span: question.span,
            scope: { line: question.line, basis: question.basis },
          })
        ).get(country.id)
  const servers = joined.map((member) => ({ member, months: found.get(member.unitId ?? '') ?? new Map() }))

  const total: MonthsByCode = new Map()
  const isBasic = new Set(basic.map(({ code }) => code))
  for (const part of [
    own ?? new Map(),
    ...servers.filter(({ member }) => member.conflict === null).map(({ months }) => months),
  ])
    addMonths(total, new Map([...part].filter(([code]) => isBasic.has(code))))
  deriveMonths(total, needed)
  const ownMonths: MonthsByCode = own ?? new Map()
  deriveMonths(ownMonths, needed)
  return { indicators: shown, total, own: ownMonths, servers }
}

/** The figure of a whole span out of its months: flows add up, a stock stands at the end, the derived follow. */
export async function figureOfSpan(
  db: Reader,
  indicator: Indicator,
  months: MonthsByCode,
): Promise<Figure | undefined> {
  const needed = neededFor([indicator], await indicatorsOf(db))
  const figures = new Map<string, Figure>()
  for (const { code, rule } of needed) {
    const list = months.get(code) ?? []
    const figure = rule === 'sum' ? list.reduce(sumOf, undefined) : list.at(-1)
    if (figure && rule !== 'derived') figures.set(code, figure)
  }
  derive(figures, needed)
  return figures.get(indicator.code)
}
