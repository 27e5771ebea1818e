import { Hono } from 'hono'
import ICAL from 'ical.js'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { asSystem } from '#access'
import { sentenceOf } from '#platform/i18n'
import { Problem, statusOf } from '#platform/problem'
import type { Env } from '#platform/web'
import { useDatabase } from '../../../../test/support/database.ts'
import { useModule } from '../../../../test/support/modules.ts'
import { peopleToTell } from '../notices.fixture.ts'
import { calendarFeed } from '../pages/feed-pages.tsx'
import { calendarsOf, makeFeed, revokeFeed } from './feed.ts'
import type { CalendarEntry } from './sources.ts'

useDatabase()

let people: Awaited<ReturnType<typeof peopleToTell>>
let entries: CalendarEntry[] = []
const askedFor: string[] = []
useModule({
  calendar: {
    test: async (_db, { personId }) => {
      askedFor.push(personId)
      return entries
    },
  },
})

const longTitle =
  'Hạn: Xây dựng kế hoạch thực hiện chuyên đề toàn khóa; đăng ký làm theo, “người thật, việc thật”\\ năm 2026 của chi bộ ấp 1'
const task: CalendarEntry = {
  uid: 'task-1',
  start: '2026-03-16',
  title: longTitle,
  href: '/nhiem-vu/1',
  sequence: 2,
}
const session: CalendarEntry = {
  uid: 'session-1',
  // 19:30 in Vietnam, when it is still the same day in London and half past seven in the morning in New York.
  start: new Date('2026-03-08T12:30:00Z'),
  end: new Date('2026-03-08T14:00:00Z'),
  title: 'Học tập chuyên đề',
  place: 'Hội trường xã Rạch Kiến',
  href: '/hoc-tap/1',
  sequence: 0,
}

beforeAll(async () => {
  people = await peopleToTell()
})
beforeEach(() => {
  entries = [task, session]
})

const app = new Hono<Env>()
app.use(async (c, next) => {
  c.set('site', { name: 'Thử nghiệm' })
  await next()
})
app.onError((fault, c) =>
  fault instanceof Problem ? c.text(sentenceOf(fault), statusOf(fault)) : c.text(String(fault), 500),
)
app.route('/', calendarFeed)
const get = (name: string, headers: Record<string, string> = {}) =>
  app.request(`https://lantoa.vn/lich/${name}`, { headers })

const eventsIn = (text: string) => {
  const calendar = new ICAL.Component(ICAL.parse(text))
  for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone)
  return calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event))
}

test('a phone reads days as days, hours as hours in Vietnam, and long Vietnamese words unbroken', async () => {
  const token = await makeFeed(people.recorder, 'Điện thoại')

  const answer = await get(`${token}.ics`)
  const text = await answer.text()

  expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
  expect(askedFor.at(-1)).toBe(people.recorder.personId)
  const [ofSession, ofTask] = eventsIn(text)
  expect(ofTask?.summary).toBe(longTitle)
  expect([ofTask?.startDate.isDate, ofTask?.startDate.toString(), ofTask?.endDate.toString()]).toEqual([
    true,
    '2026-03-16',
    '2026-03-17',
  ])
  expect(ofTask?.component.getFirstPropertyValue('sequence')).toBe(2)
  expect(ofTask?.component.getFirstPropertyValue('url')).toBe('https://lantoa.vn/nhiem-vu/1')
  expect(ofSession?.startDate.toJSDate().toISOString()).toBe('2026-03-08T12:30:00.000Z')
  expect(ofSession?.endDate.toJSDate().toISOString()).toBe('2026-03-08T14:00:00.000Z')
  expect(ofSession?.startDate.zone?.tzid).toBe('Asia/Ho_Chi_Minh')
  expect(ofSession?.location).toBe('Hội trường xã Rạch Kiến')
})

test('no line is longer than 75 bytes, and none ends within a letter', async () => {
  const token = await makeFeed(people.recorder, 'Máy cơ quan')

  const text = await (await get(`${token}.ics`)).text()

  const lines = text.split('\r\n')
  expect(lines.length).toBeGreaterThan(20)
  for (const line of lines) expect(Buffer.byteLength(line), line).toBeLessThanOrEqual(75)
  expect(text).not.toContain('\uFFFD')
  expect(text.match(/^DTSTAMP:\d{8}T\d{6}Z\r?$/gm)).toHaveLength(2)
})

test('the same calendar is told to be the same; a cancelled session is another, under the same name', async () => {
  const token = await makeFeed(people.recorder, 'Đồng hồ')
  const first = await get(`${token}.ics`)
  const tag = first.headers.get('etag') ?? ''

  const again = await get(`${token}.ics`, { 'if-none-match': tag })
  entries = [task, { ...session, isCancelled: true, sequence: 1 }]
  const changed = await get(`${token}.ics`, { 'if-none-match': tag })

  expect([again.status, await again.text()]).toEqual([304, ''])
  expect(changed.status).toBe(200)
  const [cancelled] = eventsIn(await changed.text())
  expect(cancelled?.uid).toBe('session-1@lantoa.vn')
  expect(cancelled?.component.getFirstPropertyValue('status')).toBe('CANCELLED')
})

test('a guessed, a revoked and a closed person’s address are one answer, which names nobody', async () => {
  const token = await makeFeed(people.second, 'Máy mất')
  const [feed] = await calendarsOf(people.second)
  expect((await get(`${token}.ics`)).status).toBe(200)

  await expect(revokeFeed(people.stranger, feed?.id ?? '')).rejects.toMatchObject({
    code: 'not_found_or_not_allowed',
  })
  expect((await get(`${token}.ics`)).status).toBe(200)
  await revokeFeed(people.second, feed?.id ?? '')
  const other = await makeFeed(people.second, 'Máy khác')
  await asSystem('test.close', (tx) =>
    tx
      .updateTable('access.person')
      .set({ disabled_at: new Date() })
      .where('id', '=', people.second.personId)
      .execute(),
  )

  const answers = await Promise.all(
    [`${token}.ics`, `${other}.ics`, `${'A'.repeat(43)}.ics`, 'x', '..%2f..%2fetc'].map(async (name) => {
      const answer = await get(name)
      return [answer.status, await answer.text()]
    }),
  )
  expect(new Set(answers.map(String)).size).toBe(1)
})

test('the address is nowhere in the database', async () => {
  const token = await makeFeed(people.leader, 'Điện thoại')

  const rows = await asSystem('test.read', (tx) =>
    tx.selectFrom('notices.feed').select(['name', 'hash']).execute(),
  )

  expect(JSON.stringify(rows.map(({ name, hash }) => [name, hash.toString('latin1')]))).not.toContain(token)
  expect(await calendarsOf(people.recorder)).not.toEqual([])
})
