import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { asSystem, look } from '#access'
import { recordActivity } from '#activities'
import { inTransaction } from '#platform/database'
import { newId } from '#platform/ids'
import { checked } from '#platform/submit'
import { useDatabase } from '../../../../test/support/database.ts'
import { aDistrict, anEntry, aPerson } from '../../../../test/support/district.ts'
import { wordTheme } from '../../../2-promise/themes/word-theme.ts'
import { serveThemes } from '../../../3-capture/initiatives/themes/serve-themes.ts'
import { figuresIn, goneFrom } from '../../papers/blocks/index.ts'
import { composeReport } from '../../reports/compose-report.ts'
import { exampleOf } from '../../reports/example.ts'
import { printedAndRead } from '../../reports/reports.fixture.ts'
import { saveReport } from '../../reports/save-report.ts'
import {
  addSection,
  changeHead,
  changeSection,
  giveUpDraft,
  makeOutline,
  moveSection,
  putBack,
  removeSection,
  startVersion,
} from './edit-outline.ts'
import { headEntry, type SectionTyped } from './entry.ts'
import { importOutline, readOutline, writeOutline } from './exchange.ts'
import { issueOutline, withdrawOutline } from './issue-outline.ts'
import { placedAsIs } from './pages/palette.tsx'
import { checkOfTexts, outlineList, outlinePage } from './read.ts'
import { readyOutlines } from './ready-outlines.ts'
import { faultsOf, headOf, markOf } from './rules.ts'

useDatabase()
const day = '2026-11-20'
let district: Awaited<ReturnType<typeof aDistrict>> & { secretary: Awaited<ReturnType<typeof aPerson>> }

beforeAll(async () => {
  const some = await aDistrict()
  const secretary = await asSystem('test.people', (tx) =>
    aPerson(tx, 'Văn thư tỉnh', { role: 'checker', unitId: some.province }),
  )
  district = { ...some, secretary }
  await recordActivity(district.recorder, anEntry(district.initiativeId))
})

const aSection = (section: Partial<SectionTyped> = {}): SectionTyped => ({
  seen: '',
  heading: 'Kết quả thực hiện',
  topic: 'initiatives',
  isRequired: false,
  isRestricted: false,
  isAnnex: false,
  start: 'Đã xử lý {{figure test_waste_kg}} kg rác.\n{{results}}',
  ...section,
})
const draftOf = async (code: string, actor = district.checker) => {
  const { draft } = await outlinePage(actor, code)
  if (!draft) throw new Error('There is no draft.')
  return draft
}
/** An outline of the commune with one section, issued. */
async function anIssued(name: string, section: Partial<SectionTyped> = {}) {
  const code = await makeOutline(district.checker, { unitId: district.commune, name, from: '' })
  await addSection(district.checker, code, aSection(section))
  await issueOutline(district.checker, code, { seen: (await draftOf(code)).seen })
  return code
}
/** The lists of a head as a form sends them. */
const nobodyNamed = { addressees: '', recipients: '' }
const refused = (code: string) => expect.objectContaining({ code })

test('an outline is made, its sections added, moved, taken out and put back, and reports are made by it', async () => {
  const { checker, commune, communeSlug } = district
  const code = await makeOutline(checker, { unitId: commune, name: 'Báo cáo rác hữu cơ', from: '' })
  const first = await addSection(checker, code, aSection())
  const second = await addSection(checker, code, aSection({ heading: 'Kết quả thực hiện', start: '' }))
  await moveSection(checker, code, second, -1)
  await removeSection(checker, code, first)
  await putBack(checker, code, first)
  await moveSection(checker, code, first, -1)

  await issueOutline(checker, code, { seen: (await draftOf(code)).seen })

  expect(code).toBe('bao_cao_rac_huu_co')
  expect([first, second]).toEqual(['ket_qua_thuc_hien', 'ket_qua_thuc_hien_2'])
  const { issued, draft } = await outlinePage(checker, code)
  expect(draft).toBeUndefined()
  expect(issued?.sections.map(({ key }) => key)).toEqual([first, second])
  const asked = { unitId: commune, period: '2026-03', outline: code }
  const report = await look(checker, 'report.read', commune, (db) => composeReport(db, asked, day))
  expect(report.unit.slug).toBe(communeSlug)
  expect(JSON.stringify(report.sections[0]?.blocks)).toContain('"shown":"12,5"')
})

