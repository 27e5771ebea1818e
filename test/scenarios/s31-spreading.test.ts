import { beforeAll, expect, test } from 'vitest'
import { type Actor, asSystem, hashPassword, lookPublic } from '#access'
import { checkActivity, recordActivity } from '#activities'
import { loadIndicators, readyIndicators } from '#figures'
import { advanceInitiative, initiativeWithLife, proposeInitiative } from '#initiatives'
import { loadKinds, readyKinds } from '#kinds'
import { loadUnits } from '#org'
import { useSecret } from '#platform/secret'
import { addDays, today } from '#platform/time'
import { libraryPage, recogniseInitiative, replicateInitiative, searchFrom, spreadOf } from '#spreading'
import { setHash } from '../../src/1-ground/access/sign-in/store.ts'
import { setTargets, writeGuide } from '../../src/3-capture/spreading/guide/write-guide.ts'
import { layOutDistrict } from '../../src/demo/units.ts'
import { web } from '../../src/web.ts'
import { useDatabase } from '../support/database.ts'
import { anEntry, aPerson } from '../support/district.ts'

// S18–S31, nhân rộng: a commune finds a good initiative of another, does the same, records; the tree shows the spread and
// what each reached; one that ended tells the next what it learnt.
useDatabase()
const origin = 'http://localhost'
const district = layOutDistrict()
const id = (key: string) => district.at(key).id
const app = web({
  site: { name: 'Lan Tỏa', origin, demonstration: true },
  log: (fault) => {
    throw fault
  },
})
const read = async (path: string, cookie = '') =>
  (await app.request(origin + path, { headers: { cookie } })).text()
const begun = addDays(today(), -300)
const ends: Record<'first' | 'second', string> = { first: '', second: '' }
const people: Record<'officer' | 'checker' | 'otherOfficer' | 'otherChecker', Actor> = {} as never
let cookie: string

/** Takes a proposal to where activities can be recorded. */
async function begin(checker: Actor, initiative: string, day: string) {
  const nothing = { document: '', note: '', learnt: '' }
  await advanceInitiative(checker, initiative, { to: 'registered', version: 'proposed', day, ...nothing })
  await advanceInitiative(checker, initiative, { to: 'active', version: 'registered', day, ...nothing })
}

async function recordAndAccept(officer: Actor, checker: Actor, initiative: string, day: string, kg: number) {
  const entry = anEntry(initiative, {
    day,
    summary: `Ủ rác tại các hộ, ${kg} kg.`,
    answers: { households: 10, waste_kg: kg },
  })
  await recordActivity(officer, entry)
  await checkActivity(checker, entry.id, {
    seen: 1,
    verdict: 'accepted',
    reason: '',
    field: '',
    publishPhotos: true,
  })
}

beforeAll(async () => {
  useSecret('x'.repeat(40), '')
  await asSystem('test.scenarios', async (tx) => {
    await loadUnits(tx, district)
    await loadIndicators(tx, readyIndicators)
    await loadKinds(tx, readyKinds, '2021-05-18')
    const person = (name: string, role: string, key: string) => aPerson(tx, name, { role, unitId: id(key) })
    people.officer = await person('Ghi Rạch Kiến', 'recorder', 'new/28114/farmers')
    people.checker = await person('Duyệt Rạch Kiến', 'checker', 'new/28114')
    people.otherOfficer = await person('Ghi Mỹ Lệ', 'recorder', 'new/28132/farmers')
    people.otherChecker = await person('Duyệt Mỹ Lệ', 'checker', 'new/28132')
    await setHash(tx, people.otherOfficer.personId, await hashPassword('con trâu đi trước'))
  })
  const answer = await app.request(`${origin}/dang-nhap`, {
    method: 'POST',
    headers: { origin },
    body: new URLSearchParams({
      login: `p${people.otherOfficer.personId.slice(-12)}`,
      password: 'con trâu đi trước',
    }),
  })
  cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  expect(cookie).not.toBe('')
})

test('a commune does something good, writes how, and is recognised for it', async () => {
  const wording = {
    kind: 'home_composting',
    unitId: id('new/28114/farmers'),
    name: 'Ủ rác hữu cơ ở xã Rạch Kiến',
    summary: 'Rác bếp thành phân bón.',
  }
  ends.first = await proposeInitiative(people.officer, wording, addDays(begun, -20))
  await begin(people.checker, ends.first, begun)
  await writeGuide(people.officer, ends.first, {
    how: 'Làm ở một ấp trước.',
    steps: ['Họp ấp', 'Trao thùng', 'Đến lại sau một tuần'],
    peopleNeeded: '3 người nòng cốt',
    preparationDays: 20,
    costDong: 12_000_000,
    costNote: '20 thùng ủ',
  })
  await setTargets(people.officer, ends.first, {
    'amount.organic_waste_kg': '2 000',
    'until.organic_waste_kg': addDays(begun, 365),
  })
  await recordAndAccept(people.officer, people.checker, ends.first, addDays(begun, 30), 1500)
  await recogniseInitiative(people.checker, ends.first, {
    level: 'province',
    document: 'Quyết định số 88-QĐ/TU',
    day: addDays(begun, 100),
    issuer: 'Ban Thường vụ Tỉnh ủy',
  })

  const page = await initiativeWithLife(people.officer, ends.first)
  expect(page.initiative.state).toBe('recognised')
  expect(page.life.map(({ event }) => event)).toEqual(['proposed', 'registered', 'active', 'recognised'])
})

