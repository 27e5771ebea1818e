import { expect, test } from 'vitest'
import type { PaperBlock, Piece } from './content.ts'
import { figureOfOneOf, withoutWithheld } from './withhold.ts'

const figure = (indicator: string, shown: string): Piece => ({
  shown,
  amount: Number(shown),
  href: '/',
  scope: { unitId: 'u', unitSlug: 'xa-mot', indicator, period: '2026-03' },
})
const children = figure('children_sponsored', '3')
const waste = figure('organic_waste_kg', '120')
const aCount: Piece = { shown: '3', amount: 3, href: '/', scope: null }
const hidden = '(không công bố để bảo vệ người được giúp)'
const read = (block: PaperBlock) => withoutWithheld(block, figureOfOneOf(new Set(['children_sponsored'])))

test.each(['paragraph', 'note'] as const)('the whole %s around such a figure is left out', (kind) => {
  expect(
    read({ kind, pieces: ['Đỡ đầu ', children, ' cháu mồ côi ở ấp 1, mỗi cháu 500.000 đồng.'] }),
  ).toEqual({
    kind,
    pieces: [hidden],
  })
  const other: PaperBlock = { kind, pieces: ['Xử lý ', waste, ' kg rác, ', aCount, ' mô hình.'] }
  expect(read(other)).toBe(other)
})

test('of a list only the item that says it is left out', () => {
  expect(
    read({
      kind: 'list',
      items: [
        ['Rác: ', waste],
        ['Trẻ: ', children],
      ],
    }),
  ).toEqual({
    kind: 'list',
    items: [['Rác: ', waste], [hidden]],
  })
})

test('of a table the figure, the other numbers of its row and the total under it are left out, and nothing else', () => {
  const table = {
    kind: 'table' as const,
    id: 'bang-1',
    caption: 'Kết quả',
    columns: [],
    rows: [
      ['Trẻ được đỡ đầu năm 2026', children, '3 cháu', 'Hội Phụ nữ', waste],
      ['Rác', waste, '120 kg', 'Hội Nông dân', waste],
    ],
    total: ['Cộng 2026', aCount, '123', '', waste],
  }

  expect(read(table)).toEqual({
    ...table,
    rows: [['Trẻ được đỡ đầu năm 2026', hidden, hidden, 'Hội Phụ nữ', waste], table.rows[1]],
    total: ['Cộng 2026', hidden, '123', '', waste],
  })
})

test('a total that is such a figure is left out though no row is', () => {
  const table = {
    kind: 'table' as const,
    id: 'bang-1',
    caption: '',
    columns: [],
    rows: [['Ấp 1', '–']],
    total: ['Cộng', children],
  }

  expect(read(table)).toEqual({ ...table, total: ['Cộng', hidden] })
})

test('a chart of such a figure is replaced by words', () => {
  const chart = {
    kind: 'chart' as const,
    id: 'hinh-1',
    chart: {} as never,
    caption: 'Trẻ theo tháng',
    rows: [['3/2026', children]],
  }

  expect(read(chart)).toEqual({ kind: 'paragraph', pieces: [hidden] })
})