test('a text that names what is not there is refused by section, so is an outline without one', async () => {
  const { checker, commune } = district
  const code = await makeOutline(checker, { unitId: commune, name: 'Có lỗi', from: '' })
  const issue = async () => issueOutline(checker, code, { seen: (await draftOf(code)).seen })

  await expect(issue()).rejects.toMatchObject({ fields: [refused('outline_has_no_section')] })
  const key = await addSection(
    checker,
    code,
    aSection({
      heading: 'Phần {kỳ}',
      start:
        '{{figure khong_co}} và {{results}}\n{{bang_bieu}}\n{{indicators topic=x}}\n{{figure test_waste_kg\n{{units line=x theme=year}}\n{{figure}}\n{{figure test_waste_kg period=2024-13}}',
    }),
  )
  const codes = async () => (await outlinePage(checker, code)).faults.map((fault) => fault.code).sort()
  expect(await codes()).toEqual(
    [
      'outline_placeholder_is_unknown',
      'outline_indicator_is_gone',
      'outline_place_needs_its_own_line',
      'outline_place_is_unknown',
      'outline_topic_is_unknown',
      'outline_braces_are_open',
      'outline_line_is_unknown',
      'outline_place_has_line_and_theme',
      'outline_figure_has_no_code',
      'outline_place_has_no_period',
    ].sort(),
  )
  await expect(issue()).rejects.toMatchObject({ code: 'outline_has_faults' })
  const seen = markOf((await draftOf(code)).sections[0])
  await changeSection(checker, code, key, aSection({ seen }))
  await issue()
  expect((await outlinePage(checker, code)).issued?.version).toBe(1)
})

test('two sections with one key are refused', async () => {
  const known = await look(district.checker, 'report.read', null, checkOfTexts)
  const [outline] = readyOutlines
  if (!outline) throw new Error('There are no ready outlines.')
  const [section] = outline.sections
  const twice = { ...outline, sections: section ? [section, section] : [] }

  expect(faultsOf(twice, known)).toEqual([refused('section_key_is_there_twice')])
})

test('a new version withdraws the one before; a report that was begun keeps its own', async () => {
  const { checker, commune, communeSlug: slug } = district
  const code = await anIssued('Báo cáo hai bản')
  const address = { slug, period: '2026-02', outline: code }
  const entry = {
    seen: 0,
    number: null,
    issuedOn: '2026-03-05',
    signer: { name: '', position: '' },
    sections: [{ key: 'ket_qua_thuc_hien', text: 'Đã viết.', seen: 0 }],
  }
  await saveReport(checker, address, entry)
  await startVersion(checker, code)
  await expect(startVersion(checker, code)).rejects.toMatchObject({ code: 'outline_has_a_draft_already' })
  await addSection(checker, code, aSection({ heading: 'Phần mới' }))
  await issueOutline(checker, code, { seen: (await draftOf(code)).seen })

  const compose = (period: string) =>
    look(checker, 'report.read', commune, (db) =>
      composeReport(db, { unitId: commune, period, outline: code }, day),
    )
  expect((await compose('2026-02')).outline.version).toBe(1)
  expect((await compose('2026-01')).outline.version).toBe(2)
  const page = await outlinePage(checker, code)
  expect(page.versions.map(({ version, state }) => [version, state])).toEqual([
    [2, 'issued'],
    [1, 'withdrawn'],
  ])
  expect(page.reports.get(1)).toBe(1)

  await withdrawOutline(checker, code)
  await expect(compose('2026-01')).rejects.toMatchObject({ code: 'report_outline_is_unknown' })
  expect((await compose('2026-02')).outline.version).toBe(1)
  await expect(withdrawOutline(checker, code)).rejects.toMatchObject({ code: 'outline_is_not_issued' })
})

