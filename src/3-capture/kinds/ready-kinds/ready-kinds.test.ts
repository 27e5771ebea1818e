import { expect, test } from 'vitest'
import { readyIndicators } from '#figures'
import { readyKinds } from './index.ts'

test('every row from S18 to S30 has its kind, and S30 has three', () => {
  const rows = readyKinds.map((kind) => kind.scenario)

  expect([...new Set(rows)]).toEqual(Array.from({ length: 13 }, (_, index) => `S${index + 18}`))
  expect(rows.filter((row) => row === 'S30')).toHaveLength(3)
})

test('every form is short and ends with photos', () => {
  for (const kind of readyKinds) {
    expect(kind.fields.length, kind.code).toBeLessThanOrEqual(10)
    expect(kind.fields.filter((field) => field.required).length, kind.code).toBeLessThanOrEqual(4)
    expect(kind.fields.at(-1), kind.code).toMatchObject({ key: 'photos', type: 'photo' })
    expect(new Set(kind.fields.map((field) => field.key)).size, kind.code).toBe(kind.fields.length)
  }
})

test('every question that counts feeds an indicator that exists, money feeds money, and nothing is counted by nobody', () => {
  const counted = readyIndicators.filter(({ rule }) => rule !== 'derived')
  const indicators = new Map(counted.map((indicator) => [indicator.code, indicator]))
  const fed = new Set<string>()
  for (const field of readyKinds.flatMap((kind) => kind.fields)) {
    if (!field.indicator) continue
    const indicator = indicators.get(field.indicator)
    fed.add(field.indicator)
    expect(indicator, field.indicator).toBeDefined()
    expect(indicator?.is_money ?? false, field.indicator).toBe(field.type === 'money')
    expect(indicator?.unit_vi, field.indicator).toBe(field.unit_vi)
  }
  expect([...fed].sort()).toEqual([...indicators.keys()].sort())
})

test('no form of an initiative that protects people asks for words in which a name could stand', () => {
  for (const kind of readyKinds.filter((kind) => kind.protects_people))
    expect(
      kind.fields.filter((field) => field.type === 'text'),
      kind.code,
    ).toEqual([])
})

test('every question says in both languages what to write and what not', () => {
  for (const kind of readyKinds)
    for (const field of kind.fields) {
      expect(field.help_vi?.length ?? 0, `${kind.code}.${field.key}`).toBeGreaterThan(10)
      expect(field.help_en?.length ?? 0, `${kind.code}.${field.key}`).toBeGreaterThan(10)
    }
})
