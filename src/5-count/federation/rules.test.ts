import { expect, test } from 'vitest'
import {
  addressOf,
  isLoopback,
  joinStringFor,
  levelOfVersion,
  secondsBehind,
  slotOf,
  stateOfMember,
  stretch,
  subscriptionOf,
  warningsOf,
} from './rules.ts'

test('how far a server is behind is told in whole seconds, never negative, and unknown before its first word', () => {
  const now = new Date('2026-03-01T00:01:00Z')

  expect(secondsBehind(new Date('2026-03-01T00:00:29.600Z'), now)).toBe(30)
  expect(secondsBehind(new Date('2026-03-01T00:02:00Z'), now)).toBe(0)
  expect(secondsBehind(null, now)).toBeUndefined()
})

test.each([
  [{ conflict: 'known_here', isCopying: true, behind: 900 }, 'conflict'],
  [{ conflict: null, isCopying: true, behind: 900 }, 'copying'],
  [{ conflict: null, isCopying: false, behind: undefined }, 'copying'],
  [{ conflict: null, isCopying: false, behind: 301 }, 'away'],
  [{ conflict: null, isCopying: false, behind: 300 }, 'late'],
  [{ conflict: null, isCopying: false, behind: 31 }, 'late'],
  [{ conflict: null, isCopying: false, behind: 30 }, 'current'],
  [{ conflict: null, isCopying: false, behind: 0 }, 'current'],
] as const)('a server of which is known %j is %s', (member, state) => {
  expect(stateOfMember(member)).toBe(state)
})

test('names in the database are made of the server’s id, and a version is the number of its migration', () => {
  const server = '01900000-aaaa-7bbb-8ccc-0123456789ab'

  expect(subscriptionOf(server)).toBe('lantoa_from_01900000aaaa7bbb8ccc0123456789ab')
  expect(slotOf(server)).toBe('lantoa_to_01900000aaaa7bbb8ccc0123456789ab')
  expect(levelOfVersion('0014_federation.sql')).toBe('0014')
})

test('an address is shown without its password, with the usual port where none is written', () => {
  expect(addressOf('postgres://reader:geheim@tinh.example:6000/x')).toBe('tinh.example:6000')
  expect(addressOf('postgres://reader:geheim@tinh.example/x')).toBe('tinh.example:5432')
})

test.each([
  ['localhost', true],
  ['LOCALHOST', true],
  ['127.0.0.1', true],
  ['::1', true],
  ['[::1]', true],
  ['tinh.example', false],
  ['127.0.0.1.example', false],
])('%s is this machine: %s', (host, is) => {
  expect(isLoopback(host)).toBe(is)
})

test('beyond this machine an encrypted line is required; an IPv6 address stands in brackets', () => {
  const reader = { name: 'lantoa_to_x', password: 'pass', port: 6000 }

  expect(joinStringFor({ ...reader, host: 'tinh.example' })).toBe(
    'postgres://lantoa_to_x:pass@tinh.example:6000/lantoa_to_x?sslmode=require',
  )
  expect(joinStringFor({ ...reader, host: '2001:db8::1' })).toBe(
    'postgres://lantoa_to_x:pass@[2001:db8::1]:6000/lantoa_to_x?sslmode=require',
  )
  expect(joinStringFor({ ...reader, host: '::1' })).toBe('postgres://lantoa_to_x:pass@[::1]:6000/lantoa_to_x')
})

const member = {
  name: 'Tỉnh A',
  server: 'id',
  conflict: null,
  version: '0040_x.sql',
  otherIndicators: 0,
  sharedUnits: 0,
}

test('nothing is said of a server that is as it should be, nor of an older one', () => {
  expect(warningsOf(member, '0040_x.sql')).toEqual([])
  expect(warningsOf({ ...member, version: '0039_y.sql' }, '0040_x.sql')).toEqual([])
  expect(warningsOf({ ...member, version: null }, '0040_x.sql')).toEqual([])
})

test('what an administrator should know is said, with the numbers; shared units only where there is no conflict', () => {
  const strange = { ...member, version: '0041_z.sql', otherIndicators: 2, sharedUnits: 3 }

  expect(warningsOf({ ...strange, name: null }, '0040_x.sql')).toEqual([
    { key: 'newer', params: { name: 'id', theirs: '0041', ours: '0040' } },
    { key: 'other_indicators', params: { name: 'id', count: 2 } },
    { key: 'shared_units', params: { name: 'id', count: 3 } },
  ])
  expect(warningsOf({ ...strange, conflict: 'counted_here' }, '0041_x.sql')).toEqual([
    { key: 'counted_here', params: { name: 'Tỉnh A' } },
    { key: 'other_indicators', params: { name: 'Tỉnh A', count: 2 } },
  ])
})

test.each([
  [119, 'second', 119],
  [120, 'minute', 2],
  [7199, 'minute', 119],
  [7200, 'hour', 2],
  [172_799, 'hour', 47],
  [172_800, 'day', 2],
  [259_199, 'day', 2],
])('%i seconds are told by the %s: %i', (seconds, unit, count) => {
  expect(stretch(seconds)).toEqual({ unit, count })
})
