import { z } from 'zod'
import { decrypted, encrypted } from '#platform/secret'

const said = z.object({
  words: z.string(),
  indicator: z.string().optional(),
  amount: z.number().optional(),
})

/** What a person pledged, as only they and their cell read it. */
export type Said = z.output<typeof said>

/** What the database keeps: nobody reads it there, nor in a backup. */
export const sealed = (pledge: Said): string =>
  encrypted(
    JSON.stringify({
      words: pledge.words,
      ...(pledge.indicator === undefined ? {} : { indicator: pledge.indicator, amount: pledge.amount }),
    }),
  )

export const opened = (packed: string): Said => said.parse(JSON.parse(decrypted(packed)))
