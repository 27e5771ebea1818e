import { createHash, createPublicKey, verify } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { fingerprintOf } from '#access'
import { signRoot } from '#ledger'
import { useSecret } from '#platform/secret'
import { useDatabase } from '../../../test/support/database.ts'
import { web } from '../../web.ts'

useDatabase()
const faults: unknown[] = []
const app = web({ site: { name: 'Thử' }, log: (fault) => faults.push(fault) })
const get = async (path: string) => {
  const answer = await app.request(`http://localhost${path}`)
  return { status: answer.status, text: await answer.text() }
}

beforeAll(() => useSecret('một bí mật của lần thử, đủ dài để dùng', ''))

test('the page of roots says that there is none yet, and then shows each with its hash and the fingerprint of the key', async () => {
  const empty = await get('/minh-bach')
  const first = await signRoot()
  const second = await signRoot()

  const page = await get('/minh-bach')
  const english = await get('/en/minh-bach')

  expect(empty).toMatchObject({ status: 200, text: expect.stringContaining('Chưa có gốc nào') })
  for (const { text } of [page, english])
    for (const part of [
      first.hash,
      second.hash,
      first.signature,
      fingerprintOf(Buffer.from(first.publicKey, 'hex')),
    ])
      expect(text).toContain(part)
  expect(english.text).toContain('Signed roots')
  expect(page.text).not.toContain('<script')
  expect(JSON.parse(second.content)).toMatchObject({ number: 2, previous: first.hash })
  expect(faults).toEqual([])
})

test('the file of a root is what was signed, to the byte: anybody checks it with the key alone', async () => {
  const root = await signRoot()

  const { text } = await get(`/minh-bach/${root.number}.json`)
  const missing = await get('/minh-bach/9999.json')

  const key = createPublicKey({
    key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(root.publicKey, 'hex')]),
    type: 'spki',
    format: 'der',
  })
  expect(createHash('sha256').update(text).digest('hex')).toBe(root.hash)
  expect(verify(null, Buffer.from(text), key, Buffer.from(root.signature, 'hex'))).toBe(true)
  expect(missing.status).toBe(404)
})
