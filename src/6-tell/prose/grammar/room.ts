/** How much a report tells: a month is read in five minutes, a review of years in an hour. */

import type { PeriodKind } from '#regimes'

export type Room = {
  /** The least weight of a figure that is told in the text; all stand in the annex. */
  weight: number
  /** How many kinds of initiatives of a line are told one by one. */
  kinds: number
  /** How many sentences a kind, and what is no initiative, may take. */
  sentences: number
  /** How many initiatives of a line are named as examples. */
  examples: number
  /** Whether each line has a heading of its own. */
  hasHeadings: boolean
}

const month: Room = { weight: 3, kinds: 2, sentences: 1, examples: 1, hasHeadings: false }
const quarter: Room = { weight: 2, kinds: 3, sentences: 1, examples: 1, hasHeadings: false }
const year: Room = { weight: 2, kinds: 4, sentences: 2, examples: 2, hasHeadings: true }

/** The room of a report by how long its period is. */
export const roomOf: Readonly<Record<PeriodKind, Room>> = {
  month,
  quarter,
  half: quarter,
  nine_months: quarter,
  year,
  years: { weight: 1, kinds: 6, sentences: 3, examples: 3, hasHeadings: true },
}
