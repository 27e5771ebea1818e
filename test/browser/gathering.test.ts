import { beforeAll, describe, expect, test } from 'vitest'
import { asSystem } from '#access'
import { unitBySlug } from '#org'
import { newId } from '#platform/ids'
import { axeFaults } from '../support/axe.ts'
import { faultsAtThisSize } from '../support/faults.ts'
import { aPage, signInAs, sizes, useSystem } from '../support/system.ts'

const system = useSystem()
const [regimeId, reportId, frozenId, sendingId] = [newId(), newId(), newId(), newId()]

/** A regime of the province, and the report of one commune that was sent under it. */
beforeAll(async () => {
  const rule = { kinds: ['commune'], lines: [], levels: [], beneathId: null, plus: [], minus: [] }
  await asSystem('test.regime', async (tx) => {
    const [province, commune] = [await unitBySlug(tx, 'tinh-tay-ninh'), await unitBySlug(tx, 'xa-rach-kien')]
    const [above, unit] = [province?.id ?? '', commune?.id ?? '']
    await tx
      .insertInto('reports.regime')
      .values({
        id: regimeId,
        unit_id: above,
        name: 'Báo cáo tháng về học tập và làm theo Bác',
        outline: 'monthly',
        period_kind: 'month',
        reporters: JSON.stringify(rule),
        due_days: 5,
        valid_from: '2025-07-01',
        source: 'Công văn',
      })
      .execute()
    const report = { unit_id: unit, outline: 'monthly', period: '2026-09', issued_on: '2026-10-03' }
    await tx
      .insertInto('reports.report')
      .values({ id: reportId, ...report, state: 'issued' })
      .execute()
    const scope = { unitId: unit, unitSlug: 'xa-rach-kien', indicator: 'organic_waste_kg', period: '2026-09' }
    const pieces = [{ shown: '1', amount: 1, href: '/', scope }]
    const content = {
      sections: [{ key: 'results', heading: 'Kết quả', blocks: [{ kind: 'paragraph', pieces }] }],
    }
    await tx
      .insertInto('reports.frozen')
      .values({
        id: frozenId,
        report_id: reportId,
        version: 1,
        reason: 'report',
        content: JSON.stringify(content),
        hash: Buffer.alloc(32),
        code: 'ABCD-EFGH',
        state: 'issued',
        issued_at: new Date(),
      })
      .execute()
    await tx
      .insertInto('reports.sending')
      .values({
        id: sendingId,
        report_id: reportId,
        frozen_id: frozenId,
        regime_id: regimeId,
        to_unit_id: above,
        due_on: '2026-10-05',
        first_sent_on: '2026-10-08',
        sent_on: '2026-10-08',
      })
      .execute()
    await tx.insertInto('reports.sending_step').values({ sending_id: sendingId, kind: 'sent' }).execute()
  })
}, 60_000)

describe.each(['phone', 'desktop'] as const)('reports are gathered on a %s', (size) => {
  test('every page holds its width, and axe finds nothing', async () => {
    const page = await aPage(system, { viewport: sizes[size] })
    await signInAs(page, 'duyet.tinh')
    for (const address of [
      '/bao-cao-cap-duoi',
      `/bao-cao-cap-duoi/${regimeId}/2026-09`,
      `/bao-cao-cap-duoi/${regimeId}/2026-09?xem=accepted`,
      `/bao-cao-da-gui/${sendingId}`,
      '/bao-cao/xa-rach-kien/2026-09/gui',
      '/bao-cao/xa-rach-kien/2026-09/khac-biet',
      '/bao-cao/tinh-tay-ninh/2026-09/trinh-ky',
    ]) {
      const answer = await page.goto(address)

      expect(answer?.status(), address).toBe(200)
      expect(await faultsAtThisSize(page), address).toEqual([])
    }
    expect(page.complaints).toEqual([])
    await page.context().close()
  }, 120_000)
})

test('the late ones are reminded and a report is given back by pressing', async () => {
  const page = await aPage(system)
  await signInAs(page, 'duyet.tinh')
  await page.goto(`/bao-cao-cap-duoi/${regimeId}/2026-09`)

  await page.click('button:has-text("Nhắc 5 đơn vị quá hạn")')
  await page.waitForURL('**?da=nhac&so=5')
  await page.goto(`/bao-cao-da-gui/${sendingId}`)
  await page.check('[name=verdict][value=returned]')
  await page.click('button:has-text("Gửi ý kiến")')
  await page.locator('.problem-summary').waitFor()
  expect(await axeFaults(page)).toEqual([])
  await page.fill('[name=reason]', 'Thiếu phụ lục')
  await page.click('button:has-text("Gửi ý kiến")')
  await page.waitForURL('**?da=returned')

  expect(await page.locator('main').textContent()).toContain('Thiếu phụ lục')
}, 60_000)
