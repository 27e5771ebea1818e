import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { type Actor, asSystem, look } from '#access'
import { wordsOfSources } from '#figures'
import { database } from '#platform/database'
import { newId } from '#platform/ids'
import { useDatabase } from '../../../test/support/database.ts'
import { aDistrict, anEntry, aPerson, sponsorship } from '../../../test/support/district.ts'
import { checkActivity } from './check-activity.ts'
import { correctActivity } from './correct-activity.ts'
import { activitiesPage, activityPage } from './read.ts'
import { recordActivity } from './record-activity.ts'
import { reopenActivity } from './reopen-activity.ts'
import { sealProtected } from './seal-protected.ts'

useDatabase()

const child = 'Nguyễn Thị Bé Ngọc'

let district: Awaited<ReturnType<typeof aDistrict>>
let initiativeId: string
let recordId: string
let sha256: string

const photo = (name: string) => ({
  sha256: createHash('sha256').update(newId()).digest('hex'),
  mediaType: 'image/jpeg' as const,
  bytes: 1000,
  width: 10,
  height: 10,
  name,
})

/** A person with one role, over the whole province. */
const holding = (role: string, unitId = district.province): Promise<Actor> =>
  asSystem('test.person', (tx) => aPerson(tx, `Người ${role}`, { role, unitId }))

beforeAll(async () => {
  district = await aDistrict()
  initiativeId = newId()
  await sql`insert into initiatives.initiative (id, kind, unit_id, name, slug, state, started_on)
    values (${initiativeId}, ${sponsorship.code}, ${district.union}, 'Mẹ đỡ đầu', ${`me-${initiativeId}`}, 'active', '2021-05-01')`.execute(
    database(),
  )
  const kept = photo(`${child}.jpg`)
  sha256 = kept.sha256
  const entry = anEntry(initiativeId, {
    summary: `Thăm cháu ${child}.`,
    answers: { children: { female: 1, male: 0 }, given: '500000' },
  })
  recordId = entry.id
  await recordActivity(district.recorder, { ...entry, photos: { kept: [kept as never], sentAhead: [] } })
  await checkActivity(district.checker, recordId, {
    seen: 1,
    verdict: 'returned',
    reason: `Ghi rõ việc của ${child}`,
    field: '',
    publishPhotos: false,
  })
  await correctActivity(district.recorder, recordId, {
    seen: 1,
    day: '2026-03-08',
    summary: `Thăm và trao quà cháu ${child}.`,
    answers: { children: { female: 1, male: 0 }, given: '500000' },
    reason: `Bổ sung về ${child}`,
    photos: { kept: [], sentAhead: [] },
    removed: [],
  })
})

const sealingLines = async () =>
  (await sql`select from access.audit where action = 'activities.seal'`.execute(database())).rows.length

/** Where in the whole database a text stands in clear, whatever table and column it may be. */
async function foundInDatabase(text: string): Promise<string[]> {
  const { rows: columns } = await sql<{ place: string; of: string; name: string }>`
    select format('%I.%I', table_schema, table_name) as of, column_name as name,
           format('%I.%I.%I', table_schema, table_name, column_name) as place
      from information_schema.columns join information_schema.tables using (table_schema, table_name)
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')
       and data_type in ('text', 'jsonb', 'json', 'character varying', 'ARRAY')`.execute(database())
  const found = []
  for (const { place, of, name } of columns) {
    const { rows } = await sql`
      select from ${sql.raw(of)} where org.plain(${sql.ref(name)}::text) like '%' || org.plain(${text}) || '%' limit 1`.execute(
      database(),
    )
    if (rows.length > 0) found.push(place)
  }
  expect(columns.length).toBeGreaterThan(200)
  return found
}

test('the name of a child stands nowhere in the database as it was typed: not in words, search, versions, reasons or file names', async () => {
  expect(await foundInDatabase('Xã Một')).not.toEqual([])
  expect(await foundInDatabase(child)).toEqual([])
  expect(await foundInDatabase('Bé Ngọc')).toEqual([])
})

test('who records and checks reads the words, the reasons and the photo', async () => {
  for (const actor of [district.recorder, district.checker, await holding('inspector')]) {
    const page = await activityPage(actor, recordId)

    expect(page.activity.summary).toBe(`Thăm và trao quà cháu ${child}.`)
    expect(page.history.map(({ changeReason }) => changeReason)).toContain(`Bổ sung về ${child}`)
    expect(page.history.map(({ verdictReason }) => verdictReason)).toContain(`Ghi rõ việc của ${child}`)
    expect(page.photos).toHaveLength(1)
  }
})

