import { type Context, Hono } from 'hono'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { Problem } from '../problem.ts'
import { textField } from '../submit.ts'
import type { Env } from '../web.ts'
import { countIn, flashOf } from './flash.ts'
import { button, type Refused, take } from './take.ts'

const entry = z.object({ title: textField(60, 1) })
const showing = (c: Context<Env>) => (form: Refused) =>
  c.html(`${form.typed.title}|${form.problems.code}|${form.problems.fields.map(({ field }) => field)}`)

/** A form whose use case ends as the title says. */
const app = new Hono<Env>()
  .post('/form', (c) =>
    take(
      c,
      entry,
      async ({ title }, { files }) => {
        if (title.startsWith('problem ')) throw new Problem(title.slice(8))
        if (title === 'fault') throw new Error('a fault of ours')
        return files.paper?.length ?? 0
      },
      { to: (papers) => `/form/7?da=luu&so=${papers}`, page: showing(c) },
    ),
  )
  .post('/button', (c) =>
    take(
      c,
      button,
      async () => {
        throw new Problem('plan_is_closed')
      },
      { to: '/form?da=xong' },
    ),
  )
  .post('/preview', (c) =>
    take(c, entry, async ({ title }) => title, { to: (title) => c.html(`preview of ${title}`, 422) }),
  )
  .onError((fault, c) => c.text(`error page: ${fault instanceof Problem ? fault.code : fault.message}`, 418))

async function send(path: string, fields: Record<string, string | File>) {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  const answer = await app.request(path, { method: 'POST', body })
  return [answer.status, answer.headers.get('location') ?? (await answer.text())]
}

test('a form that is taken leads on, with what was sent in files', async () => {
  const paper = new File(['x'], 'a.pdf')

  expect(await send('/form', { title: 'Kế hoạch', paper })).toEqual([303, '/form/7?da=luu&so=1'])
})

test.each([
  ['', 422, 'form_has_faults|title'],
  ['problem plan_is_closed', 422, 'plan_is_closed|'],
  ['problem seen_is_outdated', 409, 'seen_is_outdated|'],
  ['problem too_many_tries', 429, 'too_many_tries|'],
  ['problem not_found_or_not_allowed', 404, 'not_found_or_not_allowed|'],
])(
  'a refused form (%s) shows its page with what was typed and the status of the problem',
  async (title, status, said) => {
    expect(await send('/form', { title })).toEqual([status, `${title}|${said}`])
  },
)

test('a fault of ours and a refused button without a page go to the error page', async () => {
  expect(await send('/form', { title: 'fault' })).toEqual([418, 'error page: a fault of ours'])
  expect(await send('/button', {})).toEqual([418, 'error page: plan_is_closed'])
})

test('an answer of its own takes the place of the redirect', async () => {
  expect(await send('/preview', { title: 'bảng' })).toEqual([422, 'preview of bảng'])
})

test.each([
  ['?da=chuyen&so=12', 'Đã chuyển tiếp 12 nhiệm vụ vào kế hoạch này.'],
  ['?da=sua', 'Đã lưu.'],
  ['?da=chuyen&so=1e9', 'Đã chuyển tiếp 0 nhiệm vụ vào kế hoạch này.'],
  ['?da=khong-co', 'nothing'],
  ['?da=', 'nothing'],
  ['?da=__proto__', 'nothing'],
  ['', 'nothing'],
])('the flash of %s', async (query, said) => {
  const page = new Hono<Env>().get('/', (c) =>
    c.text(flashOf(c, 'plans.flash', { count: countIn(c, 'so') })?.text ?? 'nothing'),
  )

  expect(await (await page.request(`/${query}`)).text()).toBe(said)
})

test('a refused form shows no message of what was done before', async () => {
  const page = new Hono<Env>().post('/', (c) => c.text(flashOf(c, 'plans.flash')?.text ?? 'nothing'))

  expect(await (await page.request('/?da=sua', { method: 'POST' })).text()).toBe('nothing')
})

test('a flash whose values this page does not give is not shown', async () => {
  const page = new Hono<Env>().get('/', (c) => c.text(flashOf(c, 'plans.flash')?.text ?? 'nothing'))

  expect(await (await page.request('/?da=nhap&so=3')).text()).toBe('nothing')
})
