import { describe, expect, test } from 'vitest'
import { lockMinutes, loginFrom, passwordObjection, phoneFrom, sessionHours } from './rules.ts'

describe('a lock', () => {
  test.each(['name', 'step', 'device'] as const)(
    'of a %s grows from a quarter of an hour to an hour, and no further',
    (kind) => {
      const minutes = [0, 4, 5, 9, 10, 15, 20, 500].map((failures) => lockMinutes(kind, failures))

      expect(minutes).toEqual([15, 15, 15, 15, 30, 60, 60, 60])
    },
  )

  test('slows an address down for minutes, since a whole office may stand behind it', () => {
    const minutes = [30, 59, 60, 90, 120, 3000].map((failures) => lockMinutes('address', failures))

    expect(minutes).toEqual([1, 1, 2, 4, 5, 5])
  })
})

test('a phone of one’s own stays signed in for a month, a shared computer for half a day', () => {
  expect(sessionHours).toEqual({ shared: 12, kept: 720 })
})

describe('a phone number', () => {
  test.each([
    '0903123456',
    '0903 123.456',
    '(090) 312-3456',
    '84903123456',
    '+84903123456',
    ' +84 903 123 456 ',
  ])('written %j is kept as +84903123456', (text) => {
    expect(phoneFrom(text)).toBe('+84903123456')
  })

  test.each(['+4915123456789', '+14155550', '+819012345678901'.slice(0, 16)])(
    '%s of another country is kept',
    (text) => {
      expect(phoneFrom(text)).toBe(text)
    },
  )

  test.each([
    '',
    'hoa.nt',
    '090312345',
    '09031234567',
    'x0903123456',
    '0903123456x',
    '8490312345',
    '849031234567',
    '84903123456x',
    'x84903123456',
    '+8490312',
    '+1234567',
    '+1234567890123456',
    '+0903123456',
    'x+84903123456',
    '+84903123456x',
  ])('%j is none', (text) => {
    expect(phoneFrom(text)).toBeUndefined()
  })
})

test('who signs in may type blanks and capitals, a name or a phone number', () => {
  expect(loginFrom('  Hoa.NT ')).toEqual({ userName: 'hoa.nt', phone: undefined })
  expect(loginFrom('0903 123 456')).toEqual({ userName: '0903 123 456', phone: '+84903123456' })
  expect(loginFrom('a'.repeat(101)).userName).toBe('a'.repeat(100))
})

describe('a password', () => {
  test.each([
    ['ngắn quá!', 'password_is_too_short'],
    ['🌾🌾🌾🌾🌾abc', 'password_is_too_short'],
    [`một câu dài ${'x'.repeat(189)}`, 'password_is_too_long'],
    ['MatKhau1234', 'password_is_common'],
    ['0123456789', 'password_is_common'],
    ['lantoa-demo-2026', 'password_is_common'],
    ['abcabcabcabc', 'password_is_common'],
    ['HOA.NT vườn cây', 'password_holds_user_name'],
  ])('%s is refused: %s', (password, code) => {
    expect(passwordObjection(password, 'hoa.NT')).toBe(code)
  })

  test.each(['con trâu đi', 'abcdabcdab', `một câu dài ${'x'.repeat(188)}`])('%s will do', (password) => {
    expect(passwordObjection(password, 'hoa.nt')).toBeUndefined()
  })
})
