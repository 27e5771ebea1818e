import { isDeepStrictEqual } from 'node:util'
import type { ChangedHead } from './store.ts'

/** The subject, to whom a report goes and in whose name it is signed, where its author changed nothing. */
export type UsualHead = Required<ChangedHead>

/** What may stand empty. A report always has a subject and recipients: emptied, they are the usual ones again. */
const mayBeEmpty: ReadonlySet<keyof ChangedHead> = new Set(['addressees', 'authority'])

/** What was typed of the head, as far as it is not what is usual. What was not sent stays as it is kept. */
export function changesOf(
  typed: { readonly [Key in keyof ChangedHead]?: ChangedHead[Key] | undefined },
  usual: UsualHead,
  kept: ChangedHead = {},
): ChangedHead {
  const changes: [string, unknown][] = []
  for (const key of ['subject', 'addressees', 'recipients', 'authority'] as const) {
    const value = typed[key] === undefined ? kept[key] : typed[key]
    if (value === undefined || isDeepStrictEqual(value, usual[key])) continue
    if (value.length > 0 || mayBeEmpty.has(key)) changes.push([key, value])
  }
  return Object.fromEntries(changes)
}
