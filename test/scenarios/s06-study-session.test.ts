import { expect, test } from 'vitest'
import { asSystem, hashPassword } from '#access'
import { loadIndicators } from '#figures'
import { broughtTo } from '#platform/module'
import { useSecret } from '#platform/secret'
import { today } from '#platform/time'
import { setHash } from '../../src/1-ground/access/sign-in/store.ts'
import { web } from '../../src/web.ts'
import { useDatabase } from '../support/database.ts'
import { aDistrict, aPerson } from '../support/district.ts'

// S6: study sessions – invited, attended (by number, by list, by code), materials, anonymous rating, the rate by unit.
useDatabase()
useSecret('một bí mật của lần thử, đủ dài để dùng', '')

const origin = 'http://localhost'
const faults: unknown[] = []
const app = web({ site: { name: 'Lan Tỏa' }, log: (fault) => faults.push(fault) })
const form = (fields: Record<string, string>) => new URLSearchParams(fields)

async function signedIn(person: { personId: string }) {
  const hash = await hashPassword('con trâu đi trước')
  await asSystem('test.password', (tx) => setHash(tx, person.personId, hash))
  const answer = await app.request(`${origin}/dang-nhap`, {
    method: 'POST',
    headers: { origin },
    body: form({ login: `p${person.personId.slice(-12)}`, password: 'con trâu đi trước' }),
  })
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  return {
    get: (path: string) => app.request(origin + path, { headers: { cookie } }),
    post: (path: string, fields: Record<string, string>) =>
      app.request(origin + path, { method: 'POST', headers: { origin, cookie }, body: form(fields) }),
  }
}

/** Somebody's phone: it keeps what the door gives it, and nothing else. */
function aPhone() {
  let cookie = ''
  const send = async (path: string, init: RequestInit = {}) => {
    const answer = await app.request(origin + path, { ...init, headers: { origin, cookie } })
    cookie =
      answer.headers
        .getSetCookie()
        .find((one) => one.startsWith('may='))
        ?.split(';')[0] ?? cookie
    return answer
  }
  return {
    get: (path: string) => send(path),
    post: (path: string, fields: Record<string, string>) =>
      send(path, { method: 'POST', body: form(fields) }),
  }
}

const text = async (answer: Response | Promise<Response>) => (await answer).text()
const found = (page: string, pattern: RegExp) => pattern.exec(page)?.[1] ?? ''

