import { beforeAll, expect, test } from 'vitest'
import { asSystem, look } from '#access'
import { checkActivity, recordActivity } from '#activities'
import { type Figure, type Indicator, indicatorsOf, loadIndicators, noFigure, postFacts } from '#figures'
import { newId } from '#platform/ids'
import { wordsOf } from '#platform/live-text'
import { useDatabase } from '../../../../test/support/database.ts'
import { aDistrict, anEntry } from '../../../../test/support/district.ts'
import { documentIndicators } from '../../../2-promise/documents/indicators.ts'
import { goneFrom, piecesIn } from '../../papers/blocks/index.ts'
import { claimsIn } from '../../papers/check/claims.ts'
import { aLocality } from '../../prose/text/locality.fixture.ts'
import { tellText } from '../../prose/text/tell-text.ts'
import { type Topic, topics } from '../../regimes/outlines/entry.ts'
import { type Composing, composingOf } from '../compose-report.ts'
import { suggestionsFor } from './suggestions.ts'

useDatabase()
let district: Awaited<ReturnType<typeof aDistrict>>
const speaker = 'Ban Thường vụ Đảng ủy xã Một'

beforeAll(async () => {
  district = await aDistrict()
  await asSystem('test.indicators', (tx) => loadIndicators(tx, documentIndicators))
  const accepted = anEntry(district.initiativeId, { answers: { waste: '12,5', households: 12 } })
  await recordActivity(district.recorder, accepted)
  await recordActivity(district.recorder, anEntry(district.initiativeId, { day: '2026-03-20' }))
  const verdict = { seen: 1, verdict: 'accepted' as const, reason: '', field: '', publishPhotos: false }
  await checkActivity(district.checker, accepted.id, verdict)
})

/** Reads the suggestions for the commune; `codes` are figures that it is to have beside its own. */
const suggested = (topic: Topic, codes: readonly string[] = [], unitId = district.commune) =>
  look(district.leader, 'report.read', unitId, async (db) => {
    const composing = await composingOf(db, { unitId, period: '2026-03' }, '2026-11-20')
    const added = codes.map((code) => ({ indicator: anIndicator(code), figure: aFigure(20) }))
    const results = {
      ...composing.telling.results,
      figures: [...composing.telling.results.figures, ...added],
    }
    return suggestionsFor({ ...composing.telling, results }, topic, speaker)
  })

const anIndicator = (code: string): Indicator =>
  ({ code, nameVi: `Tên ${code}`, unitVi: 'lượt', rule: 'sum', isHeadline: false }) as Indicator
const aFigure = (declared: number): Figure => ({ ...noFigure(), declared, entries: 1 })

const everyCode = [
  'documents_issued',
  'documents_issued_plan',
  'documents_issued_official_letter',
  'plans_issued',
  'units_with_plan',
  'units_with_tasks',
  'tasks_handed_down',
  'tasks_accepted',
  'tasks_accepted_in_time',
  'study_sessions',
  'study_attendances',
  'study_persons',
  'study_party_members_invited',
  'study_party_members_present',
  'study_rate',
  'cell_theme_sessions',
  'art_performances',
  'art_audience',
  'pledges_personal',
  'pledges_collective',
  'pledges_done_personal',
  'commitments_signed',
  'heads_plans',
]

