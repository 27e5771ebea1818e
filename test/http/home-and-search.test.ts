import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { type Actor, asSystem } from '#access'
import { recordActivity } from '#activities'
import { database } from '#platform/database'
import { addDays, today } from '#platform/time'
import { handDown } from '../../src/2-promise/tasks/hand-down.ts'
import { aHanding, aPlannedDistrict, rowOf } from '../../src/2-promise/tasks/tasks.fixture.ts'
import { useDatabase } from '../support/database.ts'
import { aDistrict, anEntry, aPerson } from '../support/district.ts'
import { pagesFor } from '../support/signed-in.ts'

useDatabase()
const pages = pagesFor()
let district: Awaited<ReturnType<typeof aDistrict>>

beforeAll(async () => {
  district = await aDistrict()
})

/** The titles that a search finds, in their order. */
async function found(person: Actor, words: string): Promise<string[]> {
  const page = await pages.open(person, `/tim?q=${encodeURIComponent(words)}`)
  const list = page.split('found-list')[1] ?? ''
  return [...list.matchAll(/<strong>([^<]*)<\/strong>/g)].map((match) => match[1] ?? '')
}

const begin = (name: string, summary = '') =>
  asSystem('test.initiative', (tx) =>
    sql`insert into initiatives.initiative (kind, unit_id, name, summary, slug, state, started_on)
      values ('test_composting', ${district.union}, ${name}, ${summary}, ${`t-${name.length}-${summary.length}`}, 'active', '2022-01-01')`.execute(
      tx,
    ),
  )

test('what has the words in its name stands before what only mentions them, whatever diacritics are typed', async () => {
  await begin('Chợ xanh cuối tuần', 'Bán heo đất do chị em nặn, đất sạch')
  await begin('Nuôi heo đất tiết kiệm')
  for (const words of ['heo dat', 'HEO ĐẤT', 'đất heo'])
    expect((await found(district.stranger, words)).slice(0, 2), words).toEqual([
      'Nuôi heo đất tiết kiệm',
      'Chợ xanh cuối tuần',
    ])
})

test('signs that a pattern knows are letters, and words of nothing are asked for again', async () => {
  await begin('Giảm 50% túi ni-lông')

  expect(await found(district.recorder, '50%')).toEqual(['Giảm 50% túi ni-lông'])
  expect(await found(district.recorder, '_____')).toEqual([])
  expect(await pages.open(district.recorder, '/tim?q=%20%25')).toContain('Gõ vài từ để tìm')
  expect(await pages.open(district.recorder, '/tim?q=zzzz')).toContain('Không tìm thấy gì')
})

test('people are found by those who manage them and by nobody else, records by those who may read them', async () => {
  const administrator = await asSystem('test.administrator', (tx) =>
    aPerson(tx, 'Người Quản Trị', { role: 'administrator', unitId: district.commune }),
  )
  await recordActivity(district.recorder, anEntry(district.initiativeId, { summary: 'Ủ rác ở xóm Bần' }))

  expect(await found(administrator, 'nguoi duyet')).toContain('Người Duyệt')
  expect(await found(administrator, 'nguoi xa hai')).not.toContain('Người Xã Hai')
  expect(await found(district.checker, 'nguoi duyet')).not.toContain('Người Duyệt')
  expect(await found(district.checker, 'xom ban')).toEqual(['Rác thành phân'])
  expect(await found(district.stranger, 'xom ban')).toEqual([])
})

test('what waits is told by the same number on every page, and only to whom it is for', async () => {
  const waits = async (person: Actor, path: string) =>
    /class="tab-check"[\s\S]*?class="waiting">(\d+)/.exec(await pages.open(person, path))?.[1]
  await recordActivity(district.recorder, anEntry(district.initiativeId))
  const { rows } = await sql<{ count: string }>`
    select count(*) from activities.activity where state = 'recorded'`.execute(database())

  for (const path of ['/viec-cua-toi', '/them', '/tim', '/chuyen-de'])
    expect(await waits(district.checker, path), path).toBe(String(rows[0]?.count))
  expect(await waits(district.stranger, '/them')).toBeUndefined()
  expect(await pages.open(district.recorder, '/them')).not.toContain('tab-check')
})

test('a leader begins the day with what is late, each unit one click from the task; who may judge nothing does not', async () => {
  const before = addDays(today(), -20)
  const at = await aPlannedDistrict(before)
  expect(await pages.open(at.secretary, '/viec-cua-toi')).toContain('Không có nhiệm vụ quá hạn')

  await handDown(at.secretary, at.taskId, aHanding({ dueOn: addDays(today(), -3) }), before)
  const { id } = await rowOf(at.secretary, at.taskId, at.commune)

  const home = await pages.open(at.secretary, '/viec-cua-toi')
  expect(home).toMatch(/<span class="home-count">\d+<\/span> nhiệm vụ quá hạn/)
  expect(home).toContain(`href="/nhiem-vu/${id}"`)
  expect(await pages.open(at.officer, '/viec-cua-toi')).not.toContain('nhiệm vụ quá hạn')
  expect(await pages.open(at.neighbours, '/viec-cua-toi')).not.toContain(`href="/nhiem-vu/${id}"`)
})

test('whoever is signed in keeps the frame where nothing is; a stranger is told so without one', async () => {
  for (const path of ['/khong-co-trang-nay', '/hoat-dong/khong-co']) {
    const answer = await pages.ask(district.recorder, path)
    const page = await answer.text()
    expect(answer.status, path).toBe(404)
    expect(page).toContain('work-nav')
    expect(page).toContain('Về việc của tôi')
    expect(answer.headers.get('content-security-policy')).toContain("'nonce-")
  }
})
