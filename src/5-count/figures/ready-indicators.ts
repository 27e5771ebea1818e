import { z } from 'zod'
import { readReadyData } from '#platform/ready-data'
import type { IndicatorRow } from './store.ts'

const row = z.strictObject({
  code: z.string(),
  position: z.coerce.number().int(),
  rule: z.enum(['sum', 'stock', 'distinct', 'derived']),
  formula: z.string().optional(),
  part_of: z.string().optional(),
  is_share: z.literal(true).optional(),
  is_money: z.literal(true).optional(),
  is_headline: z.literal(true).optional(),
  name_vi: z.string(),
  name_en: z.string(),
  unit_vi: z.string(),
  unit_en: z.string(),
  definition_vi: z.string(),
  definition_en: z.string(),
  source: z.string(),
})

/**
 * Indicators that come with a module, from a .csv of its folder.
 * @param path from the folder of the project
 * @throws Error where a row is no indicator
 */
export const readIndicators = (path: string): IndicatorRow[] => readReadyData(path, row)

/** What the initiatives of S18–S30 count. */
export const readyIndicators = readIndicators('src/5-count/figures/indicators.csv')
