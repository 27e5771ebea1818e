import { addDays, type Day, dayOf } from '#platform/time'

/** Groups of notices for which people choose how they want to be told. */
export const kindGroups = [
  'tasks',
  'documents',
  'plans',
  'targets',
  'study',
  'pledges',
  'reports',
  'system',
  'other',
] as const
export type KindGroup = (typeof kindGroups)[number]

const groupOfWord: Record<string, KindGroup> = {
  task: 'tasks',
  tasks: 'tasks',
  document: 'documents',
  documents: 'documents',
  theme: 'documents',
  themes: 'documents',
  plan: 'plans',
  plans: 'plans',
  target: 'targets',
  targets: 'targets',
  session: 'study',
  sessions: 'study',
  gatherings: 'study',
  study: 'study',
  pledge: 'pledges',
  pledges: 'pledges',
  report_frozen: 'reports',
  report_gathering: 'reports',
  notices: 'system',
  webhooks: 'system',
}

/** The group of a kind: by the first word of `tasks.notice.handed_down`. */
export const groupOf = (kind: string): KindGroup => groupOfWord[kind.split('.')[0] ?? ''] ?? 'other'

/** How somebody wants to be told of a group besides the page. */
export type Ways = { email: 'each' | 'digest' | 'none'; push: boolean }

/** Who has given an address or a browser and chosen nothing wants to be told. */
export const waysUnchosen: Ways = { email: 'each', push: true }

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))
const dayMinutes = 24 * 60
/** Vietnam keeps seven hours before UTC all year. */
const vietnamMinutes = 7 * 60

/**
 * When quiet hours (`21:00–06:00`, Vietnam's time) end in which an instant lies; undefined where it lies in none. What is sent
 * in them waits until then.
 */
export function endOfQuiet(instant: Date, hours: string): Date | undefined {
  const [from, until] = hours.split('–').map(minutesOf)
  if (from === undefined || until === undefined || from === until) return undefined
  const now = (Math.floor(instant.getTime() / 60_000) + vietnamMinutes) % dayMinutes
  const isQuiet = from < until ? now >= from && now < until : now >= from || now < until
  if (!isQuiet) return undefined
  const minutesLeft = (until - now + dayMinutes) % dayMinutes
  return new Date((Math.floor(instant.getTime() / 60_000) + minutesLeft) * 60_000)
}

/**
 * The days whose morning has come and is not done yet, the oldest first: since the last that was done, a week back at most; of
 * something that was never done, only the latest. A morning comes at 06:30.
 */
export function morningsToRun(now: Date, lastDone: Day | undefined): Day[] {
  const latest = dayOf(new Date(now.getTime() - 6.5 * 3_600_000))
  if (lastDone === undefined) return [latest]
  const days: Day[] = []
  for (let back = 6; back >= 0; back -= 1) {
    const day = addDays(latest, -back)
    if (day > lastDone) days.push(day)
  }
  return days
}

/** Rows by the day on which they arrived, in the order in which they came. */
export function byDay<T>(rows: readonly T[], dayOf: (row: T) => Day): { day: Day; rows: T[] }[] {
  const groups: { day: Day; rows: T[] }[] = []
  for (const row of rows) {
    const day = dayOf(row)
    const last = groups.at(-1)
    if (last?.day === day) last.rows.push(row)
    else groups.push({ day, rows: [row] })
  }
  return groups
}
