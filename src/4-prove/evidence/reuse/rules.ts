/** What may be asked about a photo. */
export const questionKinds = [
  'same_picture',
  'altered_picture',
  'taken_before',
  'taken_after',
  'same_moment',
] as const
export type QuestionKind = (typeof questionKinds)[number]

/** What a person may answer: all is well, it is another picture, it will be put right. */
export const answers = ['right', 'not_the_same', 'will_be_corrected'] as const
export type Answer = (typeof answers)[number]

/** Answers that fit a question: only of two pictures can one say that they are not the same. */
export const answersTo = (kind: QuestionKind): readonly Answer[] =>
  kind === 'taken_before' || kind === 'taken_after'
    ? answers.filter((answer) => answer !== 'not_the_same')
    : answers

/**
 * When two photos are asked about. Measured by bench/reused-evidence.ts on photographs other than those on which the
 * numbers were chosen; the figures are in docs/decisions/0020-reused-evidence.md.
 */
export const likeness = {
  /** Bits of 256 by which the hashes of two copies may differ. */
  hashBits: 24,
  /** Local features of one photo that have to lie in the other as one projection says. */
  agreeingFeatures: 10,
  /** Of the cells in which either shows something, the share that has to be alike. */
  alikeShare: 0.4,
  /** Cells that may contradict: in a copy, however altered, none does. */
  contradicted: 0,
  /** Fewer cells say nothing. */
  cells: 12,
} as const

/** Limits of comparing one photo. */
export const comparing = {
  /** Photos at most with which it is compared by local features. */
  candidates: 400,
  /** Of those that fit by geometry, so many at most are laid over it. */
  overlays: 12,
  /** Months before and after its day in which candidates are looked for. */
  months: 24,
  /** Questions at most about one photo, and between two records. */
  questions: 3,
  /** After so many failures a photo is left alone. */
  tries: 6,
  /** A comparison that has not ended after so long is taken up by another process. */
  leaseMinutes: 5,
} as const

/** Two photos that one person took within so many minutes cannot be of two communes. */
export const sameMomentMinutes = 5

/** What was found of two photos by their local features. */
export type Overlay = {
  agreeing: number
  share: number
  contradicted: number
  cells: number
  isMirrored: boolean
}

/** Whether two photos are alike enough to ask a person. */
export const isWorthAsking = ({ agreeing, share, contradicted, cells }: Overlay): boolean =>
  agreeing >= likeness.agreeingFeatures &&
  share >= likeness.alikeShare &&
  contradicted <= likeness.contradicted &&
  cells >= likeness.cells

/** By how many days a photo may have been taken before or after what it proves. */
export type TimeAllowance = { daysBefore: number; daysAfter: number }

/**
 * Whether the camera's clock speaks against the day: how many days the photo was taken before (negative) or after it.
 * @returns undefined where it is within what is allowed.
 */
export function daysOff(takenAt: string, day: string, allowed: TimeAllowance): number | undefined {
  const days = Math.round((Date.parse(takenAt.slice(0, 10)) - Date.parse(day)) / 86_400_000)
  return days < -allowed.daysBefore || days > allowed.daysAfter ? days : undefined
}

/** When to try again after so many failures: after one minute, two, four … */
export const minutesUntilNextTry = (tries: number): number => 2 ** Math.min(tries, 10)
