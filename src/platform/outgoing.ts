/**
 * Requests to addresses that people gave: other systems' webhooks, browsers' push services. Whoever can name an address could
 * have us knock at doors inside our own network, so the address that is connected to is checked, not the name.
 */
import dns from 'node:dns'
import { type RequestOptions, request as requestByHttp } from 'node:http'
import { request as requestByHttps } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'

// Apart: in one list every IPv4 address would be looked for among the IPv6 networks too, in which all of them lie.
const inside = { 4: new BlockList(), 6: new BlockList() }
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  inside[4].addSubnet(net, bits, 'ipv4')
for (const [net, bits] of [
  // Addresses that carry an IPv4 address within: which one is behind them is up to some gateway.
  ['::', 8],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['2002::', 16],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['100::', 64],
  ['fc00::', 7],
  ['fe80::', 9],
  ['ff00::', 8],
] as const)
  inside[6].addSubnet(net, bits, 'ipv6')

/** Whether an IP address lies in our own network, on this machine, or nowhere that a stranger's service would be. */
export function isInside(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return inside[4].check(address, 'ipv4')
  return family === 0 || inside[6].check(address, 'ipv6')
}

/** An address that is not to be connected to. */
export class RefusedAddress extends Error {
  readonly host: string

  constructor(host: string) {
    super(`“${host}” lies in the own network`)
    this.name = 'RefusedAddress'
    this.host = host
  }
}

let mayGoInside = false

/** Lets requests reach the own network too, for authorities whose systems stand there. */
export function allowInside(isAllowed: boolean): void {
  mayGoInside = isAllowed
}

/**
 * The host of an address to which we may send: https (http only where the own network is open), no name or password within.
 * What its name resolves to is checked again at every connection. undefined where it is none.
 */
export function hostToSendTo(address: string): string | undefined {
  const url = URL.parse(address)
  if (!url || url.username || url.password || url.hash) return undefined
  if (url.protocol !== 'https:' && !(mayGoInside && url.protocol === 'http:')) return undefined
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (
    !mayGoInside &&
    (isIP(host)
      ? isInside(host)
      : !/\.[a-z][a-z0-9-]*$/i.test(host) || /\.(local|internal|localhost|lan|home\.arpa)$/i.test(host))
  )
    return undefined
  return host
}

// The very addresses that were checked are connected to: a name cannot point elsewhere the second time it is asked for.
const checkedLookup: LookupFunction = (host, options, answer) => {
  dns.lookup(host, { ...options, all: true }, (fault, addresses) => {
    if (fault) return answer(fault, '', 0)
    const refused = !mayGoInside && addresses.some(({ address }) => isInside(address))
    if (refused || addresses.length === 0) return answer(new RefusedAddress(host), '', 0)
    if (options.all) return answer(null, addresses)
    answer(null, addresses[0]?.address ?? '', addresses[0]?.family ?? 0)
  })
}

/** What came back: the status, and the first two thousand characters. */
export type Answered = { status: number; text: string }

/**
 * Posts to an address that somebody gave. Redirects are not followed, no more than 64 kB are read, and all is over after the
 * time limit. @throws RefusedAddress, or the fault of the line
 */
export function postOut(
  address: string,
  body: string | Buffer,
  headers: Record<string, string>,
  limitMilliseconds = 15_000,
): Promise<Answered> {
  const host = hostToSendTo(address)
  if (host === undefined) return Promise.reject(new RefusedAddress(URL.parse(address)?.hostname ?? 'address'))
  const options: RequestOptions = {
    method: 'POST',
    headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
    lookup: checkedLookup,
    signal: AbortSignal.timeout(limitMilliseconds),
    agent: false,
  }
  return new Promise((done, failed) => {
    const send = address.startsWith('https:') ? requestByHttps : requestByHttp
    const request = send(address, options, (response) => {
      const chunks: Buffer[] = []
      let size = 0
      const finish = () =>
        done({
          status: response.statusCode ?? 0,
          text: Buffer.concat(chunks).toString('utf8').replaceAll('\0', '').slice(0, 2_000),
        })
      response.on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size <= 65_536) chunks.push(chunk)
        else {
          finish()
          response.destroy()
        }
      })
      response.on('end', finish)
      response.on('error', failed)
    })
    request.on('error', failed)
    request.end(body)
  })
}
