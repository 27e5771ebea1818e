import { z } from 'zod'
import { compareNames } from '#platform/names'
import { readReadyData } from '#platform/ready-data'
import { ownName } from './rules.ts'

/** A province or commune of today, by its official code. */
export type Listed = { code: string; within: string | null; kind: string; name: string }

const row = z.strictObject({
  code: z.string().regex(/^(\d{2}|\d{5})$/),
  within: z.string().nullable().default(null),
  kind: z.enum(['province', 'commune', 'ward', 'special_zone']),
  name: z.string(),
})

let list: readonly Listed[] | undefined

/**
 * The 34 provinces and 3,321 communes of today, provinces first. Codes: Quyết định 19/2025/QĐ-TTg; changes since: 30, 36, 39/2026/QH16
 * and 237, 388/NQ-UBTVQH16 (in force until 20 September 2026).
 */
export function nationalList(): readonly Listed[] {
  list ??= readReadyData('src/1-ground/beginning/national-list.csv', row)
  return list
}

/** The communes, wards and special zones of a province, by their own names; those of none are the provinces. */
export const communesOf = (province: string | null): Listed[] =>
  nationalList()
    .filter(({ within }) => within === province)
    .toSorted((one, other) => compareNames(ownName(one.name), ownName(other.name)))

/** The provinces, by their own names. */
export const provinces = (): Listed[] => communesOf(null)

/** One unit of the list. */
export const listed = (code: string): Listed | undefined => nationalList().find((one) => one.code === code)
