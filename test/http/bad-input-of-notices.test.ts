import { beforeAll, describe, expect, test } from 'vitest'
import { asSystem, hashPassword } from '#access'
import { loadParameters } from '#parameters'
import { newId } from '#platform/ids'
import { useSecret } from '#platform/secret'
import { setHash } from '../../src/1-ground/access/sign-in/store.ts'
import { makeFeed } from '../../src/1-ground/notices/calendar/feed.ts'
import { aNotice, peopleToTell, raise } from '../../src/1-ground/notices/notices.fixture.ts'
import { spreadNotices } from '../../src/1-ground/notices/spread-notices.ts'
import { useMail } from '../../src/1-ground/notices/ways/mail.ts'
import { web } from '../../src/web.ts'
import { useDatabase } from '../support/database.ts'

useDatabase()

const origin = 'http://localhost'
const faults: unknown[] = []
const app = web({ site: { name: 'Thử' }, log: (fault) => faults.push(fault) })
let people: Awaited<ReturnType<typeof peopleToTell>>
let cookies: Record<'administrator' | 'checker', string>

const send = (path: string, init: RequestInit & { as?: keyof typeof cookies } = {}) =>
  app.request(origin + path, {
    redirect: 'manual',
    ...init,
    headers: { origin, cookie: init.as ? cookies[init.as] : '', ...(init.headers as Record<string, string>) },
  })
const post = (path: string, as: keyof typeof cookies, fields: Record<string, string>) =>
  send(path, { method: 'POST', as, body: new URLSearchParams(fields) })

beforeAll(async () => {
  useSecret('x'.repeat(40), '')
  people = await peopleToTell()
  await asSystem('test.parameters', loadParameters)
  const hash = await hashPassword('con trâu đi trước')
  const cookieOf = async ({ personId }: { personId: string }) => {
    await asSystem('test.password', (tx) => setHash(tx, personId, hash))
    const answer = await send('/dang-nhap', {
      method: 'POST',
      body: new URLSearchParams({ login: `p${personId.slice(-12)}`, password: 'con trâu đi trước' }),
    })
    return answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  }
  cookies = { administrator: await cookieOf(people.administrator), checker: await cookieOf(people.checker) }
})

const hostile = [
  '',
  'x'.repeat(100_000),
  '\0',
  "'; drop table org.unit; --",
  '<script>alert(1)</script>',
  '-1',
  '2026-02-30',
  '💥'.repeat(50),
  'null',
  newId(),
]

test('no hostile value in any form or address is answered with a fault of ours', async () => {
  // Nothing of these forms gets as far as a mail server.
  useMail({ smtpUrl: 'smtp://127.0.0.1:9', from: 'x@example.vn', origin })
  const forms: [string, string[]][] = [
    ['/thong-bao/da-doc', ['seenAt']],
    ['/thong-bao/cach-nhan', ['email.tasks', 'push.tasks', 'email.other']],
    ['/thong-bao/cach-nhan/thu', ['email']],
    ['/thong-bao/lich', ['name']],
    [`/thong-bao/lich/${newId()}/thu-hoi`, ['x']],
    [`/thong-bao/trinh-duyet/${newId()}/bo`, ['x']],
    ['/ket-noi', ['url', 'unitId', 'kinds']],
    [`/ket-noi/${newId()}/gui-lai`, ['delivery']],
    [`/ket-noi/${newId()}/gui-thu`, ['x']],
    ['/quan-ly/ngay-nghi', ['day', 'kind', 'name', 'source']],
    ['/quan-ly/ngay-nghi/bo', ['day']],
    ['/quan-ly/ngay-nghi/tham-so', ['code', 'value', 'validFrom', 'source']],
    [`/quan-ly/viec-nen/${newId()}/chay-lai`, ['x']],
  ]
  for (const [path, fields] of forms)
    for (const value of hostile) {
      const answer = await post(
        path,
        'administrator',
        Object.fromEntries(fields.map((field) => [field, value])),
      )
      expect(answer.status, `${path} ← ${value.slice(0, 30)}`).toBeLessThan(500)
    }
  for (const [path] of forms) {
    const answer = await send(path, {
      method: 'POST',
      as: 'administrator',
      body: '{"a":',
      headers: { 'content-type': 'application/json' },
    })
    expect(answer.status, path).toBeLessThan(500)
  }
  for (const value of hostile.map((one) => encodeURIComponent(one.slice(0, 500))))
    for (const path of [
      `/thong-bao?sau=${value}`,
      `/thong-bao?sau=2026-01-01T00:00:00Z~${value}`,
      `/thong-bao/${value}/mo`,
      `/thong-bao/xac-nhan-thu/${value}`,
      `/thong-bao/cach-nhan?da=${value}`,
      `/ket-noi/${value}`,
      `/lich/${value}`,
      `/quan-ly/ngay-nghi?nam=${value}`,
      `/quan-ly/viec-nen/${value}`,
    ])
      expect((await send(path, { as: 'administrator' })).status, path).toBeLessThan(500)
  useMail(undefined)
  expect(faults).toEqual([])
}, 120_000)

