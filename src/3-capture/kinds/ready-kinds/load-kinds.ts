import type { Tx } from '#platform/database'
import { type Day, today } from '#platform/time'
import type { ReadyKind } from '../entry.ts'
import { currentForm } from '../store.ts'
import { asksTheSame } from './rules.ts'
import { cameReady, insertKind, issueForm } from './store.ts'

/**
 * Brings the kinds that come with the software up to date. A new kind gets its first form; where a later release asks
 * other questions, a new version of the form is issued: what was recorded keeps the form that it was recorded with. A
 * form that an officer has made in between is left alone.
 */
export async function loadKinds(
  tx: Tx,
  kinds: readonly ReadyKind[],
  firstIssuedOn: Day,
  day: Day = today(),
): Promise<void> {
  for (const kind of kinds) {
    await insertKind(tx, kind)
    const form = await currentForm(tx, kind.code)
    if (!form) await issueForm(tx, kind, 1, firstIssuedOn)
    else if (!asksTheSame(form.fields, kind.fields) && (await cameReady(tx, form.id)))
      await issueForm(tx, kind, form.version + 1, day)
  }
}
