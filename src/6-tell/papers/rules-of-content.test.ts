import { describe, expect, test } from 'vitest'
import type { ContentSection, FigureScope, PaperBlock, PaperContent } from './content.ts'
import {
  asIssued,
  occursIn,
  readingsByScope,
  refuseUnfinished,
  scopesIn,
  symbolOf,
  withReadings,
  wordsIn,
} from './rules.ts'

const figure = { shown: '1.250', amount: 1250, href: '/', scope: null }
const blocks: PaperBlock[] = [
  { kind: 'heading', level: 2, text: 'Kết quả' },
  {
    kind: 'paragraph',
    pieces: ['Đã thu gom ', figure, ' kg, ', { words: 'xem thêm', href: '/' }, { gone: 'cũ' }],
  },
  { kind: 'list', items: [['Một ', 'hai'], ['ba']] },
  {
    kind: 'table',
    id: 't',
    caption: 'Bảng 1',
    columns: [{ title: 'Đơn vị', align: 'left', weight: 1 }],
    rows: [['Ấp 1'], [figure]],
    total: ['Cộng'],
  },
  { kind: 'note', pieces: ['Ghi chú'] },
  { kind: 'unwritten' },
]
const aSection = (given: Partial<ContentSection> = {}): ContentSection => ({
  key: 'ket_qua',
  heading: 'Phần I',
  isRestricted: false,
  blocks: [],
  ...given,
})

describe('a symbol', () => {
  test('is put together as the head shows it, its number as long as the rules ask, without the word before', () => {
    expect(symbolOf({ format: 'Số: {number}-{symbol}', digits: 2 }, 5, 'BC/ĐU')).toBe('05-BC/ĐU')
    expect(symbolOf({ format: ' số {number}/{symbol}', digits: 1 }, 5, 'BC-UBND')).toBe('5/BC-UBND')
    expect(symbolOf({ format: 'SỐ  :  {number}', digits: 2 }, 123, '')).toBe('123')
    expect(symbolOf({ format: '{number}-{symbol} Số', digits: 1 }, 1, '$&')).toBe('1-$& Số')
  })

  test('and number and day of an issued report stand in its content; what is not said stays', () => {
    const content = {
      number: 3,
      issuedOn: '2026-01-05',
      body: { symbol: 'BC/ĐU', name: 'Đảng ủy' },
    } as unknown as PaperContent
    const issued = (symbol: string | null) => asIssued({ content, number: 7, issuedOn: '2026-02-05', symbol })

    expect(issued('07-BC/HU')).toEqual({
      number: 7,
      issuedOn: '2026-02-05',
      body: { symbol: 'BC/HU', name: 'Đảng ủy' },
    })
    expect(issued(' 12 / BC-UBND').body.symbol).toBe('BC-UBND')
    expect(issued('BC-12/UBND').body.symbol).toBe('BC-12/UBND')
    expect(asIssued({ content, number: null, issuedOn: null, symbol: null })).toEqual(content)
  })
})

describe('a report is not frozen', () => {
  const problemOf = (...given: Parameters<typeof refuseUnfinished>) => {
    try {
      refuseUnfinished(...given)
      return undefined
    } catch (problem) {
      const { code, params } = problem as { code: string; params: object }
      return { code, params }
    }
  }
  const sections = [
    aSection(),
    aSection({ key: 'b', heading: 'Phần II' }),
    aSection({ key: 'c', heading: 'Phần III' }),
  ]

  test('with sections that nobody has written, which are named; a nil return may have them', () => {
    expect(problemOf({ sections, unwritten: [] })).toBeUndefined()
    expect(problemOf({ sections, unwritten: ['b', 'c'] })).toEqual({
      code: 'report_has_unwritten_sections',
      params: { sections: '“Phần II”, “Phần III”' },
    })
    expect(problemOf({ sections, unwritten: ['b'] }, { isNil: true })).toBeUndefined()
  })

  test('while it names what is gone, each thing once', () => {
    const gone = (...names: string[]): PaperBlock[] => [
      { kind: 'note', pieces: names.map((name) => ({ gone: name })) },
    ]
    const faulty = [
      aSection({ blocks: gone('a', 'b') }),
      aSection({ key: 'b' }),
      aSection({ key: 'c', heading: 'Phần III', blocks: gone('a') }),
    ]

    expect(problemOf({ sections: faulty, unwritten: [] })).toEqual({
      code: 'report_names_what_is_gone',
      params: { sections: '“Phần I”, “Phần III”', names: 'a, b' },
    })
  })
})

describe('the figures of some content', () => {
  const scope = (given: Partial<FigureScope> = {}): FigureScope => ({
    unitId: 'u',
    unitSlug: 'xa',
    indicator: 'waste',
    period: '2026-03',
    ...given,
  })
  const bound = (of: FigureScope) => ({ ...figure, scope: of })

  test('are told apart by unit, indicator, period, line and theme', () => {
    const scopes = [
      scope(),
      scope({ unitId: 'v' }),
      scope({ indicator: 'trees' }),
      scope({ period: '2026' }),
      scope({ line: 'women' }),
      scope({ themeId: 'women' }),
    ]

    expect(scopesIn({ deep: [{ down: scopes.map(bound) }, figure, 'text', 7, null] })).toEqual(scopes)
    const idOf = readingsByScope(scopes.map((one, index) => [one, index]))
    expect(scopes.map(idOf)).toEqual([0, 1, 2, 3, 4, 5])
    expect(idOf(scope({ unitId: 'w' }))).toBeUndefined()
  })

  test('get the ids of their readings; all else stays as it is', () => {
    const content = {
      words: ['a', null, 3],
      figures: [bound(scope()), figure],
      more: { scope: {}, other: true },
    }

    expect(withReadings(content, ({ indicator }) => `reading of ${indicator}`)).toEqual({
      ...content,
      figures: [{ ...bound(scope()), reading: 'reading of waste' }, figure],
    })
  })
})

describe('words', () => {
  const section = aSection({ blocks })

  test.each([
    'phần i',
    'KẾT QUẢ',
    'gom 1.250 kg, xem  thêm',
    'một hai',
    'Bảng 1',
    'đơn vị',
    'ấp 1',
    'cộng',
    'ghi chú',
    'kết quả'.normalize('NFD'),
  ])('“%s” stand in the section', (passage) => {
    expect(occursIn(passage, section)).toBe(true)
  })

  test.each(['', '  ', 'hai ba', 'kết quả đã', 'cũ'])('“%s” do not', (passage) => {
    expect(occursIn(passage, section)).toBe(false)
  })

  test('of a report are found in reading order, with one blank between', () => {
    const content = { subject: 'Về  việc', opening: 'Mở đầu', sections: [section] } as PaperContent

    expect(wordsIn(content).trim()).toBe(
      'Về việc Mở đầu Phần I Kết quả Đã thu gom 1.250 kg, xem thêm Một hai ba Bảng 1 Đơn vị Ấp 1 1.250 Cộng Ghi chú',
    )
    expect(wordsIn({ ...content, opening: 'x'.repeat(500_000) })).toHaveLength(400_000)
  })
})
