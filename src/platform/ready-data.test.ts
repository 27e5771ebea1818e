import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { z } from 'zod'
import { projectFolder } from './project-folder.ts'
import { readReadyData } from './ready-data.ts'

const folder = mkdtempSync(join(projectFolder, 'data-of-a-test-'))
afterAll(() => rmSync(folder, { recursive: true }))

const row = z.object({
  code: z.string(),
  most: z.coerce.number().optional(),
  isOld: z.literal(true).optional(),
})

function fileWith(text: string): string {
  const file = join(folder, 'rows.csv')
  writeFileSync(file, text)
  return relative(projectFolder, file)
}

test('empty cells are left out, yes is true, quotes and commas stay', () => {
  const file = fileWith('code,most,isOld\n"a, ""b""",,yes\nc,12,\n')

  expect(readReadyData(file, row)).toEqual([
    { code: 'a, "b"', isOld: true },
    { code: 'c', most: 12 },
  ])
})

test('a row that is otherwise is named by file, line and column', () => {
  const file = fileWith('code,most,isOld\na,1,\nb,many,\n')

  expect(() => readReadyData(file, row)).toThrow(/rows\.csv, row 3: most/)
})

test('letters that are not composed are refused: they would differ from what people type', () => {
  const file = fileWith(`code,most,isOld\n${'Gò Vấp'.normalize('NFD')},,\n`)

  expect(() => readReadyData(file, row)).toThrow(/NFC/)
})
