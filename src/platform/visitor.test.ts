import { describe, expect, test } from 'vitest'
import { limiter } from './limiter.ts'
import { isOfMany, networkOf, trusting, visitorOf } from './visitor.ts'

const isTrusted = trusting(['127.0.0.1', '::1', '10.1.0.0/16', 'fd00::/8'])
const saying = (headers: Record<string, string>) => (name: string) => headers[name]
const forwarded = (text: string) => saying({ 'x-forwarded-for': text })

describe('the address of a visitor', () => {
  test.each([
    ['believes no header of a stranger', '203.0.113.9', '198.51.100.1', '203.0.113.9'],
    ['is what the proxy names', '127.0.0.1', '198.51.100.1', '198.51.100.1'],
    [
      'is the last that is no proxy, whatever the visitor wrote before',
      '127.0.0.1',
      '8.8.8.8, 198.51.100.1',
      '198.51.100.1',
    ],
    [
      'skips proxies behind one another',
      '::ffff:127.0.0.1',
      '8.8.8.8, 198.51.100.1, 10.1.2.3',
      '198.51.100.1',
    ],
    ['is the first proxy where there is nobody else', '127.0.0.1', '10.1.2.4, 10.1.2.3', '10.1.2.4'],
    ['is unknown where the proxy hides it, whatever stands before', '127.0.0.1', '8.8.8.8, unknown', ''],
    ['comes with a port', '127.0.0.1', '198.51.100.1:4711', '198.51.100.1'],
    ['is of IPv6', 'fd12::1', '2001:db8::7', '2001:db8::7'],
    ['is of IPv6 in brackets', '::1', '[2001:db8::7]:4711', '2001:db8::7'],
    ['is one within IPv6', '::1', '::ffff:198.51.100.1', '198.51.100.1'],
  ])('%s', (_, peer, header, expected) => {
    expect(visitorOf(peer, forwarded(header), isTrusted)).toBe(expected)
  })

  test('is unknown where the proxy says nothing', () => {
    expect(visitorOf('127.0.0.1', saying({}), isTrusted)).toBe('')
  })

  test('stands in Forwarded too, but only where the other header is missing', () => {
    const header = 'for=8.8.8.8, for="[2001:db8::7]:4711";proto=https;by=10.1.2.3'

    expect(visitorOf('127.0.0.1', saying({ forwarded: header }), isTrusted)).toBe('2001:db8::7')
    expect(
      visitorOf('127.0.0.1', saying({ forwarded: header, 'x-forwarded-for': '198.51.100.1' }), isTrusted),
    ).toBe('198.51.100.1')
  })
})

test.each(['', '127.0.0.1', '::1', '::ffff:127.0.0.1'])('“%s” may be many people', (address) =>
  expect(isOfMany(address)).toBe(true),
)

test.each([
  ['198.51.100.1', '198.51.100.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0DB8::7', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
])('%s is counted as %s', (address, network) => expect(networkOf(address)).toBe(network))

test('who has a whole network of IPv6 is limited as one', () => {
  const tries = limiter({ most: 2, minutes: 1 }, () => 0)
  tries.count('2001:db8::1')
  tries.count('2001:db8::2')

  expect(() => tries.refuse('2001:db8::3')).toThrow('too_many_tries')
  expect(() => tries.refuse('2001:db8:0:1::3')).not.toThrow()
})

test.each(['300.1.1.1', '10.0.0.0/33', '10.0.0.0/8/8', 'proxy', '10.0.0.0/'])('“%s” is no network', (range) =>
  expect(() => trusting([range])).toThrow('neither an address nor a network'),
)
