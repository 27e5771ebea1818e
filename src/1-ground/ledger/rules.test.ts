import { expect, test } from 'vitest'
import { faultOfStamp, faultsOfRoots, hexTyped, type Root, textOf } from './rules.ts'

const ours = 'aa'
const tools = {
  hashOf: (text: string) => `hash of ${text}`,
  isSigned: ({ signature }: Root) => signature === 'right',
  keys: [ours, 'bb'],
}

/** A root as it is signed, with what somebody changed about it afterwards. */
function aRoot(number: number, previous: string, changed: Partial<Root> = {}): Root {
  const madeAt = new Date(Date.UTC(2026, 2, number, 17))
  const heads = [{ chain: 1, entry: number * 10, hash: `h${number}` }]
  const content = textOf({ is: 'lan-toa root', number, madeAt: madeAt.toISOString(), previous, heads })
  return {
    number,
    madeAt,
    content,
    hash: tools.hashOf(content),
    publicKey: ours,
    signature: 'right',
    isStamped: false,
    ...changed,
  }
}
function threeRoots(): [Root, Root, Root] {
  const first = aRoot(1, '')
  const second = aRoot(2, first.hash, { publicKey: 'bb' })
  return [first, second, aRoot(3, second.hash)]
}

test('the text of a root is JSON without blanks, in an order that never changes', () => {
  const heads = [{ hash: 'ff', entry: 7, chain: 2, more: 'left out' }]

  expect(
    textOf({ heads, previous: 'ee', madeAt: '2026-03-08T17:00:00.000Z', number: 4, is: 'lan-toa root' }),
  ).toBe(
    '{"is":"lan-toa root","number":4,"madeAt":"2026-03-08T17:00:00.000Z","previous":"ee","heads":[{"chain":2,"entry":7,"hash":"ff"}]}',
  )
})

test('roots in an unbroken row are right, whichever key of this system signed them', () => {
  expect(faultsOfRoots(threeRoots(), tools)).toEqual([])
})

test('each root that is gone is named, at the beginning as in the middle, and the next no longer follows', () => {
  const [first, , third] = threeRoots()

  expect(faultsOfRoots([first, third], tools)).toEqual([
    { number: 2, fault: 'root_is_missing' },
    { number: 3, fault: 'root_follows_another' },
  ])
  expect(faultsOfRoots([third], tools)).toEqual([
    { number: 1, fault: 'root_is_missing' },
    { number: 2, fault: 'root_is_missing' },
    { number: 3, fault: 'root_follows_another' },
  ])
})

test.each([
  ['its words', { content: '{}' }, 'root_was_changed'],
  ['its own hash', { hash: 'another' }, 'root_was_changed'],
  ['the instant beside its words', { madeAt: new Date(0) }, 'root_was_changed'],
  ['its signature', { signature: 'wrong' }, 'root_is_signed_by_another'],
  [
    'the key, for one of the forger, whose signature is right',
    { publicKey: 'ff' },
    'root_is_signed_by_another',
  ],
])('who changes %s is found out', (_, changed, fault) => {
  expect(faultsOfRoots([aRoot(1, '', changed)], tools)).toEqual([{ number: 1, fault }])
})

test('a root under another number is found out, and so is one that follows another', () => {
  const moved = { ...aRoot(2, ''), number: 1 }
  const [first] = threeRoots()

  expect(faultsOfRoots([moved], tools)).toEqual([{ number: 1, fault: 'root_was_changed' }])
  expect(faultsOfRoots([first, aRoot(2, 'another')], tools)).toEqual([
    { number: 2, fault: 'root_follows_another' },
  ])
})

test('what the first root says of one before it does not matter: there is none', () => {
  expect(faultsOfRoots([aRoot(1, 'restored from elsewhere')], tools)).toEqual([])
})

test('hex is read as people copy it', () => {
  expect(hexTyped(' 0A:fB 9c\n')).toBe('0afb9c')
})

test.each([
  ['at the very moment', { at: 0, isValid: true }, undefined],
  ['an hour later by the clock of the server', { at: 3_600_000, isValid: true }, undefined],
  ['an hour earlier', { at: -3_600_000, isValid: true }, undefined],
  ['more than an hour later', { at: 3_600_001, isValid: true }, 'stamp_is_of_another_time'],
  ['more than an hour earlier', { at: -3_600_001, isValid: true }, 'stamp_is_of_another_time'],
  ['of something else', { at: 0, isValid: false }, 'stamp_is_wrong'],
  ['that nobody can read', undefined, 'stamp_is_wrong'],
])('a timestamp %s', (_, said, fault) => {
  const madeAt = new Date('2026-03-08T17:10:00Z')

  expect(faultOfStamp(madeAt, said && { ...said, at: new Date(madeAt.getTime() + said.at) })).toBe(fault)
})
