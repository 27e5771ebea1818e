import { createHash, createHmac } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Bucket } from './s3.ts'

/** What a file store was asked, and what it holds. */
export type StandIn = {
  bucket: Bucket
  held: Map<string, Buffer>
  asked: string[]
  /** How many of the next requests it fails to answer. */
  failures: number
  stop(): Promise<void>
}

const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()
const hash = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex')

/**
 * Whether a request is signed as AWS Signature Version 4 says, worked out here from the request as it came: written from the
 * document, not from the library that signs.
 */
function isSigned(request: IncomingMessage, secret: string): boolean {
  const match =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
      request.headers.authorization ?? '',
    )
  if (!match) return false
  const [, , day = '', region = '', names = '', signature] = match
  const at = String(request.headers['x-amz-date'])
  if (!at.startsWith(day) || !names.split(';').includes('host')) return false
  const canonical = [
    request.method,
    request.url,
    '',
    ...names.split(';').map((name) => `${name}:${String(request.headers[name]).trim()}`),
    '',
    names,
    String(request.headers['x-amz-content-sha256']),
  ].join('\n')
  const scope = `${day}/${region}/s3/aws4_request`
  const toSign = ['AWS4-HMAC-SHA256', at, scope, hash(canonical)].join('\n')
  const key = hmac(hmac(hmac(hmac(`AWS4${secret}`, day), region), 's3'), 'aws4_request')
  return hmac(key, toSign).toString('hex') === signature
}

/** A file store that speaks as much of S3 as we do, strictly: signatures and hashes are checked, lengths are demanded. */
export async function s3StandIn(): Promise<StandIn> {
  const held = new Map<string, Buffer>()
  const secret = 'bi-mat-cua-kho'
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    const answer = (status: number, headers: Record<string, string> = {}, bytes: Buffer | string = '') => {
      response.writeHead(status, headers)
      response.end(bytes)
    }
    standIn.asked.push(`${request.method} ${request.url}`)
    if (standIn.failures > 0) {
      standIn.failures -= 1
      return answer(503)
    }
    if (!isSigned(request, secret)) return answer(403, {}, '<Code>SignatureDoesNotMatch</Code>')
    const [, bucket, name = ''] = (request.url ?? '').split('/')
    if (bucket !== 'minh-chung') return answer(404, {}, '<Code>NoSuchBucket</Code>')
    if (request.method === 'PUT') {
      if (request.headers['content-length'] === undefined) return answer(411)
      if (hash(body) !== request.headers['x-amz-content-sha256'])
        return answer(400, {}, '<Code>XAmzContentSHA256Mismatch</Code>')
      held.set(name, body)
      return answer(200)
    }
    if (request.method === 'DELETE') {
      held.delete(name)
      return answer(204)
    }
    const there = held.get(name)
    if (!there) return answer(404, {}, '<Code>NoSuchKey</Code>')
    if (request.method === 'HEAD') return answer(200, { 'content-length': String(there.length) })
    const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '')
    if (!range) return answer(200, {}, there)
    return answer(206, {}, there.subarray(Number(range[1]), Number(range[2]) + 1))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  const standIn: StandIn = {
    bucket: {
      endpoint: `http://127.0.0.1:${port}`,
      name: 'minh-chung',
      region: 'vn-1',
      keyId: 'khoa',
      keySecret: secret,
    },
    held,
    asked: [],
    failures: 0,
    stop: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
  return standIn
}
