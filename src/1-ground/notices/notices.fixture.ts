import { type Actor, asSystem } from '#access'
import { aDistrict, aPerson } from '../../../test/support/district.ts'
import { raiseNotices } from './raise-notices.ts'
import type { NewNotice } from './store.ts'

/** A district with two checkers in the commune, nobody at all in the hamlet, and an administrator of the province. */
export async function peopleToTell() {
  const district = await aDistrict()
  const [second, administrator] = await asSystem('test.people', async (tx) => [
    await aPerson(tx, 'Người Duyệt Hai', { role: 'checker', unitId: district.commune }),
    await aPerson(tx, 'Quản Trị', { role: 'administrator', unitId: district.province }),
  ])
  return { ...district, second: second as Actor, administrator: administrator as Actor }
}

let number = 0

/** A notice with what a test is not about filled in; each is about something of its own. */
export const aNotice = (over: Partial<NewNotice> & Pick<NewNotice, 'unitId'>): NewNotice => {
  number += 1
  return {
    key: `test.happened:${number}`,
    roles: ['checker'],
    kind: 'webhooks.notice.stopped',
    words: { host: `may-${number}.vn` },
    href: `/viec-cua-toi?so=${number}`,
    ...over,
  }
}

/** Raises notices as the system. */
export const raise = (...notices: NewNotice[]): Promise<void> =>
  asSystem('test.raise', (tx) => raiseNotices(tx, notices))
