import { expect, test } from 'vitest'
import { isSameName, strangerOn } from './signers.ts'

test.each([
  ['Nguyễn Văn Hòa', 'NGUYỄN  VĂN HOÀ', true],
  ['Đồng chí Nguyễn Văn Hòa', 'Nguyễn Văn Hòa', true],
  ['Đ/c Bà Trần Thị B', 'trần thị b', true],
  ['Trần Thị B'.normalize('NFD'), 'Trần Thị B', true],
  ['Nguyễn Văn Hoa', 'Nguyễn Văn Hòa', false],
  ['Nguyễn Văn A', 'Nguyễn Văn B', false],
  ['Ông Văn Bảy', 'Văn Bảy', true],
])('%s and %s: %s', (one, other, isSame) => {
  expect(isSameName(one, other)).toBe(isSame)
})

test('a printed name is somebody’s, or nobody’s of those who sign; where none is printed, whoever signs is', () => {
  const names = ['Nguyễn Văn A', 'Trần Thị B']

  expect(strangerOn({ signer: { name: 'Bà Trần Thị B' } }, names)).toBeUndefined()
  expect(strangerOn({ signer: { name: 'Lê Văn C' } }, names)).toBe('Lê Văn C')
  expect(strangerOn({ signer: {} }, names)).toBeUndefined()
})
