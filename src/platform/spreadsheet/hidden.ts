import type { Notice } from '../spreadsheet.ts'
import { UnreadableXml } from '../xml.ts'
import { textInZip } from '../zip-size.ts'
import { sheetsOf } from './sheet-parts.ts'
import { xlsx } from './xlsx.ts'

/** What a sheet hides: numbers of rows, columns counted from 0. A filter hides rows as a hand does. */
export type Hidden = { rows: ReadonlySet<number>; columns: ReadonlySet<number> }

const isHidden = (tag: string): boolean => / hidden="(1|true)"/.test(tag)
const numberIn = (tag: string, name: string): number =>
  Number(new RegExp(` ${name}="(\\d{1,7})"`).exec(tag)?.[1] ?? 'none')

/** What the sheets of a workbook hide, by their names. Empty where that cannot be read. */
export function hiddenIn(bytes: Buffer, mostUnpacked: number): ReadonlyMap<string, Hidden> {
  try {
    return new Map(
      sheetsOf(bytes, mostUnpacked).flatMap(({ name, part }) => {
        const xml = textInZip(bytes, part, mostUnpacked) ?? ''
        return xml.includes(' hidden="') ? [[name, hiddenOf(xml)] as const] : []
      }),
    )
  } catch (fault) {
    // It is only told: a file that is otherwise read is not refused for it.
    if (fault instanceof UnreadableXml) return new Map()
    throw fault
  }
}

function hiddenOf(xml: string): Hidden {
  const rows = new Set<number>()
  const columns = new Set<number>()
  for (const [row] of xml.matchAll(/<(?:x:)?row [^<>]{1,400}>/g))
    if (isHidden(row)) rows.add(numberIn(row, 'r'))
  for (const [column] of xml.matchAll(/<(?:x:)?col [^<>]{1,400}>/g)) {
    if (!isHidden(column)) continue
    const last = Math.min(numberIn(column, 'max'), 200)
    for (let at = numberIn(column, 'min'); at <= last; at += 1) columns.add(at - 1)
  }
  return { rows, columns }
}

const mostNamed = 20

/** What is told of hidden rows and columns in which something stands: they are read like all others. */
export function noticesOfHidden(
  rows: readonly { number: number; cells: readonly string[] }[],
  hidden: Hidden | undefined,
): Notice[] {
  if (!hidden) return []
  const { utils } = xlsx()
  const told = (code: string, names: readonly (string | number)[]): Notice[] =>
    names.length === 0
      ? []
      : [{ code, params: { count: names.length, named: names.slice(0, mostNamed).join(', ') } }]
  const filled = [...hidden.columns].filter((column) => rows.some(({ cells }) => cells[column]))
  return [
    ...told(
      'hiddenRowsRead',
      rows.map(({ number }) => number).filter((number) => hidden.rows.has(number)),
    ),
    ...told(
      'hiddenColumnsRead',
      filled.map((column) => utils.encode_col(column)),
    ),
  ]
}
