import { expect, test } from 'vitest'
import type { Piece } from '#papers'
import { clausesOf, plainlyTold, type Voice } from './clauses.ts'
import { known } from './known.fixture.ts'
import { readyTellings } from './telling.ts'

const voice: Voice = {
  tellings: new Map(readyTellings.map((one) => [one.code, one])),
  style: { isPadded: true },
  comparedWith: 'cùng kỳ năm trước',
}
const text = (pieces: readonly Piece[]) =>
  pieces.map((piece) => (typeof piece === 'string' ? piece : 'shown' in piece ? piece.shown : '?')).join('')
const told = (all: ReturnType<typeof known>[], room = 1) =>
  clausesOf(all, voice, room).map(({ pieces }) => text(pieces))

test('parts stand in brackets, the larger first, rates behind what they are of', () => {
  expect(
    told([
      known('documents_issued', 71),
      known('documents_issued_plan', 55),
      known('documents_issued_decision', 4),
      known('documents_issued_official_letter', 12),
      known('tasks_handed_down', 165),
      known('units_with_tasks', 21),
      known('tasks_accepted', 120),
      known('tasks_accepted_in_time', 105),
      known('tasks_accepted_rate', 72.727, { unit: '%', rule: 'derived' }),
      known('tasks_in_time_rate', 87.5, { unit: '%', rule: 'derived' }),
    ]),
  ).toEqual([
    'ban hành 71 văn bản (55 kế hoạch, 12 công văn và 04 quyết định)',
    'giao 165 nhiệm vụ cho 21 đơn vị',
    'hoàn thành 120 nhiệm vụ (72,7 %), trong đó 105 nhiệm vụ đúng hạn (87,5 %)',
  ])
})

test('what leans on nothing stands alone, what is nothing is not told, one part that is the whole is none', () => {
  expect(
    told([known('tasks_accepted_in_time', 5, { name: 'Nhiệm vụ hoàn thành đúng hạn', unit: 'nhiệm vụ' })]),
  ).toEqual(['có 05 nhiệm vụ hoàn thành đúng hạn'])
  expect(told([known('tasks_handed_down', 0)])).toEqual([])
  expect(told([known('documents_issued', 8), known('documents_issued_plan', 8)])).toEqual([
    'ban hành 08 văn bản',
  ])
})

test('figures that lean on each other in a circle, by rows of several offices, stand alone', () => {
  const circle: Voice = {
    ...voice,
    tellings: new Map([
      ['a', { code: 'a', told: 'trồng {n} cây', of: 'b', as: 'with' }],
      ['b', { code: 'b', told: 'tưới {n} cây', of: 'a', as: 'part' }],
      ['c', { code: 'c', told: ', chăm {n} cây', of: 'a', as: 'with' }],
    ]),
  }
  const all = ['a', 'b', 'c'].map((code, index) =>
    known(code, 20 + index, { name: `Cây ${code}`, unit: 'cây' }),
  )

  expect(clausesOf(all, circle, 1).map(({ pieces }) => text(pieces))).toEqual([
    'có 20 cây a, chăm 22 cây',
    'có 21 cây b',
  ])
})

test.each([
  [110, 100, ', tăng 10 % so với cùng kỳ năm trước'],
  [90, 100, ', giảm 10 % so với cùng kỳ năm trước'],
  [320, 100, ', gấp 3,2 lần cùng kỳ năm trước'],
  [102, 100, ''],
])('%s beside %s is told as “%s”', (now, before, words) => {
  expect(told([known('plastic_kg', now, { unit: 'kg', before })])).toEqual([
    `thu gom ${now} kg rác thải nhựa, phế liệu${words}`,
  ])
})

test('beside a phrase, what was before stands in brackets', () => {
  expect(told([known('tasks_accepted', 120, { before: 100 }), known('tasks_accepted_in_time', 105)])).toEqual(
    ['hoàn thành 120 nhiệm vụ (tăng 20 % so với cùng kỳ năm trước), trong đó 105 nhiệm vụ đúng hạn'],
  )
})

test('a target says how far it is met, and is told instead of what was before', () => {
  expect(told([known('scholarships', 52, { before: 20, percent: 104 })])).toEqual([
    'trao 52 suất học bổng, quà tiếp sức đến trường, vượt chỉ tiêu năm, đạt 104 %',
  ])
})

