import { BlockList, isIP, isIPv4 } from 'node:net'

/**
 * From which address a request comes. Behind a proxy the socket has the proxy's own address, and the proxy says in a header
 * whose request it passes on. Anybody can write that header, so it counts only where a trusted proxy has sent it.
 */

/** Tells whether an address is that of a trusted proxy. */
export type IsTrusted = (address: string) => boolean

const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '')

/** An address with an optional number of bits, such as `10.0.0.0/8`. */
function partsOf(range: string): { address: string; family: 'ipv4' | 'ipv6'; bits: number } | undefined {
  const [address = '', bits, more] = range.split('/')
  if (isIP(address) === 0 || more !== undefined) return undefined
  const most = isIPv4(address) ? 32 : 128
  const length = bits === undefined ? most : /^\d{1,3}$/.test(bits) ? Number(bits) : Number.NaN
  if (!(length <= most)) return undefined
  return { address, family: isIPv4(address) ? 'ipv4' : 'ipv6', bits: length }
}

/** The ranges of a setting: addresses and networks, separated by commas or spaces. */
export const rangesIn = (setting: string): string[] => setting.split(/[\s,]+/).filter(Boolean)

/** Whether a text is an address or a network. */
export const isRange = (range: string): boolean => partsOf(range) !== undefined

/** Tells the trusted proxies from all others. */
export function trusting(ranges: readonly string[]): IsTrusted {
  const list = new BlockList()
  for (const range of ranges) {
    const parts = partsOf(range)
    if (!parts) throw new Error(`“${range}” is neither an address nor a network.`)
    list.addSubnet(parts.address, parts.bits, parts.family)
  }
  return (address) => isIP(address) !== 0 && list.check(address, isIPv4(address) ? 'ipv4' : 'ipv6')
}

/** One hop as a header names it: `192.0.2.1`, `192.0.2.1:4711`, `[2001:db8::1]:4711`, `"[2001:db8::1]"`. */
function hopFrom(text: string): string {
  const bare = text.trim().replace(/^"(.*)"$/, '$1')
  const inBrackets = /^\[([^\]]*)\]/.exec(bare)?.[1]
  const address = plain(inBrackets ?? (/^[\d.]+:\d+$/.test(bare) ? bare.slice(0, bare.indexOf(':')) : bare))
  return isIP(address) === 0 ? '' : address
}

/** The hops that the proxies have named, the first visitor first. `Forwarded` is asked only where the other is not there. */
function hopsOf(header: (name: string) => string | undefined): string[] {
  const listed = header('x-forwarded-for')
  if (listed !== undefined) return listed.split(',').map(hopFrom)
  return (header('forwarded') ?? '')
    .split(',')
    .filter((one) => one.trim() !== '')
    .map((one) => hopFrom(/(?:^|;)\s*for=("[^"]*"|[^;]*)/i.exec(one)?.[1] ?? ''))
}

/**
 * The address of the visitor. The hops are read from the right, and the first one that is no trusted proxy is the visitor:
 * what stands further left, visitors can write themselves. Empty where a trusted proxy names nobody.
 */
export function visitorOf(
  peer: string,
  header: (name: string) => string | undefined,
  isTrusted: IsTrusted,
): string {
  const socket = plain(peer)
  if (!isTrusted(socket)) return socket
  const hops = hopsOf(header)
  return hops.findLast((hop) => !isTrusted(hop)) ?? hops[0] ?? ''
}

/** Whether an address may be that of many people: of a proxy on this machine that is not trusted, or of nobody known. */
export const isOfMany = (address: string): boolean =>
  address === '' || /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/.test(address)

/** What is counted as one visitor: an address, and of IPv6 the 64 bits that one connection is given. */
export function networkOf(address: string): string {
  if (isIP(address) !== 6) return address
  const [head = '', tail] = address.split('%')[0]?.toLowerCase().split('::') ?? []
  const before = head.split(':').filter(Boolean)
  const after = (tail ?? '').split(':').filter(Boolean)
  const groups =
    tail === undefined
      ? before
      : [...before, ...Array(Math.max(0, 8 - before.length - after.length)).fill('0'), ...after]
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}
