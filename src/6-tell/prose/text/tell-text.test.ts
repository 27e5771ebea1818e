import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { asSystem, look } from '#access'
import { checkActivity, recordActivity } from '#activities'
import { attachmentsOf, insertAttachments, insertFiles } from '#evidence'
import { loadIndicators } from '#figures'
import { database } from '#platform/database'
import { sha256 } from '#platform/files'
import { newId } from '#platform/ids'
import { useDatabase } from '../../../../test/support/database.ts'
import { aDistrict, anEntry, composting, sponsorship } from '../../../../test/support/district.ts'
import { wordTheme } from '../../../2-promise/themes/word-theme.ts'
import { serveThemes } from '../../../3-capture/initiatives/themes/serve-themes.ts'
import { figuresIn, goneFrom } from '../../papers/blocks/index.ts'
import type { PaperBlock, Piece } from '../../papers/content.ts'
import { asOfficialDocument } from '../../papers/official-document.ts'
import { composeReport, composingOf } from '../../reports/compose-report.ts'
import { tellText } from './tell-text.ts'

useDatabase()
let district: Awaited<ReturnType<typeof aDistrict>>
const verdict = { seen: 1, verdict: 'accepted' as const, reason: '', field: '', publishPhotos: false }

/** Three records with a photo each: accepted in January and March, waiting in March. */
beforeAll(async () => {
  district = await aDistrict()
  for (const [day, waste, isAccepted] of [
    ['2026-01-10', '40', true],
    ['2026-03-08', '12,5', true],
    ['2026-03-20', '7', false],
  ] as const) {
    const entry = anEntry(district.initiativeId, { day, answers: { waste, households: 12 } })
    await recordActivity(district.recorder, entry)
    const file = {
      sha256: sha256(Buffer.from(day)),
      mediaType: 'image/jpeg',
      bytes: 10,
      name: 'a.jpg',
      takenAt: undefined,
    } as const
    await asSystem('test.photo', async (tx) => {
      await insertFiles(tx, [file], null)
      const proven = { kind: 'activity', id: entry.id, unitId: district.union } as const
      await insertAttachments(tx, [{ proven, sha256: file.sha256, position: 0, personId: null }])
    })
    photos.set(day, entry.id)
    if (isAccepted) await checkActivity(district.checker, entry.id, verdict)
  }
})

const photos = new Map<string, string>()
const photoOf = (day: string) =>
  asSystem(
    'test.photo',
    async (tx) => (await attachmentsOf(tx, 'activity', [photos.get(day) ?? '']))[0]?.id ?? '',
  )

const tell = (text: string, unitId = district.commune, period = '2026-03') =>
  look(district.leader, 'report.read', unitId, async (db) =>
    tellText((await composingOf(db, { unitId, period }, '2026-11-20')).telling, text),
  )
const gone = (blocks: PaperBlock[]) =>
  goneFrom({ sections: [{ key: 'a', isRestricted: false, heading: '', blocks }] })

test('a chart of a month runs since January, and each of its values opens', async () => {
  const [chart] = await tell('{{chart test_waste_kg}}')

  expect(chart).toMatchObject({
    kind: 'chart',
    chart: {
      form: 'columns',
      unit: 'kg',
      labels: ['2026-01', '2026-02', '2026-03'],
      series: [{ values: [40, null, 19.5] }],
    },
    caption: 'test_waste_kg theo tháng, từ tháng 1 đến tháng 3 năm 2026',
  })
  expect(
    figuresIn(chart ? [chart] : []).map(({ href, shown }) => [
      new URL(href, 'http://x').searchParams.get('ky'),
      shown,
    ]),
  ).toEqual([
    ['2026-01', '40'],
    ['2026-03', '19,5'],
  ])
})

test('a chart by unit has those with an entry, the longest bar first; what nobody entered is told in words', async () => {
  const [chart] = await tell('{{chart test_waste_kg by=unit | Theo đơn vị}}', district.province)

  expect(chart).toMatchObject({
    chart: { form: 'bars', labels: ['Xã Một'], series: [{ values: [19.5] }] },
    caption: 'Theo đơn vị',
  })
  expect(await tell('{{chart test_waste_kg}}', district.neighbour)).toEqual([
    { kind: 'paragraph', pieces: ['test_waste_kg: –'] },
  ])
})