test('no number is typed: what counts in a sentence is alive', async () => {
  for (const topic of topics)
    for (const sentence of await suggested(topic, everyCode)) {
      const words = wordsOf(sentence)
      expect(claimsIn(words), sentence).toEqual([])
      expect(words.replace(/“[^”]*”/g, ''), sentence).not.toMatch(/\d/)
      expect(sentence, sentence).toMatch(/\{\{|“/)
    }
})

test('a section without data gets no sentence', async () => {
  const silent = await Promise.all(topics.map((topic) => suggested(topic, [], district.neighbour)))

  expect(silent.flat()).toEqual([])
})

/** Documents that a unit issued in March. */
const issued = (unitId: string, amounts: Record<string, number>) =>
  asSystem('test.issued', (tx) => {
    const id = newId()
    const origin = { kind: 'document', id, unitId, day: '2026-03-10', seriesId: id } as const
    return postFacts(
      tx,
      origin,
      'declared',
      Object.entries(amounts).map(([indicator, amount]) => ({ indicator, amount })),
    )
  })

test('who speaks issued its own documents by type; those of the units beneath are said to be theirs', async () => {
  await issued(district.province, {
    documents_issued: 3,
    documents_issued_plan: 2,
    documents_issued_official_letter: 1,
  })
  await issued(district.commune, { documents_issued: 7, documents_issued_decision: 7 })

  const [ofProvince] = await suggested('leadership', ['documents_issued'], district.province)
  const [ofCommune] = await suggested('leadership', ['documents_issued'])

  expect(ofProvince).toBe(
    'Ban Thường vụ Đảng ủy xã Một đã ban hành {{figure documents_issued reach=own}} văn bản lãnh đạo, chỉ đạo, gồm {{figure documents_issued_plan reach=own}} kế hoạch và {{figure documents_issued_official_letter reach=own}} công văn. Các đơn vị cấp dưới đã ban hành {{figure documents_issued reach=below}} văn bản.',
  )
  expect(ofCommune).toBe(
    'Ban Thường vụ Đảng ủy xã Một đã ban hành {{figure documents_issued reach=own}} văn bản lãnh đạo, chỉ đạo, gồm {{figure documents_issued_decision reach=own}} quyết định.',
  )
})

test('attendances are never called people, and a rate is told with both parts', async () => {
  const told = await suggested('study', everyCode)

  expect(told).toContain(
    'Đã tổ chức {{figure study_sessions}} hội nghị, lớp học tập, quán triệt chuyên đề với {{figure study_attendances}} lượt người dự.',
  )
  expect(told).toContain('Theo danh sách, có {{figure study_persons}} người đã tham gia học tập, quán triệt.')
  expect(told.join('\n')).toContain(
    '{{figure study_party_members_present}}/{{figure study_party_members_invited}} lượt đảng viên được triệu tập đã dự học tập, đạt {{figure study_rate}}%',
  )
  expect((await suggested('study', ['study_rate', 'study_party_members_present'])).join()).not.toContain(
    'study_rate',
  )
})

test('initiatives, what waits and what is hardly proven are told from the records', async () => {
  const [running, accepted, best] = await suggested('initiatives')
  const shortcomings = await suggested('shortcomings')

  expect(running).toContain('{{count running}} mô hình')
  expect(accepted).toContain('{{count accepted}} hoạt động')
  expect(best).toBe('Nổi bật là mô hình “Rác thành phân” (“Hội Nông dân xã Một”).')
  expect(shortcomings.join('\n')).toContain('{{proof test_waste_kg}}')
  expect(shortcomings.join('\n')).toContain('{{count waiting}} hoạt động còn chờ kiểm tra')
  expect((await suggested('next')).join('\n')).toContain('{{count waiting}}')
})

test('every sentence can be told: nothing in it is gone, its counts are those of the data', async () => {
  const told = await look(district.leader, 'report.read', district.commune, async (db) => {
    const { telling }: Composing = await composingOf(
      db,
      { unitId: district.commune, period: '2026-03' },
      '2026-11-20',
    )
    const known = new Set((await indicatorsOf(db)).map(({ code }) => code))
    const blocks = []
    for (const topic of topics)
      for (const sentence of await suggestionsFor(telling, topic, speaker))
        blocks.push(...(await tellText(telling, sentence)))
    expect(known.has('test_waste_kg')).toBe(true)
    return blocks
  })

  const report = { sections: [{ key: 'a', isRestricted: false, heading: '', blocks: told }] }
  expect(goneFrom(report)).toEqual([])
  const words = piecesIn(told).map((piece) =>
    typeof piece === 'object' && 'shown' in piece ? piece.shown : piece,
  )
  expect(words).toContain('1')
  expect(told.length).toBeGreaterThan(4)
})

test('a target that was missed is not called behind', async () => {
  const place = aLocality()
  const commune = place.unit('Xã Hụt', 'commune')
  place.fact(commune, '2025-05-30', { test_waste_kg: 30 })
  place.target(commune, 'test_waste_kg', 90, commune)
  const leader = await place.build(commune)
  const nextIn = (period: string, day: string) =>
    look(leader, 'report.read', commune.id, async (db) => {
      const { telling } = await composingOf(db, { unitId: commune.id, period }, day)
      return (await suggestionsFor(telling, 'next', speaker)).join('\n')
    })

  expect(await nextIn('2025', '2026-11-20')).toContain('chỉ tiêu năm không đạt: “')
  expect(await nextIn('2025-Q3', '2025-11-20')).toContain('chỉ tiêu đang chậm so với mức giao: “')
})