test.each(['leader', 'treasurer', 'controller', 'editor', 'announcer', 'administrator'])(
  'a %s sees the figures and that evidence is there, and neither a word nor the photo',
  async (role) => {
    const actor = await holding(role)

    const page = await activityPage(actor, recordId)
    const list = await activitiesPage(actor, { limit: 50 })
    const words = await look(actor, 'activity.read', null, (db) =>
      wordsOfSources(db, [{ sourceKind: 'activity', sourceId: recordId }] as never),
    )
    const files = await look(actor, 'activity.read', null, (db) =>
      sql`select from evidence.file where sha256 = ${sha256}
           union all select from evidence.attachment where sha256 = ${sha256}`.execute(db),
    )

    expect(JSON.stringify([page, list, [...words]])).not.toMatch(/Ngọc/)
    expect(page.activity.answers).toMatchObject({ given: 500_000 })
    expect(page).toMatchObject({ photos: [], unseenFiles: 1 })
    expect(files.rows).toEqual([])
  },
)

test('the inspector of another unit reads nothing of it', async () => {
  const elsewhere = await holding('inspector', district.neighbour)

  await expect(activityPage(elsewhere, recordId)).rejects.toMatchObject({ code: 'not_found_or_not_allowed' })
})

test('a leader who takes a record up again without reading it changes none of its figures', async () => {
  await checkActivity(district.checker, recordId, {
    seen: 2,
    verdict: 'rejected',
    reason: 'Trùng với lần trước',
    field: '',
    publishPhotos: false,
  })
  await reopenActivity(district.leader, recordId, { seen: 2, reason: 'Không trùng' })

  const { rows } = await sql<{ amount: number }>`
    select amount from figures.standing where source_id = ${recordId} order by amount`.execute(database())

  expect(rows.map(({ amount }) => amount)).toEqual([1, 500_000])
})

test('words that somebody typed to look sealed are sealed where they protect, and are words like any elsewhere', async () => {
  const typed = 'sealed: cháu Lò Thị Mỷ'
  const [hidden, open] = [
    anEntry(initiativeId, { summary: typed }),
    anEntry(district.initiativeId, { summary: typed }),
  ]
  const shaped = anEntry(initiativeId, { summary: `sealed:${'ChauLoThiMy'.repeat(5)}` })
  for (const entry of [
    { ...hidden, answers: { children: { female: 1, male: 0 }, given: '1' } },
    { ...shaped, answers: { children: { female: 1, male: 0 }, given: '1' } },
    open,
  ])
    await recordActivity(district.recorder, entry)

  const { rows } = await sql<{ id: string }>`
    select id from activities.activity where summary ilike '%lò thị mỷ%' or summary ilike '%ChauLoThiMy%'`.execute(
    database(),
  )
  const asRead = (actor: Actor, id: string) => activityPage(actor, id).then((page) => page.activity.summary)

  expect(rows).toEqual([{ id: open.id }])
  expect(await asRead(district.checker, hidden.id)).toBe(typed)
  expect(await asRead(district.checker, shaped.id)).toBe(shaped.summary)
  expect(await asRead(district.leader, hidden.id)).not.toContain('Mỷ')
  expect(await asRead(district.leader, open.id)).toBe(typed)
})

test('a kind that begins to protect people closes what is there: words at once, at rest by the next sealing', async () => {
  const entry = anEntry(district.initiativeId, { summary: 'Đến nhà bà Lê Thị Sáu.' })
  await recordActivity(district.recorder, {
    ...entry,
    photos: { kept: [photo('ba Sau.jpg') as never], sentAhead: [] },
  })
  await sql`update initiatives.kind set protects_people = true where code = 'test_composting'`.execute(
    database(),
  )

  const asRead = await activityPage(district.leader, entry.id)
  const sealed = await sealProtected()
  const linesBefore = await sealingLines()
  const again = await sealProtected()

  expect(JSON.stringify(asRead)).not.toMatch(/Sáu|ba Sau/)
  // The one here and the one of the test before.
  expect([sealed, again]).toEqual([2, 0])
  expect([linesBefore, await sealingLines()]).toEqual([1, 1])
  expect(await foundInDatabase('Thị Sáu')).toEqual([])
  expect(await foundInDatabase('ba Sau.jpg')).toEqual([])
  expect((await activityPage(district.checker, entry.id)).activity.summary).toBe('Đến nhà bà Lê Thị Sáu.')
  const { rows } = await sql<{ enabled: string }>`
    select tgenabled as enabled from pg_trigger where tgname in ('version_is_append_only', 'review_is_append_only')`.execute(
    database(),
  )
  expect([...new Set(rows.map(({ enabled }) => enabled))]).toEqual(['O'])
})
