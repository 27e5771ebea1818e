import { type CellObject, write } from '@e965/xlsx'
import { expect, test } from 'vitest'
import { readSpreadsheet } from '../spreadsheet.ts'

const bookOf = (cells: Record<string, CellObject>, range: string): Buffer =>
  write(
    { SheetNames: ['S'], Sheets: { S: { ...cells, '!ref': range } } },
    { type: 'buffer', bookType: 'xlsx' },
  )
const text = (v: string): CellObject => ({ t: 's', v })

test('a value far beneath the others is not passed by in silence', () => {
  const bytes = bookOf({ A1: text('Họ và tên'), A2: text('An'), C30000: { t: 'n', v: 5 } }, 'A1:C30000')

  expect(() => readSpreadsheet(bytes, 'a.xlsx')).toThrowError(
    expect.objectContaining({ code: 'spreadsheet_has_too_many_rows' }),
  )
})

test('rows without a value, as many as there are, change nothing', () => {
  const bytes = bookOf({ A1: text('Họ và tên'), A2: text('An') }, 'A1:C1048576')

  expect(readSpreadsheet(bytes, 'a.xlsx').rows.map(({ cells }) => cells)).toEqual([['Họ và tên'], ['An']])
})

test('hours beyond a day are no date, and marks that no eye sees are no letters', () => {
  const cells = {
    A1: text('Họ\u200d và\u2060 tên\u200f'),
    A2: text('Ng\u00adoan 👩\u200d🌾'),
    A3: { t: 'n', v: 1.5, z: '[h]:mm' },
  }

  const { rows } = readSpreadsheet(bookOf(cells as Record<string, CellObject>, 'A1:A3'), 'a.xlsx')

  expect(rows.map(({ cells: [cell] }) => cell)).toEqual(['Họ và tên', 'Ngoan 👩\u200d🌾', '36:00'])
})
