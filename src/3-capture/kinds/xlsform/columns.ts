import type { SpreadsheetRow } from '#platform/spreadsheet'

/** The languages of our forms as XLSForm names them in its headings. */
export const languages = { vi: 'Vietnamese (vi)', en: 'English (en)' } as const

/** The columns of a survey that we write. */
export const surveyHead = [
  'type',
  'name',
  `label::${languages.vi}`,
  `label::${languages.en}`,
  `hint::${languages.vi}`,
  `hint::${languages.en}`,
  'required',
  'relevant',
  'constraint',
  'lantoa_type',
  `unit::${languages.vi}`,
  `unit::${languages.en}`,
  'minimum',
  'maximum',
  'indicator',
  'count_as',
  'counted_choice',
]

const aliases: Record<string, string> = {
  'list name': 'list_name',
  relevance: 'relevant',
  caption: 'label',
  command: 'type',
}

/** A heading: which column it is, in which language. */
type Column = { name: string; language: 'vi' | 'en' | 'other' | null }

function columnOf(heading: string): Column {
  const [first = '', ...rest] = heading.split(/::?/).map((part) => part.trim())
  const lower = first.toLowerCase()
  const said = rest.join(' ').toLowerCase()
  const language =
    rest.length === 0
      ? null
      : /\(vi\)|^vi$|viet|tiếng việt|tieng viet/.test(said)
        ? 'vi'
        : /\(en\)|^en$|english/.test(said)
          ? 'en'
          : 'other'
  return { name: aliases[lower] ?? lower, language }
}

/** The letter of a column as spreadsheet programs show it, for cells without a heading. */
export const letterOf = (index: number): string =>
  (index >= 26 ? letterOf(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26))

/** A row under its headings. It knows which of its cells were taken, so that none is left without a word. */
export type Line = {
  row: number
  /** A cell by its column, which is taken by that; of languages, Vietnamese before the one without a name. */
  said: (name: string, language?: 'vi' | 'en') => string
  /** Whether a cell says just this. It is taken where it does. */
  is: (name: string, value: string, language?: 'vi' | 'en') => boolean
  /** The heading of the column out of which `said` answers. */
  headingOf: (name: string, language?: 'vi' | 'en') => string
  /** Cells that nobody took, with their headings. */
  unread: () => { heading: string; value: string }[]
}

function lineOf(headings: readonly string[], columns: readonly Column[], row: SpreadsheetRow): Line {
  const { number, cells } = row
  const taken = new Set<number>()
  const find = (name: string, language?: 'vi' | 'en'): number => {
    const at = (wanted: Column['language']) =>
      columns.findIndex(
        (column, index) => column.name === name && column.language === wanted && (cells[index] ?? '') !== '',
      )
    const wanted =
      language === undefined ? [null, 'vi' as const] : language === 'vi' ? ['vi' as const, null] : [language]
    return wanted.map(at).find((index) => index >= 0) ?? -1
  }
  const take = (index: number): string => {
    if (index >= 0) taken.add(index)
    return cells[index] ?? ''
  }
  return {
    row: number,
    said: (name, language) => take(find(name, language)),
    is: (name, value, language) => {
      const index = find(name, language)
      return cells[index] === value && take(index) === value
    },
    headingOf: (name, language) => headings[find(name, language)] ?? name,
    unread: () =>
      cells.flatMap((value, index) =>
        value === '' || taken.has(index) ? [] : [{ heading: headings[index] || letterOf(index), value }],
      ),
  }
}

/** The rows of a sheet under its first row, which names the columns. */
export function linesOf(rows: readonly SpreadsheetRow[]): { headings: string[]; lines: Line[] } {
  const [head, ...rest] = rows
  const headings = head?.cells ?? []
  const columns = headings.map(columnOf)
  return { headings, lines: rest.map((row) => lineOf(headings, columns, row)) }
}
