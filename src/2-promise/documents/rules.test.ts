import { describe, expect, test } from 'vitest'
import { numberingRulesOf } from '#parameters'
import { plainSymbol } from '#platform/plain-text'
import {
  beginsWith,
  gapsIn,
  mentionsIn,
  nextNumber,
  numberIn,
  objectionToDays,
  searchWords,
  snippetOf,
  symbolOf,
  typeIn,
} from './rules.ts'

const party = numberingRulesOf('party', '2024-05-01')
const state = numberingRulesOf('state', '2024-05-01')

describe('a symbol', () => {
  test.each([
    [party, 'plan', 12, 'ĐU', '12-KH/ĐU'],
    [party, 'plan', 5, 'ĐU', '05-KH/ĐU'],
    [party, 'official_letter', 9, 'HU', '09-CV/HU'],
    [party, 'action_programme', 10, 'TU', '10-CTr/TU'],
    [state, 'plan', 12, 'UBND', '12/KH-UBND'],
    [state, 'plan', 5, 'UBND', '05/KH-UBND'],
    [state, 'official_letter', 34, 'UBND', '34/UBND'],
  ])('of %s %s number %i is put together', (rules, type, number, body, symbol) => {
    expect(symbolOf(rules, type, number, body)).toBe(symbol)
    expect(numberIn(symbol)).toBe(number)
    expect(typeIn(symbol, rules)).toBe(type)
  })

  test('that is typed must begin with its number', () => {
    expect(beginsWith('05-KH/ĐU', 5)).toBe(true)
    expect(beginsWith('5-KH/ĐU', 5)).toBe(true)
    expect(beginsWith('15-KH/ĐU', 5)).toBe(false)
    expect(beginsWith('50-KH/ĐU', 5)).toBe(false)
    expect(beginsWith('KH/ĐU', 5)).toBe(false)
  })

  test('is compared without accents, spaces and the zero before its number', () => {
    expect(plainSymbol('Số: 05 - KH/ĐU')).toBe(plainSymbol('5-kh/du'))
    expect(plainSymbol('15-KH/ĐU')).not.toBe(plainSymbol('5-KH/ĐU'))
  })

  test('names no type where it shows none', () => {
    expect(typeIn('Giấy mời', party)).toBeUndefined()
    expect(typeIn('34/UBND-VHXH', state)).toBe('official_letter')
    expect(typeIn('34/UBND-VHXH', party)).toBeUndefined()
  })
})

test('rules of numbering hold from a day on, and older days have the oldest', () => {
  expect(numberingRulesOf('party', '2026-05-26').code).toBe('HD36_2018')
  expect(numberingRulesOf('party', '2026-05-27').code).toBe('HD05_2026')
  expect(numberingRulesOf('party', '2016-05-15').code).toBe('HD36_2018')
})

test('whatever numbers are taken or kept, the next one is free, greater than all, and gaps and taken ones fill the rest', () => {
  let seed = 7
  const chance = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed % below
  }
  for (let round = 0; round < 300; round += 1) {
    const taken = Array.from({ length: chance(20) }, () => 1 + chance(40))
    const reserved = Array.from({ length: chance(4) }, () => 1 + chance(45))

    const next = nextNumber(taken, reserved)
    const missing = gapsIn(taken).flatMap(([from, to]) =>
      Array.from({ length: to - from + 1 }, (_, at) => from + at),
    )

    expect(next).toBe(Math.max(0, ...taken, ...reserved) + 1)
    expect(taken.includes(next) || reserved.includes(next)).toBe(false)
    expect([...new Set([...missing, ...taken])].sort((one, other) => one - other)).toEqual(
      Array.from({ length: Math.max(0, ...taken) }, (_, at) => at + 1),
    )
    expect(missing.some((number) => taken.includes(number))).toBe(false)
  }
})

describe('days', () => {
  const dated = {
    direction: 'received',
    issuedOn: '2026-03-10',
    receivedOn: '2026-03-12',
    validFrom: null,
    validTo: null,
  } as const

  test.each([
    ['that fit', {}, undefined],
    ['in the future', { issuedOn: '2026-03-21' }, 'document_day_is_in_future'],
    ['received in the future', { receivedOn: '2026-03-21' }, 'document_day_is_in_future'],
    ['received before it was issued', { receivedOn: '2026-03-09' }, 'document_came_before_it_was_issued'],
    ['received on no day', { receivedOn: null }, 'document_received_has_no_day'],
    [
      'over before in force',
      { validFrom: '2026-04-01', validTo: '2026-03-31' },
      'document_ends_before_it_begins',
    ],
    ['in force for one day', { validFrom: '2026-04-01', validTo: '2026-04-01' }, undefined],
  ])('%s', (_, over, code) => {
    expect(objectionToDays({ ...dated, ...over }, '2026-03-20')?.code).toBe(code)
  })
})

test('a text names documents, with the day where it is needed', () => {
  expect(mentionsIn('05-CT/TW; 12-KH/HU ngày 15/3/2022;\n01-KL/TW, 18/05/2021')).toEqual([
    { symbol: '05-CT/TW', day: null },
    { symbol: '12-KH/HU', day: '2022-03-15' },
    { symbol: '01-KL/TW', day: '2021-05-18' },
  ])
  expect(mentionsIn('; ;')).toEqual([])
})

test('a snippet shows the words with their accents, marked', () => {
  const text = `${'Mở đầu dài dòng. '.repeat(20)}Đẩy mạnh việc học tập và làm theo Bác ở cơ sở. ${'Phần cuối. '.repeat(30)}`

  const pieces = snippetOf(text, searchWords('hoc tap'))

  expect(pieces?.filter(({ isHit }) => isHit).map((piece) => piece.text)).toEqual(['học', 'tập'])
  expect(pieces?.map((piece) => piece.text).join('')).toContain('việc học tập và làm theo')
  expect(snippetOf(text, ['khongco'])).toBeUndefined()
})
