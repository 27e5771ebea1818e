import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { lastClosedYear, Tally, thousandths } from './rules.ts'

test('amounts are added as whole thousandths', () => {
  expect(thousandths('12.500')).toBe(12_500n)
  expect(thousandths('-0.125')).toBe(-125n)
})

test('the ending of a file counts its facts, their sums by indicator in order, and the hash of its lines', () => {
  const lines = [
    JSON.stringify(['id1', 'unit', 'trees', '2020-01-01', '0.100']),
    JSON.stringify(['id2', 'unit', 'deeds', '2020-01-02', '2.000']),
    JSON.stringify(['id3', 'unit', 'trees', '2020-01-03', '0.200']),
  ]
  const tally = new Tally()

  for (const line of lines) tally.add(line)

  const ending = tally.end()
  expect(ending).toEqual({
    facts: 3,
    sums: { deeds: '2000', trees: '300' },
    sha256: createHash('sha256')
      .update(lines.map((line) => `${line}\n`).join(''))
      .digest('hex'),
  })
  expect(Object.keys(ending.sums)).toEqual(['deeds', 'trees'])
})

test('sums stand in the order of their indicators, whatever the order of the facts; an amount below nought takes away', () => {
  const tally = new Tally()

  for (const [indicator, amount] of [
    ['c', '1.000'],
    ['a', '0.005'],
    ['d', '7.000'],
    ['b', '2.000'],
    ['a', '-0.125'],
  ])
    tally.add(JSON.stringify(['id', 'unit', indicator, '2020-01-01', amount]))

  const { facts, sums } = tally.end()
  expect(facts).toBe(5)
  expect(Object.entries(sums)).toEqual([
    ['a', '-120'],
    ['b', '2000'],
    ['c', '1000'],
    ['d', '7000'],
  ])
})

test('a file without facts ends with the hash of nothing; a line without indicator and amount adds nothing', () => {
  const [empty, blank] = [new Tally(), new Tally()]

  blank.add('["id","unit"]')

  expect(empty.end()).toEqual({ facts: 0, sums: {}, sha256: createHash('sha256').digest('hex') })
  expect(blank.end().sums).toEqual({ '': '0' })
})

test('with three open years the last closed one lies three years back', () => {
  expect(lastClosedYear(2026, 3)).toBe(2023)
})
