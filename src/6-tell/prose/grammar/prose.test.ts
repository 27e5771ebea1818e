import { expect, test } from 'vitest'
import type { Piece } from '#papers'
import type { Voice } from './clauses.ts'
import { known } from './known.fixture.ts'
import { roomOf } from './room.ts'
import { tellCounts, tellLine } from './tell-line.ts'
import { tellProof } from './tell-proof.ts'
import { tellTopic } from './tell-topic.ts'
import { readyTellings } from './telling.ts'

const voice: Voice = {
  tellings: new Map(readyTellings.map((one) => [one.code, one])),
  style: { isPadded: true },
  comparedWith: 'cùng kỳ năm trước',
}
const text = (pieces: readonly Piece[]) =>
  pieces
    .map((piece) =>
      typeof piece === 'string'
        ? piece
        : 'shown' in piece
          ? piece.shown
          : 'words' in piece
            ? piece.words
            : '?',
    )
    .join('')
const count = (amount: number) => ({ shown: String(amount), amount, href: '/mo-hinh', scope: null })

test('leadership is told as an office tells it', () => {
  const { paragraphs } = tellTopic(
    'leadership',
    [
      known('documents_issued', 71),
      known('documents_issued_plan', 55),
      known('documents_issued_official_letter', 12),
      known('documents_issued_decision', 4),
      known('units_with_plan', 21),
      known('tasks_handed_down', 165),
      known('units_with_tasks', 21),
      known('tasks_accepted', 120),
      known('tasks_accepted_rate', 72.727, { unit: '%', rule: 'derived' }),
      known('tasks_accepted_in_time', 105),
    ],
    { speaker: 'Ban Thường vụ Huyện ủy' },
    voice,
    roomOf.years,
  )

  expect(paragraphs.map(text)).toEqual([
    'Ban Thường vụ Huyện ủy và các đơn vị đã ban hành 71 văn bản (55 kế hoạch, 12 công văn và 04 quyết định); giao 165 nhiệm vụ cho 21 đơn vị; hoàn thành 120 nhiệm vụ (72,7 %), trong đó 105 nhiệm vụ đúng hạn. Trong kỳ, các cấp có 21 đơn vị ban hành kế hoạch.',
  ])
})

test('a line is told by its kinds, with examples, and what there is no room for is named', () => {
  const line = {
    teller: { name: 'Hội Liên hiệp Phụ nữ', shortly: 'Hội' },
    counts: {
      running: count(50),
      fresh: count(4),
      recognised: count(23),
      ended: count(0),
      accepted: count(1161),
    },
    groups: [
      {
        kind: { name: 'Nuôi heo đất tiết kiệm', running: count(14) },
        known: [
          known('piggy_banks', 133, { unit: 'con', rule: 'stock' }),
          known('piggy_banks_opened', 627, { unit: 'con' }),
          known('piggy_bank_dong', 128_349_000, { unit: 'đồng' }),
        ],
      },
      {
        kind: { name: 'Tủ sách pháp luật', running: count(3) },
        known: [known('law_readers', 230, { unit: 'lượt', name: 'Lượt người đọc sách' })],
      },
      { kind: { name: 'Mẹ đỡ đầu', running: count(9) }, known: [known('sponsored_children', 99)] },
      { known: [known('labour_days', 1887, { unit: 'ngày công' })] },
    ],
    examples: [
      {
        name: 'Nuôi heo đất ấp 3',
        unitName: 'Chi hội Phụ nữ ấp 3',
        href: '/x',
        known: [known('piggy_banks_opened', 12), known('piggy_bank_dong', 3_450_000, { unit: 'đồng' })],
      },
    ],
  }

  expect(
    tellLine(line, { at: 0, lines: 0 }, voice, { ...roomOf.quarter, kinds: 2 }).paragraphs.map(text),
  ).toEqual([
    'Hội Liên hiệp Phụ nữ duy trì 50 mô hình; trong kỳ có 04 mô hình mới và 23 mô hình được công nhận; thực hiện 1.161 hoạt động. Thực hiện mô hình “Nuôi heo đất tiết kiệm”, Hội đã khui 627 con heo đất, được trên 128 triệu đồng; hiện nuôi 133 con heo đất. Qua 03 mô hình “Tủ sách pháp luật”, các đơn vị có 230 lượt người đọc sách. Ngoài ra, Hội đã huy động 1.887 ngày công. Bên cạnh đó, Hội còn thực hiện các mô hình “Mẹ đỡ đầu” (09). Tiêu biểu là mô hình “Nuôi heo đất ấp 3” của Chi hội Phụ nữ ấp 3 (khui 12 con heo đất, được 3,45 triệu đồng).',
  ])
})

test('what is recognised is not said to be more, and a topic does not count its own subject', () => {
  const of = (amounts: Partial<Record<'running' | 'fresh' | 'recognised', number>>) =>
    text(
      tellCounts(
        'Hội',
        {
          running: count(amounts.running ?? 0),
          fresh: count(amounts.fresh ?? 0),
          recognised: count(amounts.recognised ?? 0),
          ended: count(0),
          accepted: count(0),
        },
        voice,
        { at: 0, lines: 1 },
      ),
    )
  const { paragraphs } = tellTopic(
    'leadership',
    [known('units_with_plan', 1)],
    { speaker: 'Ban Thường vụ Tỉnh ủy' },
    voice,
    roomOf.quarter,
  )

  expect(of({ running: 46, recognised: 2 })).toBe('Hội hiện có 46 mô hình, có 02 mô hình được công nhận.')
  expect(of({ running: 46, fresh: 1 })).toBe('Hội hiện có 46 mô hình, có thêm 01 mô hình mới.')
  expect(of({ running: 2, fresh: 2 })).toBe('Hội có 02 mô hình, đều mới trong kỳ.')
  expect(paragraphs.map(text)).toEqual(['Trong kỳ, các cấp có 01 đơn vị ban hành kế hoạch.'])
})

test.each([
  [[0], 'Số liệu này do đơn vị tự khai, hầu như chưa có minh chứng (ở phụ lục).'],
  [[40], 'Số liệu này có minh chứng dưới một nửa (ở phụ lục).'],
  [[60], 'Số liệu này có minh chứng từ một nửa trở lên (ở phụ lục).'],
  [[0, 0], 'Các số liệu này do đơn vị tự khai, hầu như chưa có minh chứng (ở phụ lục).'],
  [[0, 40], 'Các số liệu này phần lớn do đơn vị tự khai, minh chứng dưới một nửa (ở phụ lục).'],
])('how far figures are proven (%s) is said as it is', (percents, said) => {
  const figures = percents.map((proven) => ({ ...count(9), proven }))

  expect(text(tellProof(figures, 0, '/bao-cao', 'ở phụ lục'))).toBe(said)
})
