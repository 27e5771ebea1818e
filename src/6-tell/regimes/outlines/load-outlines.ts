import { isDeepStrictEqual } from 'node:util'
import type { Tx } from '#platform/database'
import { readyOutlines } from './ready-outlines.ts'
import { issueReady, lastReady } from './store.ts'

/**
 * Brings the outlines that come with the software up to date. Where a later release has another, a new version is issued:
 * reports keep the one that they were begun with. One that an officer has replaced is left alone.
 */
export async function loadOutlines(tx: Tx): Promise<void> {
  const known = await lastReady(tx)
  for (const outline of readyOutlines) {
    const last = known.get(outline.code)
    if (!last) await issueReady(tx, { ...outline, version: 1 })
    else if (last.isIssued && !saysTheSame(last, outline))
      await issueReady(tx, { ...outline, version: last.version + 1 })
  }
}

function saysTheSame(one: object, other: object): boolean {
  const { version: _v, unitId: _u, isIssued: _i, ...rest } = one as Record<string, unknown>
  return isDeepStrictEqual(rest, other)
}
