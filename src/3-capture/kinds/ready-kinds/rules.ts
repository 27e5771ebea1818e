import { isDeepStrictEqual } from 'node:util'
import type { Field, ReadyKind } from '../entry.ts'

/** Left out, unknown and no are the same in a form: a ready form leaves out what a stored one spells out. */
const said = (value: unknown): unknown =>
  value === undefined || value === false || (Array.isArray(value) && value.length === 0) ? null : value

/** Whether two lists of questions are the same, question by question and in the same order. */
export const asksTheSame = (stored: readonly Field[], ready: ReadyKind['fields']): boolean =>
  stored.length === ready.length &&
  stored.every((field, index) => {
    const sent = ready[index] ?? { indicator: null }
    // What counts adds its amount, where nothing else is said.
    const other: Record<string, unknown> = { count_as: sent.indicator ? 'amount' : null, ...sent }
    const one = field as unknown as Record<string, unknown>
    return [...new Set([...Object.keys(one), ...Object.keys(other)])].every((key) =>
      isDeepStrictEqual(said(one[key]), said(other[key])),
    )
  })
