import { beforeAll, expect, test } from 'vitest'
import { lookPublic } from '#access'
import { checkActivity, recordActivity } from '#activities'
import { figureOf, totalOf } from '#figures'
import { newId } from '#platform/ids'
import { useSecret } from '#platform/secret'
import { aProgramme } from '../../src/2-promise/tasks/programme.fixture.ts'
import { useDatabase } from '../support/database.ts'
import { anEntry } from '../support/district.ts'
import { pagesFor } from '../support/signed-in.ts'

// S2: a theme of the term and one of the year are worded; a plan and an initiative serve them; figures are read by theme.
useDatabase()
let all: Awaited<ReturnType<typeof aProgramme>>
const pages = pagesFor()
const [term, year, plan] = [newId(), newId(), newId()]

beforeAll(async () => {
  useSecret('x'.repeat(40), '')
  all = await aProgramme()
})

const byTheme = (themeId: string, indicator: string) =>
  lookPublic((db) =>
    figureOf(db, { unitId: all.province, themeId }, indicator, { from: '2026-01-01', until: '2027-01-01' }),
  )

test('from the wording of a theme to the figure under it', async () => {
  const { provincial, clerk, recorder, checker, province, commune, initiativeId, provinceSlug } = all
  const { send, open } = pages
  await send(provincial, '/chuyen-de/them', {
    id: term,
    unitId: province,
    span: 'term',
    fromYear: '2026',
    toYear: '2030',
    shortTitle: 'Chuyên đề toàn khóa',
    title: 'Chuyên đề toàn khóa 2026–2030, lời đầy đủ',
  })
  await send(provincial, '/chuyen-de/them', {
    id: year,
    unitId: province,
    span: 'year',
    fromYear: '2026',
    shortTitle: 'Nghĩ thật, làm thật',
    title: 'Nghĩ thật, nói thật, làm thật, có hiệu quả thật',
  })

  // The commune registers its plan for it, and an initiative serves it: before and after it recorded.
  await send(clerk, '/van-ban/them', {
    id: plan,
    unitId: commune,
    direction: 'issued',
    type: 'plan',
    issuedOn: '2026-02-02',
    subject: 'Thực hiện chuyên đề năm 2026',
    [`themes.${year}`]: 'yes',
    [`themes.${term}`]: 'yes',
  })
  await recordActivity(recorder, anEntry(initiativeId, { answers: { waste: '30', households: 9 } }))
  await send(recorder, `/quan-ly/mo-hinh/${initiativeId}/chuyen-de`, { [`themes.${year}`]: 'yes' })
  const later = anEntry(initiativeId, { day: '2026-04-04', answers: { waste: '12', households: 9 } })
  await recordActivity(recorder, later)
  const verdict = { seen: 1, verdict: 'accepted', reason: '', field: '', publishPhotos: false } as const
  await checkActivity(checker, later.id, verdict)

  expect(totalOf(await byTheme(year, 'test_waste_kg'))).toBe(42)
  expect(totalOf(await byTheme(term, 'test_waste_kg'))).toBe(0)
  expect(totalOf(await byTheme(year, 'documents_issued_plan'))).toBe(1)
  const page = await open(clerk, `/chuyen-de/${year}`)
  expect(page).toContain('Rác thành phân')
  expect(page).toContain(`href="/van-ban/${plan}"`)
  expect(page).toContain(`nganh=${year}`)
  const figures = await open(clerk, `/so-sanh-so-lieu/${provinceSlug}?ky=2026&nganh=${year}`)
  expect(figures).toContain('42')
  expect(figures).toContain('Nghĩ thật, làm thật')
})

test('a second theme of the year is refused in words that say what to do', async () => {
  const { provincial, province } = all

  const page = await pages.refused(provincial, '/chuyen-de/them', {
    id: newId(),
    unitId: province,
    span: 'year',
    fromYear: '2026',
    shortTitle: 'Thêm một',
    title: 'Thêm một chuyên đề nữa',
  })

  expect(page).toContain('đã có chuyên đề cùng loại')
  expect(page).toContain('Thêm một chuyên đề nữa')
})
