import { expect, test } from 'vitest'
import { withLeadingNoughts } from './leading-noughts.ts'
import { vocabularyOf } from './read-row.ts'

const kind = (code: string, nameVi: string, level: string, isArea = true) => ({
  code,
  nameVi,
  nameEn: code,
  level,
  isArea,
})
const words = vocabularyOf(
  [
    kind('province', 'Tỉnh', 'province'),
    kind('commune', 'Xã', 'commune'),
    kind('hamlet', 'Ấp', 'base'),
    kind('office', 'Cơ quan', 'commune', false),
  ],
  [],
)
const row = (number: number, of: string, officialCode: string) => ({
  number,
  cells: { kind: of, officialCode },
})

test('codes that lost their leading noughts have them again, and each is told', () => {
  const { rows, notices } = withLeadingNoughts([row(2, 'Xã', '37'), row(3, 'Tỉnh', '1')], words)

  expect(rows.map(({ cells }) => cells.officialCode)).toEqual(['00037', '01'])
  expect(notices).toEqual([
    { code: 'noughtsRestored', params: { count: 2, rows: '2 (37 → 00037); 3 (1 → 01)' } },
  ])
})

test('whole codes, and those of which no rule says how long they are, stay as they are', () => {
  const given = [
    row(2, 'Xã', '28111'),
    row(3, 'Ấp', '7'),
    row(4, 'Cơ quan', '12'),
    row(5, 'Xã', 'A7'),
    row(6, 'Xã', ''),
  ]

  expect(withLeadingNoughts(given, words)).toEqual({ rows: given, notices: [] })
})
