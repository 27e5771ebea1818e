import type { Answers } from '#activities'
import { addDays, addMonths, type Day, type Month } from '#platform/time'
import { type Chance, chanceFrom } from './chance.ts'
import { doings } from './doings/index.ts'
import type { Run } from './initiatives.ts'
import { type DemoPerson, peopleOf } from './people.ts'

/** About so many records, however long the programme has run. */
const wantedActivities = 6000

/** Part of the photos that are painted: a first start must stay under twenty seconds on two cores. */
const paintedShare = 0.8

/** A record of the demonstration district, before its photos are painted. */
export type DemoActivity = {
  id: string
  run: Run
  unitId: string
  day: Day
  summary: string
  answers: Answers
  recordedBy: string
  recordedAt: Date
  check?: { verdict: 'accepted' | 'returned'; by: string; at: Date; reason: string | null }
  pictures: number
}

const hour = 3_600_000
/** First days of Tết: nobody works in the week around them. */
const tet = [
  '2021-02-12',
  '2022-02-01',
  '2023-01-22',
  '2024-02-10',
  '2025-01-29',
  '2026-02-17',
  '2027-02-06',
  '2028-01-26',
]

const reasons = [
  'Ảnh không thấy rõ việc đã làm, đề nghị bổ sung ảnh khác.',
  'Số liệu cao hơn hẳn các tháng trước, đề nghị kiểm tra lại.',
  'Trùng với lần ghi trước trong tháng, đề nghị xem lại.',
  'Chưa rõ số mới trong kỳ hay số lũy kế, đề nghị ghi lại số mới.',
  'Ngày ghi khác với ngày trong ảnh, đề nghị sửa.',
]

const lastDayOf = (month: Month): Day => addDays(`${addMonths(month, 1)}-01`, -1)
const later = (one: Day, other: Day): Day => (one > other ? one : other)
const earlier = (one: Day, other: Day): Day => (one < other ? one : other)

type Stretch = { month: Month; from: Day; until: Day; weight: number }

/** The months in which an initiative could do something, with how much can be expected of each. */
function monthsOfRun(run: Run, today: Day): Stretch[] {
  const { startedOn } = run.row
  if (startedOn === null) return []
  const end = run.row.endedOn ?? today
  const months: Stretch[] = []
  for (let month = startedOn.slice(0, 7); `${month}-01` <= end; month = addMonths(month, 1)) {
    const from = later(`${month}-01`, startedOn)
    const until = earlier(lastDayOf(month), end)
    if (from > until) continue
    const share = (Date.parse(until) - Date.parse(from) + 24 * hour) / (30.5 * 24 * hour)
    const season = run.plan.season[Number(month.slice(5)) - 1] ?? 1
    // From July to September 2021 the district kept its distance; hardly anything took place.
    const isClosed = month >= '2021-07' && month <= '2021-09'
    months.push({
      month,
      from,
      until,
      weight: run.plan.often * season * share * growthAt(run, month) * (isClosed ? 0.12 : 1),
    })
  }
  return months
}

/** An initiative takes two years to come into its own. */
function growthAt(run: Run, month: Month): number {
  const started = (run.row.startedOn ?? month).slice(0, 7)
  const age =
    (Number(month.slice(0, 4)) - Number(started.slice(0, 4))) * 12 +
    Number(month.slice(5)) -
    Number(started.slice(5))
  return 0.55 + 0.45 * Math.min(1, age / 24)
}

/** All records from May 2021 to today, in the order in which they happened. */
export function recordActivities(
  runs: readonly Run[],
  people: readonly DemoPerson[],
  today: Day,
): DemoActivity[] {
  const planned = runs.map((run) => ({ run, months: monthsOfRun(run, today) }))
  const weight = planned.flatMap(({ months }) => months).reduce((sum, month) => sum + month.weight, 0)
  const perWeight = wantedActivities / weight
  return planned
    .flatMap(({ run, months }) => recordsOf(run, months, perWeight, people, today))
    .sort((one, other) => (one.day < other.day ? -1 : one.day > other.day ? 1 : one.id < other.id ? -1 : 1))
}

