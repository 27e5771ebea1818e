import { expect, test } from 'vitest'
import { allows, stateOf, thingShownBy } from './rules.ts'

const term = { givenOn: '2026-03-01', validUntil: '2026-06-30', withdrawnAt: null }

test.each([
  [term, '2026-06-30', 'in_force'],
  [term, '2026-07-01', 'expired'],
  [{ ...term, validUntil: null }, '2099-01-01', 'in_force'],
  [{ ...term, withdrawnAt: new Date(0) }, '2026-04-01', 'withdrawn'],
  [{ ...term, withdrawnAt: new Date(0) }, '2026-07-01', 'withdrawn'],
])('%j stands on %s as %s', (consent, day, state) => {
  expect(stateOf(consent, day)).toBe(state)
})

test('a consent allows its things on its channels, from its day until its last', () => {
  const consent = { ...term, things: ['photo'], channels: ['portal'] }
  const asked = (thing: 'photo' | 'voice', channel: 'portal' | 'radio', day: string) =>
    allows(consent, thing as never, channel as never, day)

  expect(asked('photo', 'portal', '2026-03-01')).toBe(true)
  expect(asked('photo', 'portal', '2026-06-30')).toBe(true)
  expect(asked('photo', 'portal', '2026-02-28')).toBe(false)
  expect(asked('photo', 'portal', '2026-07-01')).toBe(false)
  expect(asked('voice', 'portal', '2026-04-01')).toBe(false)
  expect(asked('photo', 'radio', '2026-04-01')).toBe(false)
  expect(allows({ ...consent, withdrawnAt: new Date(0) }, 'photo', 'portal' as never, '2026-04-01')).toBe(
    false,
  )
})

test('a recording shows a voice, everything else a picture', () => {
  expect([thingShownBy('audio/mpeg'), thingShownBy('image/jpeg'), thingShownBy('video/audio/')]).toEqual([
    'voice',
    'photo',
    'photo',
  ])
})
