import { beforeAll, expect, test } from 'vitest'
import { asSystem } from '#access'
import { nameOfSite, openBeginning, setUpAuthority } from '#beginning'
import { foldFigures } from '#figures'
import { newId } from '#platform/ids'
import { broughtTo } from '#platform/module'
import { today } from '#platform/time'
import { beginning } from '../../src/1-ground/beginning/entry.ts'
import { web } from '../../src/web.ts'
import { useDatabase } from '../support/database.ts'

// From an empty database to the first figure on the public page, by nothing but the pages: no import by hand, no command.
useDatabase()
const origin = 'http://localhost'
const site = { name: 'Lan Tỏa', origin }
let sent = 0
let token = ''

const app = web({
  site,
  log: (fault) => {
    throw fault
  },
})

/** Somebody with a browser. */
function visitor() {
  let cookie = ''
  const ask = async (path: string, body?: Record<string, string>) => {
    if (body) sent += 1
    const answer = await app.request(origin + path, {
      headers: { origin, cookie },
      ...(body ? { method: 'POST', body: new URLSearchParams(body) } : {}),
    })
    cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? cookie
    return {
      status: answer.status,
      text: await answer.text(),
      location: answer.headers.get('location') ?? '',
    }
  }
  return {
    read: async (path: string) => (await ask(path)).text,
    ask,
    /** Takes an invitation and signs in. */
    async arrive(invitation: string, userName: string) {
      const password = 'ba con trâu đi cày'
      await ask(invitation, { name: `Người ${userName}`, userName, password })
      const signedIn = await ask('/dang-nhap', { login: userName, password })
      expect(signedIn.location, userName).toBe('/viec-cua-toi')
    },
  }
}
type Visitor = ReturnType<typeof visitor>

const optionOf = (page: string, label: string): string =>
  new RegExp(`value="([0-9a-f-]{36})"[^>]*>(?:<[^>]*>|\\s)*${label}\\s*<`).exec(page)?.[1] ?? ''
const linkIn = (page: string): string => /\/moi\/[\w-]+/.exec(page)?.[0] ?? ''

async function invited(administrator: Visitor, role: string, unit: string): Promise<string> {
  const page = await administrator.read('/quan-ly/nguoi-dung')
  const { text } = await administrator.ask('/quan-ly/nguoi-dung/moi', { role, unitId: optionOf(page, unit) })
  return linkIn(text)
}

beforeAll(async () => {
  await asSystem('test.prepare', async (tx) => {
    for (const prepare of broughtTo('prepare')) await prepare(tx)
  })
  token = (await openBeginning(async () => {})) ?? ''
})

test('a wrong address for beginning is refused in words, and asks nothing', async () => {
  const answer = await visitor().ask(`/bat-dau/${'a'.repeat(32)}`)

  expect(answer.status).toBe(422)
  expect(answer.text).toContain('không còn dùng được')
  expect(answer.text).not.toContain('<select')
})

test('what is missing or unknown is said at its field, and nothing is set up', async () => {
  const somebody = visitor()
  const blank = await somebody.ask(`/bat-dau/${token}?tinh=80`, { code: '' })
  const unknown = await somebody.ask(`/bat-dau/${token}?tinh=80`, { code: '99999' })
  const nameless = await somebody.ask(`/bat-dau/${token}?tay=1`, {
    isByHand: 'yes',
    name: '',
    kind: 'commune',
  })
  const later = await somebody.ask(`/bat-dau/${token}?tinh=80`, { code: '80', since: '01/01/2199' })

  expect([blank.status, unknown.status, nameless.status, later.status]).toEqual([422, 422, 422, 422])
  expect(later.text).toContain('Ngày này chưa tới')
  expect(unknown.text).toContain('Danh mục hiện hành không có mã 99999')
  expect(nameless.text).toContain('name="name"')
})

test('an empty system is begun, set up and filled until the public reads its first figure', async () => {
  sent = 0
  const administrator = visitor()
  const first = await administrator.read(`/bat-dau/${token}`)
  const communes = await administrator.read(`/bat-dau/${token}?tinh=24`)
  expect(first).toContain('Thành phố Bắc Ninh')
  expect(communes).toContain('Phường Yên Phong')

  const begun = await administrator.ask(`/bat-dau/${token}?tinh=24`, { code: '09193', organisations: 'yes' })
  expect(begun.location).toMatch(/^\/moi\//)
  // The answer may be lost, and the button pressed again: both lead to the one unit that is there.
  const again = await administrator.ask(`/bat-dau/${token}?tinh=24`, { code: '09193', organisations: 'yes' })
  const opened = await administrator.read(`/bat-dau/${token}`)
  const invitation = await administrator.ask(`/bat-dau/${token}/quan-tri`, {})
  expect([again.location, invitation.location].every((to) => to.startsWith('/moi/'))).toBe(true)
  expect(opened).toContain('Đã lập Phường Yên Phong')
  await administrator.arrive(begun.location, 'quantri.yenphong')
  const home = await administrator.read('/viec-cua-toi')
  expect(home).toContain('Việc cần làm trước')
  expect(home).toContain('Mời người dùng')

  const [recorder, checker] = [visitor(), visitor()]
  await recorder.arrive(
    await invited(administrator, 'recorder', 'Hội Liên hiệp Phụ nữ phường Yên Phong'),
    'ghi.phunu',
  )
  await checker.arrive(await invited(administrator, 'checker', 'Phường Yên Phong'), 'duyet.phuong')

  const proposing = await recorder.read('/quan-ly/mo-hinh/them')
  const proposed = await recorder.ask('/quan-ly/mo-hinh/them', {
    kind: 'plastic_for_school',
    unitId: /value="([0-9a-f-]{36})"/.exec(proposing)?.[1] ?? '',
    name: 'Ve chai cho em tới trường',
    summary: '',
  })
  const initiative = proposed.location.replace(/\?.*/, '')
  const id = initiative.split('/').at(-1) ?? ''
  for (const [to, seen] of [
    ['registered', 'proposed'],
    ['active', 'registered'],
  ] as const) {
    const step = await checker.ask(`${initiative}/buoc`, { to, version: seen, day: today() })
    expect(step.status, to).toBe(303)
  }
  const record = newId()
  const recorded = await recorder.ask(`/ghi-hoat-dong/${id}`, {
    id: record,
    day: today(),
    summary: 'Bán ve chai tháng này.',
    'a.plastic_kg': '37,5',
  })
  expect(recorded.location).toBe(`/hoat-dong/${record}?da=ghi`)
  const accepted = await checker.ask(`/hoat-dong/${record}/duyet`, { seen: '1', verdict: 'accepted' })
  expect(accepted.location).toBe('/duyet?da=accepted')
  await foldFigures()

  const published = await visitor().read('/mo-hinh/ve-chai-cho-em-toi-truong')
  expect(published).toContain('37,5')
  expect(await nameOfSite()).toBe('Lan Tỏa Yên Phong')
  // Forms sent from the empty database to the figure, sign-ins of three people among them.
  expect(sent).toBeLessThanOrEqual(16)
})

test('the address works once, and another locality can begin beside by command', async () => {
  const again = await visitor().ask(`/bat-dau/${token}`)
  const entry = beginning.parse({ code: '46', communes: 'yes', organisations: 'yes' })

  expect(again.status).toBe(422)
  expect(await openBeginning(async () => {})).toBeUndefined()
  expect(await setUpAuthority(entry)).toMatch(/^[\w-]{20,}$/)
  await expect(setUpAuthority(entry)).rejects.toMatchObject({ code: 'unit_code_is_taken' })
})
