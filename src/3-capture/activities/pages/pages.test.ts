import { expect, test } from 'vitest'
import { newId } from '#platform/ids'
import { useDatabase } from '../../../../test/support/database.ts'
import { aDistrict, anEntry } from '../../../../test/support/district.ts'
import { pagesOf } from '../../../../test/support/pages.ts'
import { checkActivity } from '../check-activity.ts'
import { activitiesPage } from '../read.ts'
import { recordActivity } from '../record-activity.ts'
import { activityPages } from './activity-page.tsx'
import { workPages } from './list-pages.tsx'
import { recordPages } from './record-page.tsx'

useDatabase()
const { get, post } = pagesOf(recordPages, activityPages, workPages)

const typed = (over: Record<string, string> = {}) => ({
  id: newId(),
  day: '2026-03-08',
  summary: 'Ủ phân tại xóm Đông',
  'a.waste': '12,5',
  photosSent: '',
  ...over,
})

test('a record is stored, refused with what was typed, or asked for more rows without being stored', async () => {
  const { recorder, initiativeId } = await aDistrict()
  const at = `/ghi-hoat-dong/${initiativeId}`
  const whole = typed()

  const asked = await post(recorder, at, typed({ more: 'list', day: '' }))
  const refused = await post(recorder, at, typed({ day: '' }))
  const before = await activitiesPage(recorder, { initiativeId, limit: 5 })
  const stored = await post(recorder, at, whole)
  const other = await post(recorder, at, { ...whole, 'a.waste': '99' })

  expect([asked.status, refused.status, other.status]).toEqual([422, 422, 409])
  for (const { text } of [asked, refused, other]) expect(text).toContain('Ủ phân tại xóm Đông')
  expect([asked, refused].map(({ text }) => text.includes('role="alert"'))).toEqual([false, true])
  expect(before.rows).toEqual([])
  expect(stored).toMatchObject({ status: 303, location: `/hoat-dong/${whole.id}?da=ghi` })
  expect((await get(recorder, `/hoat-dong/${whole.id}?da=ghi`)).text).toContain(
    'Người duyệt của đơn vị sẽ xem.',
  )
})

test('a version that has changed meanwhile is a conflict, for the checker and for who corrects', async () => {
  const { recorder, checker, initiativeId } = await aDistrict()
  const entry = anEntry(initiativeId)
  await recordActivity(recorder, entry)
  const at = `/hoat-dong/${entry.id}`
  const correct = (summary: string) => post(recorder, `${at}/sua`, typed({ seen: '1', summary }))
  const check = (seen: string) => post(checker, `${at}/duyet`, { seen, verdict: 'accepted' })

  const corrected = await correct('Đã sửa')
  const late = [await correct('Lại sửa'), await check('1')]
  const accepted = await check('2')

  expect(corrected).toMatchObject({ status: 303, location: `${at}?da=sua` })
  expect(late.map(({ status }) => status)).toEqual([409, 409])
  expect(accepted).toMatchObject({ status: 303, location: '/duyet?da=accepted' })
})

test('a list goes on where its page ended, with its filters', async () => {
  const { recorder, checker, initiativeId } = await aDistrict()
  const days = Array.from({ length: 25 }, (_, index) => `2026-03-${String(index + 1).padStart(2, '0')}`)
  const entries = days.map((day) => anEntry(initiativeId, { day, summary: `Lần ngày ${day}.` }))
  for (const entry of entries) await recordActivity(recorder, entry)
  const [first] = entries
  await checkActivity(checker, first?.id ?? '', {
    seen: 1,
    verdict: 'rejected',
    reason: 'Trùng',
    field: '',
    publishPhotos: false,
  })
  const next = (text: string) => /href="([^"]*sau=[^"]*)"/.exec(text)?.[1]?.replaceAll('&amp;', '&')

  const all = await get(recorder, `/hoat-dong?mo-hinh=${initiativeId}`)
  const waiting = await get(recorder, `/hoat-dong?mo-hinh=${initiativeId}&trang-thai=recorded`)
  const queue = await get(checker, '/duyet?da=rejected')
  const rest = await get(recorder, next(all.text) ?? '')
  const restOfQueue = await get(checker, next(queue.text) ?? '')

  expect(next(waiting.text)).toBeUndefined()
  expect(rest.text.match(/Lần ngày [\d-]+/g)).toEqual(['Lần ngày 2026-03-01'])
  expect(queue.text).toContain('Đã ghi là không duyệt.')
  expect(restOfQueue.text.match(/Lần ngày [\d-]+/g)).toEqual(days.slice(21).map((day) => `Lần ngày ${day}`))
  expect(restOfQueue.text).not.toContain('Đã ghi là không duyệt.')
})