test('another commune finds it without diacritics, by its level, its result and its cost', async () => {
  const asked = (query: Record<string, string | undefined>) =>
    lookPublic((db) =>
      libraryPage(
        db,
        searchFrom((name) => query[name], 10),
      ),
    )

  for (const query of [
    { q: 'u rac huu co' },
    { q: 'rach kien' },
    { cap: 'commune' },
    { cap: 'province' },
    { 'chi-tieu': 'organic_waste_kg' },
    { 'chi-phi': '20000000' },
    { nganh: 'farmers', loai: 'home_composting' },
  ])
    expect(
      (await asked(query)).rows.map(({ initiative }) => initiative.id),
      JSON.stringify(query),
    ).toEqual([ends.first])
  for (const query of [
    { q: 'heo dat' },
    { cap: 'national' },
    { 'chi-tieu': 'plastic_kg' },
    { 'chi-phi': '5000000' },
    { 'tinh-trang': 'ended' },
    { 'chung-minh': 'co' },
  ])
    expect((await asked(query)).rows, JSON.stringify(query)).toEqual([])
  const offer = await read(`/thu-vien-mo-hinh/${ends.first}`, cookie)
  for (const shown of [
    'Làm ở một ấp trước.',
    'Đến lại sau một tuần',
    'Bắt đầu với khoảng 12.000.000 đồng',
    '1.500',
    'đạt 75 %',
    'Công nhận cấp tỉnh',
    '88-QĐ/TU',
    'Làm theo mô hình này ở đơn vị tôi',
  ])
    expect(offer).toContain(shown)
})

test('it does the same: form, guide and targets are there, and where they came from', async () => {
  const answer = await app.request(`${origin}/quan-ly/mo-hinh/${ends.first}/nhan-rong`, {
    method: 'POST',
    headers: { origin, cookie },
    body: new URLSearchParams({
      unitId: id('new/28132/farmers'),
      name: 'Ủ rác hữu cơ ở xã Mỹ Lệ',
      summary: 'Học từ xã Rạch Kiến.',
    }),
  })
  expect(answer.status).toBe(303)
  ends.second = (answer.headers.get('location') ?? '').replace(/^.*\/([^/?]+)\?.*$/, '$1')

  const own = await read(`/quan-ly/mo-hinh/${ends.second}`, cookie)
  for (const shown of ['Ủ rác hữu cơ ở xã Rạch Kiến', 'Trao thùng', '0/2.000']) expect(own).toContain(shown)
  // What is only proposed is nobody else's business.
  expect(await read(`/thu-vien-mo-hinh/${ends.first}`, cookie)).not.toContain('Ủ rác hữu cơ ở xã Mỹ Lệ')
  await begin(people.otherChecker, ends.second, addDays(begun, 150))
  await recordAndAccept(people.otherOfficer, people.otherChecker, ends.second, addDays(begun, 180), 700)
})

test('the tree shows the spread over time and land and what each reached, to officers and to everybody', async () => {
  const spread = await lookPublic((db) => spreadOf(db, ends.second))

  expect(spread.lines.map(({ row, depth, parent }) => [row.id, depth, parent?.id])).toEqual([
    [ends.first, 0, undefined],
    [ends.second, 1, ends.first],
  ])
  expect(spread.indicator?.code).toBe('household_composting')
  expect(spread.lines.map(({ row }) => row.result?.figure.declared)).toEqual([10, 10])
  expect(spread.growth.at(-1)?.running).toBe(2)
  expect(spread.communes.filter(({ count }) => count > 0).map(({ name }) => name)).toEqual([
    'Xã Mỹ Lệ',
    'Xã Rạch Kiến',
  ])
  expect(spread.communes.length).toBe(6)
  const slug = spread.lines[0]?.row.slug
  for (const page of [
    await read(`/quan-ly/mo-hinh/${ends.second}/lan-toa`, cookie),
    await read(`/thu-vien/${slug}/lan-toa`),
    await read(`/en/thu-vien/${slug}/lan-toa`),
  ]) {
    expect(page).toContain('Ủ rác hữu cơ ở xã Rạch Kiến')
    expect(page).toContain('Ủ rác hữu cơ ở xã Mỹ Lệ')
    expect(page).toContain('spread-timeline')
  }
  expect(await read(`/thu-vien/${slug}`)).not.toMatch(/<script/)
})

test('the one that ends tells the next what it learnt', async () => {
  await expect(
    advanceInitiative(people.otherChecker, ends.second, {
      to: 'ended',
      version: 'active',
      day: today(),
      document: '',
      note: 'Nhập vào mô hình của tỉnh',
      learnt: '',
    }),
  ).rejects.toMatchObject({ code: 'life_end_teaches_nothing' })
  await advanceInitiative(people.otherChecker, ends.second, {
    to: 'ended',
    version: 'active',
    day: today(),
    document: '',
    note: 'Nhập vào mô hình của tỉnh',
    learnt: 'Nên đến lại từng nhà sau một tuần.',
  })

  const copying = await read(`/quan-ly/mo-hinh/${ends.first}/nhan-rong`, cookie)
  expect(copying).toContain('Nên đến lại từng nhà sau một tuần.')
  expect(copying).toContain('Nhập vào mô hình của tỉnh')
  await expect(
    replicateInitiative(people.officer, ends.first, {
      unitId: id('new/28132/farmers'),
      name: 'Ở nơi khác',
      summary: '',
    }),
  ).rejects.toMatchObject({ code: 'not_found_or_not_allowed' })
})
