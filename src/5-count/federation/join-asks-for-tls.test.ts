import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { databaseAddress, useDatabase } from '../../../test/support/database.ts'
import { join } from './join.ts'

useDatabase('owner')

const sslRequest = 80_877_103

/** A server that offers no TLS and turns away who signs in without it. It notes the first request of each connection. */
const asked: number[] = []
const refusing = createServer((line) => {
  line.on('error', () => {})
  line.once('data', (packet) => {
    asked.push(packet.readInt32BE(4))
    if (packet.readInt32BE(4) === sslRequest) return line.end('N')
    const fields = Buffer.from('SFATAL\0C28000\0Mno pg_hba.conf entry, no encryption\0\0')
    const head = Buffer.from('E\0\0\0\0')
    head.writeInt32BE(fields.length + 4, 1)
    return line.end(Buffer.concat([head, fields]))
  })
})

async function joined(query: string): Promise<unknown> {
  refusing.listen(0, '127.0.0.1')
  await once(refusing, 'listening')
  const { port } = refusing.address() as AddressInfo
  return join(databaseAddress(), `postgres://lantoa_to_x:secret@127.0.0.1:${port}/lantoa${query}`)
}

afterEach(() => {
  asked.length = 0
  refusing.close()
})

test('a server whose join string asks for TLS hears nothing, not even a name, without it', async () => {
  await expect(joined('?sslmode=require')).rejects.toMatchObject({ code: 'federation_server_is_unreachable' })

  expect(asked).toEqual([sslRequest])
})

test('a server that turns away who comes without TLS is told as such', async () => {
  await expect(joined('')).rejects.toMatchObject({ code: 'federation_needs_tls' })

  expect(asked).not.toContain(sslRequest)
})
