import { describe, expect, test } from 'vitest'
import { textCheck } from '../../prose/text/faults.ts'
import type { Section } from './entry.ts'
import { faultsOf, fieldOf, freeKey, headOf, markOf, moved } from './rules.ts'

const known = textCheck({
  indicators: new Set(['waste_kg', 'households']),
  lines: new Set(['women']),
  places: new Set(['figure', 'units', 'indicators', 'results', 'count']),
})
const aSection = (given: Partial<Section> = {}): Section => ({
  key: 'ket_qua',
  heading: 'Kết quả',
  topic: null,
  isRequired: false,
  isRestricted: false,
  start: '',
  ...given,
})
const anOutline = (given: object = {}, sections: Section[] = [aSection()]) => ({
  name: 'Báo cáo tháng',
  periods: ['month' as const],
  title: 'BÁO CÁO',
  subject: 'Kết quả {period}',
  opening: '{speaker} báo cáo {period}, kế hoạch {next}.',
  addressees: [],
  recipients: [],
  since: '2025-01-01',
  source: 'Quy định thử',
  sections,
  ...given,
})
/** What is wrong with the text of one section. */
const faultsOfText = (start: string) =>
  faultsOf(anOutline({}, [aSection({ start })]), known).map(({ field, code, params }) => {
    expect(field).toBe('sections.ket_qua')
    return params === undefined ? [code] : [code, params]
  })

describe('an outline', () => {
  test('that names only what is there can be issued', () => {
    expect(faultsOf(anOutline(), known)).toEqual([])
  })

  test('without a section cannot', () => {
    expect(faultsOf(anOutline({}, []), known)).toEqual([{ field: '', code: 'outline_has_no_section' }])
  })

  test.each(['title', 'subject', 'opening'])(
    'names in its %s nothing but period, next and speaker',
    (field) => {
      expect(faultsOf(anOutline({ [field]: 'Từ {period} đến {ngày} và {}' }), known)).toEqual([
        { field, code: 'outline_placeholder_is_unknown', params: { name: 'ngày' } },
        { field, code: 'outline_placeholder_is_unknown', params: { name: '' } },
      ])
    },
  )

  test('nor in a heading', () => {
    expect(faultsOf(anOutline({}, [aSection({ heading: 'Việc {mai}' })]), known)).toEqual([
      { field: fieldOf('ket_qua'), code: 'outline_placeholder_is_unknown', params: { name: 'mai' } },
    ])
  })

  test('has each key once', () => {
    const sections = [aSection(), aSection({ key: 'khac' }), aSection(), aSection()]
    const twice = {
      field: 'sections.ket_qua',
      code: 'section_key_is_there_twice',
      params: { key: 'ket_qua' },
    }

    expect(faultsOf(anOutline({}, sections), known)).toEqual([twice, twice])
  })
})

describe('the text of a section', () => {
  test.each([
    ['Thu gom {{figure waste_kg}} rác, {{count}} hoạt động.'],
    ['## Đầu mục {{không đọc}}'],
    ['- {{figure households period=2026-Q1}}'],
    ['{{results line=women topic=study}}'],
    ['{{results theme=abc period=2026}}'],
    ['{{units waste_kg households}}'],
    ['{{indicators}}'],
  ])('may be %j', (text) => {
    expect(faultsOfText(text)).toEqual([])
  })

  test.each<[string, unknown[]]>([
    ['{{weather}}', ['outline_place_is_unknown', { name: 'weather' }]],
    ['Trời {{weather}} đẹp', ['outline_place_is_unknown', { name: 'weather' }]],
    ['{{figure gone}}', ['outline_indicator_is_gone', { name: 'gone' }]],
    ['{{units waste_kg gone}}', ['outline_indicator_is_gone', { name: 'gone' }]],
    ['{{indicators gone}}', ['outline_indicator_is_gone', { name: 'gone' }]],
    ['Có {{figure}} hộ', ['outline_figure_has_no_code']],
    ['{{results topic=weather}}', ['outline_topic_is_unknown', { name: 'weather' }]],
    ['{{results line=gone}}', ['outline_line_is_unknown', { name: 'gone' }]],
    ['{{results line=women theme=a}}', ['outline_place_has_line_and_theme']],
    ['{{results period=hôm-qua}}', ['outline_place_has_no_period', { name: 'hôm-qua' }]],
    ['Có {{figure waste_kg', ['outline_braces_are_open']],
    ['Có figure waste_kg}}', ['outline_braces_are_open']],
    ['Sau đây: {{results}}', ['outline_place_needs_its_own_line', { name: 'results' }]],
  ])('may not be %j', (text, fault) => {
    expect(faultsOfText(text)).toEqual([fault])
  })

  test('is told all that is wrong in it; only the first word of a figure is its code', () => {
    expect(faultsOfText('{{results line=gone theme=a period=x}}').map(([code]) => code)).toEqual([
      'outline_line_is_unknown',
      'outline_place_has_line_and_theme',
      'outline_place_has_no_period',
    ])
    expect(faultsOfText('{{figure waste_kg gone}}')).toEqual([])
    expect(faultsOfText('{{results gone}}')).toEqual([])
  })
})

describe('a section that is moved', () => {
  const sections = ['a', 'b', 'c'].map((key) => aSection({ key }))
  const order = (key: string, step: -1 | 1) =>
    moved(sections, key, step)
      .map((one) => one.key)
      .join('')

  test('changes places with its neighbour, and stays at the end of the road', () => {
    expect([order('b', -1), order('b', 1), order('a', 1), order('c', -1)]).toEqual([
      'bac',
      'acb',
      'bac',
      'acb',
    ])
    expect([order('a', -1), order('c', 1)]).toEqual(['abc', 'abc'])
  })

  test('that is not there moves nothing', () => {
    expect([order('x', 1), order('x', -1)]).toEqual(['abc', 'abc'])
    expect(sections.map(({ key }) => key)).toEqual(['a', 'b', 'c'])
  })
})

test.each([
  ['ket-qua-thuc-hien', [], 'ket_qua_thuc_hien'],
  ['2026-ket-qua', [], 'p_2026_ket_qua'],
  ['ket-qua', ['ket_qua'], 'ket_qua_2'],
  ['ket-qua', ['ket_qua', 'ket_qua_2'], 'ket_qua_3'],
  ['x'.repeat(50), [], 'x'.repeat(36)],
  [`${'x'.repeat(35)}-y`, [], 'x'.repeat(35)],
])('of the heading %s, with %j taken, the key is %s', (slug, taken, key) => {
  expect(freeKey(slug, new Set(taken))).toBe(key)
})

test('a shorter key leaves room for its number too', () => {
  expect(freeKey('ket-qua-thuc-hien', new Set(), 10)).toBe('ket_qu')
})

test('a mark stands for all that was seen', () => {
  expect(markOf({ a: 1 })).toMatch(/^[0-9a-f]{16}$/)
  expect(markOf({ a: 1 })).toBe(markOf({ a: 1 }))
  expect(markOf({ a: 1 })).not.toBe(markOf({ a: 2 }))
})

test('the head of an outline is what is typed of it, without its sections and its number', () => {
  const { sections, ...head } = anOutline()

  expect(headOf({ ...head, sections, code: 'month', version: 3, unitId: 'u1' })).toEqual(head)
})
