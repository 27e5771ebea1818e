import { addDays, type Day } from '#platform/time'

/** A directive or conclusion that the programme follows, from its day until another takes its place. */
export type Directive = {
  code: string
  /** The type of document: `Chỉ thị`. */
  kind: string
  symbol: string
  issuedOn: Day
  issuer: string
  /** What it is about, as a document goes on after its number: `về đẩy mạnh học tập …`. */
  title: string
  /** The code of one that it carries on without taking its place. */
  continues: string | null
  /** The day from which another stands in its place. */
  replacedOn: Day | null
  source: string
}

/** A span on which one looks back at a directive: some full years, or all its time (`years` is null). */
export type Review = { directive: Directive; years: number | null; period: string }

/** After how many years one looks back: each of the first five, then every fifth. */
const isReviewed = (years: number): boolean => years <= 5 || years % 5 === 0

/** Longer than that no directive is looked back at; periods are no longer either. */
const mostYears = 49

/** The same day some years later; 29 February becomes 1 March. */
function yearsLater(day: Day, years: number): Day {
  const later = `${String(Number(day.slice(0, 4)) + years).padStart(4, '0')}${day.slice(4)}`
  return later.endsWith('02-29') && !isLeap(Number(later.slice(0, 4))) ? `${later.slice(0, 4)}-03-01` : later
}
const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0

const days = (from: Day, until: Day): string => `${from}..${addDays(until, -1)}`

/**
 * The spans on which one looks back at directives, the newest directive first: full years that are over and ended before
 * another directive took its place, and its whole time, up to today where it still holds. Those that ended before `first`,
 * the day of the first fact, are left out.
 */
export function reviewsOf(
  directives: readonly Directive[],
  { first, today }: { first: Day; today: Day },
): Review[] {
  return directives
    .filter(({ issuedOn }) => issuedOn <= today)
    .toSorted((one, other) => (one.issuedOn < other.issuedOn ? 1 : -1))
    .flatMap((directive) => {
      const tomorrow = addDays(today, 1)
      const { issuedOn, replacedOn } = directive
      const end = replacedOn !== null && replacedOn < tomorrow ? replacedOn : tomorrow
      const full = Array.from({ length: mostYears }, (_, index) => index + 1)
        .filter((years) => isReviewed(years) && yearsLater(issuedOn, years) <= end)
        .map((years) => ({ years, until: yearsLater(issuedOn, years) }))
      const isTold = full.some(({ until }) => until === end)
      const whole = isTold || yearsLater(issuedOn, mostYears) < end ? [] : [{ years: null, until: end }]
      return [...whole, ...full.toReversed()]
        .filter(({ until }) => until > first)
        .map(({ years, until }) => ({ directive, years, period: days(issuedOn, until) }))
    })
}

/** The newest directive that holds on a day; undefined before the first. */
export function directiveOn(directives: readonly Directive[], day: Day): Directive | undefined {
  return directives
    .filter(({ issuedOn, replacedOn }) => issuedOn <= day && (replacedOn === null || replacedOn > day))
    .toSorted((one, other) => (one.issuedOn < other.issuedOn ? 1 : -1))[0]
}

/** `Chỉ thị số 05-CT/TW`. */
export const nameOfDirective = ({ kind, symbol }: Pick<Directive, 'kind' | 'symbol'>): string =>
  `${kind} số ${symbol}`

/** What the programme follows on a day, in short: `Kết luận số 01-KL/TW gắn với Chỉ thị số 05-CT/TW`. */
export function programmeInShort(directives: readonly Directive[], day: Day): string {
  const newest = directiveOn(directives, day)
  if (!newest) return beforeTheFirst
  const older = directives.find(({ code }) => code === newest.continues)
  return older ? `${nameOfDirective(newest)} gắn với ${nameOfDirective(older)}` : nameOfDirective(newest)
}

/** The same as a document cites it: `Chỉ thị số 03-CT/TW, ngày 14/5/2011 của Bộ Chính trị về …`. */
export function programmeInFull(directives: readonly Directive[], day: Day): string {
  const newest = directiveOn(directives, day)
  if (!newest) return beforeTheFirst
  const [year, month = '', date] = newest.issuedOn.split('-')
  const on = `${date}/${Number(month) < 3 ? month : Number(month)}/${year}`
  return `${nameOfDirective(newest)}, ngày ${on} của ${newest.issuer} ${newest.title}`
}

const beforeTheFirst = 'việc học tập và làm theo Bác'