test('a chart of a line or theme has its figures alone, by month and by unit, and each opens as such', async () => {
  const { checker, commune, province, initiativeId } = district
  const themeId = newId()
  const title = 'Nói đi đôi với làm'
  await wordTheme(checker, {
    id: themeId,
    unitId: commune,
    span: 'year',
    fromYear: 2026,
    toYear: null,
    shortTitle: title,
    title,
    document: '',
  })
  const slices = (blocks: PaperBlock[]) =>
    figuresIn(blocks).map(({ scope, amount }) => [scope?.line ?? scope?.themeId, amount])

  expect(await tell('{{chart test_waste_kg by=unit line=women}}', province)).toEqual([
    { kind: 'paragraph', pieces: ['test_waste_kg: –'] },
  ])
  expect(slices(await tell('{{chart test_waste_kg by=unit line=farmers}}', province))).toEqual([
    ['farmers', 19.5],
  ])
  const ofTheme = `{{chart test_waste_kg theme=${themeId}}}\n{{chart test_waste_kg by=unit theme=${themeId}}}`
  expect(slices(await tell(ofTheme))).toEqual([])
  await serveThemes(checker, initiativeId, [themeId])
  expect(slices(await tell(ofTheme))).toEqual([
    [themeId, 40],
    [themeId, 19.5],
    [themeId, 19.5],
  ])
  expect(gone(await tell('{{chart test_waste_kg theme=khac}}'))).toEqual(['chuyên đề khac'])
})

test('a chart of a month with a cut-off of its own stands on the whole months beside it', async () => {
  const [chart] = await tell('{{chart test_waste_kg}}', district.commune, '2026-02-15..2026-03-14')

  expect(chart).toMatchObject({ kind: 'chart' })
  if (chart?.kind !== 'chart') throw new Error('It is a chart.')
  expect(chart.chart.labels.at(-1)).toBe('2026-03')
  expect(chart.chart.series[0]?.values.slice(-3)).toEqual([40, null, 19.5])
})

test('a table by unit tells what is worked out as well, and counts its parts once', async () => {
  await asSystem('test.derived', async (tx) => {
    const words = { name_vi: 'Rác mỗi hộ', name_en: 'Per household', definition_vi: 'x', definition_en: 'x' }
    const rule = { rule: 'derived' as const, formula: 'test_waste_kg * 2' }
    await loadIndicators(tx, [
      { code: 'test_doubled', ...rule, ...words, unit_vi: 'kg', unit_en: 'kg', position: 990 },
    ])
  })

  const blocks = await tell('{{units test_doubled test_waste_kg}}', district.province)

  const table = blocks.find((block) => block.kind === 'table')
  const rowOf = (pieces: readonly Piece[] = []) =>
    pieces.map((piece) => (typeof piece === 'object' && 'shown' in piece ? piece.shown : piece))
  expect(table?.rows.map(rowOf)).toEqual([['Xã Một', '39', '19,5']])
  const { parts } = await look(district.leader, 'report.read', district.province, async (db) => {
    const asked = { unitId: district.province, period: '2026-03' }
    return (await composingOf(db, asked, '2026-11-20')).telling.results
  })
  // Twice waste in March, and one standing number of households: what is worked out from them adds nothing.
  expect(parts.rows.map(({ entries }) => entries).toSorted()).toEqual([0, 3])
})

test('a figure can be of the unit itself or of the units beneath it, and opens so', async () => {
  const text = 'Tự làm {{figure test_waste_kg reach=own}}, bên dưới {{figure test_waste_kg reach=below}}.'

  const [ofProvince, ofCommune] = await Promise.all([tell(text, district.province), tell(text)])
  const [wrong] = await tell('{{figure test_waste_kg reach=khong_co}}')

  const shown = (blocks: PaperBlock[]) =>
    figuresIn(blocks).map(({ shown: said, href }) => [said, href.split('?')[1]])
  // The union that did it is a body of the commune, and lies beneath the province.
  expect(shown(ofProvince)).toEqual([['19,5', 'ky=2026-03&pham-vi=cap-duoi']])
  expect(shown(ofCommune)).toEqual([['19,5', 'ky=2026-03&pham-vi=rieng']])
  expect(wrong).toEqual({ kind: 'paragraph', pieces: [{ gone: 'phạm vi khong_co' }] })
})

test('a list of figures of the units beneath leaves out what the unit did itself', async () => {
  const ofProvince = await tell('{{indicators test_waste_kg reach=below}}', district.province)
  const ofCommune = await tell('{{indicators test_waste_kg reach=below}}')

  expect(figuresIn(ofProvince).map(({ shown }) => shown)).toEqual(['19,5'])
  expect(JSON.stringify(ofProvince)).toContain(' của các đơn vị bên dưới')
  expect(figuresIn(ofCommune)).toEqual([])
})

