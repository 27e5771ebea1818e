import { z } from 'zod'
import { worded } from '#platform/i18n'
import { readReadyData } from '#platform/ready-data'

const row = z.strictObject({
  code: z.string(),
  /** The indicator that goes up by one for each that was held. */
  counts: z.string(),
  /** Whether people study there: only then they count as having studied. */
  is_study: z.literal(true).optional(),
  name_vi: z.string(),
  name_en: z.string(),
})

/** What people come together for, and what each counts. */
const known = readReadyData('src/3-capture/occasions/occasions.csv', row)

/** Their codes, in the order in which they are offered. */
export const occasions = known.map(({ code }) => code)

/** One occasion by its code. @throws Error where there is none: the entry lets none other through */
export function occasionOf(code: string) {
  const found = known.find((one) => one.code === code)
  if (!found) throw new Error(`No occasion ${code} in occasions.csv.`)
  return found
}

/** The name of an occasion in the language of the page. */
export function nameOfOccasion(code: string): string {
  const { name_vi, name_en } = occasionOf(code)
  return worded(name_vi, name_en)
}
