import { beforeAll, describe, expect, test } from 'vitest'
import { lookPublic } from '#access'
import { figureOf, totalOf } from '#figures'
import { newId } from '#platform/ids'
import { useDatabase } from '../../../test/support/database.ts'
import { anEntry } from '../../../test/support/district.ts'
import { correctActivity } from '../../3-capture/activities/correct-activity.ts'
import { recordActivity } from '../../3-capture/activities/record-activity.ts'
import { serveThemes, servingOf } from '../../3-capture/initiatives/themes/serve-themes.ts'
import { aProgramme, registered } from '../tasks/programme.fixture.ts'
import type { ThemeEntry } from './entry.ts'
import { themeList, themePage } from './read.ts'
import { objectionToYears, themeOn, themeSpans } from './rules.ts'
import { addMaterial, endTheme, rewordTheme, takeMaterialAway, wordTheme } from './word-theme.ts'

useDatabase()
let all: Awaited<ReturnType<typeof aProgramme>>
let term: string
let year: string
const aTheme = (unitId: string, over: Partial<ThemeEntry> = {}): ThemeEntry => ({
  id: newId(),
  unitId,
  span: 'year',
  fromYear: 2026,
  toYear: null,
  shortTitle: 'Nghĩ thật, nói thật, làm thật',
  title: 'Nghĩ thật, nói thật, làm thật, hiệu quả thật, dân thụ hưởng thật',
  document: '',
  ...over,
})
beforeAll(async () => {
  all = await aProgramme()
  const { provincial, province } = all
  const [first, second] = [
    aTheme(province, { span: 'term', fromYear: 2026, toYear: 2030, shortTitle: 'Toàn khóa' }),
    aTheme(province, { shortTitle: 'Năm 2026' }),
  ]
  await wordTheme(provincial, first)
  await wordTheme(provincial, second)
  ;[term, year] = [first.id, second.id]
})

const wasteOf = async (themeId: string, month = '2026-03') =>
  totalOf(
    await lookPublic((db) =>
      figureOf(db, { unitId: all.commune, themeId }, 'test_waste_kg', {
        from: `${month}-01`,
        until: `${month.slice(0, 5)}${String(Number(month.slice(5)) + 1).padStart(2, '0')}-01`,
      }),
    ),
  )

describe('a theme', () => {
  test('is worded once, seen by those beneath, and its document is named', async () => {
    const { provincial, province, clerk, next } = all
    const plan = await registered(provincial, province, { issuedOn: '2023-01-10' })
    const entry = aTheme(province, { fromYear: 2023, document: plan.symbol })

    await wordTheme(provincial, entry)
    await wordTheme(provincial, entry)

    for (const person of [clerk, next]) expect((await themePage(person, entry.id)).document?.id).toBe(plan.id)
    expect((await themeList(clerk, 2023)).themes).toHaveLength(1)
  })

  test('of a commune is not seen by its neighbour, and reworded by nobody beneath or beside', async () => {
    const { chief, next, clerk, commune } = all
    const entry = aTheme(commune, { fromYear: 2024 })
    await wordTheme(chief, entry)

    await expect(themePage(next, entry.id)).rejects.toMatchObject({ code: 'not_found_or_not_allowed' })
    for (const [person, id] of [
      [next, entry.id],
      [clerk, entry.id],
      [chief, year],
    ] as const)
      await expect(
        rewordTheme(person, id, { shortTitle: 'Khác', title: 'Khác hẳn', document: '', why: 'thử' }),
      ).rejects.toMatchObject({ code: 'not_found_or_not_allowed' })
    await expect(wordTheme(chief, aTheme(all.province))).rejects.toMatchObject({
      code: 'not_found_or_not_allowed',
    })
    await rewordTheme(chief, entry.id, {
      shortTitle: 'Lời mới',
      title: 'Lời mới đủ',
      document: '',
      why: 'Ghi sót',
    })
    const page = await themePage(chief, entry.id)
    expect(page.theme.shortTitle).toBe('Lời mới')
    expect(page.changes[0]).toMatchObject({
      event: 'reworded',
      why: 'Ghi sót',
      before: { shortTitle: entry.shortTitle },
    })
  })

  test('stands alone in its time: a second of the same issuer and span only after the first has ended', async () => {
    const { provincial, province, chief, commune } = all
    await expect(wordTheme(provincial, aTheme(province))).rejects.toMatchObject({
      code: 'theme_overlaps_another',
    })
    await expect(
      wordTheme(provincial, aTheme(province, { span: 'term', fromYear: 2028, toYear: 2032 })),
    ).rejects.toMatchObject({ code: 'theme_overlaps_another' })
    // Another issuer may word its own for the same year.
    const own = aTheme(commune)
    await wordTheme(chief, own)

    const ending = (lastDay: string) => endTheme(chief, own.id, { lastDay, why: 'Tỉnh đã có' }, '2026-06-15')
    await expect(ending('2025-12-31')).rejects.toMatchObject({ code: 'theme_is_over_before_it_began' })
    await expect(ending('2026-06-14')).rejects.toMatchObject({ code: 'theme_end_is_past' })
    await expect(ending('2026-12-31')).rejects.toMatchObject({ code: 'theme_ends_sooner_anyway' })
    await expect(ending('31/6/2026')).rejects.toMatchObject({ code: 'field_is_no_day' })
    await ending('2026-06-30')

    expect((await themePage(chief, own.id)).theme).toMatchObject({
      beginsOn: '2026-01-01',
      endsOn: '2026-07-01',
    })
  })

  test('has materials: a link, never both or neither', async () => {
    const { provincial, clerk } = all
    const link = { title: 'Tài liệu học tập', address: 'https://example.vn/tai-lieu' }
    await addMaterial(provincial, year, link, undefined)
    const [material] = (await themePage(clerk, year)).materials

    expect(material).toMatchObject(link)
    await expect(
      addMaterial(provincial, year, { title: 'Không gì', address: '' }, undefined),
    ).rejects.toMatchObject({
      code: 'theme_material_is_nothing',
    })
    await expect(
      addMaterial(provincial, year, { title: 'Lạ', address: 'javascript:alert(1)' }, undefined),
    ).rejects.toMatchObject({ code: 'theme_material_address_is_no_link' })
    await expect(takeMaterialAway(clerk, year, material?.id ?? '')).rejects.toMatchObject({
      code: 'not_found_or_not_allowed',
    })
    await takeMaterialAway(provincial, year, material?.id ?? '')
    expect((await themePage(clerk, year)).materials).toEqual([])
  })

  test.each([
    ['year', 2026, 2027, 'theme_of_a_year_has_one_year'],
    ['term', 2026, 2025, 'theme_ends_before_it_begins'],
    ['term', 1899, 1903, 'theme_years_are_out_of_range'],
    ['term', 2998, 3003, 'theme_years_are_out_of_range'],
    ['term', 2026, 2030, undefined],
    ['year', 2026, 2026, undefined],
  ] as const)('of a %s from %i to %i: %s', (span, fromYear, toYear, code) => {
    expect(objectionToYears({ span, fromYear, toYear })?.code).toBe(code)
  })
})

