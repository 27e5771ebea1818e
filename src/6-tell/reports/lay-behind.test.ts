import { expect, test } from 'vitest'
import type { ContentSection, PaperBlock } from '#papers'
import { takeCharts } from './lay-behind.ts'

const chart = (id: string): PaperBlock => ({
  kind: 'chart',
  id,
  chart: { form: 'columns', unit: 'kg', labels: ['2026-03'], series: [{ name: 'Rác', values: [1] }] },
  caption: id,
  rows: [],
})
const words: PaperBlock = { kind: 'paragraph', pieces: ['Đã làm.'] }
const section = (blocks: PaperBlock[], more: Partial<ContentSection> = {}) => ({
  key: 'a',
  heading: 'A',
  isRestricted: false,
  blocks,
  ...more,
})

test('the text keeps its first three charts; the others go behind it, those of annexes stay', () => {
  const annex = section([chart('phụ lục')], { isAnnex: true })
  const given = [
    section([chart('1'), words, chart('2')]),
    annex,
    section([chart('3'), chart('4'), chart('5')]),
  ]

  const { sections, taken } = takeCharts(given)

  expect(sections[0]).toBe(given[0])
  expect(sections[1]).toBe(annex)
  expect(sections[2]?.blocks).toEqual([chart('3')])
  expect(taken).toEqual([chart('4'), chart('5')])
})
