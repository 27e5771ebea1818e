import type { Amount, Assurance } from '#figures'
import { type Attended, amountOfCategory, occasionOf } from '#occasions'
import { type Qualifier, qualifierOfSum } from '#platform/precision'
import type { Day } from '#platform/time'

/** The three ways in which it is known who came. They are kept apart; for each unit one of them stands. */
export const ways = ['number', 'list', 'door'] as const
export type Way = (typeof ways)[number]

/** How many came by one way. Null: nobody said. `unsaid` came through a door that did not ask who they are. */
export type Counts = {
  members: number | null
  membersAre: Qualifier
  others: number | null
  othersAre: Qualifier
  unsaid: number
}

/** One unit at a gathering (null: people of no known unit), with what is known of it by each way. */
export type Row = {
  unitId: string | null
  unitName: string | null
  expectedMembers: number | null
  expectedOthers: number | null
  chosen: Way | null
  said: Partial<Record<Way, Counts>>
}

/** The way that counts for a unit; `differ` where several say different things and nobody has chosen yet. */
export type Standing = { way: Way; counts: Counts } | 'differ' | undefined

/** From which way a number is taken where several say the same: the one that proves most. */
const strongestFirst: readonly Way[] = ['list', 'door', 'number']

/** How many attendances (lượt) one way makes. */
export const totalOf = ({ members, others, unsaid }: Counts): number =>
  (members ?? 0) + (others ?? 0) + unsaid

/** How exact the attendances of one way are: what nobody said of a number that is not there says nothing. */
export const exactnessOf = ({ members, membersAre, others, othersAre }: Counts): Qualifier =>
  qualifierOfSum([...(members === null ? [] : [membersAre]), ...(others === null ? [] : [othersAre])])

const isSame = (one: Counts, other: Counts): boolean =>
  one.members === other.members &&
  one.others === other.others &&
  one.unsaid === other.unsaid &&
  one.membersAre === other.membersAre &&
  one.othersAre === other.othersAre

/**
 * Which way stands for a unit: the one that was chosen; without a choice the only one, or the strongest of those that say
 * the same. Never the sum of two: a person who is on the list has also come through the door.
 */
export function standingOf({ chosen, said }: Pick<Row, 'chosen' | 'said'>): Standing {
  if (chosen !== null) {
    const counts = said[chosen]
    return counts && { way: chosen, counts }
  }
  const found = strongestFirst.flatMap((way) => {
    const counts = said[way]
    return counts ? [{ way, counts }] : []
  })
  const [first, ...more] = found
  if (!first) return undefined
  return more.every(({ counts }) => isSame(counts, first.counts)) ? first : 'differ'
}

const sumOf = (list: readonly Counts[]): Counts => ({
  members: list.reduce<number>((sum, { members }) => sum + (members ?? 0), 0),
  membersAre: qualifierOfSum(list.map(({ membersAre }) => membersAre)),
  others: list.reduce<number>((sum, { others }) => sum + (others ?? 0), 0),
  othersAre: qualifierOfSum(list.map(({ othersAre }) => othersAre)),
  unsaid: list.reduce((sum, { unsaid }) => sum + unsaid, 0),
})

const sumIfAll = (numbers: readonly (number | null)[]): number | null =>
  numbers.length === 0 || numbers.some((one) => one === null)
    ? null
    : numbers.reduce<number>((sum, one) => sum + (one ?? 0), 0)

/** How a gathering is counted: each unit by itself, or the whole at once. */
export type Counted = 'units' | 'whole'

/**
 * The rows that are counted. Where the whole is counted they are one: everybody on the list, everybody who came through
 * the door, or the number that somebody said; and as many as are expected, if that is known of all.
 */
export function rowsCounted(
  counted: Counted,
  rows: readonly Row[],
  expected: { members: number | null; others: number | null },
): Row[] {
  if (counted === 'units') return [...rows]
  const whole = rows.find(({ unitId }) => unitId === null)
  const invited = rows.filter(({ unitId }) => unitId !== null)
  const said: Row['said'] = {}
  if (whole?.said.number) said.number = whole.said.number
  for (const way of ['list', 'door'] as const) {
    const counts = rows.flatMap((row) => row.said[way] ?? [])
    if (counts.length > 0) said[way] = sumOf(counts)
  }
  return [
    {
      unitId: null,
      unitName: null,
      expectedMembers: expected.members ?? sumIfAll(invited.map(({ expectedMembers }) => expectedMembers)),
      expectedOthers: expected.others ?? sumIfAll(invited.map(({ expectedOthers }) => expectedOthers)),
      chosen: whole?.chosen ?? null,
      said,
    },
  ]
}

/** What a gathering posts, unit by unit. */
export type Posting = { unitId: string; assurance: Assurance; amounts: Amount[] }