test('whoever changes what somebody else has changed meanwhile is told so', async () => {
  const { checker, commune } = district
  const code = await makeOutline(checker, { unitId: commune, name: 'Hai người sửa', from: 'monthly' })
  const before = await draftOf(code)
  const [section] = before.sections
  const seen = markOf(section)
  const change = (heading: string) =>
    changeSection(checker, code, section?.key ?? '', aSection({ seen, heading }))
  const form = { ...headOf(before), ...nobodyNamed, 'periods.month': 'yes', 'periods.year': 'yes' }

  await change('Người thứ nhất')
  await expect(change('Người thứ hai')).rejects.toMatchObject({ code: 'seen_is_outdated' })
  // Somebody else's section does not stand in the way of the head.
  await changeHead(checker, code, checked(headEntry, { ...form, seen: markOf(headOf(before)) }))
  await expect(
    changeHead(checker, code, checked(headEntry, { ...form, seen: markOf(headOf(before)) })),
  ).rejects.toMatchObject({ code: 'seen_is_outdated' })
  await expect(issueOutline(checker, code, { seen: before.seen })).rejects.toMatchObject({
    code: 'seen_is_outdated',
  })

  expect((await draftOf(code)).sections[0]?.heading).toBe('Người thứ nhất')
  expect((await draftOf(code)).periods).toEqual(['month', 'year'])
  expect(() => checked(headEntry, { ...headOf(before), ...nobodyNamed })).toThrow(
    expect.objectContaining({ fields: [refused('outline_has_no_period')] }),
  )
})

test('others do not see a draft and change nothing; what is issued serves the units beneath alone', async () => {
  const { checker, stranger, recorder, leader, secretary, commune, neighbour, hamlet, province } = district
  const code = await makeOutline(checker, { unitId: commune, name: 'Bản nháp của xã', from: 'monthly' })
  const missing = { code: 'not_found_or_not_allowed' }

  for (const actor of [stranger, leader]) {
    await expect(outlinePage(actor, code)).rejects.toMatchObject(missing)
    expect((await outlineList(actor)).outlines.map((one) => one.code)).not.toContain(code)
  }
  expect((await outlineList(secretary)).outlines.map((one) => one.code)).toContain(code)
  await expect(outlineList(recorder)).rejects.toMatchObject(missing)
  for (const actor of [stranger, leader, recorder]) {
    await expect(addSection(actor, code, aSection())).rejects.toMatchObject(missing)
    await expect(issueOutline(actor, code, { seen: 1 })).rejects.toMatchObject(missing)
    await expect(
      makeOutline(actor, { unitId: commune, name: 'Của người khác', from: '' }),
    ).rejects.toMatchObject(missing)
    await expect(giveUpDraft(actor, code)).rejects.toMatchObject(missing)
    await expect(withdrawOutline(actor, 'monthly')).rejects.toMatchObject(missing)
  }
  // What comes with the software is nobody's to change.
  await expect(startVersion(secretary, 'monthly')).rejects.toMatchObject(missing)

  await issueOutline(checker, code, { seen: (await draftOf(code)).seen })
  const compose = (unitId: string) =>
    look(secretary, 'report.read', unitId, (db) =>
      composeReport(db, { unitId, period: '2026-03', outline: code }, day),
    )
  expect((await outlinePage(stranger, code)).isManaged).toBe(false)
  expect((await compose(commune)).outline.code).toBe(code)
  expect((await compose(hamlet)).outline.code).toBe(code)
  for (const unitId of [neighbour, province])
    await expect(compose(unitId)).rejects.toMatchObject({ code: 'report_outline_is_unknown' })
})

test('the database asks the same: drafts of others are not there, issued ones never change', async () => {
  const code = await anIssued('Khóa thứ hai')
  await startVersion(district.checker, code)
  const as = (person: { personId: string }, statement: ReturnType<typeof sql>) =>
    inTransaction({ role: 'lantoa_app', personId: person.personId }, async (tx) => {
      const { rows, numAffectedRows } = await statement.execute(tx)
      return Number(numAffectedRows ?? rows.length)
    }).catch((fault: { code: string; constraint?: string }) => fault.constraint ?? fault.code)
  const { checker, stranger, commune, neighbour } = district

  expect(await as(checker, sql`select 1 from reports.outline where code = ${code}`)).toBe(2)
  expect(await as(stranger, sql`select 1 from reports.outline where code = ${code}`)).toBe(1)
  for (const change of [sql`name = 'Tên khác'`, sql`sections = '[{}]'`, sql`state = 'draft'`])
    expect(
      await as(checker, sql`update reports.outline set ${change} where code = ${code} and state = 'issued'`),
    ).toBe('record_is_append_only')
  expect(await as(stranger, sql`update reports.outline set name = 'Đổi tên' where code = ${code}`)).toBe(0)
  expect(await as(checker, sql`delete from reports.outline where code = ${code} and state = 'issued'`)).toBe(
    0,
  )
  const steal = (unitId: string) => sql`
    insert into reports.outline (code, version, unit_id, name, periods, subject, opening, sections, since, source, state)
    values (${code}, 77, ${unitId}, 'Cướp mã', array['month'], 'xyz', '', '[]', '2021-05-18', 'xyz', 'draft')`
  expect(await as(stranger, steal(commune))).toBe('42501')
  expect(await as(stranger, steal(neighbour))).toBe('outline_code_is_anothers')
})

