import { describe, expect, test } from 'vitest'
import { approvers, refuseApproval, refuseSigning, usualArrangement } from './rules.ts'

const codeOf = (attempt: () => void): string => {
  try {
    attempt()
    return 'allowed'
  } catch (problem) {
    return (problem as { code: string }).code
  }
}

test('without a word of the unit nobody approves and one person signs, who is not alone', () => {
  expect(usualArrangement).toEqual({ levels: [], signers: 1, mayBeAlone: false })
  expect(approvers).toEqual(['checker', 'leader'])
})

describe.each([
  ['returned', 'report_was_returned'],
  ['issued', 'report_is_issued_already'],
  ['replaced', 'report_is_issued_already'],
  ['withdrawn', 'report_is_withdrawn'],
])('a report that is %s', (state, code) => {
  test('is neither approved nor signed', () => {
    const frozen = { ...usualArrangement, state, frozenBy: 'hoa', levels: ['checker' as const] }

    expect(codeOf(() => refuseApproval(frozen, { actorId: 'nam', approvers: [], isTheirs: true }))).toBe(code)
    expect(codeOf(() => refuseSigning(frozen, { actorId: 'nam', approvers: [], signed: [] }))).toBe(code)
  })
})

describe('a level of approval', () => {
  const approval = (
    {
      before = [],
      isTheirs = true,
      mayBeAlone = false,
      who = 'nam',
    }: { before?: string[]; isTheirs?: boolean; mayBeAlone?: boolean; who?: string } = {},
    levels: ('checker' | 'leader')[] = ['checker', 'leader'],
  ) =>
    codeOf(() =>
      refuseApproval(
        { state: 'waiting', frozenBy: 'hoa', levels, mayBeAlone },
        { actorId: who, approvers: before, isTheirs },
      ),
    )

  test('is given by whoever holds its role', () => {
    expect(approval()).toBe('allowed')
    expect(approval({ before: ['mai'] })).toBe('allowed')
    expect(approval({ isTheirs: false })).toBe('report_is_not_yours_to_approve')
  })

  test('is not given where all are given', () => {
    expect(approval({ before: ['mai', 'lan'] })).toBe('report_is_approved_already')
    expect(approval({}, [])).toBe('report_is_approved_already')
  })

  test('is not given by who froze the report, nor twice by one, unless one person does all', () => {
    expect(approval({ who: 'hoa' })).toBe('report_is_approved_by_who_froze_it')
    expect(approval({ before: ['nam'] })).toBe('report_is_approved_twice_by_one')
    expect(approval({ who: 'hoa', before: ['hoa'], mayBeAlone: true })).toBe('allowed')
  })
})

describe('a signature', () => {
  const signing = (
    who: string,
    {
      before = [],
      signed = [],
      ...given
    }: {
      before?: (string | null)[]
      signed?: string[]
      signers?: number
      mayBeAlone?: boolean
      state?: string
    } = {},
  ) =>
    codeOf(() =>
      refuseSigning(
        { ...usualArrangement, state: 'approved', frozenBy: 'hoa', ...given },
        { actorId: who, approvers: before, signed },
      ),
    )

  test('waits for approval', () => {
    expect(signing('nam', { state: 'waiting' })).toBe('report_waits_for_approval')
  })

  test('is given by another than who froze the report, unless one person does all', () => {
    expect(signing('nam')).toBe('allowed')
    expect(signing('hoa')).toBe('report_needs_another_person')
    expect(signing('hoa', { mayBeAlone: true })).toBe('allowed')
  })

  test('may be of who froze it where somebody else has approved or signed', () => {
    expect(signing('hoa', { before: ['mai'] })).toBe('allowed')
    expect(signing('hoa', { before: ['hoa'] })).toBe('report_needs_another_person')
    expect(signing('hoa', { signers: 2, signed: ['mai'] })).toBe('allowed')
  })

  test('of several is the first of whoever: only the last has to bring another pair of eyes', () => {
    expect(signing('hoa', { signers: 2 })).toBe('allowed')
    expect(signing('hoa', { signers: 2, signed: ['hoa'] })).toBe('report_needs_another_person')
  })
})