function recordsOf(
  run: Run,
  months: readonly Stretch[],
  perWeight: number,
  people: readonly DemoPerson[],
  today: Day,
): DemoActivity[] {
  const doing = doings[run.plan.kind]
  if (!doing || months.length === 0) return []
  const chance = chanceFrom(`activities ${run.row.slug}`)
  const { recorder, checker } = peopleOf(people, {
    keeper: run.keeper,
    place: run.place,
    line: run.plan.line,
  })
  const mind: Record<string, number> = {}
  const records: DemoActivity[] = []
  let expected = chance.next()
  for (const month of months) {
    expected += month.weight * perWeight
    const count = Math.floor(expected)
    expected -= count
    for (const day of daysIn(chance, run, month, count)) {
      const now = {
        chance,
        day,
        month: Number(day.slice(5, 7)),
        growth: growthAt(run, month.month),
        size: run.size,
        mind,
      }
      const recordedAt = soon(chance, day, today)
      const check = checked(chance, checker.id, recordedAt, day, today)
      records.push({
        id: chance.id(recordedAt.getTime()),
        run,
        unitId: unitOn(run, day),
        day,
        ...doing(now),
        recordedBy: recorder.id,
        recordedAt,
        ...(check ? { check } : {}),
        pictures: chance.happens(run.plan.pictured * paintedShare) ? 1 : 0,
      })
    }
  }
  return records
}

function unitOn(run: Run, day: Day): string {
  const unit = run.units.findLast(({ from }) => from <= day)
  if (!unit) throw new Error(`${run.row.slug} was run by nobody on ${day}.`)
  return unit.unitId
}

const isAroundTet = (day: Day): boolean =>
  tet.some((first) => day >= addDays(first, -3) && day <= addDays(first, 6))

function daysIn(chance: Chance, run: Run, { month, from, until }: Stretch, count: number): Day[] {
  const days = new Set<Day>()
  const length = Number(until.slice(8)) - Number(from.slice(8))
  for (let attempt = 0; days.size < count && attempt < count * 12; attempt++) {
    let day = addDays(from, chance.between(0, length))
    if (run.plan.kind === 'weekend_service') day = addDays(day, (7 - new Date(day).getUTCDay()) % 7)
    if (run.plan.kind === 'piggy_bank' && days.size === 0) day = openingDay(chance, month) ?? day
    if (day >= from && day <= until && !isAroundTet(day)) days.add(day)
  }
  return [...days].sort()
}

/** Piggy banks are opened in the days before 8 March and 20 October. */
function openingDay(chance: Chance, month: Month): Day | undefined {
  if (month.endsWith('-03')) return `${month}-0${chance.between(5, 8)}`
  if (month.endsWith('-10')) return `${month}-${chance.between(17, 20)}`
  return undefined
}

/** Most records are written down within two days, none after today. */
function soon(chance: Chance, day: Day, today: Day): Date {
  const written = Date.parse(`${day}T09:00:00Z`) + Math.floor(chance.next() ** 2 * 48 * hour)
  return new Date(Math.min(written, Date.parse(`${today}T00:00:00Z`)))
}

/** What the checker said of it; undefined where it still waits, as most of the last three weeks do. */
function checked(chance: Chance, by: string, recordedAt: Date, day: Day, today: Day): DemoActivity['check'] {
  const at = new Date(recordedAt.getTime() + Math.floor((0.3 + chance.next() * 5) * 24 * hour))
  const isRecent = day > addDays(today, -21)
  const waits = chance.happens(isRecent ? 0.65 : 0) || at.getTime() > Date.parse(`${today}T00:00:00Z`)
  if (waits) return undefined
  // What was returned earlier has been put right since.
  const isReturned = chance.happens(day > addDays(today, -60) ? 0.14 : 0)
  return isReturned
    ? { verdict: 'returned', by, at, reason: chance.pick(reasons) }
    : { verdict: 'accepted', by, at, reason: null }
}
