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
  ['Đại tá Phan Văn Giàu', 'Phan Văn Giàu', true],
  ['Thượng uý Lò Thị Mai', 'lò thị mai', true],
  ['Đồng chí Thiếu tướng, PGS.TS. Bùi Ngọc Sơn', 'Bùi Ngọc Sơn', true],
  ['TS.BS Vũ Hà', 'Vũ Hà', true],
  ['ThS. Đỗ Lan', 'Thạc sĩ Đỗ Lan', true],
  ['BSCKII. Hồ Tấn Phát', 'Hồ Tấn Phát', true],
  ['Luật sư Cao Bá', 'Cao Bá', true],
  ['Hoà thượng Thích Thiện Tâm', 'Thích Thiện Tâm', true],
  ['Linh mục Phêrô Trần An', 'Phêrô Trần An', true],
  ['Đại tá Phan Văn Giàu', 'Đại tá Phan Văn Khá', false],
  // What only begins like a title is a name; a title alone is no name.
  ['Đại Văn Sơn', 'Văn Sơn', false],
  ['Đại tá', 'Trung tá', false],
])('%s and %s: %s', (one, other, isSame) => {
  expect(isSameName(one, other)).toBe(isSame)
})

test('a printed name is somebody’s, or nobody’s of those who sign; where none is printed, whoever signs is', () => {
  const names = ['Nguyễn Văn A', 'Trần Thị B']

  expect(strangerOn({ signer: { name: 'Bà Trần Thị B' } }, names)).toBeUndefined()
  expect(strangerOn({ signer: { name: 'Lê Văn C' } }, names)).toBe('Lê Văn C')
  expect(strangerOn({ signer: {} }, names)).toBeUndefined()
})
