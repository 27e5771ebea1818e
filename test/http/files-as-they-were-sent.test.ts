import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { demonstrationPassword } from '../../src/demo/people.ts'
import { useCopyOfDemonstration } from '../support/demonstration.ts'

// Files of the kinds that were taken wrongly once, sent to a running system through its pages. `cases/` holds them as they came.
const officer = 'ghi.tinh'
const cookies = new Map<string, string>()

const system = useCopyOfDemonstration('files')

const contentOf = (name: string) => readFileSync(join(import.meta.dirname, 'cases', name))

async function signIn(userName: string): Promise<string> {
  const known = cookies.get(userName)
  if (known) return known
  const answer = await fetch(`${system().address}/dang-nhap`, {
    method: 'POST',
    headers: { origin: system().address },
    body: new URLSearchParams({ login: userName, password: demonstrationPassword }),
    redirect: 'manual',
  })
  expect(answer.status, userName).toBe(303)
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  cookies.set(userName, cookie)
  return cookie
}

const open = async (userName: string, path: string): Promise<string> => {
  const answer = await fetch(system().address + path, { headers: { cookie: await signIn(userName) } })
  expect(answer.status, path).toBe(200)
  return answer.text()
}

/** Sends a file from its page; the words of what is shown then, without marks. */
async function sent(userName: string, path: string, name: string, fields: Record<string, string> = {}) {
  const body = new FormData()
  for (const [key, value] of Object.entries(fields)) body.append(key, value)
  body.append('file', new File([contentOf(name)], name))
  const answer = await fetch(system().address + path, {
    method: 'POST',
    headers: { cookie: await signIn(userName), origin: system().address },
    body,
  })
  const words = (await answer.text())
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
  return { status: answer.status, words }
}

/** The page of a session whose list may still be written. */
async function aSession(): Promise<string> {
  const page = await open(officer, '/hoc-tap')
  for (const [, id] of page.matchAll(/href="\/hoc-tap\/([0-9a-f-]{36})"/g)) {
    const at = `/hoc-tap/${id}/danh-sach`
    const { status } = await fetch(system().address + at, { headers: { cookie: await signIn(officer) } })
    if (status === 200) return at
  }
  throw new Error('No session has a list that may be written.')
}

const times = (words: string, part: string): number => words.split(part).length - 1

test('a unit in a merged cell is that of all its people', async () => {
  const { words } = await sent(officer, `${await aSession()}/nhap`, 'ds-don-vi-gop-o.xlsx')

  for (const name of ['Một', 'Hai', 'Ba']) expect(words).toContain(`Người Mẫu ${name}`)
  expect(times(words, 'Hội Nông dân xã Rạch Kiến')).toBeGreaterThanOrEqual(3)
})

test('a name under a heading over two columns is whole', async () => {
  const { words } = await sent(officer, `${await aSession()}/nhap`, 'ds-tach-ho-ten.xlsx')

  expect(words).toContain('Mẫu Thị An')
  expect(words).toContain('Mẫu Văn Bình')
})

test('a row of a group, a total and a signer are no people, and are named', async () => {
  const { words } = await sent(officer, `${await aSession()}/nhap`, 'ds-dong-khoi-va-tong.xlsx')

  expect(words).toMatch(/\(2\)|2 người/)
  for (const row of ['KHỐI ẤP', 'Tổng cộng', 'Mẫu Văn Ký']) expect(words).toContain(row)
})

test('a code that lost its noughts is asked about', async () => {
  const { words } = await sent('quantri', '/quan-ly/don-vi/nhap', 'don-vi-mat-so-0.xlsx')

  expect(words).toContain('00037')
})

test.each([
  ['so-van-ban-cham-phay.csv', 'treo cờ, kẻ tường, kiểm tra, sơ kết, khen thưởng', 'Huyện ủy mẫu'],
  ['so-van-ban-tcvn3.xlsx', 'Về việc tổ chức học tập', 'Huyện ủy mẫu'],
])('%s is read as it was meant', async (name, subject, issuer) => {
  const form = await open(officer, '/van-ban/nhap')
  const [, unitId = ''] = /<option value="([0-9a-f-]{36})" selected/.exec(form) ?? []
  const { words } = await sent(officer, '/van-ban/nhap', name, { unitId, direction: 'received' })

  expect(words).toContain(subject)
  expect(words).toContain(issuer)
})
