import { Hono } from 'hono'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { type Actor, asSystem, lookPublic } from '#access'
import { recordActivity } from '#activities'
import { database } from '#platform/database'
import { inLanguage, sentenceOf } from '#platform/i18n'
import { newId } from '#platform/ids'
import { Problem, statusOf } from '#platform/problem'
import { today } from '#platform/time'
import type { Env } from '#platform/web'
import { useDatabase } from '../../../test/support/database.ts'
import { anEntry, aPerson } from '../../../test/support/district.ts'
import { wordTheme } from '../../2-promise/themes/word-theme.ts'
import { serveThemes } from '../../3-capture/initiatives/themes/serve-themes.ts'
import { aPhoto, aRecord, useFiles } from '../../4-prove/evidence/evidence.fixture.ts'
import { portal } from '../../7-publish/portal/portal.ts'
import { freezeReport } from '../reports/freeze-report.ts'
import {
  aReportingUnit,
  askedOf,
  day,
  password,
  printing,
  type ReportingUnit,
  written,
} from '../reports/frozen.fixture.ts'
import { tellPages } from '../reports/pages.fixture.ts'
import { publishReport } from '../reports/publish-report.ts'
import { saveReport } from '../reports/save-report.ts'
import { checkedReport, codeTyped, publishedReport, signersOf } from './for-everybody.ts'
import { signPaper } from './sign-paper.ts'
import { withdrawPaper } from './withdraw-paper.ts'

useDatabase()
useFiles()
let unit: ReportingUnit
let editor: Actor
let here: string
let code: string

beforeAll(async () => {
  unit = await aReportingUnit()
  editor = await asSystem('test.people', (tx) =>
    aPerson(tx, 'Biên tập', { role: 'editor', unitId: unit.commune }),
  )
  here = `/bao-cao/${unit.communeSlug}/2026-03`
  const themeId = newId()
  await wordTheme(unit.checker, {
    id: themeId,
    unitId: unit.commune,
    span: 'year',
    fromYear: 2026,
    toYear: null,
    shortTitle: 'Nói đi đôi với làm',
    title: 'Nói đi đôi với làm',
    document: '',
  })
  await serveThemes(unit.checker, unit.initiativeId, [themeId])
  const [, ...others] = written().sections
  const ofTheme = `Phần leadership. Theo chuyên đề: {{figure test_waste_kg theme=${themeId}}} kg.`
  const sections = [{ key: 'leadership', text: ofTheme, seen: 0 }, ...others]
  await saveReport(unit.checker, { slug: unit.communeSlug, period: '2026-03' }, written({ sections }))
  // What the outline marks as internal stays inside.
  const frozen = await freezeReport(
    unit.checker,
    askedOf(unit),
    {
      complete: async (_, content) => ({
        ...content,
        sections: content.sections.map((section) => ({
          ...section,
          isRestricted: section.key === 'shortcomings',
        })),
      }),
    },
    day,
  )
  await signPaper(unit.secretary, frozen.id, { proof: { password }, number: 12, printing }, today())
  code = frozen.code
})

function app(actor?: Actor): Hono<Env> {
  const pages = new Hono<Env>()
  pages.use(async (c, next) => {
    if (actor) c.set('actor', actor)
    c.set('nonce', 'n')
    c.set('language', 'vi')
    c.set('address', '203.0.113.5')
    c.set('site', { name: 'Thử nghiệm', demonstration: true, origin: 'https://thu.example.vn' })
    await next()
  })
  pages.onError((fault, c) =>
    fault instanceof Problem ? c.text(sentenceOf(fault), statusOf(fault)) : c.text(String(fault.stack), 500),
  )
  return pages.route('/', portal()).route('/', tellPages)
}
const get = async (path: string, actor?: Actor) => {
  const answer = await app(actor).request(path)
  return { status: answer.status, text: await answer.text(), location: answer.headers.get('location') }
}
const post = async (path: string, actor: Actor | undefined, form: Record<string, string | File>) => {
  const body = new FormData()
  for (const [name, value] of Object.entries(form)) body.append(name, value)
  const answer = await app(actor).request(path, { method: 'POST', body })
  return { status: answer.status, text: await answer.text(), location: answer.headers.get('location') }
}
const at = () => ({ slug: unit.communeSlug, period: '2026-03', version: 1 })

