import { z } from 'zod'
import { textField } from '#platform/submit'
import { longestText } from '#regimes'

/** How many live places of one text are read at once. */
export const mostLives = 400

/** What an editor shows of something alive: its value or what it is, a line on where it comes from, where it opens. */
export type ShownLive = { raw: string; label: string; detail: string; href: string; isGone: boolean }

/** What the menu of the editor offers. */
export type Menu = {
  /** The period of the report, in words. */
  period: string
  figures: {
    code: string
    name: string
    unit: string
    shown: string
    proof: string
    entries: number
    isHeadline: boolean
  }[]
  units: { slug: string; name: string }[]
  periods: { value: string; label: string }[]
  lines: { code: string; name: string }[]
  blocks: { name: string; label: string; hint: string }[]
}

/** A photo that can be placed. */
export type PhotoToPlace = { id: string; picture: string; words: string; mayBePublic: boolean }

/** A figure that a typed number could mean, as it would be written in the text. */
export type Offer = {
  notation: string
  shown: string
  name: string
  unit: string
  proven: number
  isYearSoFar: boolean
}

/** A number that was typed: where it stands in the section's text, and what is known of it. */
export type TypedNumber = {
  /** The line of the text, from 0, and the place in that line. */
  line: number
  from: number
  to: number
  number: string
  sentence: string
  kind: 'supported' | 'differs' | 'unsupported'
  offers: Offer[]
  /** The source with which somebody keeps it. */
  source?: string
}

/** The words that the editor says in the browser, by the key of their message. */
export const editorWordKeys = [
  'tools',
  'tool_text',
  'tool_heading',
  'tool_item',
  'tool_insert',
  'tool_undo',
  'tool_redo',
  'help',
  'menu',
  'menu_count',
  'menu_empty',
  'menu_figures',
  'menu_blocks',
  'loading',
  'failed',
  'dialog_figure',
  'dialog_chart',
  'dialog_units',
  'dialog_photo',
  'choose_unit',
  'choose_own_unit',
  'choose_period',
  'choose_line',
  'choose_any_line',
  'choose_reach',
  'reach_all',
  'reach_own',
  'reach_below',
  'choose_indicator',
  'choose_by',
  'by_month',
  'by_unit',
  'units_help',
  'caption',
  'no_photos',
  'photo_public',
  'photo_inside',
  'place',
  'cancel',
  'remove',
  'open_figure',
  'edit_live',
  'checks',
  'no_checks',
  'meant',
  'meant_proven',
  'replace',
  'nothing_fits',
  'keep',
  'source',
  'source_hint',
  'kept_with',
  'supported',
  'unsaved',
  'restored',
  'discard',
  'leave_unsaved',
  'year_so_far',
] as const
export type EditorWords = Record<(typeof editorWordKeys)[number], string>

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
const replacedEntry = z.object({
  key,
  line: place,
  from: place,
  to: place,
  number: z.string().min(1).max(100),
  notation: z.string().regex(/^\{\{(?:figure|proof) [^{}|]{1,200}\}\}%?$/, 'field_is_malformed'),
})
export type ReplacedEntry = z.output<typeof replacedEntry>

/** What is done about a typed number: kept with its source, or replaced. */
export const changedEntry = z.discriminatedUnion('do', [
  keptEntry.extend({ do: z.literal('keep') }),
  replacedEntry.extend({ do: z.literal('replace') }),
])

/** What somebody decided about a rival text: `take:` and its id. */
export const rivalEntry = z
  .object({ choice: z.string().regex(/^(take|join|leave):[0-9a-f-]{36}$/, 'field_is_malformed') })
  .transform(({ choice }) => {
    const [how = '', id = ''] = choice.split(':')
    return { choice: how as 'take' | 'join' | 'leave', id }
  })
