import { expect, test } from 'vitest'
import { asSystem, look } from '#access'
import { checkActivity, recordActivity } from '#activities'
import { figureOf } from '#figures'
import { useSecret } from '#platform/secret'
import { spanOf } from '#platform/time'
import { answerCode } from '../../src/4-prove/verification/confirmations/answer-code.ts'
import { issueCodes, printCodes } from '../../src/4-prove/verification/confirmations/issue-codes.ts'
import { closeSpotCheck } from '../../src/4-prove/verification/spot-checks/close-spot-check.ts'
import { drawSampleOf } from '../../src/4-prove/verification/spot-checks/draw-sample.ts'
import { planSpotCheck } from '../../src/4-prove/verification/spot-checks/plan-spot-check.ts'
import { recordFinding } from '../../src/4-prove/verification/spot-checks/record-finding.ts'
import { web } from '../../src/web.ts'
import { useDatabase } from '../support/database.ts'
import { aDistrict, anEntry, aPerson } from '../support/district.ts'

// S8: every figure shows how far it is proven – declared, evidenced, confirmed by beneficiaries, verified by a spot check –
// and people who should have benefited can say whether they did.
useDatabase()
useSecret('một bí mật của lần thử, đủ dài để dùng', '')

const march = spanOf('2026-03') ?? { from: '', until: '' }
const faults: unknown[] = []
const app = web({ site: { name: 'Lan Tỏa' }, log: (fault) => faults.push(fault) })

test('S8: one record goes from word to proof, and each step is seen in the figures of its commune and its province', async () => {
  const { recorder, checker, printer, leader, commune, province, communeSlug, provinceSlug, initiativeId } =
    await aDistrict()
  const inspector = await asSystem('test.inspector', (tx) =>
    aPerson(tx, 'Kiểm Tra Viên', { role: 'inspector', unitId: province }),
  )
  const entry = anEntry(initiativeId, { answers: { waste: 1284, households: 24 } })
  const photo = {
    sha256: 'a'.repeat(64),
    bytes: 10,
    width: 4,
    height: 3,
    takenAt: undefined,
    mediaType: 'image/jpeg' as const,
    name: '',
  }
  const expectAt = async (level: 'declared' | 'evidenced' | 'confirmed' | 'verified') => {
    for (const unitId of [commune, province])
      expect(
        await look(leader, 'figure.read', null, (db) => figureOf(db, { unitId }, 'test_waste_kg', march)),
      ).toEqual({ declared: 0, evidenced: 0, confirmed: 0, verified: 0, entries: 1, [level]: 1284 })
    for (const slug of [communeSlug, provinceSlug]) {
      const page = await (
        await app.request(`http://localhost/so-lieu/test_waste_kg?ky=2026-03&don-vi=${slug}`)
      ).text()
      expect(page).toContain('1.284')
    }
  }

  await recordActivity(recorder, { ...entry, photos: { kept: [photo], sentAhead: [] } })
  await expectAt('declared')

  await checkActivity(checker, entry.id, {
    seen: 1,
    verdict: 'accepted',
    reason: '',
    field: '',
    publishPhotos: false,
  })
  await expectAt('evidenced')

  const { codes } = await printCodes(printer, await issueCodes(printer, entry.id, { size: 10, days: 30 }), {
    seen: 0,
    handedOutBy: 'Nguyễn Văn An, trưởng ấp 1',
  })
  // Two answer from home on other days; then two by the page.
  for (const [index, code] of codes.slice(4, 6).entries())
    await answerCode(
      code,
      { happened: 'yes', received: 'yes', quality: 5, remark: '' },
      { address: `198.51.100.${index}` },
      new Date(Date.now() + (index + 1) * 86_400_000),
    )
  for (const code of codes.slice(0, 2)) {
    const body = new URLSearchParams({ happened: 'yes', received: 'yes', quality: '5' })
    const sent = await app.request(`http://localhost/xn/${code}`, {
      method: 'POST',
      headers: { origin: 'http://localhost' },
      body,
    })
    expect(sent.headers.get('location')).toBe('/xn/cam-on')
  }
  await expectAt('confirmed')

  const check = await planSpotCheck(inspector, {
    unit: provinceSlug,
    indicator: 'test_waste_kg',
    kind: null,
    period: '2026-03',
    purpose: 'Kiểm tra quý I',
    confidence: 95,
    tolerable: 5,
    expected: 10,
  })
  await drawSampleOf(inspector, check)
  await recordFinding(inspector, check, entry.id, {
    outcome: 'right',
    note: 'Đã đến từng hộ',
    answers: {},
    photos: [],
  })
  await expectAt('confirmed')
  await closeSpotCheck(inspector, check, 'Số liệu đúng thực tế')
  await expectAt('verified')
  expect(faults).toEqual([])
})
