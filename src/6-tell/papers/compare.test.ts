import { expect, test } from 'vitest'
import { compareContents } from './compare.ts'
import type { PaperBlock } from './content.ts'
import type { IssuingBody } from './issuing-body.ts'

const paragraph = (text: string): PaperBlock => ({ kind: 'paragraph', pieces: [text] })
const content = (sections: Record<string, PaperBlock[]>) => ({
  subject: 'kết quả tháng 6',
  opening: 'như sau:',
  body: { recipients: ['Lưu Văn phòng'], authority: 'T/M BAN THƯỜNG VỤ', position: 'BÍ THƯ' } as IssuingBody,
  signer: { name: 'Nguyễn Văn Ký' },
  sections: Object.entries(sections).map(([key, blocks]) => ({
    key,
    heading: key,
    isRestricted: false,
    blocks,
  })),
})
const own = (stretches: { text: string; isOwn: boolean }[] | undefined) =>
  stretches?.filter(({ isOwn }) => isOwn).map(({ text }) => text)

test('the same report has no change', () => {
  const one = content({ a: [paragraph('Một'), paragraph('Hai')] })

  expect(compareContents(one, one).map(({ changes }) => changes)).toEqual([0, 0])
})

test('a changed figure is marked as one word on each side, what stayed is not', () => {
  const [, section] = compareContents(
    content({ a: [paragraph('Có 1.284 lượt người dự.'), paragraph('Như cũ.')] }),
    content({ a: [paragraph('Có 1.290 lượt người dự.'), paragraph('Như cũ.')] }),
  )

  expect(section?.changes).toBe(1)
  expect(own(section?.pairs[0]?.left)?.join('')).toContain('1.284')
  expect(own(section?.pairs[0]?.right)?.join('')).toContain('1.290')
  expect(section?.pairs[0]?.left?.map(({ text }) => text).join('')).toBe('Có 1.284 lượt người dự.')
  expect(section?.pairs[1]).toMatchObject({ isSame: true })
})

test('a line, a row and a whole section that came or went stand on one side alone', () => {
  const table = (rows: string[][]): PaperBlock => ({
    kind: 'table',
    id: 't',
    caption: 'Bảng',
    columns: [{ title: 'Đơn vị', align: 'left', weight: 1 }],
    rows,
  })
  const compared = compareContents(
    content({ a: [table([['Xã Một', '3']])], gone: [paragraph('Bỏ')] }),
    content({
      a: [
        table([
          ['Xã Một', '3'],
          ['Xã Hai', '4'],
        ]),
      ],
      fresh: [paragraph('Thêm')],
    }),
  )

  const [, a, gone, fresh] = compared
  expect(a?.pairs.at(-1)).toEqual({ right: [{ text: 'Xã Hai | 4', isOwn: true }], isSame: false })
  expect(gone?.pairs).toEqual([{ left: [{ text: 'Bỏ', isOwn: true }], isSame: false }])
  expect(fresh?.pairs).toEqual([{ right: [{ text: 'Thêm', isOwn: true }], isSame: false }])
})
