import { sql } from 'kysely'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { type Actor, asSystem, perform } from '#access'
import { database } from '#platform/database'
import { openJobs } from '#platform/jobs'
import { tableOf } from '#platform/module'
import { serviceAddress, useDatabase } from '../../../test/support/database.ts'
import { aPerson } from '../../../test/support/district.ts'
import { aNotice, peopleToTell, raise } from './notices.fixture.ts'
import { raiseNotices } from './raise-notices.ts'
import { countUnread, inboxOf, readAll, readNotice, sentenceOfNotice } from './read.ts'
import { spreadNotices } from './spread-notices.ts'

useDatabase()

let people: Awaited<ReturnType<typeof peopleToTell>>
beforeAll(async () => {
  people = await peopleToTell()
})

const unreadOf = async (actor: Actor): Promise<string[]> =>
  (await inboxOf(actor, undefined)).unread.map(({ href }) => href)

describe('who is told', () => {
  test('all who hold one of the roles on exactly that unit, and nobody else', async () => {
    const notice = aNotice({ unitId: people.commune })
    await raise(notice)

    await spreadNotices()

    expect(await unreadOf(people.checker)).toContain(notice.href)
    expect(await unreadOf(people.second)).toContain(notice.href)
    for (const actor of [people.recorder, people.leader, people.stranger, people.administrator])
      expect(await unreadOf(actor)).not.toContain(notice.href)
  })

  test('where nobody holds any of the roles, those on the nearest unit above', async () => {
    const [toCheck, toLead] = [
      aNotice({ unitId: people.hamlet, roles: ['checker'] }),
      aNotice({ unitId: people.hamlet, roles: ['leader'] }),
    ]
    await raise(toCheck, toLead)

    await spreadNotices()

    expect(await unreadOf(people.checker)).toContain(toCheck.href)
    expect(await unreadOf(people.leader)).toContain(toLead.href)
    expect(await unreadOf(people.leader)).not.toContain(toCheck.href)
  })

  test('the nearest in the line counts as well as the nearest in the area', async () => {
    const notice = aNotice({ unitId: people.hamlet, roles: ['recorder', 'checker'] })
    await raise(notice)

    await spreadNotices()

    // The union stands directly above in the line, the commune directly above in the area.
    expect(await unreadOf(people.recorder)).toContain(notice.href)
    expect(await unreadOf(people.checker)).toContain(notice.href)
  })

  test('of an ended unit, those who carry on its work', async () => {
    const ended = await sql<{ id: string }>`
      insert into org.unit (name, short_name, slug, kind, valid_from, valid_to)
      values ('Xã Cũ', 'Xã Cũ', 'xa-cu-thu', 'commune', '2000-01-01', '2025-07-01') returning id`.execute(
      database(),
    )
    const oldId = ended.rows[0]?.id ?? ''
    await sql`with decision as (
        insert into org.reorganisation (kind, day, document, unit_id) values ('merge', '2025-07-01', 'Nghị quyết thử', null) returning id)
      insert into org.succession (reorganisation_id, from_unit_id, to_unit_id)
      select id, ${oldId}, ${people.commune} from decision`.execute(database())
    const notice = aNotice({ unitId: oldId })
    await raise(notice)

    await spreadNotices()

    expect(await unreadOf(people.checker)).toContain(notice.href)
  })

  test('who gets a role later is told the morning after, if nobody was before', async () => {
    const notice = aNotice({ unitId: people.union, roles: ['announcer'] })
    await raise(notice)
    await spreadNotices()
    const newcomer = await asSystem('test.people', (tx) =>
      aPerson(tx, 'Phát Thanh', { role: 'announcer', unitId: people.union }),
    )
    await spreadNotices()
    expect(await unreadOf(newcomer)).toEqual([])

    await asSystem('test.morning', async (tx) => tableOf('mornings')['notices.unreached']?.(tx, '2026-03-09'))
    await spreadNotices()

    expect(await unreadOf(newcomer)).toEqual([notice.href])
  })
})

