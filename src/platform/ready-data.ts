import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import type { z } from 'zod'
import { projectFolder } from './project-folder.ts'

/**
 * Reads data that comes with the software: a .csv with one heading row, in UTF-8. An empty cell is left out, `yes` is true.
 * @param path from the folder of the project
 * @param row what a row has to be
 * @throws Error that names the file and the line of a row that is otherwise
 */
export function readReadyData<Row>(path: string, row: z.ZodType<Row>): Row[] {
  const text = readFileSync(join(projectFolder, path), 'utf8')
  // What people type is composed, and the two are compared.
  if (text !== text.normalize('NFC')) throw new Error(`${path} has letters that are not composed (NFC).`)
  const rows: Record<string, string>[] = parse(text, {
    bom: true,
    columns: true,
  })
  return rows.map((cells, index) => {
    const given = Object.entries(cells).filter(([, cell]) => cell !== '')
    const read = row.safeParse(Object.fromEntries(given.map(([key, cell]) => [key, cell === 'yes' || cell])))
    if (!read.success)
      throw new Error(
        `${path}, row ${index + 2}: ${read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}`,
      )
    return read.data
  })
}
