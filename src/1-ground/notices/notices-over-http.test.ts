import { beforeAll, expect, test } from 'vitest'
import { allowInside } from '#platform/outgoing'
import { useSecret } from '#platform/secret'
import { useDatabase } from '../../../test/support/database.ts'
import { programs } from '../../../test/support/program.ts'
import { aNotice, peopleToTell, raise } from './notices.fixture.ts'
import { spreadNotices } from './spread-notices.ts'

useDatabase()

const call = programs()
let people: Awaited<ReturnType<typeof peopleToTell>>

beforeAll(async () => {
  useSecret('x'.repeat(40), '')
  people = await peopleToTell()
})

const hook = { url: 'https://may.example.vn/nhan', kinds: ['task.*', 'report.issued'] }

test('every notice stands on one page, also those that came in one moment, and nobody else has them', async () => {
  await raise(...Array.from({ length: 5 }, () => aNotice({ unitId: people.commune })))
  await spreadNotices()
  const page = async (after?: string) =>
    (await call(people.checker, 'GET', `/notices?limit=2${after ? `&after=${after}` : ''}`)).json()

  const first = await page()
  const second = await page(first.next)
  const third = await page(second.next)

  const rows = [first, second, third].flatMap((one) => one.rows)
  expect(new Set(rows.map(({ id }) => id)).size).toBe(5)
  expect([rows.length, first.unread, third.next]).toEqual([5, 5, undefined])
  expect(rows[0].sentence).toMatch(/may-\d+\.vn/)
  expect(await (await call(people.stranger, 'GET', '/notices')).json()).toMatchObject({ rows: [], unread: 0 })
  const marked = await call(people.checker, 'POST', `/notices/${rows[0].id}/read`)
  const byStranger = await call(people.stranger, 'POST', `/notices/${rows[1].id}/read`)
  expect([marked.status, byStranger.status]).toEqual([200, 404])
  expect((await (await call(people.checker, 'GET', '/notices?read=true')).json()).rows).toHaveLength(1)
  const all = await call(people.checker, 'POST', '/notices/read', {
    json: { until: new Date().toISOString() },
  })
  expect(await all.json()).toEqual({ count: 4 })
})

test('a webhook is set up, changed, stopped and removed by an administrator of its unit alone', async () => {
  allowInside(false)
  const { administrator, checker } = people
  const make = (url: string, kinds = hook.kinds) =>
    call(administrator, 'POST', '/webhooks', { json: { unitId: people.province, url, kinds } })

  const made = await (await make(hook.url)).json()
  const refused = await Promise.all([
    make('http://127.0.0.1/nhan'),
    make(hook.url, []),
    make(hook.url, ['việc']),
  ])
  const at = `/webhooks/${made.id}`
  const changed = await call(administrator, 'PATCH', at, { json: { kinds: ['*'], stopped: true } })
  const strangers = await Promise.all([
    call(checker, 'GET', at),
    call(checker, 'PATCH', at, { json: { stopped: false } }),
    call(checker, 'DELETE', at),
    call(checker, 'POST', '/webhooks', { json: { unitId: people.commune, ...hook } }),
  ])
  const inside = await call(administrator, 'PATCH', at, { json: { url: 'http://127.0.0.1/nhan' } })
  const tried = await call(administrator, 'POST', `${at}/test`)
  const running = await call(administrator, 'PATCH', at, { json: { stopped: false } })
  await call(administrator, 'POST', `${at}/test`)
  const { rows } = await (await call(administrator, 'GET', `${at}/deliveries`)).json()
  const again = await call(administrator, 'POST', `${at}/deliveries/${rows[0].id}/again`)
  const removed = await call(administrator, 'DELETE', at)

  expect(made).toMatchObject({ ...hook, unitId: people.province, stoppedAt: null, failures: 0 })
  expect(made.secret).toMatch(/^whsec_/)
  expect(refused.map(({ status }) => status)).toEqual([422, 422, 422])
  expect(await changed.json()).toMatchObject({ kinds: ['*'], url: hook.url, stoppedByItself: false })
  expect(strangers.map(({ status }) => status)).toEqual([404, 404, 404, 404])
  expect([inside.status, tried.status]).toEqual([422, 422])
  expect(await running.json()).toMatchObject({ stoppedAt: null })
  expect(rows).toMatchObject([{ kind: 'test.sent', state: 'waiting', attempts: 0 }])
  expect([again.status, removed.status]).toEqual([202, 204])
  expect((await call(administrator, 'GET', at)).status).toBe(404)
  expect((await (await call(administrator, 'GET', '/webhooks')).json()).rows).toEqual([])
})
