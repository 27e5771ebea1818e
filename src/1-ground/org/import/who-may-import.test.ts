import { beforeAll, describe, expect, test } from 'vitest'
import { type Actor, perform } from '#access'
import type { NewFile } from '#imports'
import { type Cell, writeCsv } from '#platform/spreadsheet'
import { useDatabase } from '../../../../test/support/database.ts'
import { aDistrict, aPersonWith } from '../district.fixture.ts'
import { exportUnits } from './export-units.ts'
import { unitImport } from './import-units.ts'
import { insertPlacements } from './store.ts'

useDatabase()
const previewUnits = (actor: Actor, file: NewFile) => unitImport.preview(actor, {}, file)
const importUnits = unitImport.confirm

let district: Awaited<ReturnType<typeof aDistrict>>
let administrator: Actor
let communeAdministrator: Actor
let recorder: Actor
beforeAll(async () => {
  district = await aDistrict()
  const { id } = district
  administrator = await aPersonWith('administrator', id('tay-ninh'))
  communeAdministrator = await aPersonWith('administrator', id('rach-kien'))
  recorder = await aPersonWith('recorder', id('rach-kien'))
})

/** A file of hamlets: identifier, name, the commune, from which day. */
const hamlets = (...rows: [slug: string, name: string, area: string, from?: string][]) => ({
  name: 'don-vi.csv',
  bytes: Buffer.from(
    writeCsv([
      ['Mã định danh', 'Tên', 'Loại', 'Trực thuộc địa bàn', 'Hiệu lực từ'],
      ...rows.map(([slug, name, area, from]): Cell[] => [slug, name, 'Ấp', area, from ?? '2025-07-01']),
    ]),
  ),
})

describe('what is confirmed is what was seen', () => {
  let made = 0
  const confirmed = async () => {
    made += 1
    const preview = await previewUnits(administrator, hamlets([`thu-${made}`, 'Ấp Thử', 'my-le']))
    return preview.confirm ?? expect.fail()
  }

  test('another file is refused', async () => {
    const preview = await confirmed()
    await expect(importUnits(administrator, { ...preview, fileHash: 'x' })).rejects.toMatchObject({
      code: 'import_is_another_file',
    })
  })

  test('a second press writes nothing more', async () => {
    const preview = await confirmed()
    await importUnits(administrator, preview)
    await expect(importUnits(administrator, preview)).rejects.toMatchObject({ code: 'import_has_expired' })
  })

  test('a unit that somebody changed meanwhile is refused', async () => {
    const rename = hamlets(['ap-1-tan-trach', 'Ấp Nhất', 'my-le', '2000-01-01'])
    const mine = await previewUnits(administrator, rename)
    const theirs = await previewUnits(administrator, rename)
    await importUnits(administrator, theirs.confirm ?? expect.fail())
    await expect(importUnits(administrator, mine.confirm ?? expect.fail())).rejects.toMatchObject({
      code: 'seen_is_outdated',
    })
  })

  test("somebody else's preview is not there", async () => {
    const preview = await confirmed()
    await expect(importUnits(communeAdministrator, preview)).rejects.toMatchObject({
      code: 'import_has_expired',
    })
  })
})

describe('unit.manage', () => {
  test('holds in the database too: what perform would let through is refused there', async () => {
    // The first lock is asked about the commune of the person; what is written lies in another one.
    const { id } = district
    const slip = perform(communeAdministrator, 'unit.manage', id('rach-kien'), (tx) =>
      insertPlacements(tx, [
        {
          tree: 'area',
          unitId: id('ap-1-tan-trach'),
          parentId: id('my-le'),
          validFrom: '1999-01-01',
          validTo: '1999-02-01',
        },
      ]),
    )
    await expect(slip).rejects.toMatchObject({ code: 'not_found_or_not_allowed' })
    const rename = perform(communeAdministrator, 'unit.manage', id('rach-kien'), (tx) =>
      tx.updateTable('org.unit').set({ name: 'Của tôi' }).where('id', '=', id('my-le')).executeTakeFirst(),
    )
    expect((await rename).numUpdatedRows).toBe(0n)
  })

  test('lets an administrator import within their own units, and nowhere else', async () => {
    const own = await previewUnits(communeAdministrator, hamlets(['ap-20', 'Ấp 20', 'rach-kien']))
    expect(own.plan.problems).toEqual([])
    await importUnits(communeAdministrator, own.confirm ?? expect.fail())

    const foreign = await previewUnits(
      communeAdministrator,
      hamlets(['ap-21', 'Ấp 21', 'my-le'], ['ap-1-tan-trach', 'Đổi', 'my-le', '2000-01-01']),
    )
    expect(foreign.plan.problems.map(({ code }) => code)).toEqual([
      'import_parent_is_not_yours',
      'import_unit_is_not_yours',
    ])
  })

  test('is refused to a recorder, who may neither preview, import nor export', async () => {
    const refused = { code: 'not_found_or_not_allowed' }
    await expect(previewUnits(recorder, hamlets(['ap-22', 'Ấp 22', 'rach-kien']))).rejects.toMatchObject(
      refused,
    )
    await expect(importUnits(recorder, { importId: '', fileHash: '', seen: '' })).rejects.toMatchObject(
      refused,
    )
    await expect(exportUnits(recorder, 'csv')).rejects.toMatchObject(refused)
  })
})
