import { expect, test } from 'vitest'
import { differing, madeOne } from './word-diff.ts'

const own = (stretches: { text: string; isOwn: boolean }[]) =>
  stretches.filter(({ isOwn }) => isOwn).map(({ text }) => text.trim())
const whole = (stretches: { text: string }[]) => stretches.map(({ text }) => text).join('')

test('the words that differ are told apart, and each text stays whole', () => {
  const [one, other] = [
    'Ban Thường vụ đã ban hành kế hoạch.\nCòn chậm.',
    'Ban Thường vụ đã ra kế hoạch.\nCòn chậm lắm.',
  ]

  const found = differing(one, other)

  expect(own(found.one)).toEqual(['ban hành', 'chậm.'])
  expect(own(found.other)).toEqual(['ra', 'chậm lắm.'])
  expect(whole(found.one)).toBe(one)
  expect(whole(found.other)).toBe(other)
})

test('the same text has nothing of its own; nothing at all is told too', () => {
  expect(own(differing('a b', 'a b').one)).toEqual([])
  expect(differing('', 'a').other).toEqual([{ text: 'a', isOwn: true }])
})

test('two long texts without a word in common are told apart in less than a second', () => {
  const text = (word: string) => Array.from({ length: 5000 }, (_, index) => `${word}${index}`).join(' ')
  const [one, other] = [text('a'), text('b')]
  const begin = performance.now()

  const found = differing(one, other)

  expect(performance.now() - begin).toBeLessThan(1000)
  expect(whole(found.one)).toBe(one)
})

test('made one, what both say stands once and nothing of either is lost', () => {
  expect(madeOne('một\nhai\nba', 'một\nhai khác\nba\nbốn')).toBe('một\nhai\nhai khác\nba\nbốn')
  expect(madeOne('', 'a')).toBe('a')
  expect(madeOne('a\nb', 'a\nb')).toBe('a\nb')
})
