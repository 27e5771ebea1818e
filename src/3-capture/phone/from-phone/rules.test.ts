import { expect, test } from 'vitest'
import { asksForAnotherLook } from './rules.ts'

test('only photos that come to a record that was accepted without one ask for another look', () => {
  expect(asksForAnotherLook('accepted', 0)).toBe(true)
  expect(asksForAnotherLook('accepted', 1)).toBe(false)
  expect(asksForAnotherLook('recorded', 0)).toBe(false)
})
