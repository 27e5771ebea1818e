import type { Tx } from '#platform/database'
import { insertNotices, type NewNotice } from './store.ts'

export type { NewNotice } from './store.ts'

/**
 * Raises notices, in the transaction of what they tell. One whose key was raised before is not raised again, so that doing
 * something twice tells it once. Jobs deliver them to those who hold one of the roles on the unit, by the ways each has chosen.
 */
export const raiseNotices = (tx: Tx, notices: readonly NewNotice[]): Promise<void> =>
  insertNotices(tx, notices)
