import { connect, type Socket } from 'node:net'
import type { Staged } from './staged.ts'

// ClamAV's clamd(8): `zINSTREAM\0`, then chunks, each behind its length in four bytes, then a length of nought; one line
// comes back: `stream: OK`, `stream: NAME FOUND` or `… ERROR`.

let scanner: string | undefined

/** Says where ClamAV listens; once, at start. Without one nothing is scanned. */
export function scanFilesWith(address: string | undefined): void {
  scanner = address
}

/** What ClamAV said of a file. `unreachable`: it said nothing that could be relied on. */
export type ScanVerdict = 'clean' | 'infected' | 'unreachable' | 'not_scanned'

const silenceMs = 30_000

/** Has a file scanned, where there is a scanner. Never throws: who asks decides what an unreachable scanner means. */
export async function scanned(file: Staged): Promise<ScanVerdict> {
  if (scanner === undefined) return 'not_scanned'
  try {
    const answer = await askClamd(scanner, file)
    if (/^stream: OK\s*$/.test(answer)) return 'clean'
    return / FOUND\s*$/.test(answer) ? 'infected' : 'unreachable'
  } catch {
    return 'unreachable'
  }
}

function socketTo(address: string): Socket {
  if (address.startsWith('unix:')) return connect(address.slice('unix:'.length))
  const { hostname, port } = new URL(address)
  return connect(Number(port), hostname.replace(/^\[|\]$/g, ''))
}

async function askClamd(address: string, file: Staged): Promise<string> {
  const socket = socketTo(address)
  socket.setTimeout(silenceMs, () => socket.destroy(new Error('clamd is silent')))
  const answered = new Promise<string>((done, failed) => {
    let answer = ''
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1')
      // It may answer before all is sent: too large, or found already.
      if (answer.includes('\0')) done(answer.slice(0, answer.indexOf('\0')))
    })
    socket.once('close', () => failed(new Error('clamd hung up')))
    socket.once('error', failed)
  })
  try {
    await Promise.race([answered, sendWhole(socket, file)])
    return await answered
  } finally {
    answered.catch(() => {})
    socket.destroy()
  }
}

async function sendWhole(socket: Socket, file: Staged): Promise<void> {
  const write = (bytes: Uint8Array) =>
    new Promise<void>((done, failed) => socket.write(bytes, (fault) => (fault ? failed(fault) : done())))
  await write(Buffer.from('zINSTREAM\0'))
  for await (const chunk of file.stream() as AsyncIterable<Buffer>) {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(chunk.length)
    await write(Buffer.concat([length, chunk]))
  }
  await write(Buffer.alloc(4))
}
