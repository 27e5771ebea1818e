import { expect, test } from 'vitest'
import { readRows } from './rows.ts'

const directionOf = (direction: string): string | undefined => {
  const cells = { indicator: 'waste_kg', unit: 'Xã Mẫu', year: '2026', amount: '5', direction }
  const { read, problems } = readRows([{ number: 2, cells }], () => ({}))
  return read[0]?.direction ?? problems[0]?.code
}

test.each([
  ['', 'at_least'],
  ['ít nhất', 'at_least'],
  ['Tối thiểu.', 'at_least'],
  ['≥', 'at_least'],
  ['Tăng thêm', 'at_least'],
  ['at_least', 'at_least'],
  ['không quá', 'at_most'],
  ['Không quá.', 'at_most'],
  ['không vượt quá', 'at_most'],
  ['tối đa không quá', 'at_most'],
  ['at most', 'at_most'],
  ['at_most', 'at_most'],
  ['≤', 'at_most'],
  ['‹=', 'at_most'],
  ['Dưới', 'at_most'],
  ['giảm còn', 'at_most'],
  ['xuống dưới', 'at_most'],
  ['khoảng', 'target_row_has_no_direction'],
  ['theo kế hoạch', 'target_row_has_no_direction'],
])('a target that says “%s” of its direction: %s', (text, direction) => {
  expect(directionOf(text)).toBe(direction)
})