test.each([
  ['Suất học bổng đã trao', 'suất', 'có {n} suất học bổng đã trao'],
  ['Heo đất đã khui', 'con', 'có {n} con heo đất đã khui'],
  ['Rác hữu cơ được xử lý', 'kg', 'có {n} rác hữu cơ được xử lý'],
  ['Tỷ lệ hộ tham gia', '%', 'tỷ lệ hộ tham gia đạt {n}'],
  ['Bình quân một hộ', 'kg/hộ', 'bình quân một hộ đạt {n}'],
  ['Hội viên mới', 'người', 'có {n} hội viên mới'],
  ['Hội thi kể chuyện', 'cuộc', 'có {n} cuộc hội thi kể chuyện'],
  ['Hội Người cao tuổi xã có mô hình', 'tổ chức', 'có {n} tổ chức Hội Người cao tuổi xã có mô hình'],
])('an indicator of an office is told by its name: %s (%s)', (name, unit, words) => {
  expect(plainlyTold({ name, unit })).toBe(words)
})

test('a rate of an office stands behind its part only where its whole is told too, and is no more than all', () => {
  const rate = (percent: number) =>
    known('own_rate', percent, {
      name: 'Tỷ lệ hộ tham gia',
      unit: '%',
      rule: 'derived',
      rate: { part: 'own_part', whole: 'own_whole' },
    })
  const part = known('own_part', 30, { name: 'Hộ tham gia', unit: 'hộ' })
  const whole = known('own_whole', 240, { name: 'Hộ trong ấp', unit: 'hộ' })

  expect(told([whole, part, rate(12.5)])).toEqual(['có 240 hộ trong ấp', 'có 30 hộ tham gia (12,5 %)'])
  expect(told([part, rate(12.5)])).toEqual(['có 30 hộ tham gia', 'tỷ lệ hộ tham gia đạt 12,5 %'])
  expect(told([whole, part, rate(125)])).toEqual(['có 240 hộ trong ấp', 'có 30 hộ tham gia'])
})

test('a rate of more than all is not told, however it would lean; an average, or what an office words itself, is', () => {
  const tasks = known('tasks_accepted', 40)
  const rate = known('tasks_accepted_rate', 200, { unit: '%', rule: 'derived', name: 'Tỷ lệ hoàn thành' })
  const ofPlan = { name: 'Tỷ lệ so với kế hoạch', unit: '%', rate: { part: 'sown', whole: 'planned' } }
  const worded: Voice = {
    ...voice,
    tellings: new Map([['plan', { code: 'plan', told: 'đạt {n} kế hoạch' }]]),
  }

  expect(told([tasks, rate])).toEqual(['hoàn thành 40 nhiệm vụ'])
  expect(told([rate])).toEqual([])
  expect(told([known('growth', 130, { unit: '%', rule: 'derived', name: 'Mức tăng' })])).toEqual([
    'tỷ lệ mức tăng đạt 130 %',
  ])
  expect(clausesOf([known('plan', 140, ofPlan)], worded, 1).map(({ pieces }) => text(pieces))).toEqual([
    'đạt 140 % kế hoạch',
  ])
})

test('brackets stand neither in nor behind brackets', () => {
  const office: Voice = {
    ...voice,
    tellings: new Map([
      ['poor', { code: 'poor', told: 'giúp {n} hộ nghèo (chuẩn mới)' }],
      ['women', { code: 'women', of: 'poor', as: 'part' }],
    ]),
  }
  const women = known('women', 9, { name: 'Hộ phụ nữ', unit: 'hộ' })
  const said = clausesOf([known('poor', 21), women], office, 1)

  expect(said.map(({ pieces }) => text(pieces))).toEqual(['giúp 21 hộ nghèo (chuẩn mới) – 09 hộ phụ nữ'])
  expect(
    told([
      known('documents_issued', 30),
      { ...known('own', 12, { name: 'Lịch (tuần)' }), partOf: 'documents_issued' },
    ]),
  ).toEqual(['ban hành 30 văn bản – 12 lịch (tuần)'])
})

test.each([
  ['Facebook của xã', 'bài', 'có {n} bài Facebook của xã'],
  ['Hội viên mới', 'hộ', 'có {n} hộ hội viên mới'],
])('a proper name keeps its capital, a unit is a word: %s', (name, unit, words) => {
  expect(plainlyTold({ name, unit })).toBe(words)
})
