import { type Actor, look } from '#access'
import { isId } from '#platform/ids'
import { initiativesAlike } from './store.ts'

/** How alike a name must be to be shown while somebody types, and to be asked about before a new one is made. */
const likeness = { suggested: 0.45, asked: 0.6 } as const

/**
 * Initiatives with a name like the one that is typed: whoever has a good idea often finds that a neighbour does it
 * already. `asked` keeps to those so alike that a person is asked whether it is the same.
 */
export async function findAlike(
  actor: Actor,
  typed: { name: string; kind?: string | undefined; unitId?: string | undefined },
  how: keyof typeof likeness,
) {
  const name = typed.name.toWellFormed().replaceAll('\0', '').trim().slice(0, 200)
  if (name.length < 4) return []
  return look(actor, 'initiative.read', null, (db) =>
    initiativesAlike(db, {
      name,
      kind: (typed.kind ?? '').toWellFormed().replaceAll('\0', ''),
      unitId: isId(typed.unitId) ? typed.unitId : null,
      atLeast: likeness[how],
      limit: 5,
    }),
  )
}
