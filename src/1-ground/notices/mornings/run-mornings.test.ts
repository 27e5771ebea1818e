import { beforeEach, expect, test } from 'vitest'
import type { Tx } from '#platform/database'
import { openModules } from '#platform/module'
import { useDatabase } from '../../../../test/support/database.ts'
import { aDistrict } from '../../../../test/support/district.ts'
import { useModule } from '../../../../test/support/modules.ts'
import { aNotice } from '../notices.fixture.ts'
import { raiseNotices } from '../raise-notices.ts'
import { inboxOf } from '../read.ts'
import { spreadNotices } from '../spread-notices.ts'
import { runMornings } from './run-mornings.ts'

useDatabase()

const days: string[] = []
let isBroken = false
let alsoDo: (tx: Tx) => Promise<void> = async () => {}
const others: string[] = []
const mornings = {
  'test.remind': async (tx: Tx, day: string) => {
    await alsoDo(tx)
    if (isBroken) throw new Error('the reminder broke')
    days.push(day)
  },
  'test.zzz': async (_tx: Tx, day: string) => {
    others.push(day)
  },
}
useModule({ mornings })
beforeEach(() => {
  days.length = 0
  others.length = 0
  isBroken = false
  alsoDo = async () => {}
})

const at = (day: string, clock: string) => new Date(`${day}T${clock}:00+07:00`)

test('once a day, however often and by however many it is tried', async () => {
  await runMornings(at('2026-03-09', '06:31'))
  await Promise.all([1, 2, 3, 4].map(() => runMornings(at('2026-03-09', '07:00'))))
  expect(days).toEqual(['2026-03-09'])

  await runMornings(at('2026-03-10', '06:29'))
  expect(days).toEqual(['2026-03-09'])
  await Promise.all([1, 2, 3].map(() => runMornings(at('2026-03-10', '06:30'))))
  expect(days).toEqual(['2026-03-09', '2026-03-10'])
})

test('after three days of downtime each day is made up for, with its own day', async () => {
  await runMornings(at('2026-03-13', '15:00'))
  expect(days).toEqual(['2026-03-11', '2026-03-12', '2026-03-13'])
})

test('what fails is undone with all it wrote, keeps nobody else from being run, and is tried again', async () => {
  const { checker, commune } = await aDistrict()
  const notice = aNotice({ unitId: commune })
  alsoDo = (tx) => raiseNotices(tx, [notice])
  isBroken = true

  await expect(runMornings(at('2026-03-14', '07:00'))).rejects.toThrow('test.remind')
  await spreadNotices()

  expect(others).toEqual(['2026-03-14'])
  expect((await inboxOf(checker, undefined)).unread).toEqual([])

  isBroken = false
  await runMornings(at('2026-03-14', '07:01'))
  await spreadNotices()

  expect(days).toEqual(['2026-03-14'])
  expect(others).toEqual(['2026-03-14'])
  expect((await inboxOf(checker, undefined)).unread.map(({ href }) => href)).toEqual([notice.href])
})

test('one name is one thing', () => {
  const twice = ['one', 'two'].map((name) => ({ name, schemas: [], mornings }))

  expect(() => openModules(twice)).toThrow('test.remind')
})
