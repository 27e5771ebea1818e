import { beforeAll, expect, test } from 'vitest'
import { type Actor, asSystem, perform } from '#access'
import { type CalendarSource, emitEvents, type MorningRun, raiseNotices } from '#notices'
import { dueDayFrom, loadParameters } from '#parameters'
import { addDays, type Day } from '#platform/time'
import { entriesOf } from '../../src/1-ground/notices/calendar/feed.ts'
import { runMornings } from '../../src/1-ground/notices/mornings/run-mornings.ts'
import { inboxOf } from '../../src/1-ground/notices/read.ts'
import { spreadNotices } from '../../src/1-ground/notices/spread-notices.ts'
import { spreadAllEvents } from '../../src/1-ground/notices/webhooks/emit-event.ts'
import { useDatabase } from '../support/database.ts'
import { aDistrict } from '../support/district.ts'
import { useModule } from '../support/modules.ts'

// S1: what is handed down has a day on which it is due, is told to those whose work it is, stands in their calendar, and is
// reminded of before and after – each once, whatever is done twice.
useDatabase()

let district: Awaited<ReturnType<typeof aDistrict>>
let due: Day = ''
/** A task as the programme would keep it: only what this story needs. */
const remind = (key: string, day: Day) => ({
  key: `story.${key}:${day}`,
  unitId: district.commune,
  roles: ['checker'],
  kind: 'webhooks.notice.stopped',
  words: { host: key },
  href: `/nhiem-vu?${key}=${day}`,
})
const remindOfStory: MorningRun = async (tx, day) => {
  const { commune } = district
  if (day === addDays(due, -3)) await raiseNotices(tx, [{ ...remind('soon', day), unitId: commune }])
  if (day === due) await raiseNotices(tx, [remind('today', day)])
  if (day > due) await raiseNotices(tx, [remind('late', day)])
}
const calendarOfStory: CalendarSource = async (_db, { from, until }) =>
  due >= from && due <= until
    ? [{ uid: 'story-1', start: due, title: 'Kế hoạch năm', href: '/nhiem-vu/1', sequence: 0 }]
    : []
useModule({ mornings: { 'story.remind': remindOfStory }, calendar: { story: calendarOfStory } })

beforeAll(async () => {
  district = await aDistrict()
  await asSystem('test.parameters', loadParameters)
})

const told = async (actor: Actor): Promise<string[]> =>
  (await inboxOf(actor, undefined)).unread.map(({ href }) => href).toReversed()
const morning = (day: Day) => runMornings(new Date(`${day}T06:31:00+07:00`))

test('handed down before Tết, due on the first working day after it, told once and reminded once a day', async () => {
  await perform(district.checker, 'task.hand_down', district.commune, async (tx) => {
    due = await dueDayFrom(tx, '2026-02-06')
    await raiseNotices(tx, [remind('given', '2026-02-06'), remind('given', '2026-02-06')])
    await emitEvents(tx, [{ kind: 'task.state_changed', unitId: district.commune, data: { state: 'given' } }])
  })
  await morning('2026-02-19')
  await Promise.all([morning('2026-02-20'), morning('2026-02-20')])
  // The server was down on the day itself and the day after.
  await morning('2026-02-25')
  await morning('2026-02-25')
  await Promise.all([spreadNotices(), spreadNotices(), spreadAllEvents()])

  expect(due).toBe('2026-02-23')
  expect((await told(district.checker)).toSorted()).toEqual(
    [
      '/nhiem-vu?given=2026-02-06',
      '/nhiem-vu?soon=2026-02-20',
      '/nhiem-vu?today=2026-02-23',
      '/nhiem-vu?late=2026-02-24',
      '/nhiem-vu?late=2026-02-25',
    ].toSorted(),
  )
  expect(await told(district.stranger)).toEqual([])
})

test('what is due stands in the calendar of whoever asks for theirs, in the days around today', async () => {
  due = addDays(new Date().toISOString().slice(0, 10), 5)

  expect((await entriesOf(district.checker)).map(({ uid, start }) => [uid, start])).toEqual([
    ['story-1', due],
  ])
})
