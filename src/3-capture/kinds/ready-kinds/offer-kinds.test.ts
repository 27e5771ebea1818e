import { expect, test } from 'vitest'
import { type Actor, asSystem, look, lookAsSystem } from '#access'
import { useDatabase } from '../../../../test/support/database.ts'
import { aDistrict, aPerson } from '../../../../test/support/district.ts'
import { pagesOf } from '../../../../test/support/pages.ts'
import { kindSetupPages } from '../forms/pages/index.ts'
import { kindsToStart } from '../forms/store.ts'
import { chooseReadyKinds } from './offer-kinds.ts'
import { areKindsChosen } from './store.ts'

useDatabase()
const { get, post } = pagesOf(kindSetupPages)

const code = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'done',
    (fault: { code?: string }) => fault.code ?? String(fault),
  )
const offeredTo = async (actor: Actor) =>
  (await look(actor, 'initiative.read', null, kindsToStart)).map((kind) => kind.code)

test('who manages kinds at the top says which ready kinds are offered, and nobody else', async () => {
  const district = await aDistrict()
  const head = await asSystem('test.people', (tx) =>
    aPerson(tx, 'Quản trị tỉnh', { role: 'administrator', unitId: district.province }),
  )
  const at = '/quan-ly/loai-mo-hinh'
  const before = await offeredTo(district.recorder)

  const refused = [
    await code(chooseReadyKinds(district.checker, ['test_composting'])),
    await code(chooseReadyKinds(district.recorder, ['test_composting'])),
    await code(chooseReadyKinds(head, [])),
  ]
  const open = await lookAsSystem(areKindsChosen)
  const chosen = await post(head, `${at}/chon`, { 'kinds.test_sponsorship': 'yes' })
  const page = await get(head, at)
  const ofChecker = await get(district.checker, at)

  expect(before).toEqual(['test_composting', 'test_sponsorship'])
  expect(refused).toEqual(['not_found_or_not_allowed', 'not_found_or_not_allowed', 'no_kind_is_offered'])
  expect([open, await lookAsSystem(areKindsChosen)]).toEqual([false, true])
  expect(chosen).toMatchObject({ status: 303, location: `${at}?da=chon` })
  expect(page.text).toContain('Đang dùng 1/2 loại có sẵn')
  expect(ofChecker.text).not.toContain('loại có sẵn.')
  expect(await offeredTo(district.recorder)).toEqual(['test_sponsorship'])
})
