import type { Notice } from '#platform/spreadsheet'
import type { Vocabulary } from './read-row.ts'
import type { TableRow } from './unit-table.ts'

/** Digits of the official codes of areas, by level (Decision 19/2025/QĐ-TTg). */
const digitsOf: Record<string, number> = { province: 2, district: 3, commune: 5 }

/**
 * Rows whose official codes have their leading noughts again: spreadsheet programs keep 00037 as the number 37. How long a
 * code is follows from the kind of the area; every change is told.
 */
export function withLeadingNoughts(
  rows: readonly TableRow[],
  words: Vocabulary,
): { rows: TableRow[]; notices: Notice[] } {
  const restored: string[] = []
  const whole = rows.map((row) => {
    const code = row.cells.officialCode ?? ''
    const kind = words.kindOf(row.cells.kind ?? '')
    const digits = kind?.isArea ? (digitsOf[kind.level] ?? 0) : 0
    if (!/^\d+$/.test(code) || code.length >= digits) return row
    const officialCode = code.padStart(digits, '0')
    restored.push(`${row.number} (${code} → ${officialCode})`)
    return { ...row, cells: { ...row.cells, officialCode } }
  })
  if (restored.length === 0) return { rows: whole, notices: [] }
  const params = { count: restored.length, rows: restored.slice(0, 20).join('; ') }
  return { rows: whole, notices: [{ code: 'noughtsRestored', params }] }
}
