import { type Actor, look } from '#access'
import { type Cell, writeCsv, writeXlsx } from '#platform/spreadsheet'
import { addDays } from '#platform/time'
import { columns } from '../entry.ts'
import { allKinds, allLines } from '../store.ts'
import { unitsToExport } from './store.ts'
import { headingRow } from './unit-table.ts'

/** More units than one file takes back in: a province exports commune by commune. */
const mostExported = 19_999

/**
 * All units that the person manages, in the columns that `unitImport` reads: sent back unchanged, the file changes
 * nothing. A unit's last place stands for its history; `Hiệu lực đến` is its last day.
 * @throws Problem `not_found_or_not_allowed`
 */
export function exportUnits(actor: Actor, form: 'xlsx' | 'csv'): Promise<Uint8Array<ArrayBuffer> | string> {
  return look(actor, 'unit.manage', null, async (db) => {
    const kinds = new Map((await allKinds(db)).map((kind) => [kind.code, kind.nameVi]))
    const lines = new Map((await allLines(db)).map((line) => [line.code, line.nameVi]))
    const rows = (await unitsToExport(db, mostExported)).map((unit): Cell[] => {
      const cells: Record<(typeof columns)[number], Cell> = {
        slug: unit.slug,
        name: unit.name,
        shortName: unit.shortName,
        kind: kinds.get(unit.kind) ?? unit.kind,
        line: unit.line && (lines.get(unit.line) ?? unit.line),
        officialCode: unit.officialCode,
        areaParent: unit.areaSlug,
        lineParent: unit.lineParentSlug,
        validFrom: { day: unit.validFrom },
        validTo: unit.validTo && { day: addDays(unit.validTo, -1) },
      }
      return columns.map((column) => cells[column])
    })
    const table = [headingRow, ...rows]
    return form === 'csv' ? writeCsv(table) : workbookOf(table)
  })
}

/** An empty table with its headings, to be filled in. */
export const emptyTable = (): Uint8Array<ArrayBuffer> => workbookOf([headingRow])

const workbookOf = (rows: readonly (readonly Cell[])[]): Uint8Array<ArrayBuffer> =>
  writeXlsx([{ name: 'Đơn vị', rows, widths: [28, 44, 30, 26, 22, 12, 26, 26, 14, 14] }])