test('an outline goes out as a file and comes back the same; what is wrong in a file is told by field', async () => {
  const { checker, commune } = district
  const code = await anIssued('Đi và về', { isRestricted: true })
  const { issued } = await outlinePage(checker, code)
  if (!issued) throw new Error('It is not issued.')
  const bytes = new TextEncoder().encode(writeOutline(issued))

  const copy = await importOutline(checker, commune, bytes)

  expect(copy).toBe(`${code}_1`)
  const draft = await draftOf(copy)
  expect(draft.sections).toEqual(issued.sections)
  expect(headOf(draft)).toEqual(headOf(issued))
  await expect(importOutline(district.stranger, commune, bytes)).rejects.toMatchObject({
    code: 'not_found_or_not_allowed',
  })
  const read = (text: string) => {
    try {
      return readOutline(new TextEncoder().encode(text))
    } catch (fault) {
      return fault
    }
  }
  for (const text of ['', '{', '[]', 'null', '12', '\uFEFFx'])
    expect(read(text), text).toMatchObject({ code: 'outline_file_is_malformed' })
  expect(readOutline(bytes).name).toBe('Đi và về')
  const [section] = issued.sections
  const wrong = { ...JSON.parse(writeOutline(issued)), lantoa: 'form', periods: ['week'], name: 'x' }
  wrong.sections = [section, { ...section, heading: 'K', topic: 'x' }, { key: 'Đ', heading: 'Khác' }]
  expect(read(JSON.stringify(wrong))).toMatchObject({
    fields: [
      { field: 'lantoa', code: 'outline_file_is_something_else' },
      { field: 'name', code: 'field_is_too_short' },
      { field: 'periods.0', code: 'outline_period_is_unknown' },
      { field: 'sections.1.heading', code: 'field_is_too_short' },
      { field: 'sections.1.topic', code: 'outline_topic_is_unknown' },
      { field: 'sections.2.key', code: 'section_key_is_malformed' },
    ],
  })
  wrong.sections = [section, section]
  expect(
    read(JSON.stringify({ ...JSON.parse(writeOutline(issued)), sections: [section, section] })),
  ).toMatchObject({
    fields: [{ field: 'sections.1.key', code: 'section_key_is_there_twice' }],
  })
})

test('an example has real figures of one of the person’s units and keeps nothing', async () => {
  const code = await makeOutline(district.checker, {
    unitId: district.commune,
    name: 'Xem thử',
    from: 'monthly',
  })

  const example = await exampleOf(district.checker, { code, version: 1, period: '2026-03' })

  expect(example.unit.id).toBe(district.commune)
  expect(JSON.stringify(example.report?.sections)).toContain('"shown":"12,5"')
  expect(example.report?.draft).toBeUndefined()
  await expect(
    exampleOf(district.checker, { code, version: 1, unit: district.neighbour }),
  ).rejects.toMatchObject({ code: 'not_found_or_not_allowed' })
})

test('what comes with the software names nothing that is not there, and the palette places what is understood', async () => {
  const known = await look(district.checker, 'report.read', null, checkOfTexts)

  for (const outline of readyOutlines) expect(faultsOf(outline, known), outline.code).toEqual([])
  for (const place of placedAsIs) {
    const [first] = readyOutlines
    const section = { key: 'x', heading: 'Phần', topic: null, isRequired: false, isRestricted: false }
    if (first)
      expect(faultsOf({ ...first, sections: [{ ...section, start: place }] }, known), place).toEqual([])
  }
})

