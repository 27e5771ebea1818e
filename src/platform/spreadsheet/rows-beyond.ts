import { Problem } from '../problem.ts'
import { UnreadableXml } from '../xml.ts'
import { textInZip } from '../zip-size.ts'
import { sheetsOf } from './sheet-parts.ts'

type Limits = { rows: number; unpackedBytes: number }

/**
 * Refuses a workbook in which a value stands beneath the last row that is read: the library passes it by in silence. Rows that
 * only have a colour are no values; some files have a million of them.
 */
export function refuseRowsBeyond(bytes: Buffer, { rows, unpackedBytes }: Limits): void {
  try {
    for (const { part } of sheetsOf(bytes, unpackedBytes))
      if (hasValueBeneath(textInZip(bytes, part, unpackedBytes) ?? '', rows))
        throw new Problem('spreadsheet_has_too_many_rows', { maximum: rows })
  } catch (fault) {
    // Numbers of rows are only looked at: whether the file can be read is for the library to say.
    if (!(fault instanceof UnreadableXml)) throw fault
  }
}

function hasValueBeneath(xml: string, row: number): boolean {
  const numbers = [...xml.matchAll(/<(?:x:)?row [^<>]{0,100}\br="(\d{1,7})"/g)].map(([, number]) =>
    Number(number),
  )
  if (!numbers.some((number) => number > row)) return false
  for (const [cell] of xml.matchAll(/<(?:x:)?c [^<>]{1,200}>\s{0,20}<(?:x:)?(?:f|v|is)[ >]/g))
    if (Number(/ r="[A-Z]{1,3}(\d{1,7})"/.exec(cell)?.[1] ?? 0) > row) return true
  return false
}
