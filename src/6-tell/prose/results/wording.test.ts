import { expect, test } from 'vitest'
import { type Family, type Figure, type Indicator, noFigure } from '#figures'
import { sentences } from './sentences.ts'
import { bind, figureInWords } from './wording.ts'

const scope = { unitId: 'u', unitSlug: 'xa-mot', indicator: 'test_share', period: '2026-03' }
const indicator = { code: 'test_share', nameVi: 'Tỷ lệ', unitVi: '%', rule: 'derived' } as Indicator
const ofNothing: Figure = {
  ...noFigure(),
  entries: 2,
  derived: { value: null, reason: 'division_by_zero', total: 0, proven: 0, entries: 2 } as never,
}

test('a share of nothing has no value: it is printed as a dash, and never as a zero', () => {
  expect(bind(ofNothing, scope)).toBe(sentences.noEntry)
  expect(figureInWords(indicator, ofNothing, scope)).toEqual([`Tỷ lệ: ${sentences.noEntry}`])
})

test('a zero that was entered is said to be one', () => {
  const zero = { ...noFigure(), entries: 1 }

  expect(bind(zero, scope)).toMatchObject({ shown: sentences.nilReturn, amount: 0 })
  expect(figureInWords({ ...indicator, rule: 'sum' }, zero, scope)).toContainEqual(
    expect.objectContaining({ shown: sentences.nilReturn }),
  )
})

test('what is part of a figure is printed after it, each number open by itself', () => {
  const of = (code: string, declared: number, parts: Family[] = []): Family => ({
    indicator: { code, nameVi: code, unitVi: 'người', rule: 'sum' } as Family['indicator'],
    figure: { ...noFigure(), declared, entries: 1 },
    parts,
  })
  const women = of('Nữ', 96, [of('Nữ trẻ', 12)])
  const members = of('Đảng viên', 210, [women, of('Nam', 114)])

  const pieces = figureInWords(
    members.indicator,
    members.figure,
    { ...scope, indicator: 'Đảng viên' },
    members.parts,
  )

  expect(
    pieces.map((piece) => (typeof piece === 'object' && 'shown' in piece ? piece.shown : piece)).join(''),
  ).toBe('Đảng viên: 210 người, chưa có minh chứng; trong đó: Nữ 96 (trong đó: Nữ trẻ 12), Nam 114')
  expect(
    pieces.flatMap((piece) => (typeof piece === 'object' && 'scope' in piece ? piece.scope?.indicator : [])),
  ).toEqual(['Đảng viên', 'Nữ', 'Nữ trẻ', 'Nam'])
})
