import { expect, test } from 'vitest'
import type { Field } from '#kinds'
import { choiceNamed, choicesNamed } from './columns.ts'

const choice = (value: string, label_vi: string, label_en = value) => ({ value, label_vi, label_en })
const fieldOf = (...choices: ReturnType<typeof choice>[]) => ({ choices }) as unknown as Field

test.each([
  ['Cỏ', 'grass'],
  ['CÓ', 'yes'],
  [' có ', 'yes'],
  ['Yes', 'yes'],
  ['co', undefined],
  ['Ca', 'fish'],
  ['Cây', undefined],
])('%j names the choice %j', (text, value) => {
  const field = fieldOf(choice('grass', 'Cỏ'), choice('yes', 'Có'), choice('fish', 'Cá'))

  expect(choiceNamed(field, text)).toBe(value)
})

const field = fieldOf(
  choice('food', 'Gạo, mì'),
  choice('clothes', 'Quần áo'),
  choice('books', 'Sách, vở; bút'),
)
test.each([
  ['Gạo, mì; Quần áo', ['food', 'clothes']],
  ['Quần áo\nGạo, mì', ['clothes', 'food']],
  ['Sách, vở; bút', ['books']],
  ['quan ao, clothes + gao, mi', ['clothes', 'clothes', 'gao', 'mi']],
  ['Quần áo;;Thuốc', ['clothes', 'Thuốc']],
  ['', []],
])('%j names the choices %j', (text, values) => {
  expect(choicesNamed(field, text)).toEqual(values)
})
