import { describe, expect, test } from 'vitest'
import {
  attendancesOf,
  type Counts,
  exactnessOf,
  objectionToHolding,
  postingsOf,
  type Row,
  ratePercent,
  rowsCounted,
  standingOf,
  type ToPost,
  totalOf,
} from './rules.ts'

const counts = (given: Partial<Counts> = {}): Counts => ({
  members: 3,
  membersAre: 'exact',
  others: 2,
  othersAre: 'exact',
  unsaid: 0,
  ...given,
})
const aRow = (given: Partial<Row> = {}): Row => ({
  unitId: 'ap-1',
  unitName: 'Ấp 1',
  expectedMembers: 5,
  expectedOthers: null,
  chosen: null,
  said: { number: counts() },
  ...given,
})
const aSession = (given: Partial<ToPost> = {}): ToPost => ({
  unitId: 'xa',
  occasion: 'class',
  counted: 'units',
  rows: [aRow()],
  persons: [],
  photos: 0,
  ...given,
})

test('attendances are members, others and those of whom nobody asked', () => {
  expect(totalOf(counts({ unsaid: 4 }))).toBe(9)
  expect(totalOf(counts({ members: null, unsaid: 4 }))).toBe(6)
  expect(totalOf(counts({ others: null }))).toBe(3)
})

test('a number is as exact as its parts; what nobody said is no part', () => {
  expect(exactnessOf(counts({ membersAre: 'over' }))).toBe('over')
  expect(exactnessOf(counts({ othersAre: 'nearly' }))).toBe('nearly')
  expect(exactnessOf(counts({ members: null, membersAre: 'over' }))).toBe('exact')
  expect(exactnessOf(counts({ others: null, othersAre: 'over' }))).toBe('exact')
})

test.each<[string, Partial<Counts>]>([
  ['members', { members: 4 }],
  ['others', { others: 4 }],
  ['those of whom nobody asked', { unsaid: 1 }],
  ['how exact the members are', { membersAre: 'over' }],
  ['how exact the others are', { othersAre: 'over' }],
])('two ways that differ in %s differ', (_, other) => {
  expect(standingOf({ chosen: null, said: { list: counts(), door: counts(other) } })).toBe('differ')
})

describe('a gathering counted as a whole', () => {
  const none = { members: null, others: null }
  const list = { list: counts() }

  test('is one row, in which lists and doors of all are summed; counted by units the rows stay', () => {
    const rows = [
      aRow({ said: { list: counts({ membersAre: 'over' }), number: counts({ members: 99 }) } }),
      aRow({
        unitId: 'ap-2',
        expectedMembers: 7,
        said: { list: counts({ members: null, others: null, unsaid: 1 }) },
      }),
      aRow({
        unitId: null,
        said: { list: counts({ othersAre: 'nearly' }), number: counts({ members: 8 }) },
        chosen: 'list',
      }),
    ]

    expect(rowsCounted('units', rows, none)).toEqual(rows)
    expect(rowsCounted('whole', rows, none)).toEqual([
      {
        unitId: null,
        unitName: null,
        expectedMembers: 12,
        expectedOthers: null,
        chosen: 'list',
        said: {
          number: counts({ members: 8 }),
          list: { members: 6, membersAre: 'over', others: 4, othersAre: 'nearly', unsaid: 1 },
        },
      },
    ])
  })

  test('has the number only that somebody said of the whole', () => {
    expect(rowsCounted('whole', [aRow()], none)[0]).toMatchObject({ said: {}, chosen: null })
    expect(rowsCounted('whole', [aRow({ unitId: null, said: list })], none)[0]?.said).toEqual(list)
  })

  test('expects as many as was said, else as many as all units together, where that is known of all', () => {
    const expectedOf = (rows: Row[], said: typeof none | { members: number; others: number }) => {
      const [whole] = rowsCounted('whole', rows, said)
      return [whole?.expectedMembers, whole?.expectedOthers]
    }
    const known = [aRow({ expectedOthers: 1 }), aRow({ expectedMembers: 0, expectedOthers: 2 })]

    expect(expectedOf(known, none)).toEqual([5, 3])
    expect(expectedOf(known, { members: 40, others: 0 })).toEqual([40, 0])
    expect(expectedOf([...known, aRow({ expectedMembers: null })], none)).toEqual([null, null])
    expect(expectedOf([aRow({ unitId: null, expectedOthers: 9 })], none)).toEqual([null, null])
  })
})

