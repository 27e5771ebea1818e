import { describe, expect, test } from 'vitest'
import { numberingRulesOf } from '#parameters'
import { plainSymbol } from '#platform/plain-text'
import {
  beginsWith,
  type Dated,
  gapsIn,
  mentionsIn,
  nextNumber,
  numberIn,
  objectionToDays,
  searchWords,
  snippetOf,
  typeIn,
} from './rules.ts'

const party = numberingRulesOf('party', '2024-05-01')
const state = numberingRulesOf('state', '2024-05-01')

test.each([
  ['12-KH/ĐU', 12],
  [' 007/UBND', 7],
  ['99999-x', 99_999],
  ['123456-KH', undefined],
  ['0-KH/ĐU', undefined],
  ['KH 12', undefined],
  ['', undefined],
])('“%s” begins with the number %s', (symbol, number) => {
  expect(numberIn(symbol)).toBe(number)
})

test('blanks before a symbol do not matter', () => {
  expect(beginsWith('  05-KH/ĐU', 5)).toBe(true)
})

test.each([
  [party, ' 12a - KH/ĐU', 'plan'],
  [party, '12 / KH', 'plan'],
  [party, 'x12-KH/ĐU', undefined],
  [party, 'số 12-KH/ĐU', undefined],
  [party, '12', undefined],
  [state, '12/KH-UBND', 'plan'],
  [state, ' 34/UBND', 'official_letter'],
  [state, '34/U', undefined],
  [state, '34/ubnd', undefined],
  [state, '34-UBND', undefined],
  [state, 'x34/UBND', undefined],
] as const)('of %j the symbol %s shows the type %s', (rules, symbol, type) => {
  expect(typeIn(symbol, rules)).toBe(type)
})

test('symbols are compared without blanks, the word “số” and noughts before the number', () => {
  expect(plainSymbol('Số 005 -  KH/ĐU')).toBe('5-kh/du')
  expect(plainSymbol('Số: 105-KH/ĐU')).toBe('105-kh/du')
  expect(plainSymbol('10-BC/SO:1')).toBe('10-bc/so:1')
})

test('numbers begin at one; gaps are runs, none after the last', () => {
  expect(nextNumber([])).toBe(1)
  expect(gapsIn([1, 2, 5, 3, 9, 9])).toEqual([
    [4, 4],
    [6, 8],
  ])
  expect(gapsIn([])).toEqual([])
})

describe('the days of a document', () => {
  const dated: Dated = {
    direction: 'received',
    issuedOn: '2026-03-10',
    receivedOn: '2026-03-12',
    validFrom: null,
    validTo: null,
  }
  const objection = (given: Partial<Dated>, today = '2026-03-20') =>
    objectionToDays({ ...dated, ...given }, today)

  test('may be today, and one and the same', () => {
    expect(objection({ receivedOn: '2026-03-20' })).toBeUndefined()
    expect(objection({ issuedOn: '2026-03-20', receivedOn: '2026-03-20' })).toBeUndefined()
  })

  test('are told with the field at fault', () => {
    expect(objection({ issuedOn: '2026-03-21' })?.field).toBe('issuedOn')
    expect(objection({ receivedOn: null })?.field).toBe('receivedOn')
    expect(objection({ receivedOn: '2026-03-21' })?.field).toBe('receivedOn')
    expect(objection({ receivedOn: '2026-03-09' })?.field).toBe('receivedOn')
    expect(objection({ validFrom: '2026-04-02', validTo: '2026-04-01' })?.field).toBe('validTo')
  })

  test('of what was issued here ask for no day of arrival; a term may be open at either end', () => {
    expect(objection({ direction: 'issued', receivedOn: null })).toBeUndefined()
    expect(objection({ validTo: '2026-04-01' })).toBeUndefined()
    expect(objection({ validFrom: '2026-04-01' })).toBeUndefined()
  })
})

describe('documents that a text names', () => {
  test('are twenty at most', () => {
    expect(mentionsIn(Array.from({ length: 25 }, (_, index) => `${index}-KH/ĐU`).join(';'))).toHaveLength(20)
  })

  test.each([
    ['12-KH/HU Ngày 5.3.2022', '12-KH/HU', '2022-03-05'],
    ['12-KH/HU,15-03-2022', '12-KH/HU', '2022-03-15'],
    ['ngày 15/3/2022', '', '2022-03-15'],
    ['Hằngngày 15/3/2022', 'Hằngngày', '2022-03-15'],
    ['Ngày hội, 15/3/2022', 'Ngày hội', '2022-03-15'],
    ['15/3/2022', '15/3/2022', null],
    ['KH15/3/2022', 'KH15/3/2022', null],
    ['KH, số 15/3/2022x', 'KH, số 15/3/2022x', null],
    ['12 KH15/3/2022', '12 KH15/3/2022', null],
  ])('“%s” is %s of %s', (text, symbol, day) => {
    expect(mentionsIn(text)).toEqual([{ symbol, day }])
  })
})

describe('a snippet', () => {
  const shown = (text: string, words: string[], length?: number) =>
    snippetOf(text, words, length)
      ?.map((piece) => (piece.isHit ? `[${piece.text}]` : piece.text))
      .join('')

  test('marks words from their beginning on, as often as they stand there, in the order of the text', () => {
    expect(shown('Học tập, tự học và hoạt động', ['tap', 'hoc'])).toBe('[Học] [tập], tự [học] và hoạt động')
    expect(shown('Ahọc và học', ['hoc'])).toBe('Ahọc và [học]')
    expect(shown('học tập', ['hoc', 'hoc tap'])).toBe('[học] tập')
    expect(shown('một hai', ['mot', 'hai'])).toBe('[một] [hai]')
  })

  test('is of the length that was asked, with an ellipsis where something is left out', () => {
    expect(shown('0123456789 học 0123456789', ['hoc'], 12)).toBe('…789 [học] 0123…')
    expect(shown('học 0123456789', ['hoc'], 8)).toBe('[học] 0123…')
    expect(shown('0123 học', ['hoc'], 12)).toBe('…123 [học]')
    expect(shown('012 học', ['hoc'], 12)).toBe('012 [học]')
    expect(shown('học học', ['hoc'], 6)).toBe('[học] họ…')
    expect(shown('học học', ['hoc'], 7)).toBe('[học] [học]')
  })

  test('has one blank where there are several, whatever signs stand between', () => {
    expect(shown('a   b\n\nhọc', ['hoc'])).toBe('a b [học]')
    expect(shown('🌾 ½ İ học', ['hoc'])).toBe('🌾 ½ İ [học]')
  })

  test('takes signs of expressions as they are, and no word for none', () => {
    expect(shown('học (1.2) và 132', ['1.2'])).toBe('học ([1.2]) và 132')
    expect(snippetOf('học', ['', ''])).toBeUndefined()
  })

  test('marks a word twenty times at most', () => {
    expect(snippetOf('x '.repeat(30), ['x'])?.filter(({ isHit }) => isHit)).toHaveLength(20)
  })
})

test('the words of a search are twelve at most of its first two hundred signs, letters and digits only', () => {
  expect(searchWords('  Đẩy mạnh -- “học tập” 2026!')).toEqual(['day', 'manh', 'hoc', 'tap', '2026'])
  expect(searchWords('a b c d e f g h i j k l m n')).toHaveLength(12)
  expect(searchWords(`${'x'.repeat(198)} yz`)).toEqual(['x'.repeat(198), 'y'])
  expect(searchWords('…')).toEqual([])
})