test('what a chart, a count or a proof asks for and is not there is said where it stood', async () => {
  const text =
    '{{chart la}}\n{{chart test_waste_kg period=abc}}\nCó {{count la}} và {{proof la}}.\n{{photo abc}}\n{{constructor}}'

  expect(gone(await tell(text))).toEqual(['la', 'test_waste_kg', 'la', 'la', 'photo abc', 'constructor'])
})

test('only photos of accepted records of the unit in the period are shown; one that is not public stays inside', async () => {
  const id = await photoOf('2026-03-08')

  const [photo] = await tell(`{{photo ${id} | Thu gom rác}}`)

  expect(photo).toMatchObject({ kind: 'picture', caption: 'Thu gom rác', isRestricted: true })
  expect(gone(await tell(`{{photo ${await photoOf('2026-03-20')}}}`))).toHaveLength(1)
  expect(gone(await tell(`{{photo ${await photoOf('2026-01-10')}}}`))).toHaveLength(1)
  expect(gone(await tell(`{{photo ${id}}}`, district.neighbour))).toHaveLength(1)
  const covering = (needsCovering: boolean) =>
    asSystem('test.covering', (tx) =>
      tx
        .updateTable('evidence.attachment')
        .set({ needs_covering: needsCovering })
        .where('id', '=', id)
        .execute(),
    )
  await covering(true)
  expect(gone(await tell(`{{photo ${id}}}`))).toHaveLength(1)
  await covering(false)
  await asSystem('test.public', (tx) =>
    tx
      .updateTable('evidence.attachment')
      .set({ is_public: true, public_sha256: sha256(Buffer.from('2026-01-10')) })
      .where('id', '=', id)
      .execute(),
  )
  expect((await tell(`{{photo ${id}}}`))[0]).toMatchObject({
    isRestricted: false,
    sha256: sha256(Buffer.from('2026-01-10')),
    caption: 'Thu gom và ủ rác bếp tại ấp.',
  })
})

test('charts and photos come into the document; a photo that is not kept is left out', async () => {
  const blocks = await tell(`{{chart test_waste_kg}}\n{{photo ${await photoOf('2026-03-08')} | Ảnh}}`)
  const report = await look(district.leader, 'report.read', district.commune, (db) =>
    composeReport(db, { unitId: district.commune, period: '2026-03' }, '2026-11-20'),
  )
  const sections = [{ key: 'a', heading: 'A', isRestricted: false, blocks }]
  const kinds = (pictures: ReadonlyMap<string, Uint8Array>) =>
    asOfficialDocument({ ...report, sections }, { isDemonstration: false, pictures }).body.map(
      ({ kind }) => kind,
    )

  expect(kinds(new Map([[sha256(Buffer.from('2026-01-10')), new Uint8Array(1)]]))).toEqual([
    'paragraph',
    'heading',
    'chart',
    'picture',
  ])
  expect(kinds(new Map())).toEqual(['paragraph', 'heading', 'chart'])
})

test('an initiative of a kind that is closed to the public is named in blocks alone that stay inside', async () => {
  const id = newId()
  await asSystem('test.closed', async (tx) => {
    await sql`insert into initiatives.kind select (jsonb_populate_record(kind, '{"code": "test_closed", "is_public": false, "position": 950}')).*
      from initiatives.kind where code = ${sponsorship.code}`.execute(tx)
    for (const [initiativeId, kind, name] of [
      [id, 'test_closed', 'Mô hình kín'],
      [newId(), composting.code, 'Mô hình mở'],
    ] as const) {
      await sql`insert into initiatives.initiative (id, kind, unit_id, name, slug, state, started_on)
        values (${initiativeId}, ${kind}, ${district.union}, ${name}, ${`m-${initiativeId.slice(-8)}`}, 'active', '2026-01-01')`.execute(
        tx,
      )
      await sql`insert into initiatives.life (initiative_id, event, day, document) values (${initiativeId}, 'recognised', '2026-03-05', 'QĐ 12/QĐ-UBND')`.execute(
        tx,
      )
    }
  })
  for (const text of ['{{initiatives}}', '{{recognised}}', '{{gaps}}', '{{results}}']) {
    const blocks = await tell(text, district.province)
    const { rows } = await sql<{ content: unknown }>`
      select reports.without_restricted(${JSON.stringify({ sections: [{ blocks }] })}::jsonb) as content`.execute(
      database(),
    )
    expect(JSON.stringify(blocks)).toContain('Mô hình kín')
    expect(JSON.stringify(rows)).toContain('Mô hình mở')
    expect(JSON.stringify(rows)).not.toContain('Mô hình kín')
  }
})
