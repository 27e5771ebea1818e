import { PDF } from '@libpdf/core'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { lookAsSystem } from '#access'
import { fileOf, type PaperBlock, type Piece } from '#papers'
import { composeReport } from '../../src/6-tell/reports/compose-report.ts'
import type { ComposedReport } from '../../src/6-tell/reports/report.ts'
import { useCopyOfDemonstration } from '../support/demonstration.ts'
import * as style from '../support/style.ts'

// What a report tells by itself is what an office would sign: sentences, each figure once, short, without a word to spare.

const figure = (indicator: string, shown: string): Piece => ({
  shown,
  amount: 1,
  href: '/',
  scope: { unitId: 'u', unitSlug: 'u', indicator, period: '2026' },
})
const paragraph = (...pieces: Piece[]): PaperBlock => ({ kind: 'paragraph', pieces })
const report = (...blocks: PaperBlock[]) => ({
  sections: [{ key: 'a', isRestricted: false, heading: 'Kết quả', blocks }],
})

describe('each check finds its fault', () => {
  test.each([
    ['told twice', style.toldTwice, report(paragraph(figure('a', '1')), paragraph(figure('a', '1')))],
    ['a list', style.listsOfFigures, report({ kind: 'list', items: [['Heo đất: ', figure('a', '1')]] })],
    ['openings', style.openings, report(paragraph('Hội đã làm. Hội đã trao. Hội đã thăm.'))],
    ['decimals', style.decimals, report(paragraph('bình quân ', figure('a', '204.703,349 đồng/con')))],
    [
      'an empty heading',
      style.emptyHeadings,
      report(
        { kind: 'heading', level: 2, text: 'Công an' },
        { kind: 'heading', level: 2, text: 'Đoàn' },
        paragraph('Đoàn đã làm.'),
      ),
    ],
    ['a typed number', style.typedNumbers, report(paragraph('Đã trao 15 suất quà năm 2026.'))],
    [
      'a phrase',
      style.phrases,
      report(...[1, 2, 3, 4].map((one) => paragraph(`Một hai ba bốn năm sáu ${'x'.repeat(one)}.`))),
    ],
  ])('%s', (_name, check, faulty) => {
    expect(check(faulty)).toHaveLength(1)
    expect(check(report(paragraph('Hội đã trao ', figure('b', '15'), ' suất quà trong năm 2026.')))).toEqual(
      [],
    )
  })
})

useCopyOfDemonstration('style')

const day = '2026-11-20'
const composed = (slug: string, period: string): Promise<ComposedReport> =>
  lookAsSystem(async (db) => {
    const { rows } = await sql<{ id: string }>`select id from org.unit where slug = ${slug}`.execute(db)
    return composeReport(db, { unitId: rows[0]?.id ?? '', period }, day)
  })

/** How many pages the body takes: what stands behind the signature is looked up, not read. */
async function pagesOf(written: ComposedReport): Promise<number> {
  const body = { ...written, sections: written.sections.filter(({ isAnnex }) => !isAnnex) }
  const bytes = await fileOf(body, 'pdf', { isDemonstration: true })
  return (await PDF.load(new Uint8Array(bytes))).getPageCount()
}

test.each([
  ['xa-rach-kien', '2026-10', 3],
  ['xa-rach-kien', '2026-Q3', 5],
  ['huyen-can-duoc', '2023', 8],
  ['huyen-can-duoc', '2021-06..2024-05', 15],
  ['tinh-tay-ninh', '2016-05..2026-04', 15],
])('%s, %s reads like a paper and takes at most %s pages', async (slug, period, most) => {
  const written = await composed(slug, period)

  expect(style.faultsOfStyle(written)).toEqual([])
  expect(await pagesOf(written)).toBeLessThanOrEqual(most)
  expect(written.sections.find(({ key }) => key === 'results')?.blocks.length).toBeGreaterThan(3)
})

test('what one initiative for people who need protection came to stays inside', async () => {
  const written = await composed('huyen-can-duoc', '2023')
  const protectedNames = await lookAsSystem(async (db) => {
    const { rows } = await sql<{ name: string }>`
      select initiative.name from initiatives.initiative join initiatives.kind on kind.code = initiative.kind
       where kind.protects_people`.execute(db)
    return rows.map(({ name }) => `“${name}”`)
  })

  const results = written.sections.find(({ key }) => key === 'results')
  const annex = written.sections.find(({ key }) => key === 'annex_initiatives')
  const said = JSON.stringify(results?.blocks.filter((block) => !('isRestricted' in block)))
  const rows = annex?.blocks.flatMap((block) =>
    block.kind === 'table' && !block.isRestricted ? block.rows.map((row) => JSON.stringify(row[1])) : [],
  )

  expect(protectedNames.length).toBeGreaterThan(10)
  expect(rows?.length).toBeGreaterThan(10)
  for (const name of protectedNames) {
    expect(said).not.toContain(name)
    expect(rows?.filter((row) => row.includes(`"${name.slice(1, -1)}"`))).toEqual([])
  }
})
