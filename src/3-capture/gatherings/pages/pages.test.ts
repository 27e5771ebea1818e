import { expect, test } from 'vitest'
import { useSecret } from '#platform/secret'
import { today } from '#platform/time'
import { useDatabase } from '../../../../test/support/database.ts'
import { pagesOf } from '../../../../test/support/pages.ts'
import { planSession } from '../plan-session.ts'
import { aSession, aStudyingDistrict } from '../session.fixture.ts'
import { sessionPages } from './index.ts'

useDatabase()
useSecret('một bí mật của lần thử, đủ dài để dùng', '')
const { get, post } = pagesOf(sessionPages)

/** A session as its form sends it. */
const typed = (over: Record<string, string> = {}) => {
  const { documentIds: _, themeId: __, campaignId: ___, also: ____, ...rest } = aSession({ day: today() })
  return { ...rest, ...over }
}

test('a session is planned in a unit; a unit that is missing is named, and what was typed stays', async () => {
  const { checker, commune } = await aStudyingDistrict()

  const refused = await post(checker, '/hoc-tap/moi', typed({ title: 'Học tập quý I' }))
  const planned = await post(checker, '/hoc-tap/moi', typed({ unitId: commune }))

  expect(refused.status).toBe(422)
  expect(refused.text).toContain('value="Học tập quý I"')
  expect(refused.text).toContain('href="#f-unitId"')
  expect([planned.status, planned.location]).toEqual([
    303,
    expect.stringMatching(/^\/hoc-tap\/[0-9a-f-]+\/moi\?da=lap$/),
  ])
  expect((await get(checker, planned.location ?? '')).text).toContain('Đã lập buổi học.')
})

test('a change of a version that is gone is a conflict; each change tells that it was saved', async () => {
  const { checker, commune, union } = await aStudyingDistrict()
  const id = await planSession(checker, commune, aSession({ day: today() }))
  const at = `/hoc-tap/${id}`

  const changed = await post(checker, `${at}/sua`, typed({ seen: '1', title: 'Tên mới' }))
  const stale = [
    await post(checker, `${at}/sua`, typed({ seen: '1', title: 'Tên khác' })),
    await post(checker, `${at}/diem-danh`, { seen: '1', counted: 'units' }),
    await post(checker, `${at}/huy`, { seen: '1', reason: 'Mưa bão' }),
  ]
  const invited = await post(checker, `${at}/moi`, { act: 'invite', kind: '', line: '', unitId: union })
  const expected = await post(checker, `${at}/moi`, { [`expectedMembers.${union}`]: '20' })
  const refused = await post(checker, `${at}/moi`, { [`expectedMembers.${union}`]: 'nhiều' })

  expect(stale.map(({ status }) => status)).toEqual([409, 409, 409])
  expect(stale[0]?.text).toContain('value="Tên khác"')
  expect(changed.location).toBe(`${at}?da=sua`)
  expect([invited.location, expected.location]).toEqual([`${at}/moi?da=moi`, `${at}?da=moi`])
  expect(refused.status).toBe(422)
  for (const [address, sentence] of [
    [`${at}?da=sua`, 'Đã sửa buổi học.'],
    [`${at}/moi?da=moi`, 'Đã lưu đơn vị được mời.'],
    [`${at}/diem-danh?da=dem`, 'Đã lưu số người dự.'],
  ] as const)
    expect((await get(checker, address)).text).toContain(sentence)
})

test('the door opens, counts somebody in by hand and closes', async () => {
  const { checker, commune } = await aStudyingDistrict()
  const id = await planSession(checker, commune, aSession({ day: today() }))
  const at = `/hoc-tap/${id}/cua`

  const answers = [
    await post(checker, at, { asks: 'nothing', most: '0' }),
    await post(checker, at, { asks: 'nothing', most: '' }),
    await post(checker, `${at}/them`, { act: 'add' }),
    await post(checker, `${at}/dong`),
  ]

  expect(answers.map(({ status, location }) => location ?? status)).toEqual([
    422,
    `${at}?da=mo`,
    `${at}?da=them`,
    `${at}?da=dong`,
  ])
  expect((await get(checker, `${at}?da=them`)).text).toContain('Đã cộng 1 người.')
})

test('names that cannot be read are shown again as they were typed; others go on to their preview', async () => {
  const { checker, commune } = await aStudyingDistrict()
  const id = await planSession(checker, commune, aSession({ day: today() }))
  const at = `/hoc-tap/${id}/danh-sach`

  const wrong = await post(checker, `${at}/go`, { lines: 'Lê Văn Tư; 1980; Xóm Không Có' })
  const good = await post(checker, `${at}/go`, { lines: 'Lê Văn Tư' })
  const shown = await get(checker, good.location ?? '')
  const fileHash = /name="fileHash" value="([0-9a-f]{64})"/.exec(shown.text)?.[1] ?? ''
  const stale = await post(checker, good.location ?? '', { fileHash, seen: 'khác' })
  const none = await post(checker, `${at}/nhap`)

  expect([wrong.status, stale.status, none.status]).toEqual([422, 409, 422])
  expect(wrong.text).toContain('Xóm Không Có</textarea>')
  expect(good.location).toMatch(new RegExp(`^${at}/nhap/[0-9a-f-]+$`))
})

test('the list goes on where its page ended, with its filters', async () => {
  const { checker, commune } = await aStudyingDistrict()
  for (let number = 1; number <= 21; number++)
    await planSession(
      checker,
      commune,
      aSession({ title: `Buổi số ${number}.`, day: `2026-01-${String(number).padStart(2, '0')}` }),
    )
  const first = await get(checker, '/hoc-tap?nam=2026&trang-thai=planned')

  const next = /href="([^"]*sau=[^"]*)"/.exec(first.text)?.[1]?.replaceAll('&amp;', '&') ?? ''

  expect(next).toContain('nam=2026&trang-thai=planned&sau=')
  expect((await get(checker, next)).text.match(/Buổi số \d+\./g)).toEqual(['Buổi số 1.'])
})
