import { z } from 'zod'
import { textField } from '#platform/submit'
import { longestText } from '../outlines/entry.ts'
import { mostLives } from './live.ts'

const key = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'section_key_is_malformed')
const place = z.coerce.number().int().min(0).max(longestText)

/** The texts of live places whose values are asked for. */
export const livesAsked = z.object({ lives: z.array(z.string().max(2000)).max(mostLives) })

/** The text of a section that is being written. */
export const textAsked = z.object({ key, text: z.string().max(longestText * 2) })

/** A typed number that is kept with its source. */
export const keptEntry = z.object({
  key,
  sentence: textField(2000, 1),
  number: textField(100, 1),
  source: textField(300).refine(
    (text) => (text.match(/\p{L}/gu) ?? []).length >= 3,
    'kept_number_needs_a_source',
  ),
})
export type KeptEntry = z.output<typeof keptEntry>

/** A typed number that a live figure takes the place of. */
export const replacedEntry = z.object({
  key,
  line: place,
  from: place,
  to: place,
  number: z.string().min(1).max(100),
  notation: z.string().regex(/^\{\{(?:figure|proof) [^{}|]{1,200}\}\}%?$/, 'field_is_malformed'),
})
export type ReplacedEntry = z.output<typeof replacedEntry>

/** What somebody decided about a rival text: `take:` and its id. */
export const rivalEntry = z
  .object({ choice: z.string().regex(/^(take|join|leave):[0-9a-f-]{36}$/, 'field_is_malformed') })
  .transform(({ choice }) => {
    const [how = '', id = ''] = choice.split(':')
    return { choice: how as 'take' | 'join' | 'leave', id }
  })