describe('exactly once', () => {
  test('raised twice under one key, and spread by four at once, it lies before each person once', async () => {
    const notices = Array.from({ length: 1_200 }, () => aNotice({ unitId: people.commune }))
    await raise(...notices)
    await raise(...notices)

    await Promise.all([1, 2, 3, 4].map(() => spreadNotices()))

    const { rows } = await sql<{ people: number; twice: number }>`
      select count(*)::integer as people, (count(*) - count(distinct (notice_id, person_id)))::integer as twice
        from notices.received join notices.notice on notice.id = received.notice_id
       where notice.key = any (${notices.map(({ key }) => key)})`.execute(database())
    expect(rows).toEqual([{ people: 2_400, twice: 0 }])
  })

  test('what is undone is told to nobody', async () => {
    const notice = aNotice({ unitId: people.commune })

    await perform(people.checker, 'activity.check', people.commune, async (tx) => {
      await raiseNotices(tx, [notice])
      throw new Error('undone')
    }).catch(() => {})
    await spreadNotices()

    expect(await unreadOf(people.checker)).not.toContain(notice.href)
  })

  test('raised while the jobs run, it is there within seconds', async () => {
    const jobs = await openJobs(serviceAddress(), () => {})
    const notice = aNotice({ unitId: people.commune })

    await perform(people.checker, 'activity.check', people.commune, (tx) => raiseNotices(tx, [notice]))

    await vi.waitFor(async () => expect(await unreadOf(people.second)).toContain(notice.href), 20_000)
    await jobs.close()
  })
})

describe('the list', () => {
  test('counts what is unread, and reading one or all makes it less, for oneself alone', async () => {
    const [first, second] = [
      aNotice({ unitId: people.province, roles: ['leader'] }),
      aNotice({ unitId: people.province, roles: ['leader'] }),
    ]
    const before = await countUnread(people.leader)
    await raise(first, second)
    await spreadNotices()
    const [newest] = (await inboxOf(people.leader, undefined)).unread
    expect(await countUnread(people.leader)).toBe(before + 2)

    expect(await readNotice(people.leader, newest?.id ?? '')).toBe(newest?.href)
    expect(await countUnread(people.leader)).toBe(before + 1)
    await expect(readNotice(people.stranger, newest?.id ?? '')).rejects.toMatchObject({
      code: 'not_found_or_not_allowed',
    })

    const seenAt = new Date()
    const later = aNotice({ unitId: people.province, roles: ['leader'] })
    await raise(later)
    await spreadNotices()
    await readAll(people.leader, seenAt)

    // What came after the page was shown stays unread.
    expect(await unreadOf(people.leader)).toEqual([later.href])
  })

  test('a page of read notices leads to the next, without one left out or twice', async () => {
    const seen: string[] = []
    await readAll(people.checker, new Date())
    let after: Parameters<typeof inboxOf>[1]
    do {
      const page = await inboxOf(people.checker, after)
      seen.push(...page.read.map(({ id }) => id))
      after = page.next
    } while (after)

    const { rows } = await sql<{ count: number }>`
      select count(*)::integer as count from notices.received where person_id = ${people.checker.personId}`.execute(
      database(),
    )
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen).toHaveLength(rows[0]?.count ?? 0)
  })

  test('words that do not fit, and kinds that are gone, do not close it', () => {
    expect(sentenceOfNotice('webhooks.notice.stopped', { host: 'a.vn' })).toContain('a.vn')
    expect(sentenceOfNotice('webhooks.notice.stopped', {})).toContain('phiên bản trước')
    expect(sentenceOfNotice('gone.kind', {})).toContain('phiên bản trước')
  })
})

test('nobody reads or marks what lies before somebody else, whatever they ask the database', async () => {
  const { rows } = await perform(people.stranger, 'notice.read', null, (tx) =>
    sql<{ seen: number; notices: number }>`
      select (select count(*) from notices.received)::integer as seen,
             (select count(*) from notices.notice)::integer as notices`.execute(tx),
  )
  expect(rows).toEqual([{ seen: 0, notices: 0 }])
})