/** What is to be posted of a session. `persons` are the keys of those on the list, with their units. */
export type ToPost = {
  unitId: string
  occasion: string
  /** What else it was held for. */
  also?: readonly string[]
  counted: Counted
  rows: readonly Row[]
  persons: readonly { unitId: string | null; key: string }[]
  /** How many of each category came. */
  attended?: readonly Attended[]
  photos: number
}

/**
 * The facts of a session that was held. People are facts of the unit from which they come, where that is known, else of
 * the unit that held it: each person is in exactly one fact of an indicator, so a roll-up meets them once.
 */
export function postingsOf(session: ToPost): Posting[] {
  const standing = session.rows.flatMap((row) => {
    const stands = standingOf(row)
    return stands && stands !== 'differ' ? [{ row, ...stands }] : []
  })
  const assuranceOf = (way: Way): Assurance =>
    way !== 'number' || session.photos > 0 ? 'evidenced' : 'declared'
  const isProven = session.photos > 0 || standing.some(({ way }) => way !== 'number')
  const occasion = occasionOf(session.occasion)
  const isStudy = [session.occasion, ...(session.also ?? [])].some((one) => occasionOf(one).is_study)
  return [
    {
      unitId: session.unitId,
      assurance: isProven ? 'evidenced' : 'declared',
      // Each purpose counts once and by itself, so that they can be added: a review conference is no study session.
      amounts: [...new Set([occasion.counts, ...(session.also ?? []).map((also) => occasionOf(also).counts)])]
        .map((indicator): Amount => ({ indicator, amount: 1 }))
        .concat((session.attended ?? []).map(amountOfCategory)),
    },
    ...standing.map(({ row, way, counts }) => ({
      unitId: row.unitId ?? session.unitId,
      assurance: assuranceOf(way),
      amounts: isStudy
        ? [...amountsOf(row, counts), ...(way === 'list' ? personsOf(session, row) : [])]
        : [attendancesAs('occasion_attendances', counts), ...membersAt(counts)],
    })),
  ]
}

const attendancesAs = (indicator: string, counts: Counts): Amount => ({
  indicator,
  amount: totalOf(counts),
  qualifier: exactnessOf(counts),
})

const membersAt = ({ members, membersAre, unsaid }: Counts): Amount[] =>
  members === null || unsaid > 0
    ? []
    : [{ indicator: 'attended_party_members', amount: members, qualifier: membersAre }]

function amountsOf(row: Row, counts: Counts): Amount[] {
  const { members, membersAre, others, othersAre, unsaid } = counts
  const attendances = attendancesAs('study_attendances', counts)
  // Of a door that did not ask nobody knows who was a Party member: a part of the truth would read as the whole.
  if (unsaid > 0) return [attendances]
  return [
    attendances,
    ...(members === null
      ? []
      : [{ indicator: 'study_party_members', amount: members, qualifier: membersAre }]),
    ...(others === null ? [] : [{ indicator: 'study_non_party', amount: others, qualifier: othersAre }]),
    // Both parts of a rate, or neither: who came without being counted among the called is no share of them.
    ...(members === null || row.expectedMembers === null
      ? []
      : [
          { indicator: 'study_party_members_present', amount: members, qualifier: membersAre },
          { indicator: 'study_party_members_invited', amount: row.expectedMembers },
        ]),
  ]
}

const personsOf = (session: ToPost, row: Row): Amount[] =>
  session.persons
    .filter(({ unitId }) => session.counted === 'whole' || unitId === row.unitId)
    .map(({ key }) => ({ indicator: 'study_persons', amount: 1, subject: key }))

/** How many came in all, as far as it stands; null where nobody has counted anything. */
export function attendancesOf(rows: readonly Row[]): { amount: number; are: Qualifier } | null {
  const counts = rows.flatMap((row) => {
    const stands = standingOf(row)
    return stands && stands !== 'differ' ? [stands.counts] : []
  })
  if (counts.length === 0) return null
  return {
    amount: counts.reduce((sum, one) => sum + totalOf(one), 0),
    are: qualifierOfSum(counts.map(exactnessOf)),
  }
}

/** Why a session cannot be said to have been held; undefined where it can. */
export function objectionToHolding(
  session: { state: string; day: Day },
  rows: readonly Row[],
  today: Day,
): { code: string; params?: Record<string, string> } | undefined {
  if (session.state !== 'planned') return { code: 'session_is_over' }
  if (session.day > today) return { code: 'session_is_held_too_early', params: { day: session.day } }
  return objectionToCounts(rows)
}

/** Why what was counted cannot stand. */
export function objectionToCounts(
  rows: readonly Row[],
): { code: string; params?: Record<string, string> } | undefined {
  const torn = rows.find((row) => standingOf(row) === 'differ')
  return torn && { code: 'session_ways_differ', params: { unit: torn.unitName ?? '–' } }
}

/** Percent of those who were called, rounded down: a target is not met by rounding. Undefined without a denominator. */
export const ratePercent = (came: number, called: number): number | undefined =>
  called > 0 ? Math.floor((came * 1000) / called) / 10 : undefined