test('S6: a commune calls its organisations, people come in by phone, by number and by list, and the rate stands in a figure', async () => {
  const { checker, stranger, hamlet, union, communeSlug } = await aDistrict()
  const guest = await asSystem('test.guest', async (tx) => {
    await loadIndicators(tx, broughtTo('indicators').flat())
    return aPerson(tx, 'Chi hội trưởng', { role: 'recorder', unitId: hamlet })
  })
  const [officer, branch, neighbour] = [
    await signedIn(checker),
    await signedIn(guest),
    await signedIn(stranger),
  ]
  const { commune } = {
    commune: found(await text(officer.get('/hoc-tap/moi')), /<option value="([0-9a-f-]{36})"[^>]*>Xã Một</),
  }

  // Planned, and all units of the farmers' line called in one step.
  const planned = await officer.post('/hoc-tap/moi', {
    unitId: commune,
    title: 'Hội nghị học tập chuyên đề',
    occasion: 'conference',
    day: today(),
    startsAt: '00:00',
    endsAt: '23:59',
    form: 'in_person',
    place: 'Hội trường xã Một',
  })
  const at = (planned.headers.get('location') ?? '').replace(/\/moi.*/, '')
  expect(at).toMatch(/^\/hoc-tap\/[0-9a-f-]{36}$/)
  await officer.post(`${at}/moi`, { act: 'invite', kind: '', line: 'farmers', unitId: '' })
  await officer.post(`${at}/moi`, {
    act: 'expect',
    [`expectedMembers.${union}`]: '4',
    [`expectedMembers.${hamlet}`]: '10',
    [`expectedOthers.${hamlet}`]: '5',
  })
  expect(await text(branch.get('/hoc-tap'))).toContain('Hội nghị học tập chuyên đề')
  expect((await branch.get(at)).status).toBe(200)
  expect((await neighbour.get(at)).status).toBe(404)
  expect(await text(branch.get(at))).not.toContain('Hội Nông dân xã Một')

  // The door: a code on the screen, five phones, one of them twice.
  await officer.post(`${at}/cua`, { asks: 'unit', most: '' })
  const screen = await text(officer.get(`${at}/man-hinh`))
  const shown = found(screen, /<strong>([0-9A-Z ]+)<\/strong>/).replaceAll(' ', '')
  const door = `/diem-danh/${shown.slice(0, 8)}`
  const phones = [1, 2, 3, 4, 5].map(aPhone)
  for (const phone of phones) {
    const page = await text(phone.get(`${door}?m=${shown.slice(8)}`))
    expect(page).not.toContain('<script')
    const pass = found(page, /name="pass" value="([^"]+)"/)
    const sent = await phone.post(door, { pass, unitId: union, member: phone === phones[4] ? 'no' : 'yes' })
    expect(sent.headers.get('location')).toBe(`${door}/xong`)
    await phone.post(door, { pass, unitId: union, member: 'yes' })
  }
  const stale = await aPhone().get(`${door}?m=ABCDEFGH`)
  expect([stale.status, await stale.text()]).toEqual([
    422,
    expect.stringContaining('Mã đã đổi, xin quét lại tại cửa'),
  ])
  expect(await text(officer.get(`${at}/man-hinh/ma`))).toContain('5 người đã điểm danh')

  // The hamlet by number, over thirty others of no known unit; two names on the list.
  const seen = async () => found(await text(officer.get(`${at}/diem-danh`)), /name="seen" value="(\d+)"/)
  await officer.post(`${at}/diem-danh`, {
    seen: await seen(),
    counted: 'units',
    headCount: '48',
    [`members.${hamlet}`]: '9',
    [`others.${hamlet}`]: '3',
    'others.none': 'trên 30',
  })
  const previewed = await officer.post(`${at}/danh-sach/go`, {
    lines: 'Mai Thị Lựu; 1975\nCao Hữu Chơn; 1980',
  })
  const preview = previewed.headers.get('location') ?? ''
  const listed = await text(officer.get(preview))
  const confirmed = await officer.post(preview, {
    fileHash: found(listed, /name="fileHash" value="([0-9a-f]{64})"/),
    seen: found(listed, /name="seen" value="([0-9a-f]{64})"/),
  })
  expect(confirmed.status).toBe(303)

  // Those of no known unit are thirty by number and two by list: somebody has to say which counts.
  const torn = await officer.post(`${at}/to-chuc`, { seen: await seen() })
  expect([torn.status, await torn.text()]).toEqual([
    422,
    expect.stringContaining('các cách đếm nói số khác nhau'),
  ])
  await officer.post(`${at}/diem-danh`, {
    seen: await seen(),
    counted: 'units',
    headCount: '48',
    [`members.${hamlet}`]: '9',
    [`others.${hamlet}`]: '3',
    'others.none': 'trên 30',
    'way.none': 'number',
  })
  const held = await officer.post(`${at}/to-chuc`, { seen: await seen() })
  expect(held.headers.get('location')).toBe(`${at}?da=da-to-chuc`)

  // Those who came say how it was; from five answers on there is an average.
  for (const phone of phones) {
    const rated = await phone.post(`${door}/y-kien`, { clear: '4', useful: '5', timely: '3', remark: '' })
    expect(rated.headers.get('location')).toBe('/diem-danh/cam-on')
  }
  const page = await text(officer.get(at))
  expect(page).toContain('trên 47 lượt người')
  expect(page).toContain('4/4 (100 %)')
  expect(page).toContain('9/10 (90 %)')
  expect(page).toContain('4 trên 5')

  // The rate, with both parts, on the page of the unit and on the page of its figures.
  const unit = await text(officer.get(`/hoc-tap/don-vi/${communeSlug}?nam=${today().slice(0, 4)}`))
  expect(unit).toContain('92,8')
  expect(unit).toContain('13 dự trên 14 được triệu tập')
  const figure = await text(
    officer.get(`/so-lieu-chi-tiet/${communeSlug}/study_attendances?ky=${today().slice(0, 4)}`),
  )
  expect(figure).toContain('47')
  expect(figure).toContain(`href="${at}"`)
  expect(faults).toEqual([])
})
