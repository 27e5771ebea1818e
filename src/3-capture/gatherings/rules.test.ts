import { expect, test } from 'vitest'
import { chanceFrom } from '../../demo/chance.ts'
import {
  type Counts,
  postingsOf,
  type Row,
  ratePercent,
  rowsCounted,
  standingOf,
  totalOf,
  ways,
} from './rules.ts'

const some = (members: number, others = 0, unsaid = 0): Counts => ({
  members,
  membersAre: 'exact',
  others,
  othersAre: 'exact',
  unsaid,
})

test('without a choice the only way stands; of those that say the same the one that proves most; others differ', () => {
  const of = (said: Row['said'], chosen: Row['chosen'] = null) => {
    const stands = standingOf({ said, chosen })
    return typeof stands === 'object' ? stands.way : stands
  }

  expect(of({})).toBeUndefined()
  expect(of({ number: some(3) })).toBe('number')
  expect(of({ number: some(3), list: some(3) })).toBe('list')
  expect(of({ number: some(3), door: some(3) })).toBe('door')
  expect(of({ number: some(3), list: some(2) })).toBe('differ')
  expect(of({ number: { ...some(3), membersAre: 'over' }, list: some(3) })).toBe('differ')
  expect(of({ number: some(3), list: some(2) }, 'number')).toBe('number')
  // A way that was chosen and says nothing any more leaves a gap, and never falls back to another in silence.
  expect(of({ number: some(3) }, 'list')).toBeUndefined()
})

test('a rate is rounded down, and is none without a denominator', () => {
  expect(ratePercent(35_599, 35_900)).toBe(99.1)
  expect(ratePercent(0, 0)).toBeUndefined()
})

test('whatever is known by whichever ways, each unit posts one of them and never a sum of two', () => {
  const chance = chanceFrom('three ways')
  for (let round = 0; round < 2000; round += 1) {
    const rows: Row[] = Array.from({ length: chance.between(1, 5) }, (_, index) => {
      const said: Row['said'] = {}
      for (const way of ways)
        if (chance.happens(0.5))
          said[way] = some(
            chance.between(0, 9),
            chance.between(0, 9),
            way === 'door' ? chance.between(0, 2) : 0,
          )
      return {
        unitId: index === 0 ? null : `unit ${index}`,
        unitName: null,
        expectedMembers: chance.happens(0.5) ? chance.between(0, 12) : null,
        expectedOthers: null,
        chosen: chance.happens(0.7) ? chance.pick(ways) : null,
        said,
      }
    })
    const counted = chance.pick(['units', 'whole'] as const)
    const standing = rowsCounted(counted, rows, { members: null, others: null })

    const postings = postingsOf({
      unitId: 'holder',
      occasion: 'class',
      counted,
      rows: standing,
      persons: [],
      photos: 0,
    })

    const sum = (code: string) =>
      postings
        .flatMap(({ amounts }) => amounts)
        .reduce((total, one) => total + (one.indicator === code ? one.amount : 0), 0)
    const expected = standing.reduce((total, row) => {
      const stands = standingOf(row)
      return stands && stands !== 'differ' ? total + totalOf(stands.counts) : total
    }, 0)
    expect(sum('study_attendances')).toBe(expected)
    // No more than the most that any one way says of each unit.
    const atMost = standing.reduce(
      (total, row) => total + Math.max(0, ...Object.values(row.said).map((counts) => totalOf(counts))),
      0,
    )
    expect(sum('study_attendances')).toBeLessThanOrEqual(atMost)
    expect(sum('study_party_members_present') > 0 ? sum('study_party_members_invited') >= 0 : true).toBe(true)
    const both = (code: string) =>
      postings.filter(({ amounts }) => amounts.some((one) => one.indicator === code)).length
    expect(both('study_party_members_present')).toBe(both('study_party_members_invited'))
  }
})