test('a frozen version stays as it was kept, whatever is recorded later; beside it stands what would be said today', async () => {
  await recordActivity(
    unit.recorder,
    anEntry(unit.initiativeId, { day: '2026-03-25', answers: { waste: '100' } }),
  )

  const kept = await get(`${here}/ban/1`, unit.checker)
  const compared = await get(`${here}/so-sanh`, unit.checker)

  expect(kept.status).toBe(200)
  expect(kept.text).toContain('1.012,5')
  expect(kept.text).not.toContain('1.112,5')
  expect(kept.text).toContain('BÍ THƯ Bí thư xã')
  expect(compared.text).toMatch(/<del>[^<]*1\.012,5/)
  expect(compared.text).toMatch(/<ins>[^<]*1\.112,5/)
  for (const path of ['/ban/1', '/so-sanh']) expect((await get(here + path, unit.stranger)).status).toBe(404)
  for (const path of ['/ban/2', '/ban/x', '/ban/0', '/so-sanh?trai=9'])
    expect((await get(here + path, unit.checker)).status).toBe(404)
})

test('nobody reads it in public before it is published; leader and editor may publish, others may not', async () => {
  expect((await get(`/bao-cao-cong-khai/${code}`)).status).toBe(404)
  expect((await get('/bao-cao-cong-khai')).text).toContain('Chưa có báo cáo nào được công khai')

  for (const actor of [unit.recorder, unit.checker, unit.inspector, unit.stranger])
    await expect(publishReport(actor, at(), true)).rejects.toMatchObject({ code: 'not_found_or_not_allowed' })
  await publishReport(editor, at(), true)
  await expect(publishReport(editor, at(), true)).rejects.toMatchObject({ code: 'report_is_public_already' })
  await publishReport(unit.secretary, at(), false)
  expect((await get(`/bao-cao-cong-khai/${code}`)).status).toBe(404)
  const pressed = await post(`${here}/ban/1/cong-khai`, unit.secretary, { isPublic: 'yes' })

  expect(pressed).toMatchObject({ status: 303, location: `${here}/ban/1?da=doi` })
  expect((await get(`${here}/ban/1?da=doi`, unit.secretary)).text).toContain('Đã đổi tình trạng công khai.')
  expect((await post(`${here}/ban/1/cong-khai`, unit.secretary, { isPublic: 'yes' })).status).toBe(422)
  expect((await get('/bao-cao-cong-khai')).text).toContain(`/bao-cao-cong-khai/${code}`)
})

test('the public version has no internal part, opens to public pages alone and carries no script', async () => {
  const page = await get(`/bao-cao-cong-khai/${code}`)

  expect(page.status).toBe(200)
  expect(page.text).toContain('Phần leadership')
  expect(page.text).not.toContain('Phần shortcomings')
  expect(page.text).toContain(`/so-lieu/test_waste_kg?ky=2026-03&amp;don-vi=${unit.communeSlug}`)
  expect(page.text).not.toMatch(/so-lieu-chi-tiet|quan-ly|<script/)
  expect((await get('/sitemap.xml')).text).toContain(`thu.example.vn/bao-cao-cong-khai/${code}</loc>`)
  expect((await inLanguage('en', () => get(`/en/bao-cao-cong-khai/${code}`))).text).toContain(
    'Published reports',
  )
})

test('the public never reads what is frozen but through what may leave', async () => {
  await expect(
    lookPublic((db) => db.selectFrom('reports.frozen').select('content').execute()),
  ).rejects.toThrow(/permission denied/)
  const { content } = await publishedReport(code)

  expect(content.sections.map(({ key }) => key)).toEqual([
    'leadership',
    'results',
    'next',
    'annex_indicators',
    'annex_units',
    'annex_initiatives',
  ])
  expect(content).toMatchObject({ number: 12 })
})

test('anyone who holds the paper learns whose it is, who signed, and whether a file is the issued one', async () => {
  const checked = await checkedReport(code)
  const page = await get(`/kiem-chung/${code}`)
  const pdf = await app(unit.checker).request(`${here}/ban/1/bao-cao.pdf`)
  const bytes = new Uint8Array(await pdf.arrayBuffer())

  const same = await post(`/kiem-chung/${code}`, undefined, { file: new File([bytes], 'bao-cao.pdf') })
  const other = await post(`/kiem-chung/${code}`, undefined, { file: new File([bytes, 'x'], 'sua.pdf') })

  expect(checked && signersOf(checked)).toMatchObject([{ name: 'Bí thư xã', isValid: true }])
  expect(page.text).toContain(checked?.hash ?? '-')
  expect(page.text).toContain('Đang có hiệu lực')
  expect(same).toMatchObject({ status: 201 })
  expect(same.text).toContain('đúng là tệp PDF đã ban hành')
  expect(other.text).toContain('không phải tệp đã ban hành')
  expect((await post(`/kiem-chung/${code}`, undefined, {})).text).toContain('Chưa chọn tệp')
})