describe('the theme of a day', () => {
  const theme = (id: string, span: 'term' | 'year', beginsOn: string, endsOn: string, distance: number) => ({
    id,
    span,
    beginsOn,
    endsOn,
    distance,
  })
  const candidates = [
    theme('term', 'term', '2021-01-01', '2026-01-01', 0),
    theme('far', 'year', '2024-01-01', '2025-01-01', 3),
    theme('near', 'year', '2024-01-01', '2024-07-01', 1),
  ]

  test.each([
    ['2020-12-31', null],
    ['2021-01-01', 'term'],
    ['2024-01-01', 'near'],
    ['2024-06-30', 'near'],
    ['2024-07-01', 'far'],
    ['2025-01-01', 'term'],
    ['2026-01-01', null],
  ])('%s is %s', (day, expected) => {
    expect(themeOn(day, candidates)).toBe(expected)
    const span = themeSpans(candidates).find(({ from, until }) => from <= day && day < until)
    expect(span?.themeId ?? null).toBe(expected)
  })
})

describe('an initiative', () => {
  test('counts for its themes also what was recorded before it was linked, and for others when that changes', async () => {
    const { recorder, initiativeId } = all
    await recordActivity(recorder, anEntry(initiativeId, { answers: { waste: '10', households: 4 } }))
    expect([await wasteOf(year), await wasteOf(term)]).toEqual([0, 0])

    await serveThemes(recorder, initiativeId, [term, year])
    const later = anEntry(initiativeId, { answers: { waste: '5', households: 5 } })
    await recordActivity(recorder, later)

    expect([await wasteOf(year), await wasteOf(term)]).toEqual([15, 0])
    await correctActivity(recorder, later.id, {
      ...later,
      answers: { waste: '7', households: 5 },
      seen: 1,
      reason: 'Cân lại',
      removed: [],
    })
    expect(await wasteOf(year)).toBe(17)

    await serveThemes(recorder, initiativeId, [term])

    expect([await wasteOf(year), await wasteOf(term)]).toEqual([0, 17])
    const { served, steps } = await servingOf(recorder, initiativeId)
    expect(served.map(({ id }) => id)).toEqual([term])
    expect(steps.map(({ isEnd }) => isEnd)).toContain(true)
    const serving = (await themePage(recorder, term)).serving
    expect(serving.flatMap(({ rows }) => rows.map(({ href }) => href))).toContain(
      `/quan-ly/mo-hinh/${initiativeId}`,
    )
  })

  test('serves themes of units above it only, and is linked only by those who may change it', async () => {
    const { recorder, stranger, next, neighbour, initiativeId } = all
    const foreign = aTheme(neighbour, { fromYear: 2025 })
    await wordTheme(next, foreign)

    await expect(serveThemes(recorder, initiativeId, [foreign.id])).rejects.toMatchObject({
      code: 'theme_is_not_above',
    })
    await expect(serveThemes(stranger, initiativeId, [year])).rejects.toMatchObject({
      code: 'not_found_or_not_allowed',
    })
  })

  test('keeps the total of all themes and none equal to what was recorded', async () => {
    const { recorder, initiativeId, commune } = all
    const whole = totalOf(
      await lookPublic((db) =>
        figureOf(db, { unitId: commune }, 'test_waste_kg', { from: '2026-01-01', until: '2027-01-01' }),
      ),
    )
    await serveThemes(recorder, initiativeId, [])
    expect([await wasteOf(year), await wasteOf(term)]).toEqual([0, 0])
    await serveThemes(recorder, initiativeId, [year, term])

    expect((await wasteOf(year)) + (await wasteOf(term))).toBe(whole)
  })
})

test('a document counts for the theme of its day', async () => {
  const { clerk, commune } = all
  await registered(clerk, commune, { issuedOn: '2026-05-05' }, { themeIds: [year, term] })
  const of = (themeId: string) =>
    lookPublic((db) =>
      figureOf(db, { unitId: commune, themeId }, 'documents_issued', {
        from: '2026-05-01',
        until: '2026-06-01',
      }),
    )

  expect([totalOf(await of(year)), totalOf(await of(term))]).toEqual([1, 0])
  const serving = (await themePage(clerk, term)).serving.flatMap(({ rows }) => rows)
  expect(serving.some(({ title }) => title.includes('KH/ĐU'))).toBe(true)
})
