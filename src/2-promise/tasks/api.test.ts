import { Hono } from 'hono'
import { expect, test } from 'vitest'
import type { Actor } from '#access'
import { readSpreadsheet } from '#platform/spreadsheet'
import type { Env } from '#platform/web'
import { useDatabase } from '../../../test/support/database.ts'
import { tasksApi } from './api.ts'
import { exportTable } from './export-tasks.ts'
import { aPlannedDistrict, handedDown } from './tasks.fixture.ts'

useDatabase()

/** The API as a signed-in person reaches it. */
const as = (actor: Actor) => {
  const app = new Hono<Env>()
  app.use((c, next) => {
    c.set('actor', actor)
    return next()
  })
  return app.route('/', tasksApi)
}

test('the export gives each task with unit, day, state and its days, page by page, to those whose it is', async () => {
  const at = await aPlannedDistrict()
  const { id } = await handedDown(at)
  const read = async (actor: Actor, query: string) => (await as(actor).request(`/tasks${query}`)).json()

  const whole = await read(at.secretary, `/export?plan=${at.planId}`)
  const first = await read(at.secretary, `?plan=${at.planId}&limit=2`)
  const second = await read(at.secretary, `?plan=${at.planId}&limit=2&after=${first.next}`)

  expect(whole).toMatchObject({ format: 'lantoa-tasks', version: 1 })
  expect(whole.tasks.length).toBe(3)
  expect(whole.tasks.find((task: { id: string }) => task.id === id)).toMatchObject({
    parentId: at.taskId,
    unit: { id: at.commune, name: 'Xã Một' },
    giver: { id: at.province },
    state: 'handed_down',
    isLate: false,
    handedInOn: null,
    continuesAs: null,
  })
  expect([first.rows.length, second.rows.length, second.next]).toEqual([2, 1, undefined])
  // A commune gets its own row, and the one that it comes from; never its neighbour's.
  const own = await read(at.officer, `?plan=${at.planId}`)
  expect(own.rows.map((task: { unit: { id: string } }) => task.unit.id).sort()).toEqual(
    [at.commune, at.province].sort(),
  )
})

test('a step over the API is the step of the page, with the version that was seen', async () => {
  const at = await aPlannedDistrict()
  const { id } = await handedDown(at)
  const send = async (actor: Actor, body: object) =>
    as(actor).request(`/tasks/${id}/transition`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })

  const received = await send(at.officer, { do: 'receive', seen: 1 })
  const again = (await send(at.officer, { do: 'receive', seen: 1 })).status
  const stranger = (await send(at.neighbours, { do: 'receive', seen: 2 })).status

  expect(await received.json()).toEqual({ id, state: 'received', version: 2 })
  // The same step once more is the same step. Without the error page of the whole system a refusal is a bare fault.
  expect([again, stranger]).toEqual([200, 500])
  expect(await (await as(at.officer).request(`/tasks/${id}`)).json()).toEqual({
    id,
    state: 'received',
    version: 2,
  })
})

test('the table of states opens in a spreadsheet program, one row a task', async () => {
  const at = await aPlannedDistrict()
  await handedDown(at)

  const { rows } = readSpreadsheet(await exportTable(at.secretary, { planId: at.planId }), 'nhiem-vu.xlsx')

  expect(rows.length).toBe(4)
  expect(rows[0]?.cells).toContain('Thời hạn')
  expect(rows.flatMap(({ cells }) => cells)).toContain('Xã Hai')
  await expect(exportTable(at.neighbours, {})).rejects.toMatchObject({ code: 'not_found_or_not_allowed' })
})
