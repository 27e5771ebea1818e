import { expect, test } from 'vitest'
import { objectionTo, openSteps, type Rules, stateAfter } from './rules.ts'

type Paper = { state: 'draft' | 'waiting' | 'approved'; version: number; writer: string }

/** A paper that somebody writes, hands in, and somebody else approves or gives back with a reason. */
const rules: Rules<Paper, Paper['state'], 'hand_in' | 'approve' | 'give_back' | 'look'> = {
  state: ({ state }) => state,
  version: ({ version }) => version,
  otherwise: 'paper_step_is_not_possible',
  ownWork: 'paper_is_judged_by_its_writer',
  steps: {
    hand_in: { may: 'task.work', from: ['draft'], to: 'waiting', otherwise: 'paper_is_handed_in_already' },
    approve: { may: 'task.judge', from: ['waiting'], to: 'approved', notBy: ({ writer }) => writer },
    give_back: {
      may: 'task.judge',
      from: ['waiting'],
      to: 'draft',
      notBy: ({ writer }) => writer,
      asks: 'paper_return_has_no_reason',
    },
    look: { may: 'task.read', from: ['draft', 'waiting', 'approved'] },
  },
}
const names = ['hand_in', 'approve', 'give_back', 'look'] as const
const paper = (state: Paper['state']): Paper => ({ state, version: 3, writer: 'an' })

test.each<[Paper['state'], person: string, ...(string | undefined)[]]>([
  ['draft', 'an', undefined, 'paper_step_is_not_possible', 'paper_step_is_not_possible', undefined],
  ['draft', 'binh', undefined, 'paper_step_is_not_possible', 'paper_step_is_not_possible', undefined],
  [
    'waiting',
    'an',
    'paper_is_handed_in_already',
    'paper_is_judged_by_its_writer',
    'paper_is_judged_by_its_writer',
    undefined,
  ],
  ['waiting', 'binh', 'paper_is_handed_in_already', undefined, undefined, undefined],
  [
    'approved',
    'an',
    'paper_is_handed_in_already',
    'paper_step_is_not_possible',
    'paper_step_is_not_possible',
    undefined,
  ],
  [
    'approved',
    'binh',
    'paper_is_handed_in_already',
    'paper_step_is_not_possible',
    'paper_step_is_not_possible',
    undefined,
  ],
])(
  'what %s may become through %s: handing in, approving, giving back, looking',
  (state, personId, ...expected) => {
    const attempt = { personId, version: 3, words: 'Thiếu chữ ký' }

    expect(names.map((name) => objectionTo(rules, name, paper(state), attempt)?.code)).toEqual(expected)
    expect(openSteps(rules, paper(state), personId)).toEqual(
      names.filter((_, index) => expected[index] === undefined),
    )
  },
)

test.each(names)('%s of a version that has changed since is outdated, whatever else is wrong', (name) => {
  for (const version of [2, 4, undefined, '3'])
    for (const state of ['draft', 'waiting', 'approved'] as const)
      expect(objectionTo(rules, name, paper(state), { personId: 'an', version })).toEqual({
        code: 'seen_is_outdated',
      })
})

test('where the state comes first, it is named and not the version', () => {
  const { hand_in, ...others } = rules.steps
  const life = { ...rules, steps: { ...others, hand_in: { ...hand_in, stateFirst: true as const } } }
  const code = (state: Paper['state']) =>
    objectionTo(life, 'hand_in', paper(state), { personId: 'an', version: 2 })?.code

  expect([code('waiting'), code('draft')]).toEqual(['paper_is_handed_in_already', 'seen_is_outdated'])
})

test('a step of any version is taken without one, and still only from its states', () => {
  const { look, ...others } = rules.steps
  const life = { ...rules, steps: { ...others, look: { ...look, ofAnyVersion: true as const } } }

  expect(objectionTo(life, 'look', paper('draft'), { personId: 'an' })).toBeUndefined()
})

test('a thing without versions is never outdated', () => {
  const { version: _, ...life } = rules

  expect(objectionTo(life, 'hand_in', paper('draft'), { personId: 'an', version: 1 })).toBeUndefined()
  expect(objectionTo(life, 'hand_in', paper('draft'), { personId: 'an' })).toBeUndefined()
})

test('what is said of a step that does not lead on may depend on the thing', () => {
  const { hand_in, ...others } = rules.steps
  const otherwise = ({ state }: Paper) =>
    state === 'approved' ? 'paper_is_approved' : 'paper_is_handed_in_already'
  const life = { ...rules, steps: { ...others, hand_in: { ...hand_in, otherwise } } }
  const code = (state: Paper['state']) =>
    objectionTo(life, 'hand_in', paper(state), { personId: 'an', version: 3 })?.code

  expect([code('approved'), code('waiting')]).toEqual(['paper_is_approved', 'paper_is_handed_in_already'])
})

test('three letters are a reason', () => {
  expect(
    objectionTo(rules, 'give_back', paper('waiting'), { personId: 'binh', version: 3, words: 'sai' }),
  ).toBeUndefined()
})

test.each(['', 'ab', undefined])('giving back with the words “%s” lacks its reason', (words) => {
  expect(objectionTo(rules, 'give_back', paper('waiting'), { personId: 'binh', version: 3, words })).toEqual({
    code: 'paper_return_has_no_reason',
    field: 'reason',
  })
  expect(
    objectionTo(rules, 'approve', paper('waiting'), { personId: 'binh', version: 3, words }),
  ).toBeUndefined()
})

test('a step leads into its state, into the one that it makes of the thing, or leaves it', () => {
  const { hand_in, look } = rules.steps

  expect(stateAfter(hand_in, paper('draft'), 'draft')).toBe('waiting')
  expect(stateAfter(look, paper('draft'), 'draft')).toBe('draft')
  expect(
    stateAfter(
      { ...look, to: ({ version }) => (version > 2 ? 'approved' : 'draft') },
      paper('draft'),
      'draft',
    ),
  ).toBe('approved')
})
