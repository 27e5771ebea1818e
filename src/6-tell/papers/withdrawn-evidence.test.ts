import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { look, lookPublic } from '#access'
import { database } from '#platform/database'
import { useDatabase } from '../../../test/support/database.ts'
import { aPhoto, aRecord, useFiles } from '../../4-prove/evidence/evidence.fixture.ts'
import { freezeReport } from '../reports/freeze-report.ts'
import { aReportingUnit, askedOf, day, type ReportingUnit } from '../reports/frozen.fixture.ts'
import { hashOf } from './canonical.ts'
import type { PaperContent } from './content.ts'
import { frozenWithId } from './store.ts'
import { withdrawnEvidence } from './withdrawn-evidence.ts'

useDatabase()
useFiles()
let unit: ReportingUnit

beforeAll(async () => {
  unit = await aReportingUnit()
})

test('the report keeps its text; its page says which pictures are not shown any more', async () => {
  const record = await aRecord(unit, [await aPhoto(), await aPhoto(), await aPhoto()])
  const files = await record.files()
  const pictures = files.map(({ sha256 }, index) => ({
    kind: 'picture',
    sha256,
    caption: `Ảnh ${index + 1}`,
  }))
  // As pictures stand in a section once there is such a kind of block.
  const withPictures = (content: PaperContent) => ({
    ...content,
    sections: content.sections.map((section) =>
      section.key === 'results' ? { ...section, blocks: [...section.blocks, ...pictures] } : section,
    ),
  })
  const frozen = await freezeReport(
    unit.checker,
    askedOf(unit),
    { reason: 'nil', complete: async (_, content) => withPictures(content) as PaperContent },
    day,
  )
  const gone = () =>
    look(unit.checker, 'report.read', null, async (db) => {
      const kept = await frozenWithId(db, frozen.id)
      return kept ? withdrawnEvidence(db, kept.content) : []
    })

  expect(await gone()).toEqual([])
  await sql`update evidence.attachment set removed_at = now() where sha256 = ${files[0]?.sha256 ?? ''}`.execute(
    database(),
  )
  await sql`update evidence.attachment set needs_covering = true where sha256 = ${files[2]?.sha256 ?? ''}`.execute(
    database(),
  )

  expect(await gone()).toMatchObject([
    { section: 'results', caption: 'Ảnh 1', sha256: files[0]?.sha256 },
    { section: 'results', caption: 'Ảnh 3', sha256: files[2]?.sha256 },
  ])
  const kept = await look(unit.checker, 'report.read', null, (db) => frozenWithId(db, frozen.id))
  expect(hashOf(kept?.content)).toBe(frozen.hash)
  // Everybody who has the hash may ask, and learns nothing else.
  expect(await lookPublic((db) => withdrawnEvidence(db, kept?.content ?? { sections: [] }))).toHaveLength(2)
})
