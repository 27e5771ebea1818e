import { Readable } from 'node:stream'
import { AwsV4Signer } from 'aws4fetch'
import type { Storage } from '../files.ts'

/** A bucket of a store that speaks the protocol of S3 (MinIO, Ceph, Garage, and those of the clouds), by path. */
export type Bucket = { endpoint: string; name: string; region: string; keyId: string; keySecret: string }

const tries = 3

/** Files in a bucket. The store itself checks what arrives against the hash that is signed with it. */
export function bucketStorage(bucket: Bucket): Storage {
  const addressOf = (name: string) => `${bucket.endpoint.replace(/\/$/, '')}/${bucket.name}/${name}`

  async function ask(
    method: 'DELETE' | 'GET' | 'HEAD' | 'PUT',
    name: string,
    { headers = {}, hash = 'UNSIGNED-PAYLOAD', body }: Asked = {},
  ): Promise<Response> {
    for (let attempt = 1; ; attempt += 1) {
      const signed = await new AwsV4Signer({
        method,
        url: addressOf(name),
        headers: { ...headers, 'x-amz-content-sha256': hash },
        accessKeyId: bucket.keyId,
        secretAccessKey: bucket.keySecret,
        service: 's3',
        region: bucket.region,
      }).sign()
      const answer = await fetch(signed.url, {
        method,
        headers: signed.headers,
        ...(body ? { body: Readable.toWeb(body()), duplex: 'half' } : {}),
        signal: AbortSignal.timeout(120_000),
      } as RequestInit).catch((cause: unknown) => cause as Error)
      const isDown = answer instanceof Error || answer.status >= 500
      if (!isDown) return answer
      if (attempt >= tries)
        throw new Error(`The file store did not answer: ${method} ${name}`, {
          cause: answer instanceof Error ? answer : new Error(`status ${answer.status}`),
        })
      await new Promise((done) => setTimeout(done, 200 * 2 ** attempt))
    }
  }

  const refused = async (answer: Response, what: string) =>
    new Error(`The file store refused to ${what}: ${answer.status} ${(await answer.text()).slice(0, 300)}`)

  return {
    put: async (name, file) => {
      const answer = await ask('PUT', name, {
        headers: { 'content-length': String(file.size) },
        hash: file.sha256,
        body: () => file.stream(),
      })
      if (!answer.ok) throw await refused(answer, `keep ${name}`)
      await answer.body?.cancel()
    },
    sizeOf: async (name) => {
      const answer = await ask('HEAD', name)
      if (answer.status === 404) return undefined
      if (!answer.ok) throw await refused(answer, `look for ${name}`)
      return Number(answer.headers.get('content-length'))
    },
    open: async (name, part) => {
      const answer = await ask(
        'GET',
        name,
        part && { headers: { range: `bytes=${part.first}-${part.last}` } },
      )
      if (!answer.ok || !answer.body) throw await refused(answer, `give ${name}`)
      return answer.body
    },
    remove: async (name) => {
      const answer = await ask('DELETE', name)
      if (!answer.ok && answer.status !== 404) throw await refused(answer, `remove ${name}`)
      await answer.body?.cancel()
    },
  }
}

type Asked = { headers?: Record<string, string>; hash?: string; body?: () => Readable }
