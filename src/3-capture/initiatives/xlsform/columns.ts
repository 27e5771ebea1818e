import type { SpreadsheetRow } from '#platform/spreadsheet'

/** The languages of our forms as XLSForm names them in its headings. */
export const languages = { vi: 'Vietnamese (vi)', en: 'English (en)' } as const

/** Columns that say something to a program that shows forms and nothing to ours. */
const leftOut = [
  'appearance',
  'default',
  'calculation',
  'constraint_message',
  'required_message',
  'readonly',
  'read_only',
  'repeat_count',
  'choice_filter',
  'trigger',
  'parameters',
  'guidance_hint',
  'media',
  'image',
  'audio',
  'video',
  'big-image',
]

const known = [
  'type',
  'name',
  'label',
  'hint',
  'required',
  'relevant',
  'constraint',
  'list_name',
  'unit',
  'minimum',
  'maximum',
  'indicator',
  'count_as',
  'counted_choice',
  'lantoa_type',
  'code',
  'rule',
  'is_money',
  'definition',
  'source',
  'formula',
  'form_title',
  'form_id',
  'version',
  'default_language',
]

const aliases: Record<string, string> = {
  'list name': 'list_name',
  relevance: 'relevant',
  'read only': 'read_only',
  caption: 'label',
  command: 'type',
}

/** A heading: which column it is, in which language, and whether it is read. */
type Column = { name: string; language: 'vi' | 'en' | 'other' | null; use: 'read' | 'left_out' | 'unknown' }

function columnOf(heading: string): Column {
  const [first = '', ...rest] = heading.split(/::?/).map((part) => part.trim())
  const lower = first.toLowerCase()
  const name = aliases[lower] ?? lower
  const said = rest.join(' ').toLowerCase()
  const language =
    rest.length === 0
      ? null
      : /\(vi\)|^vi$|viet|tiếng việt|tieng viet/.test(said)
        ? 'vi'
        : /\(en\)|^en$|english/.test(said)
          ? 'en'
          : 'other'
  const use = known.includes(name) ? 'read' : leftOut.includes(name) ? 'left_out' : 'unknown'
  return { name, language, use }
}

/** A row under its headings. `said` gives a cell by its column; of languages, Vietnamese before the one without a name. */
export type Line = {
  row: number
  said: (name: string, language?: 'vi' | 'en') => string
  /** Cells that are not read, with their headings. */
  unread: { heading: string; value: string; isUnknown: boolean }[]
}

/** The rows of a sheet under its first row, which names the columns. */
export function linesOf(rows: readonly SpreadsheetRow[]): { headings: string[]; lines: Line[] } {
  const [head, ...rest] = rows
  const headings = head?.cells ?? []
  const columns = headings.map(columnOf)
  const lines = rest.map(({ number, cells }): Line => {
    const said = (name: string, language?: 'vi' | 'en'): string => {
      const at = (wanted: Column['language']) =>
        cells[columns.findIndex((column) => column.name === name && column.language === wanted)] ?? ''
      return language === undefined
        ? at(null) || at('vi')
        : at(language) || (language === 'vi' ? at(null) : '')
    }
    const unread = columns.flatMap(({ use, language }, index) => {
      const value = cells[index] ?? ''
      return value !== '' && (use !== 'read' || language === 'other')
        ? [{ heading: headings[index] ?? '', value, isUnknown: use === 'unknown' }]
        : []
    })
    return { row: number, said, unread }
  })
  return { headings, lines }
}
