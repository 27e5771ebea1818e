import { expect, test } from 'vitest'
import type { Unit } from '#org'
import { type Figure, noFigure } from '../rules.ts'
import type { ByUnit } from './break-down.ts'
import { shownRows } from './words.ts'

const figure = (declared: number): Figure => ({ ...noFigure(), declared, entries: 1 })
const unit = { id: 'a', name: 'Hội Phụ nữ', slug: 'hoi-phu-nu' } as Unit

const told = (over: Partial<ByUnit>): ByUnit => ({
  cut: 'areas',
  rows: [{ unit, figures: new Map([['waste', figure(5)]]), entries: 1, shortened: undefined }],
  whole: new Map([['waste', figure(7)]]),
  beneath: [unit],
  own: new Map([['waste', figure(2)]]),
  twice: new Map(),
  ...over,
})
const waste = { code: 'waste', unitVi: 'kg', unitEn: 'kg' }
const kindsOf = (found: ByUnit, isArea: boolean, rule: 'sum' | 'distinct' = 'sum') =>
  shownRows(found, { isArea }, { ...waste, rule }, '2026').map(({ kind, slug }) => [kind, slug])

test('what is outside some organisations of an area is no figure of the unit itself', () => {
  expect(kindsOf(told({}), true)).toEqual([
    ['unit', 'hoi-phu-nu'],
    ['own', undefined],
  ])
  expect(kindsOf(told({ cut: 'organisations' }), true)).toEqual([
    ['unit', 'hoi-phu-nu'],
    ['others', undefined],
  ])
  expect(kindsOf(told({ cut: 'organisations' }), false).at(-1)).toEqual(['own', undefined])
})

test('what several rows count is a row of its own, and says why', () => {
  const less = { ...figure(-3), entries: 1 }

  const rows = shownRows(
    told({ twice: new Map([['waste', less]]) }),
    { isArea: true },
    { ...waste, rule: 'distinct' },
    '2026',
  )

  expect(rows.map(({ kind }) => kind)).toEqual(['unit', 'own', 'twice'])
  expect(rows.at(-1)?.note).toContain('chỉ tính một lần')
})

test('a unit beneath which nobody has a figure shows no rows', () => {
  expect(kindsOf(told({ rows: [] }), true)).toEqual([])
})
