import { getSchema } from '@tiptap/core'
import { Document } from '@tiptap/extension-document'
import { Paragraph } from '@tiptap/extension-paragraph'
import { Text } from '@tiptap/extension-text'
import { Node } from '@tiptap/pm/model'
import { expect, test } from 'vitest'
import { parseText } from '#platform/live-text'
import { Asking } from './asking.ts'
import { Labels } from './labels.ts'
import { placeOf } from './marks.ts'
import { headingNode, itemNode, liveBlockNode, liveNode } from './nodes.ts'
import { docOf, livesIn, textOf } from './notation.ts'

const labels = new Labels(new Asking('', {} as ConstructorParameters<typeof Asking>[1]))
const opens = () => {}
const schema = getSchema([
  Document,
  Paragraph,
  Text,
  headingNode,
  itemNode,
  liveNode(labels, opens),
  liveBlockNode(labels, opens),
])

/** A text as it comes out of the very document that the editor holds. */
function throughEditor(text: string): string {
  const doc = Node.fromJSON(schema, docOf(text))
  doc.check()
  return textOf(doc.toJSON())
}

test.each([
  '',
  'Một đoạn.',
  'Một đoạn.\n\n\nHai đoạn.\n',
  '## Đề mục\n### Nhỏ hơn\n##   thừa  ',
  '- một\n–  hai\n•\tba\n+ bốn\n* năm\n -  sáu',
  'Có {{figure waste_kg}} kg, {{ figure   waste_kg period=2024 }} và {{proof a}}.',
  '{{results}}\n  {{units a b}}  \n{{chart waste_kg by=unit | Chú thích}}\n{{photo 0190 | Ảnh}}',
  '{{figure waste_kg}}',
  'chữ {{results}} giữa dòng',
  '{{}} {{ }} {{figure {{x}} }} {figure} }}{{',
  '# một dấu\n#### bốn dấu\n##không cách\n-không cách\n-',
  '## có {{figure x}} trong đề mục',
  '{{không_phải}} {{Figure x}} {{constructor}}\n{{constructor}}',
  'a\u2028b\u00a0c\u0000\ud800 \u200b',
])('%j comes back as it was', (text) => {
  expect(throughEditor(text)).toBe(text)
})

test('five thousand texts made of all that the notation knows come back as they were, and the server reads the same', () => {
  const parts = [
    '## ',
    '### ',
    '# ',
    '#',
    '- ',
    '– ',
    '• ',
    '-',
    '\n',
    '\n\n',
    ' ',
    '  ',
    '\t',
    '{{',
    '}}',
    '{',
    '}',
    '|',
    '=',
    '\u00a0',
    'figure',
    'results',
    '{{figure a}}',
    '{{ figure a unit=b period=2024-01..2024-03 }}',
    '{{count waiting}}',
    '{{units a b}}',
    '{{photo x | Ảnh đẹp}}',
    '{{la_lung}}',
    'Ban Thường vụ',
    '1.284',
    'ậ',
    'ậ',
    '\u2028',
    '\u3000',
    '🎋',
    '*',
    '+',
  ]
  let seed = 20_261_128
  const next = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((seed / 2_147_483_648) * below)
  }
  for (let round = 0; round < 5000; round += 1) {
    const text = Array.from({ length: 1 + next(14) }, () => parts[next(parts.length)]).join('')

    const back = throughEditor(text)

    expect(back, JSON.stringify(text)).toBe(text)
    expect(parseText(back)).toEqual(parseText(text))
  }
})

test('line ends of other systems become ours; the server reads the same', () => {
  const text = 'một\r\n- hai\rba'

  expect(throughEditor(text)).toBe('một\n- hai\nba')
  expect(parseText(throughEditor(text))).toEqual(parseText(text))
})

test('what was emptied leaves no mark behind, and a line feed in words ends no line', () => {
  expect(
    textOf({
      content: [
        { type: 'item', attrs: { mark: '- ' } },
        { type: 'heading', attrs: { mark: '## ' } },
      ],
    }),
  ).toBe('\n')
  expect(textOf({ content: [{ type: 'paragraph', content: [{ type: 'text', text: 'một\nhai' }] }] })).toBe(
    'một hai',
  )
})

test('everything alive is found where it stands', () => {
  const text = 'Có {{figure a}} và\n- {{proof a}}\n{{results}}\n## {{figure b}}'

  expect(livesIn(docOf(text))).toEqual(['{{figure a}}', '{{proof a}}', '{{results}}'])
})

test('places in a line of the notation are places in the document', () => {
  const text = '{{results}}\n- Có {{figure a}} và 35 hộ\n## Đề 3'
  const doc = Node.fromJSON(schema, docOf(text))
  const at = (line: number, words: string) => {
    const column = text.split('\n')[line]?.indexOf(words) ?? -1
    const [from, to] = [placeOf(doc, line, column), placeOf(doc, line, column + words.length)]
    return from === undefined || to === undefined ? undefined : doc.textBetween(from, to)
  }

  expect(at(1, '35 hộ')).toBe('35 hộ')
  expect(at(1, 'Có')).toBe('Có')
  expect(at(2, '3')).toBe('3')
  expect(at(0, 'results')).toBeUndefined()
  expect(placeOf(doc, 9, 0)).toBeUndefined()
})
