import { raiseNotices } from '#notices'
import type { Tx } from '#platform/database'
import { formatDay } from '#platform/i18n'
import { invitedTo } from './attendance-store.ts'
import type { Gathering } from './store.ts'

/** Who of a unit hears that it is called: those who see to it that people come. */
const told = ['recorder', 'checker', 'leader']

const wordsOf = (gathering: Gathering) => ({
  title: gathering.title,
  unit: gathering.unitName,
  day: formatDay(gathering.day),
  time: gathering.startsAt,
  place: gathering.place || '–',
})

/** Tells units that they are called. Each is told once, however often the form is saved. */
export const tellInvited = (tx: Tx, gathering: Gathering, unitIds: readonly string[]): Promise<void> =>
  raiseNotices(
    tx,
    unitIds.map((unitId) => ({
      key: `session.invited:${gathering.id}:${unitId}`,
      unitId,
      roles: told,
      kind: 'gatherings.notice.invited',
      words: wordsOf(gathering),
      href: `/hoc-tap/${gathering.id}`,
    })),
  )

/** Tells all who are called that the day, hour or place is another, or that the session is off. */
export async function tellChanged(
  tx: Tx,
  gathering: Gathering,
  kind: 'changed' | 'cancelled',
  reason = '',
): Promise<void> {
  const units = await invitedTo(tx, gathering.id)
  await raiseNotices(
    tx,
    units.map(({ unitId }) => ({
      key: `session.${kind}:${gathering.id}:${gathering.version}:${unitId}`,
      unitId,
      roles: told,
      kind: `gatherings.notice.${kind}`,
      words: { ...wordsOf(gathering), reason: reason || '–' },
      href: `/hoc-tap/${gathering.id}`,
    })),
  )
}
