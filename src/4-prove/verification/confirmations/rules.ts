/** How the codes of a record were answered: sums, never single answers. */
export type Tally = {
  /** Codes that were handed out. */
  sent: number
  answered: number
  /** Answers that came in a crowd, at which no inspector has looked yet. They are in no other number. */
  waiting: number
  /** Said that it happened, and that it did not; the others did not know. */
  happened: number
  notHappened: number
  /** Received it or took part; not all of it; nothing. */
  received: number
  partly: number
  notReceived: number
  /** Said yes to both. */
  bothYes: number
  /** How many said how it was, and what they said on average, from 1 to 5. */
  rated: number
  quality: number
}

/** A record for which nobody has been asked yet. */
export const noTally = (): Tally => ({
  sent: 0,
  answered: 0,
  waiting: 0,
  happened: 0,
  notHappened: 0,
  received: 0,
  partly: 0,
  notReceived: 0,
  bothYes: 0,
  rated: 0,
  quality: 0,
})

/** When a record counts as confirmed by people (docs/decisions/0019-spot-checks.md). */
export const confirmationRule = {
  /** However few codes there were, so many have to answer: two could be one family. */
  fewest: 3,
  /** Of the codes handed out, so many have to be answered: those who were asked, not those who were picked. */
  answeredShare: 0.3,
  /** Of those who answered, so many have to say that it happened and that they received it. */
  yesShare: 0.8,
} as const

/** Whether people have confirmed a record. Shares are compared as whole numbers: 24 of 80 are 30 %, and not a hair less. */
export function isConfirmed(tally: Tally, rule: typeof confirmationRule = confirmationRule): boolean {
  const { sent, answered, bothYes } = tally
  const percent = (share: number) => Math.round(share * 100)
  return (
    answered >= rule.fewest &&
    answered * 100 >= sent * percent(rule.answeredShare) &&
    bothYes * 100 >= answered * percent(rule.yesShare)
  )
}

/** How many have to answer before these codes can confirm anything. */
export const answersNeeded = (sent: number, rule: typeof confirmationRule = confirmationRule): number =>
  Math.max(rule.fewest, Math.ceil((sent * Math.round(rule.answeredShare * 100)) / 100))

/** From how many answers on officers see what was said: of one answer they might know whose it is. */
export const shownFrom = 3

/** An answer that the checker has to hear of. */
export const isDoubt = ({ happened, received }: { happened: string; received: string }): boolean =>
  happened === 'no' || received === 'no'

/** How many days the codes of a batch hold, to choose from. */
export const daysToAnswer = [7, 30, 60, 90] as const

/** So long a device keeps its number: as long as any code holds. */
export const longestDays = Math.max(...daysToAnswer)

/** How many sheets one record may have. */
export const mostBatches = 20

/**
 * Whether the audit says that so many wrong codes came today: at the first, second, fourth, eighth … A crowd of them is
 * seen, and does not fill the audit.
 */
export const isAudited = (wrongCodes: number): boolean => Number.isInteger(Math.log2(wrongCodes))
