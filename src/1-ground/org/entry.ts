import { z } from 'zod'
import { dayField, textField } from '#platform/submit'
import type { Day } from '#platform/time'

/** The two trees: the area (hamlet → commune → province) and the line (branch → union of the commune → of the province). */
export const trees = ['area', 'line'] as const
export type Tree = (typeof trees)[number]

/** A unit as it is loaded. It stands from `validFrom` until the day before `validTo`. */
export type NewUnit = {
  id: string
  kind: string
  line: string | null
  name: string
  shortName: string
  slug: string
  officialCode: string | null
  validFrom: Day
  validTo: Day | null
}

/** Where a unit stands in a tree, from `validFrom` until the day before `validTo`. */
export type NewPlacement = {
  tree: Tree
  unitId: string
  parentId: string
  validFrom: Day
  validTo: Day | null
}

/** A decision that changed the tree of units, and who carries on what. `share` only where the work was split. */
export type NewReorganisation = {
  id?: string
  kind: 'rename' | 'merge' | 'split' | 'transfer' | 'dissolve'
  day: Day
  document: string
  source?: string | null
  note?: string | null
  /** The unit that it is about, where it is about one: its new name, place or end. */
  unitId?: string | null
  successions: readonly { fromUnitId: string; toUnitId: string; share?: number | null }[]
}

/** The longest texts, as the constraints of org.unit have them. */
export const longest = { name: 200, shortName: 100, slug: 80, code: 20 } as const

export const slugPattern = /^[a-z0-9]+(-[a-z0-9]+)*$/
export const codePattern = /^[0-9A-Z.-]{2,20}$/

/**
 * One row of a table of units: what a person types, all of it text; blank where nothing was typed. Kinds, lines and
 * parents are still words here, since only the database knows which there are.
 */
export const unitRow = z.object({
  slug: z
    .string()
    .transform((text) => text.trim().toLowerCase())
    .pipe(z.string().max(longest.slug).regex(slugPattern, 'unit_slug_is_malformed').or(z.literal(''))),
  name: textField(longest.name, 1),
  shortName: textField(longest.shortName),
  kind: textField(100, 1),
  line: textField(100),
  officialCode: z
    .string()
    .transform((text) => text.trim().toUpperCase())
    .pipe(z.string().regex(codePattern, 'unit_code_is_malformed').or(z.literal(''))),
  areaParent: textField(longest.name),
  lineParent: textField(longest.name),
  validFrom: z.string(),
  validTo: z.string(),
})

/** The columns of a row, in the order of the file. */
export const columns = [
  'slug',
  'name',
  'shortName',
  'kind',
  'line',
  'officialCode',
  'areaParent',
  'lineParent',
  'validFrom',
  'validTo',
] as const satisfies readonly (keyof z.input<typeof unitRow>)[]
export type UnitColumn = (typeof columns)[number]

/** What may be corrected or renamed of a unit in place. `seen` is the version that the person saw. */
export const unitChange = z.object({
  name: textField(longest.name, 1),
  shortName: textField(longest.shortName, 1),
  officialCode: unitRow.shape.officialCode,
  seen: z.string(),
  /** Where the name was changed by decision: from which day, by which document. A correction has neither. */
  day: dayField().or(z.literal('')).default(''),
  document: textField(300).default(''),
})
export type UnitChange = z.output<typeof unitChange>

/** How a unit ends. */
export const unitEnd = z.object({ lastDay: dayField(), document: textField(300, 1) })

/** Where a unit goes: a new parent in one of the trees, from a day on. */
export const unitMove = z.object({
  tree: z.enum(trees),
  parentId: z.string(),
  day: dayField(),
  document: textField(300, 1),
})

/** The version of a unit that a person saw when opening the form. */
export const versionOf = (unit: { name: string; shortName: string; officialCode: string | null }): string =>
  [unit.name, unit.shortName, unit.officialCode ?? ''].join('|')
