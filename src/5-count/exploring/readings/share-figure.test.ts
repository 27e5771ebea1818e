import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { asSystem } from '#access'
import { postFacts } from '#figures'
import { database } from '#platform/database'
import { newId } from '#platform/ids'
import { useSecret } from '#platform/secret'
import { useDatabase } from '../../../../test/support/database.ts'
import { aDistrict, anEntry, aPerson, sponsorship } from '../../../../test/support/district.ts'
import { checkActivity } from '../../../3-capture/activities/check-activity.ts'
import { recordActivity } from '../../../3-capture/activities/record-activity.ts'
import { web } from '../../../web.ts'
import { mySharedFigures, sharedFigure } from './read.ts'
import { revokeShare, shareFigure } from './share-figure.ts'
import { shareIdOf, tokenOf } from './share-link.ts'

useDatabase()

let district: Awaited<ReturnType<typeof aDistrict>>

beforeAll(async () => {
  useSecret('x'.repeat(40), '')
  district = await aDistrict()
  await recordActivity(district.recorder, anEntry(district.initiativeId))
})

const site = { name: 'Xã Một', demonstration: false }
const open = (path: string) =>
  web({
    site,
    log: (fault) => {
      throw fault
    },
  }).request(path)

const wanted = (over = {}) => ({
  slug: district.communeSlug,
  indicator: 'test_waste_kg',
  period: '2026-03',
  days: 30,
  ...over,
})
const share = (over = {}) => shareFigure(district.checker, wanted(over))

test('whoever has the link sees the figure, its unit, its period and its proof, and no script', async () => {
  const answer = await open(`/chia-se/${tokenOf(await share())}`)
  const page = await answer.text()

  expect(answer.status).toBe(200)
  expect(answer.headers.get('x-robots-tag')).toContain('noindex')
  expect(answer.headers.get('cache-control')).toBe('private, no-store')
  expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
  expect(answer.headers.get('content-security-policy')).toContain("script-src 'none'")
  expect(answer.headers.get('set-cookie')).toBeNull()
  expect(page).toContain('content="noindex"')
  expect(page).not.toContain('<script')
  for (const words of ['test_waste_kg', 'Xã Một · tháng 3/2026', '12,5', 'Không thay đổi so với lúc chia sẻ'])
    expect(page).toContain(words)
})

test('the holder reads of published records what is published, and of others nothing', async () => {
  const initiativeId = newId()
  await asSystem('test.protected', (tx) =>
    tx
      .insertInto('initiatives.initiative')
      .values({
        id: initiativeId,
        kind: sponsorship.code,
        unit_id: district.union,
        name: 'Mẹ đỡ đầu của cháu Bí Mật',
        slug: `me-do-dau-${initiativeId.slice(-6)}`,
        state: 'active',
        started_on: '2021-05-01',
      })
      .execute(),
  )
  const published = anEntry(district.initiativeId, { summary: 'Ủ rác được công khai.' })
  const waiting = anEntry(district.initiativeId, { summary: 'Lời ghi đang chờ duyệt.' })
  const protects = anEntry(initiativeId, {
    summary: 'Thăm cháu Bí Mật, lớp ba.',
    answers: { children: { female: '2', male: '1' } },
  })
  for (const entry of [published, waiting, protects]) await recordActivity(district.recorder, entry)
  for (const { id } of [published, protects])
    await checkActivity(district.checker, id, {
      seen: 1,
      verdict: 'accepted',
      reason: '',
      field: '',
      publishPhotos: true,
    })

  const [waste, households] = [await share(), await share({ indicator: 'test_households' })]
  const pages = await Promise.all(
    [waste, households].map(async (id) => (await open(`/chia-se/${tokenOf(id)}`)).text()),
  )

  expect(pages[0]).toContain('Ủ rác được công khai.')
  expect(pages[0]).toContain('Nội dung không công khai')
  expect(pages[1]).toContain('Nội dung không công khai')
  for (const page of pages) {
    expect(page).not.toContain('chờ duyệt')
    expect(page).not.toContain('Bí Mật')
    expect(page).not.toContain('/hoat-dong/')
    for (const { name } of [district.recorder, district.checker]) expect(page).not.toContain(name)
  }
})

test('a figure that has changed since says so, and why', async () => {
  const id = await share()
  await recordActivity(
    district.recorder,
    anEntry(district.initiativeId, { answers: { waste: '7,5', households: 12 } }),
  )

  const page = await (await open(`/chia-se/${tokenOf(id)}`)).text()

  expect(page).toMatch(/Tăng 7,5 kg so với lúc chia sẻ, [^:]*:\d\d, [^:]*: 1 lần ghi mới \+7,5\./)
})

