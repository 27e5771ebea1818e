import { type Assurance, assurances, type Figure } from '#figures'

/** Why a figure is not what it was. `rule` and `parts` are of derived indicators, or of one that is counted otherwise. */
export const causes = [
  'new',
  'corrected',
  'withdrawn',
  'moved',
  'proof_raised',
  'proof_lowered',
  'rule',
  'parts',
  'archived',
  'unexplained',
] as const
export type Cause = (typeof causes)[number]

/** The causes that single records have; the others are of units or of the figure as a whole. */
export const causesOfRecords = ['new', 'corrected', 'withdrawn', 'proof_raised', 'proof_lowered'] as const
export type CauseOfRecord = (typeof causesOfRecords)[number]

/** Amounts by how far they are proven; negative in a difference. */
export type Levels = Record<Assurance, number>

/** What one cause makes of a difference, and how many records (or units, where they moved) it has. */
export type CauseSum = { cause: Cause; records: number; change: Levels }

// Amounts have three decimals and shares five: what binary fractions add to that is noise.
const exact = (amount: number): number => Math.round(amount * 1e8) / 1e8

/** All levels together. */
export const sumOf = (levels: Levels): number =>
  exact(assurances.reduce((sum, level) => sum + levels[level], 0))

const eachLevel = (of: (level: Assurance) => number): Levels => ({
  declared: exact(of('declared')),
  evidenced: exact(of('evidenced')),
  confirmed: exact(of('confirmed')),
  verified: exact(of('verified')),
})

/** By how much each level of a figure is more than that of another. */
export const differenceOf = (before: Levels, after: Levels): Levels =>
  eachLevel((level) => after[level] - before[level])

/** What some causes come to together. */
export const totalOfCauses = (list: readonly CauseSum[]): Levels =>
  eachLevel((level) => list.reduce((sum, { change }) => sum + change[level], 0))

const recordsWith = (list: readonly CauseSum[], cause: Cause): number =>
  list.find((one) => one.cause === cause)?.records ?? 0

/** Some causes without what others, of a part of the same figure, make of it. */
export const without = (list: readonly CauseSum[], part: readonly CauseSum[]): CauseSum[] =>
  causes
    .map((cause): CauseSum => {
      const [whole, apart] = [list, part].map((some) => some.filter((one) => one.cause === cause))
      return {
        cause,
        records: Math.max(0, recordsWith(list, cause) - recordsWith(part, cause)),
        change: differenceOf(totalOfCauses(apart ?? []), totalOfCauses(whole ?? [])),
      }
    })
    .filter(({ change }) => sumOf(change) !== 0 || assurances.some((level) => change[level] !== 0))

/**
 * What a figure was, told from what it is and the causes between. Its entries are those of today without the new and
 * with the withdrawn ones, so that nothing before the first entry is a gap and not a zero.
 */
export function figureBefore(after: Figure, list: readonly CauseSum[]): Figure {
  const between = totalOfCauses(list)
  return {
    ...eachLevel((level) => after[level] - between[level]),
    entries: Math.max(0, after.entries - recordsWith(list, 'new') + recordsWith(list, 'withdrawn')),
  }
}

/**
 * The causes of a difference, completed so that they add up to it: what no record explains is the changed rule where
 * the rule has changed, and is otherwise owned up to as unexplained (two moments told apart by the clock alone, after a
 * restore).
 */
export function completed(
  found: readonly CauseSum[],
  before: Levels,
  after: Levels,
  isOtherRule: boolean,
): CauseSum[] {
  const rest = differenceOf(totalOfCauses(found), differenceOf(before, after))
  if (assurances.every((level) => Math.abs(rest[level]) < 1e-6)) return [...found]
  return [...found, { cause: isOtherRule ? 'rule' : 'unexplained', records: 0, change: rest }]
}

/** How many days a link may hold. */
export const daysOfShare = [7, 30, 90] as const
