import { z } from 'zod'
import { isId } from '#platform/ids'
import { dayField, textField } from '#platform/submit'
import { longest, trees, unitRow } from '../entry.ts'

/** What a decision can do to units (nghị quyết, quyết định về sắp xếp). */
export const decisionKinds = ['merge', 'split', 'transfer', 'rename', 'dissolve'] as const
export type DecisionKind = (typeof decisionKinds)[number]

const unitId = z.string().refine(isId, 'field_is_malformed')

/** A unit that takes over: one that stands, or one that the decision makes, of the kind and line of those it is made of. */
const into = z.union([
  z.object({ unitId }),
  z.object({
    name: textField(longest.name, 1),
    shortName: textField(longest.shortName),
    officialCode: unitRow.shape.officialCode,
  }),
])
export type Into = z.output<typeof into>

const head = {
  /** Made where the decision is typed in, so that sending it twice makes it once. */
  id: unitId,
  day: dayField(),
  document: textField(300, 1),
}

/** A decision on units as it arrives. */
export const decisionEntry = z.discriminatedUnion('kind', [
  z.object({ ...head, kind: z.literal('merge'), from: z.array(unitId).min(1).max(200), into }),
  z.object({
    ...head,
    kind: z.literal('split'),
    unitId,
    /** Whether the unit is no more from the day on; otherwise it keeps what is not given away. */
    ends: z.boolean(),
    parts: z
      .array(
        z.object({
          into,
          /** The part of what the unit itself did that goes along, from 0 to 1; null where nobody has recorded one. */
          share: z.number().gt(0, 'field_is_malformed').lte(1, 'field_is_malformed').nullable(),
          /** The units beneath it that go along, whole. */
          beneath: z.array(unitId).max(2000),
        }),
      )
      .min(1)
      .max(50),
  }),
  z.object({ ...head, kind: z.literal('transfer'), unitId, tree: z.enum(trees), parentId: unitId }),
  z.object({
    ...head,
    kind: z.literal('rename'),
    unitId,
    name: textField(longest.name, 1),
    shortName: textField(longest.shortName, 1),
  }),
  z.object({
    ...head,
    kind: z.literal('dissolve'),
    unitId,
    /** Beneath whom the units beneath it stand from then on; null where there are none. */
    parentId: unitId.nullable(),
  }),
])
export type Decision = z.output<typeof decisionEntry>

/** The units that a decision is about, and all that it names beside them. */
export function unitsNamedBy(decision: Decision): { about: string[]; others: string[] } {
  const standing = (one: Into) => ('unitId' in one ? [one.unitId] : [])
  switch (decision.kind) {
    case 'merge':
      return { about: [...new Set(decision.from)], others: standing(decision.into) }
    case 'split':
      return {
        about: [decision.unitId],
        others: decision.parts.flatMap((part) => [...standing(part.into), ...part.beneath]),
      }
    case 'transfer':
      return { about: [decision.unitId], others: [decision.parentId] }
    case 'dissolve':
      return { about: [decision.unitId], others: decision.parentId === null ? [] : [decision.parentId] }
    case 'rename':
      return { about: [decision.unitId], others: [] }
  }
}