test('a link that was tampered with, or never signed, opens nothing and says nothing', async () => {
  const token = tokenOf(await share())
  const other = (at: number) => token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1)
  const wrong = [
    ...[0, 5, 21, 22, 30, 42].map(other),
    token.slice(0, -1),
    `${token}A`,
    'A'.repeat(43),
    newId(),
    // Signed by us, but of no share.
    tokenOf(newId()),
  ]

  const answers = await Promise.all(wrong.map((word) => open(`/chia-se/${word}`)))
  const pages = await Promise.all(answers.map((answer) => answer.text()))

  expect(answers.map(({ status }) => status)).toEqual(wrong.map(() => 404))
  const bare = (page: string, word: string) =>
    page.replaceAll(word, '').replaceAll(encodeURIComponent(word), '')
  expect(new Set(pages.map((page, index) => bare(page, wrong[index] as string))).size).toBe(1)
  expect(pages[0]).not.toContain('Xã Hai')
  expect(shareIdOf(token)).toBeDefined()
})

test('the signature is that of this installation', async () => {
  const token = tokenOf(await share())
  useSecret('y'.repeat(40), '')
  const elsewhere = shareIdOf(token)
  useSecret('x'.repeat(40), '')

  expect(elsewhere).toBeUndefined()
})

test('a link that is over, or revoked, is gone and shows nothing of the figure', async () => {
  const [expired, revoked] = [await share({ days: 7 }), await share()]
  await sql`update figures.share set shared_at = now() - interval '8 days', expires_at = now() - interval '1 day' where id = ${expired}`.execute(
    database(),
  )
  await revokeShare(district.checker, revoked)
  await revokeShare(district.checker, revoked)

  for (const id of [expired, revoked]) {
    const answer = await open(`/chia-se/${tokenOf(id)}`)
    const page = await answer.text()
    expect(answer.status).toBe(410)
    expect(page).toContain('Đường dẫn đã hết hiệu lực')
    expect(page).not.toContain('test_waste_kg')
    expect(page).not.toContain('12,5')
    expect(answer.headers.get('x-robots-tag')).toContain('noindex')
  }
  expect(
    (await mySharedFigures(district.checker, undefined)).rows.map(({ id, state }) => [id, state]),
  ).toEqual(
    expect.arrayContaining([
      [expired, 'expired'],
      [revoked, 'revoked'],
    ]),
  )
})

test('a link does not outlive the right of whoever made it', async () => {
  const leaver = await asSystem('test.people', (tx) =>
    aPerson(tx, 'Người Thôi Việc', { role: 'checker', unitId: district.commune }),
  )
  const id = await shareFigure(leaver, wanted())
  expect(await sharedFigure(id, undefined)).toHaveProperty('expiresAt')

  await sql`update access.role_held set valid_to = org.today() where person_id = ${leaver.personId}`.execute(
    database(),
  )

  expect(await sharedFigure(id, undefined)).toBe('over')
})

test('only those who may share a unit’s figures make links to them, and each ends only their own', async () => {
  const refused = { code: 'not_found_or_not_allowed' }
  await expect(shareFigure(district.recorder, wanted())).rejects.toMatchObject(refused)
  await expect(shareFigure(district.stranger, wanted())).rejects.toMatchObject(refused)
  await expect(shareFigure(district.checker, wanted({ slug: district.provinceSlug }))).rejects.toMatchObject(
    refused,
  )

  const id = await shareFigure(district.leader, wanted({ slug: district.provinceSlug }))

  await expect(revokeShare(district.checker, id)).rejects.toMatchObject(refused)
  expect((await mySharedFigures(district.checker, undefined)).rows.map((row) => row.id)).not.toContain(id)
  expect(await sharedFigure(id, undefined)).toHaveProperty('expiresAt')
})

test('the public reaches a reading by its link alone, and nobody makes one last longer', async () => {
  const asPublic = (statement: string) =>
    database()
      .transaction()
      .execute(async (tx) => {
        await sql`set local role lantoa_public`.execute(tx)
        return sql.raw(statement).execute(tx)
      })
  await expect(asPublic('select id from figures.share')).rejects.toThrow('permission denied')
  await expect(asPublic('select id from figures.reading')).rejects.toThrow('permission denied')

  await expect(share({ days: 92 })).rejects.toMatchObject({ code: 'share_lasts_too_long' })
  await expect(share({ days: 0 })).rejects.toMatchObject({ code: 'share_is_over_at_once' })
})

test('who shares what the unit itself or the units beneath did shares that alone, and the page says so', async () => {
  const post = (unitId: string, amount: number) =>
    asSystem('test.post', (tx) => {
      const id = newId()
      const origin = { kind: 'activity', id, unitId, day: '2026-04-10', seriesId: id } as const
      return postFacts(tx, origin, 'declared', [{ indicator: 'test_waste_kg', amount }])
    })
  await post(district.union, 3)
  await post(district.hamlet, 40)

  const below = await share({ period: '2026-04', reach: 'below' })
  const own = await share({ period: '2026-04', reach: 'own' })
  const pages = await Promise.all(
    [below, own].map(async (id) => (await open(`/chia-se/${tokenOf(id)}`)).text()),
  )

  const figureIn = (page: string | undefined) => /figure-number">([^<]+)/.exec(page ?? '')?.[1]
  // The union and its branch are bodies of the commune: nothing of it lies beneath.
  expect(pages.map(figureIn)).toEqual(['0', '43'])
  expect(pages[0]).toContain('Của các đơn vị bên dưới')
  expect(pages[1]).toContain('Của chính đơn vị')
})
