import { z } from 'zod'
import { worded } from '#platform/i18n'
import { readReadyData } from '#platform/ready-data'

const row = z.strictObject({ code: z.string(), counts: z.string(), name_vi: z.string(), name_en: z.string() })

/** The categories of people that reports tell apart, and the indicator of each. */
const known = readReadyData('src/3-capture/occasions/categories.csv', row)

/** Their codes, in the order in which they are asked. */
export const categories = known.map(({ code }) => code)

/** The indicator that counts the people of a category. */
export const countsOfCategory = (code: string): string => known.find((one) => one.code === code)?.counts ?? ''

/** The name of a category in the language of the page. */
export function nameOfCategory(code: string): string {
  const found = known.find((one) => one.code === code)
  return found ? worded(found.name_vi, found.name_en) : code
}
