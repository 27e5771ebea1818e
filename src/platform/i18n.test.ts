import { expect, test } from 'vitest'
import { formatNumber, inLanguage, worded } from './i18n.ts'

test('names of data are in the language of the reader', () => {
  expect(inLanguage('vi', () => worded('Số cây', 'Trees'))).toBe('Số cây')
  expect(inLanguage('en', () => worded('Số cây', 'Trees'))).toBe('Trees')
})

test('numbers are grouped in the language’s own way, with three decimals at most', () => {
  expect(inLanguage('vi', () => formatNumber(1284.5678))).toBe('1.284,568')
  expect(inLanguage('en', () => formatNumber(1284.5678))).toBe('1,284.568')
})
