import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, test } from 'vitest'
import { keepFilesIn, keptFile } from '#platform/files'
import { scanFilesWith, scanned } from '#platform/scan'
import { stagedBytes } from '#platform/staged'
import { aPdf } from './keep/documents.fixture.ts'
import { keepEvidence } from './keep-evidence.ts'

const folder = mkdtempSync(join(tmpdir(), 'lantoa-scan-'))
keepFilesIn(folder)
let server: Server | undefined
afterEach(async () => {
  scanFilesWith(undefined)
  await new Promise((done) => (server ? server.close(done) : done(undefined)))
  server = undefined
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

// In two parts, so that no scanner takes this very file for an infected one.
const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('')

/** A clamd that reads INSTREAM as clamd(8) describes it, and finds the one virus that everybody may carry. */
async function aClamd(
  behave: (socket: Socket, bytes: Buffer) => void = (socket, bytes) =>
    socket.end(bytes.includes(eicar) ? 'stream: Eicar-Test-Signature FOUND\0' : 'stream: OK\0'),
  at: number | string = 0,
): Promise<{ received: Buffer[]; address: string }> {
  const received: Buffer[] = []
  server = createServer((socket) => {
    let heard = Buffer.alloc(0)
    socket.on('error', () => {})
    socket.on('data', (chunk) => {
      heard = Buffer.concat([heard, chunk])
      const begin = 'zINSTREAM\0'.length
      if (heard.toString('latin1', 0, begin) !== 'zINSTREAM\0') return
      const parts: Buffer[] = []
      for (let place = begin; place + 4 <= heard.length; ) {
        const length = heard.readUInt32BE(place)
        if (length === 0) {
          received.push(Buffer.concat(parts))
          return behave(socket, Buffer.concat(parts))
        }
        parts.push(heard.subarray(place + 4, place + 4 + length))
        place += 4 + length
      }
    })
  })
  await new Promise<void>((done) => server?.listen(at as number, () => done()))
  const address = server.address()
  return {
    received,
    address: typeof address === 'string' ? `unix:${address}` : `tcp://localhost:${address?.port}`,
  }
}

test('a clean file is kept, after every byte of it was scanned', async () => {
  const clamd = await aClamd()
  scanFilesWith(clamd.address)
  const bytes = Buffer.concat([aPdf(), Buffer.alloc(300_000, '%'), aPdf()])

  const kept = await keepEvidence(bytes, 'Biên bản.pdf')

  expect(await keptFile(`${kept.sha256}.pdf`)).toEqual(bytes)
  expect(clamd.received.map((one) => one.equals(bytes))).toEqual([true])
})

test('an infected file is refused with a word and not kept, over a socket of the machine too', async () => {
  const clamd = await aClamd(undefined, join(folder, 'clamd.sock'))
  scanFilesWith(clamd.address)
  const infected = aPdf({ objects: [`% ${eicar}\n`] })

  await expect(keepEvidence(infected, 'Thông báo.pdf')).rejects.toMatchObject({
    code: 'file_is_infected',
    params: { name: 'Thông báo.pdf' },
  })

  expect(await scanned(stagedBytes(infected))).toBe('infected')
  expect(await scanned(stagedBytes(Buffer.from(eicar)))).toBe('infected')
})

test.each<[string, (socket: Socket) => void]>([
  ['hangs up', (socket) => socket.destroy()],
  ['says that the file is too large for it', (socket) => socket.end('INSTREAM size limit exceeded. ERROR\0')],
  ['says something else', (socket) => socket.end('stream: OK, perhaps\0')],
])('a scanner that %s lets nothing through', async (_, behave) => {
  scanFilesWith((await aClamd(behave)).address)

  await expect(keepEvidence(aPdf(), 'a.pdf')).rejects.toMatchObject({ code: 'file_was_not_scanned' })
})

test('without an answer at its address nothing is taken; without an address nothing is scanned', async () => {
  scanFilesWith('tcp://127.0.0.1:1')
  await expect(keepEvidence(aPdf(), 'a.pdf')).rejects.toMatchObject({ code: 'file_was_not_scanned' })

  scanFilesWith(undefined)
  expect(await scanned(stagedBytes(aPdf()))).toBe('not_scanned')
})