describe('refused in words, with what was typed', () => {
  test('an address that is none', async () => {
    useMail({ smtpUrl: 'smtp://127.0.0.1:9', from: 'x@example.vn', origin })
    const answer = await post('/thong-bao/cach-nhan/thu', 'checker', { email: 'nguyen.van.a' })
    useMail(undefined)

    const page = await answer.text()
    expect(answer.status).toBe(422)
    expect(page).toContain('nguyen.van.a')
    expect(page).toContain('Địa chỉ thư không đúng')
  })

  test.each([
    'https://127.0.0.1/x',
    'http://example.vn/x',
    'https://169.254.169.254/latest/meta-data',
    'nothing',
  ])('a webhook to %s', async (url) => {
    const answer = await post('/ket-noi', 'administrator', { url, unitId: people.province, kinds: 'task.*' })

    const page = await answer.text()
    expect(answer.status).toBe(422)
    expect(page).toContain('Không gửi được đến địa chỉ này')
    expect(page).toContain('task.*')
    expect(page).not.toContain('whsec_')
  })

  test('a subscription that is no push service', async () => {
    const body = JSON.stringify({
      endpoint: 'https://127.0.0.1/push',
      keys: { p256dh: 'B'.repeat(87), auth: 'a'.repeat(22) },
    })
    const answer = await send('/thong-bao/trinh-duyet', {
      method: 'POST',
      as: 'checker',
      body,
      headers: { 'content-type': 'application/json' },
    })

    expect(answer.status).toBe(422)
  })

  test('a day that the calendar does not have', async () => {
    const answer = await post('/quan-ly/ngay-nghi', 'administrator', {
      day: '30/02/2026',
      kind: 'closed',
      name: 'Ngày thử',
      source: 'x',
    })

    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('Ngày thử')
  })
})

test('a guessed address of a calendar is no page, for whoever asks, and a right one needs no signing in', async () => {
  const token = await makeFeed(people.checker, 'Điện thoại')

  const [right, guessed, signedIn] = [
    await send(`/lich/${token}.ics`),
    await send(`/lich/${'x'.repeat(43)}.ics`),
    await send(`/lich/${'x'.repeat(43)}.ics`, { as: 'checker' }),
  ]

  expect([right.status, guessed.status, signedIn.status]).toEqual([200, 404, 404])
  expect(await right.text()).toMatch(/^BEGIN:VCALENDAR/)
  expect(await guessed.text()).not.toContain('Người Duyệt')
})

test('what is secret is shown once, and never by an address', async () => {
  const made = await post('/thong-bao/lich', 'checker', { name: 'Máy cơ quan' })
  const hook = await post('/ket-noi', 'administrator', {
    url: 'https://nhan.example.vn/x',
    unitId: people.province,
    kinds: 'task.*',
  })

  expect(made.status).toBe(201)
  expect(await made.text()).toMatch(/lich\/[\w-]{43}\.ics/)
  expect(await (await send('/thong-bao/lich', { as: 'checker' })).text()).not.toMatch(/lich\/[\w-]{43}\.ics/)
  expect(hook.status).toBe(201)
  expect(await hook.text()).toContain('whsec_')
  expect(await (await send('/ket-noi', { as: 'administrator' })).text()).not.toContain('whsec_')
})

test('pages of administrators are not there for others', async () => {
  for (const path of ['/ket-noi', '/quan-ly/viec-nen', `/ket-noi/${newId()}`])
    expect((await send(path, { as: 'checker' })).status, path).toBe(404)
  const refused = await post('/quan-ly/ngay-nghi', 'checker', {
    day: '2026-11-24',
    kind: 'closed',
    name: 'x',
    source: 'x',
  })
  expect(refused.status).toBe(404)
  expect(await refused.text()).not.toContain('name="source"')
})

test('opening a notice reads it and leads on; a browser that looks ahead does not read it', async () => {
  const notice = aNotice({ unitId: people.commune })
  await raise(notice)
  await spreadNotices()
  const list = await (await send('/thong-bao', { as: 'checker' })).text()
  const href = /\/thong-bao\/[0-9a-f-]{36}\/mo/.exec(list)?.[0] ?? ''
  expect(await (await send('/viec-cua-toi', { as: 'checker' })).text()).toMatch(
    /<a class="work-bell" href="\/thong-bao">[\s\S]*?class="waiting">1</,
  )

  const ahead = await send(href, { as: 'checker', headers: { 'x-sec-purpose': 'prefetch' } })
  expect(ahead.status).toBe(204)
  expect(await (await send('/thong-bao', { as: 'checker' })).text()).toContain('1 thông báo chưa đọc')
  const opened = await send(href, { as: 'checker' })

  expect([opened.status, opened.headers.get('location')]).toEqual([303, notice.href])
  expect(await (await send('/thong-bao', { as: 'checker' })).text()).toContain('Đã đọc hết')
  expect((await send(href, { as: 'administrator' })).status).toBe(404)
})