test('the figure of a theme leads to no public page, which would show the whole', async () => {
  const { content } = await publishedReport(code)

  const leadership = content.sections.find(({ key }) => key === 'leadership')
  expect(leadership?.blocks).toEqual([
    { kind: 'paragraph', pieces: ['Phần leadership. Theo chuyên đề: ', '1.012,5', ' kg.'] },
  ])
})

test('a signature over another hash is said not to fit', async () => {
  const checked = await checkedReport(code)
  if (!checked) throw new Error('It was issued.')

  expect(signersOf({ ...checked, hash: '0'.repeat(64) })).toMatchObject([{ isValid: false }])
})

test('what is shown of a signature is what was signed: another time, number or key does not fit, and an unsigned time says so', async () => {
  const checked = await checkedReport(code)
  const [kept] = checked?.signatures ?? []
  if (!checked || !kept) throw new Error('It was issued and signed.')
  const { signedAt: _, ...older } = kept.envelope
  const shown = (over: Partial<typeof kept>, of: Partial<typeof checked> = {}) =>
    signersOf({ ...checked, ...of, signatures: [{ ...kept, ...over }] })[0]

  expect(shown({})).toMatchObject({ isValid: true, isTimeSigned: true, signedAt: new Date(kept.signedAt) })
  expect(shown({ signedAt: '2026-01-01T00:00:00Z' })).toMatchObject({ isValid: false })
  expect(shown({ isOwnKey: false })).toMatchObject({ isValid: false })
  expect(shown({}, { number: 99 })).toMatchObject({ isValid: false })
  expect(shown({}, { issuedOn: '2026-01-01' })).toMatchObject({ isValid: false })
  expect(shown({ envelope: older })).toMatchObject({ isTimeSigned: false })
})

test('a code may be typed as people type; one that was never issued is said to be none', async () => {
  expect(codeTyped(code.toLowerCase().replace('-', ' '))).toBe(code)
  expect(await get(`/kiem-chung?ma=${code.toLowerCase().replace('-', '+')}`)).toMatchObject({
    status: 303,
    location: `/kiem-chung/${code}`,
  })
  for (const path of ['/kiem-chung/ABCD-2345', '/kiem-chung?ma=sai', '/kiem-chung/%00'])
    expect((await get(path)).status).toBe(404)
})

test('a photo of a published report is shown at its public address, until it is not public any more', async () => {
  const record = await aRecord(unit, [await aPhoto(), await aPhoto()])
  const hashes = (await record.files()).map((file) => file.sha256)
  await sql`update evidence.attachment set is_public = true, public_sha256 = sha256 where sha256 = any (${hashes})`.execute(
    database(),
  )
  const pictures = hashes.map((sha256, index) => ({
    kind: 'picture' as const,
    sha256,
    mediaType: 'image/jpeg',
    caption: `Ảnh ${index + 1}`,
    href: `/hoat-dong/${record.id}`,
    isRestricted: false,
  }))
  await saveReport(unit.checker, { slug: unit.communeSlug, period: '2026-02' }, written())
  const frozen = await freezeReport(
    unit.checker,
    askedOf(unit, '2026-02'),
    {
      complete: async (_, content) => ({
        ...content,
        sections: content.sections.map((section) =>
          section.key === 'results' ? { ...section, blocks: [...section.blocks, ...pictures] } : section,
        ),
      }),
    },
    day,
  )
  await signPaper(unit.secretary, frozen.id, { proof: { password }, number: 13, printing }, today())
  await publishReport(editor, { slug: unit.communeSlug, period: '2026-02', version: 1 }, true)

  const before = await get(`/bao-cao-cong-khai/${frozen.code}`)
  await sql`update evidence.attachment set removed_at = now() where sha256 = ${hashes[0] ?? ''}`.execute(
    database(),
  )
  const after = await get(`/bao-cao-cong-khai/${frozen.code}`)

  for (const hash of hashes) expect(before.text).toContain(`src="/anh/${hash}.jpg"`)
  expect(before.text).not.toMatch(/minh-chung|\/hoat-dong/)
  expect(after.text).not.toContain(hashes[0])
  expect(after.text).not.toContain('Ảnh 1')
  expect(after.text).toContain('Ảnh 2')
})

test('a withdrawn report stays readable and says so everywhere', async () => {
  const [frozen] = await database()
    .selectFrom('reports.frozen')
    .select('id')
    .where('code', '=', code)
    .execute()
  await withdrawPaper(unit.secretary, frozen?.id ?? '', 'Sai kỳ báo cáo')

  for (const page of [
    await get(`/bao-cao-cong-khai/${code}`),
    await get(`/kiem-chung/${code}`),
    await get(`${here}/ban/1`, unit.checker),
  ])
    expect(page.text).toContain('đã bị thu hồi')
})