test('a figure that is gone later is told on the page and in the list, and reports say it where it stood', async () => {
  const { checker, commune } = district
  const code = await anIssued('Số liệu mất')
  const countedFrom = (day: string) =>
    asSystem('test.retire', (tx) =>
      sql`update figures.indicator set valid_from = ${day} where code = 'test_waste_kg'`.execute(tx),
    )

  await countedFrom('infinity')
  const { faults } = await outlinePage(checker, code)
  const listed = (await outlineList(checker)).outlines.find((one) => one.code === code)
  await countedFrom('2021-01-01')

  expect(faults).toEqual([
    {
      field: 'sections.ket_qua_thuc_hien',
      code: 'outline_indicator_is_gone',
      params: { name: 'test_waste_kg' },
    },
  ])
  expect(listed?.faults).toBe(1)
  expect((await outlinePage(checker, code)).faults).toEqual([])
  expect(commune).toBe(listed?.unitId)
})

test('a report by theme or line tells the figures of that part alone, each opens as such, and says a theme that is not there', async () => {
  const fresh = await aDistrict()
  const { checker, commune, communeSlug, recorder, initiativeId, union } = fresh
  const compose = (outline: string) =>
    look(checker, 'report.read', commune, (db) =>
      composeReport(db, { unitId: commune, period: '2026', outline }, day),
    )
  await recordActivity(recorder, anEntry(initiativeId, { day: '2026-03-02' }))
  expect(goneFrom(await compose('theme'))).toContain('chuyên đề của năm')

  const themeId = newId()
  const wording = { shortTitle: 'Nói đi đôi với làm', title: 'Nói đi đôi với làm', document: '' }
  await wordTheme(checker, {
    id: themeId,
    unitId: commune,
    span: 'year',
    fromYear: 2026,
    toYear: null,
    ...wording,
  })
  await serveThemes(checker, initiativeId, [themeId])
  const other = newId()
  await asSystem('test.other', (tx) =>
    sql`insert into initiatives.initiative (id, kind, unit_id, name, slug, state, started_on)
        values (${other}, 'test_composting', ${union}, 'Mô hình khác', ${`khac-${other}`}, 'active', '2021-05-01')`.execute(
      tx,
    ),
  )
  await recordActivity(
    recorder,
    anEntry(other, { day: '2026-04-02', answers: { waste: '100', households: 1 } }),
  )
  const report = await compose('theme')
  const blocks = report.sections.flatMap((section) => section.blocks)

  expect(goneFrom(report)).toEqual([])
  expect(JSON.stringify(blocks)).toContain('Nói đi đôi với làm')
  const pairs = await printedAndRead(checker, report)
  expect(pairs.length).toBeGreaterThan(0)
  for (const { printed, read, href } of pairs) expect(printed, href).toBe(read)
  const waste = figuresIn(blocks).find(({ scope }) => scope?.indicator === 'test_waste_kg')
  expect(waste).toMatchObject({
    amount: 12.5,
    href: `/so-lieu-chi-tiet/${communeSlug}/test_waste_kg?ky=2026&nganh=${themeId}`,
  })
  expect(figuresIn((await compose('annual')).sections.flatMap((section) => section.blocks))).toContainEqual(
    expect.objectContaining({ amount: 112.5 }),
  )

  const code = await makeOutline(checker, { unitId: commune, name: 'Theo ngành', from: '' })
  await changeHead(
    checker,
    code,
    checked(headEntry, {
      ...headOf(await draftOf(code, checker)),
      ...nobodyNamed,
      'periods.year': 'yes',
      seen: markOf(headOf(await draftOf(code, checker))),
    }),
  )
  const start = '{{indicators line=farmers}}\n{{units line=women}}\n{{figure test_waste_kg line=women}} kg'
  await addSection(checker, code, aSection({ start }))
  await issueOutline(checker, code, { seen: (await draftOf(code, checker)).seen })
  const byLine = await compose(code)
  const lines = figuresIn(byLine.sections.flatMap((section) => section.blocks)).map(({ scope, amount }) => [
    scope?.line,
    amount,
  ])
  expect(lines).toContainEqual(['farmers', 112.5])
  expect(lines.some(([line]) => line === 'women')).toBe(false)
})