describe('a session that was held', () => {
  test('posts itself, and of each unit who came, of whom and of how many', () => {
    expect(postingsOf(aSession())).toEqual([
      { unitId: 'xa', assurance: 'declared', amounts: [{ indicator: 'study_sessions', amount: 1 }] },
      {
        unitId: 'ap-1',
        assurance: 'declared',
        amounts: [
          { indicator: 'study_attendances', amount: 5, qualifier: 'exact' },
          { indicator: 'study_party_members', amount: 3, qualifier: 'exact' },
          { indicator: 'study_non_party', amount: 2, qualifier: 'exact' },
          { indicator: 'study_party_members_present', amount: 3, qualifier: 'exact' },
          { indicator: 'study_party_members_invited', amount: 5 },
        ],
      },
    ])
  })

  test('of a cell is counted by itself', () => {
    expect(postingsOf(aSession({ occasion: 'cell_meeting' }))[0]?.amounts).toEqual([
      { indicator: 'cell_theme_sessions', amount: 1 },
    ])
  })

  test('posts people of no known unit for the unit that held it, and nothing of ways that differ or are silent', () => {
    const rows = [
      aRow({ unitId: null }),
      aRow({ said: { list: counts(), door: counts({ members: 9 }) } }),
      aRow({ said: {} }),
    ]

    expect(postingsOf(aSession({ rows })).map(({ unitId }) => unitId)).toEqual(['xa', 'xa'])
  })

  const indicatorsOf = (given: Partial<Counts>, row: Partial<Row> = {}) =>
    postingsOf(aSession({ rows: [aRow({ said: { number: counts(given) }, ...row })] }))[1]?.amounts.map(
      ({ indicator }) => indicator.replace('study_', ''),
    )

  test('says nothing of Party members where not everybody was asked, or nobody said', () => {
    expect(indicatorsOf({ unsaid: 1 })).toEqual(['attendances'])
    expect(indicatorsOf({ members: null })).toEqual(['attendances', 'non_party'])
    expect(indicatorsOf({ others: null })).toEqual([
      'attendances',
      'party_members',
      'party_members_present',
      'party_members_invited',
    ])
    expect(indicatorsOf({}, { expectedMembers: null })).toEqual(['attendances', 'party_members', 'non_party'])
  })

  test('is proven by a photo, a list or a door; a number alone is declared', () => {
    const assurances = (said: Row['said'], photos = 0) =>
      postingsOf(aSession({ rows: [aRow({ said }), aRow()], photos })).map(({ assurance }) => assurance)

    expect(assurances({ number: counts() })).toEqual(['declared', 'declared', 'declared'])
    expect(assurances({ number: counts() }, 1)).toEqual(['evidenced', 'evidenced', 'evidenced'])
    expect(assurances({ list: counts() })).toEqual(['evidenced', 'evidenced', 'declared'])
    expect(assurances({ door: counts() })).toEqual(['evidenced', 'evidenced', 'declared'])
  })

  test('posts each person on a list once, in their unit, or in the whole', () => {
    const persons = [
      { unitId: 'ap-1', key: 'hoa' },
      { unitId: null, key: 'nam' },
    ]
    const keys = (given: Partial<ToPost>) =>
      postingsOf(aSession({ persons, ...given }))
        .flatMap(({ amounts }) => amounts)
        .filter(({ indicator }) => indicator === 'study_persons')
    const rows = [aRow({ said: { list: counts() } })]
    const hoa = { indicator: 'study_persons', amount: 1, subject: 'hoa' }

    expect(keys({ rows })).toEqual([hoa])
    expect(keys({ rows, counted: 'whole' })).toEqual([hoa, { ...hoa, subject: 'nam' }])
    expect(keys({ rows: [aRow({ said: { door: counts() } })] })).toEqual([])
  })
})

test('how many came in all is told as far as it stands', () => {
  const torn = aRow({ said: { list: counts(), door: counts({ members: 9 }) } })

  expect(
    attendancesOf([
      aRow(),
      aRow({ said: { list: counts({ membersAre: 'over' }) } }),
      torn,
      aRow({ said: {} }),
    ]),
  ).toEqual({
    amount: 10,
    are: 'over',
  })
  expect(attendancesOf([torn])).toBeNull()
})

test('a session can be held that was planned, has come, and is counted without contradiction', () => {
  const session = { state: 'planned', day: '2026-03-08' }
  const torn = aRow({ said: { list: counts(), door: counts({ members: 9 }) } })

  expect(objectionToHolding(session, [aRow()], '2026-03-08')).toBeUndefined()
  expect(objectionToHolding({ ...session, state: 'held' }, [], '2026-03-08')).toEqual({
    code: 'session_is_over',
  })
  expect(objectionToHolding(session, [], '2026-03-07')).toEqual({
    code: 'session_is_held_too_early',
    params: { day: '2026-03-08' },
  })
  expect(objectionToHolding(session, [aRow(), torn], '2026-03-09')).toEqual({
    code: 'session_ways_differ',
    params: { unit: 'Ấp 1' },
  })
  expect(objectionToHolding(session, [{ ...torn, unitName: null }], '2026-03-09')?.params).toEqual({
    unit: '–',
  })
})

test('a rate without anybody called is none', () => {
  expect(ratePercent(3, 0)).toBeUndefined()
  expect(ratePercent(1, 3)).toBe(33.3)
})

test.each([
  ['conference', 'study_sessions', 'study_attendances'],
  ['cell_meeting', 'cell_theme_sessions', 'study_attendances'],
  ['review_conference', 'reviews_held', 'occasion_attendances'],
  ['honouring', 'honouring_held', 'occasion_attendances'],
  ['festival', 'festivals_held', 'occasion_attendances'],
])('a %s counts in %s, and who came in %s', (occasion, held, came) => {
  const [first, ...rows] = postingsOf(aSession({ occasion }))
  const counted = rows.flatMap(({ amounts }) => amounts.map(({ indicator }) => indicator))

  expect(first?.amounts).toEqual([{ indicator: held, amount: 1 }])
  expect(counted[0]).toBe(came)
  expect(counted.some((indicator) => indicator.startsWith('study_'))).toBe(came.startsWith('study_'))
})
