import { beforeAll, expect, test } from 'vitest'
import { type Actor, asSystem } from '#access'
import { useDatabase } from '../../../../test/support/database.ts'
import { aDistrict, aPerson } from '../../../../test/support/district.ts'
import { loadParameters } from '../read.ts'
import { addDirective, directivesToRead, setEndOfDirective } from './change-directives.ts'
import { directiveEntry } from './entry.ts'
import { directiveOn } from './rules.ts'

useDatabase()

let top: Actor
let ofCommune: Actor
let recorder: Actor
beforeAll(async () => {
  const district = await aDistrict()
  recorder = district.recorder
  await asSystem('test.parameters', async (tx) => {
    await loadParameters(tx)
    top = await aPerson(tx, 'Quản trị tỉnh', { role: 'administrator', unitId: district.province })
    ofCommune = await aPerson(tx, 'Quản trị xã', { role: 'administrator', unitId: district.commune })
  })
})

const entry = (over: Record<string, string> = {}) =>
  directiveEntry.parse({
    kind: 'Chỉ thị',
    symbol: '77-CT/TW',
    issuedOn: '3/2/2027',
    issuer: 'Bộ Chính trị',
    title: 'về một việc bịa ra để thử',
    replaces: 'kl01_2021',
    source: 'thử',
    ...over,
  })

test('the administrator at the top adds the next directive, which ends the one that it replaces', async () => {
  await addDirective(top, entry())

  const all = await directivesToRead(recorder)
  expect(all[0]).toMatchObject({ symbol: '77-CT/TW', issuedOn: '2027-02-03', replacedOn: null })
  expect(all.find(({ code }) => code === 'kl01_2021')?.replacedOn).toBe('2027-02-03')
  expect(directiveOn(all, '2027-02-02')?.code).toBe('kl01_2021')
  expect(directiveOn(all, '2027-02-03')?.symbol).toBe('77-CT/TW')
  await asSystem('test.parameters', loadParameters)
  expect((await directivesToRead(recorder)).find(({ code }) => code === 'kl01_2021')?.replacedOn).toBe(
    '2027-02-03',
  )
})

test('what cannot be is refused by name, and nobody else adds', async () => {
  await expect(addDirective(top, entry({ symbol: '05-CT/TW', issuedOn: '2016-05-15', replaces: '' })))
    .rejects //
    .toMatchObject({ code: 'directive_is_there_already' })
  await expect(addDirective(top, entry({ symbol: '1-CT/X', issuedOn: '2020-01-01' }))).rejects.toMatchObject({
    code: 'directive_replaces_a_later_one',
  })
  await expect(addDirective(top, entry({ symbol: '2-CT/X', replaces: 'khong_co' }))).rejects.toMatchObject({
    code: 'field_is_no_choice',
  })
  await expect(setEndOfDirective(top, { code: 'ct05_2016', replacedOn: '2016-05-15' })).rejects.toMatchObject(
    {
      code: 'directive_ends_before_it_begins',
    },
  )
  for (const actor of [ofCommune, recorder]) {
    await expect(addDirective(actor, entry({ symbol: '3-CT/X' }))).rejects.toMatchObject({
      code: 'not_found_or_not_allowed',
    })
    await expect(setEndOfDirective(actor, { code: 'ct05_2016', replacedOn: null })).rejects.toMatchObject({
      code: 'not_found_or_not_allowed',
    })
  }
})
