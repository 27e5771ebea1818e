import { beforeAll, expect, test } from 'vitest'
import { asSystem } from '#access'
import { loadIndicators } from '#figures'
import { newId } from '#platform/ids'
import { useSecret } from '#platform/secret'
import { today } from '#platform/time'
import { useDatabase } from '../../../test/support/database.ts'
import { aDistrict } from '../../../test/support/district.ts'
import { programs } from '../../../test/support/program.ts'
import { pledgeCollectively } from './collective/pledge-collectively.ts'
import { pledgeIndicators } from './indicators.ts'

useDatabase()

const call = programs()
let district: Awaited<ReturnType<typeof aDistrict>>

beforeAll(async () => {
  useSecret('x'.repeat(40), '')
  district = await aDistrict()
  await asSystem('test.indicators', (tx) => loadIndicators(tx, pledgeIndicators))
})

test('what a collective pledges is registered, told and confirmed by those who may, and by nobody else', async () => {
  const { recorder, checker, stranger } = district
  const year = Number(today().slice(0, 4))
  const json = {
    unitId: district.union,
    year,
    words: 'Mỗi hộ một hố ủ.',
    indicator: 'test_waste_kg',
    amount: 1.125,
  }

  const made = await (await call(recorder, 'POST', '/pledges', { json })).json()
  const half = await call(recorder, 'POST', '/pledges', { json: { ...json, indicator: undefined } })
  const foreign = await call(stranger, 'POST', '/pledges', { json })
  const id = await pledgeCollectively(
    recorder,
    { unitId: district.union, year: 2026, words: 'Sạch đường làng.' },
    '2026-03-02',
  )
  const early = await call(checker, 'PUT', `/pledges/${id}/confirmation`, { json: { words: 'Đã xem.' } })
  const told = await call(recorder, 'PUT', `/pledges/${id}/outcome`, { json: { outcome: 'done' } })
  const own = await call(recorder, 'PUT', `/pledges/${id}/confirmation`, { json: { words: 'Tự xem.' } })
  const confirmed = await call(checker, 'PUT', `/pledges/${id}/confirmation`, { json: { words: 'Đã xem.' } })
  const kept = await call(recorder, 'DELETE', `/pledges/${id}`)
  const open = await call(checker, 'DELETE', `/pledges/${id}/confirmation`)
  const withdrawn = await call(recorder, 'DELETE', `/pledges/${id}`)

  // A number is taken as it is: written by a person, 1,125 would have to be asked about.
  expect(made).toMatchObject({ ...json, outcome: null, confirmedOn: null })
  expect([half.status, foreign.status]).toEqual([422, 404])
  expect((await half.json()).fields).toMatchObject([
    { field: 'amount', code: 'pledge_amount_counts_nothing' },
  ])
  expect([early.status, told.status, own.status, confirmed.status]).toEqual([422, 200, 404, 200])
  expect([kept.status, open.status]).toEqual([422, 200])
  expect((await withdrawn.json()).withdrawnAt).not.toBeNull()
  expect((await call(stranger, 'GET', `/pledges/${made.id}`)).status).toBe(404)
})

test('pledges are listed page by page, below a unit, and counted', async () => {
  const year = 2025
  const pledged = (words: string) =>
    pledgeCollectively(district.recorder, { unitId: district.union, year, words }, '2025-03-02')
  const ids = [await pledged('Việc một'), await pledged('Việc hai'), await pledged('Việc ba')]
  const page = async (rest: string) =>
    (await call(district.checker, 'GET', `/pledges?year=${year}&limit=2${rest}`)).json()

  const first = await page('')
  const second = await page(`&after=${first.next}`)

  expect([...first.rows, ...second.rows].map((one: { id: string }) => one.id)).toEqual(ids.reverse())
  expect(second.next).toBeUndefined()
  expect((await page(`&under=${district.neighbour}`)).rows).toEqual([])
  expect((await page(`&under=${district.commune}`)).rows).toHaveLength(2)
  const counts = await call(district.checker, 'GET', `/pledges/counts?unit=${district.commune}&year=${year}`)
  expect((await counts.json()).whole).toMatchObject({
    unitId: district.commune,
    amounts: { pledges_collective: 3 },
  })
  expect((await call(district.checker, 'GET', `/pledges/counts?unit=${newId()}`)).status).toBe(404)
})
