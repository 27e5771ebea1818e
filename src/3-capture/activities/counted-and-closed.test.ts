import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { asSystem, look } from '#access'
import { figureOf, loadIndicators } from '#figures'
import { proposeInitiative } from '#initiatives'
import { loadKinds } from '#kinds'
import { database } from '#platform/database'
import { newId } from '#platform/ids'
import { useSecret } from '#platform/secret'
import { spanOf } from '#platform/time'
import { useDatabase } from '../../../test/support/database.ts'
import { aDistrict, anEntry, composting } from '../../../test/support/district.ts'
import { checkActivity } from './check-activity.ts'
import { publishFile } from './publish-file.ts'
import { recordActivity } from './record-activity.ts'

useDatabase()
beforeAll(() => useSecret('a secret of tests alone, long enough to be one', ''))

const march = spanOf('2026-03') ?? { from: '', until: '' }

/** An initiative of a kind that lists households, counting rows, animals and different households. */
async function households() {
  const district = await aDistrict()
  const code = `list_${newId().slice(-8)}`
  const indicator = (name: string, rule: 'sum' | 'stock' | 'distinct', position: number) => ({
    code: `${code}_${name}`,
    name_vi: name,
    name_en: name,
    unit_vi: name,
    unit_en: name,
    rule,
    position,
    definition_vi: name,
    definition_en: name,
  })
  const field = { label_vi: 'Hỏi', label_en: 'Ask', parent: 'list' }
  const kind = {
    ...composting,
    code,
    fields: [
      {
        key: 'list',
        type: 'repeat',
        label_vi: 'Các hộ',
        label_en: 'Households',
        indicator: `${code}_visits`,
        count_as: 'rows',
      },
      { ...field, key: 'code', type: 'text', indicator: `${code}_households`, count_as: 'subject' },
      { ...field, key: 'pigs', type: 'count', indicator: `${code}_pigs` },
    ],
  } as typeof composting
  await asSystem('test.kind', async (tx) => {
    await loadIndicators(tx, [
      indicator('visits', 'sum', 990),
      indicator('households', 'distinct', 991),
      indicator('pigs', 'stock', 992),
    ])
    await loadKinds(tx, [kind], '2021-01-01')
  })
  const initiativeId = await proposeInitiative(district.recorder, {
    kind: code,
    unitId: district.union,
    name: `Hộ ${code}`,
    summary: '',
  })
  await sql`update initiatives.initiative set state = 'active', started_on = '2026-01-01' where id = ${initiativeId}`.execute(
    database(),
  )
  const record = (day: string, list: Record<string, unknown>[]) => {
    const entry = anEntry(initiativeId, { day, answers: { list } })
    return recordActivity(district.recorder, entry).then(() => entry.id)
  }
  const total = async (name: string) =>
    (
      await look(district.leader, 'figure.read', null, (db) =>
        figureOf(db, { unitId: district.province }, `${code}_${name}`, march),
      )
    ).declared
  return { district, code, record, total }
}

test('a household recorded again is counted once, its visits each time, its pigs as they are now', async () => {
  const { record, total } = await households()
  await record('2026-03-01', [
    { code: 'H-01', pigs: 3 },
    { code: 'H-02', pigs: 4 },
  ])
  await record('2026-03-15', [
    { code: 'h-01 ', pigs: 5 },
    { code: 'H-03', pigs: 1 },
    { code: 'H-03', pigs: 2 },
  ])

  expect([await total('visits'), await total('households'), await total('pigs')]).toEqual([5, 3, 8])
  const { rows } = await sql<{
    subject: string
  }>`select distinct subject from figures.fact where subject is not null`.execute(database())
  expect(rows).toHaveLength(3)
  expect(JSON.stringify(rows)).not.toMatch(/h-0/i)
})

test('a photo is never public where the kind is not, and no longer once the kind is closed', async () => {
  const { district, code, record } = await households()
  const close = (isPublic: boolean) =>
    sql`update initiatives.kind set is_public = ${isPublic} where code = ${code}`.execute(database())
  const withPhoto = async (day: string) => {
    const id = await record(day, [{ code: day }])
    const sha256 = newId().replaceAll('-', '').padEnd(64, '0')
    await sql`insert into evidence.file (sha256, media_type, bytes, width, height) values (${sha256}, 'image/jpeg', 1, 1, 1)`.execute(
      database(),
    )
    const fileId = newId()
    await sql`insert into evidence.attachment (id, sha256, source_kind, source_id, unit_id, field) values (${fileId}, ${sha256}, 'activity', ${id}, ${district.union}, 'photos')`.execute(
      database(),
    )
    const verdict = { seen: 1, verdict: 'accepted', reason: '', field: '', publishPhotos: true } as const
    await checkActivity(district.checker, id, { ...verdict, looked: [fileId] })
    return { activityId: id, fileId }
  }
  const isPublic = async ({ fileId }: { fileId: string }) => {
    const { rows } = await sql<{
      is_public: boolean
    }>`select is_public from evidence.attachment where id = ${fileId}`.execute(database())
    return rows[0]?.is_public
  }
  const open = await withPhoto('2026-03-01')
  const before = await isPublic(open)

  await close(false)
  const closed = await withPhoto('2026-03-02')
  const opening = publishFile(district.checker, { ...open, isPublic: true })

  await expect(opening).rejects.toMatchObject({ code: 'kind_is_not_public' })
  expect(before).toBe(true)
  expect([await isPublic(open), await isPublic(closed)]).toEqual([false, false])
})
