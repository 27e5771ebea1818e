import { z } from 'zod'
import { readReadyData } from '#platform/ready-data'
import { isDay } from '#platform/time'
import type { Directive } from './rules.ts'

const day = z.string().refine(isDay, 'field_is_no_day')
const row = z
  .strictObject({
    code: z.string(),
    kind: z.string(),
    symbol: z.string(),
    issued_on: day,
    issuer: z.string(),
    title: z.string(),
    continues: z.string().optional(),
    replaced_on: day.optional(),
    source: z.string(),
  })
  .transform(
    ({ issued_on, replaced_on, continues, ...rest }): Directive => ({
      ...rest,
      issuedOn: issued_on,
      continues: continues ?? null,
      replacedOn: replaced_on ?? null,
    }),
  )

/** The directives of the programme that come with the software, the oldest first. */
export const readyDirectives = readReadyData('src/1-ground/parameters/programme/directives.csv', row)
