import pg from 'pg'
import { afterEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { asSystem, perform } from '#access'
import { processorSeconds } from '../../test/support/busy.ts'
import { databaseAddress, serviceAddress, useDatabase } from '../../test/support/database.ts'
import { aDistrict } from '../../test/support/district.ts'
import { useModule } from '../../test/support/modules.ts'
import { database } from './database.ts'
import { deadLetters, defineJob, jobsAreOpen, openJobs, reviveJob, sendJob, sendJobs } from './jobs.ts'

useDatabase()

const done: number[] = []
const faults: string[] = []
const count = defineJob('test.count', z.object({ number: z.number() }), async ({ number }) => {
  done.push(number)
})
let isBroken = true
const fragile = defineJob(
  'test.fragile',
  z.object({ number: z.number() }),
  async ({ number }) => {
    if (isBroken) throw new Error('the letter box of mai@example.vn is full')
    done.push(number)
  },
  { retries: 1, firstPauseSeconds: 1, longestPauseSeconds: 1 },
)
const wake = vi.fn(async () => {})
const together = defineJob('test.together', z.object({}), wake, { together: 100 })
useModule({ jobs: [count, fragile, together] })

let close: (() => Promise<void>) | undefined
const open = async () => {
  const jobs = await openJobs(serviceAddress(), (fault) => faults.push(String(fault)))
  close = jobs.close
}
afterEach(async () => {
  await close?.()
  close = undefined
  done.length = 0
})

test('a job is done exactly if the change that caused it was committed', async () => {
  const { recorder, union } = await aDistrict()
  await open()

  await perform(recorder, 'activity.record', union, (tx) => sendJob(tx, count, { number: 1 }))
  const undone = perform(recorder, 'activity.record', union, async (tx) => {
    await sendJob(tx, count, { number: 2 })
    throw new Error('changed my mind')
  })
  await expect(undone).rejects.toThrow('changed my mind')
  await perform(recorder, 'activity.record', union, (tx) => sendJob(tx, count, { number: 3 }))

  await vi.waitFor(() => expect(done.toSorted()).toEqual([1, 3]), 20_000)
})

test('after sending, the role of the transaction is what it was, and the queue is closed to it', async () => {
  const { recorder, union } = await aDistrict()
  await open()

  const roles = await perform(recorder, 'activity.record', union, async (tx) => {
    await sendJob(tx, count, { number: 4 })
    const { rows } = await tx.executeQuery<{ role: string; may: boolean }>({
      sql: `select current_user::text as role, has_schema_privilege('pgboss', 'usage') as may`,
      parameters: [],
      query: { kind: 'RawNode', sqlFragments: [], parameters: [] },
      queryId: { queryId: 'test' },
    })
    return rows
  })

  expect(roles).toEqual([{ role: 'lantoa_app', may: false }])
})

test('a job that fails is tried again, then kept for somebody to see without the address, and can be done after all', async () => {
  await open()
  isBroken = true
  await asSystem('test.send', (tx) => sendJob(tx, fragile, { number: 7 }))
  await vi.waitFor(async () => expect(await deadLetters()).toHaveLength(1), 20_000)

  const [letter] = await deadLetters()
  isBroken = false
  const isThere = await reviveJob(letter?.id ?? '')

  expect(letter).toMatchObject({ name: 'test.fragile', data: { number: 7 }, tries: 2 })
  expect(letter?.message).toBe('the letter box of …@… is full')
  expect(isThere).toBe(true)
  // The job of the test before may still have been waiting.
  await vi.waitFor(() => expect(done.filter((number) => number === 7)).toEqual([7]), 20_000)
  expect(await deadLetters()).toEqual([])
}, 60_000)

test('what waits together is done once', async () => {
  await asSystem('test.nothing', async () => {})
  await open()
  wake.mockClear()

  await asSystem('test.send', (tx) =>
    sendJobs(
      tx,
      together,
      Array.from({ length: 50 }, () => ({ data: {} })),
    ),
  )

  await vi.waitFor(() => expect(wake).toHaveBeenCalled(), 20_000)
  expect(wake.mock.calls.length).toBeLessThan(5)
})

test('closed, it leaves no connection; opened again, it goes on with what waits', async () => {
  await open()
  await asSystem('test.send', (tx) => sendJob(tx, count, { number: 9 }, new Date(Date.now() + 3_600_000)))
  await close?.()
  close = undefined

  const admin = new pg.Client({ connectionString: databaseAddress() })
  await admin.connect()
  const { rows } = await admin.query(
    `select count(*)::integer as count from pg_stat_activity where application_name like 'lantoa jobs%' and datname = current_database()`,
  )
  // It is due only now that nobody is there to do it.
  await admin.query(
    `update pgboss.job set start_after = now() where name = 'test.count' and state = 'created'`,
  )
  await admin.end()

  expect(rows).toEqual([{ count: 0 }])
  expect(jobsAreOpen()).toBe(false)
  expect(done).toEqual([])
  expect(await processorSeconds(open)).toBeLessThan(1)
  await vi.waitFor(() => expect(done).toEqual([9]), 15_000)
  expect(database()).toBeDefined()
}, 60_000)
