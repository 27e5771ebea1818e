import { expect, test } from 'vitest'
import { inLanguage } from '#platform/i18n'
import { provenInWords, provenPercent } from './proof.ts'

const nothing = { declared: 0, evidenced: 0, confirmed: 0, verified: 0 }

test('the proven share is rounded down: only all is 100 %', () => {
  expect(provenPercent({ ...nothing, declared: 1, verified: 999 })).toBe(99)
  expect(provenPercent({ ...nothing, verified: 1000 })).toBe(100)
  expect(provenPercent({ declared: 96, evidenced: 402, confirmed: 368, verified: 418 })).toBe(92)
})

test('words tell nothing, nothing proven and hardly anything proven apart', () => {
  expect(provenInWords(nothing)).toBe('Chưa phát sinh')
  expect(provenInWords({ ...nothing, declared: 5 })).toBe('Chưa có minh chứng')
  expect(provenInWords({ ...nothing, declared: 999, evidenced: 1 })).toBe('Chưa tới 1 % có minh chứng')
  expect(inLanguage('en', () => provenInWords({ ...nothing, verified: 5 }))).toBe('100% evidenced')
})
