import type { AddressInfo } from 'node:net'
import { connect, createServer, type Server, type Socket } from 'node:net'

/** A bad line on loopback: what goes through it is counted, slowed and cut. */
export type CuttingLine = {
  address: string
  /** Bytes from the phone to the server, and back. */
  sent: () => number
  returned: () => number
  /** How often the line was cut. */
  cuts: () => number
  /** Cuts every connection now. */
  cut: () => void
  /** Cuts every connection as soon as so many more bytes have gone up. */
  cutAfter: (bytes: number) => void
  /** No connection gets through until it is set to true again. */
  setUp: (isUp: boolean) => void
  stop: () => Promise<void>
}

/**
 * A line to a server on this machine. `bytesPerSecond` slows the way up; `everyMilliseconds` cuts all connections again and
 * again, at whatever byte they are.
 */
export async function cuttingLine(
  target: string,
  options: {
    bytesPerSecond?: number
    everyMilliseconds?: () => number
    /** Whether it is cut at present; always, where nothing is said. */
    isCutting?: () => boolean
    downMilliseconds?: number
    /** Sees what goes up on each connection. */
    watch?: (connection: object, chunk: Buffer) => void
  } = {},
): Promise<CuttingLine> {
  const { port, hostname } = new URL(target)
  const open = new Set<Socket>()
  let [sent, returned, cuts, isUp, left] = [0, 0, 0, true, Number.POSITIVE_INFINITY]
  let timer: ReturnType<typeof setTimeout> | undefined

  const cut = (): void => {
    if (open.size > 0) cuts += 1
    for (const socket of open) socket.destroy()
    open.clear()
  }
  const server: Server = createServer((phone) => {
    if (!isUp) return void phone.destroy()
    const far = connect(Number(port), hostname === 'localhost' ? '127.0.0.1' : hostname)
    for (const socket of [phone, far]) {
      open.add(socket)
      socket.setNoDelay(true)
      socket.on('error', () => {})
      socket.on('close', () => {
        open.delete(socket)
        phone.destroy()
        far.destroy()
      })
    }
    let busyUntil = 0
    phone.on('data', (chunk) => {
      const goesThrough = Math.min(chunk.length, left)
      left -= goesThrough
      sent += goesThrough
      options.watch?.(phone, chunk.subarray(0, goesThrough))
      const pass = () => {
        if (goesThrough > 0) far.write(chunk.subarray(0, goesThrough))
        if (left <= 0) {
          left = Number.POSITIVE_INFINITY
          // What is written already still arrives, as bytes on their way do.
          setTimeout(cut, 20)
        }
      }
      if (!options.bytesPerSecond) return pass()
      const now = Date.now()
      busyUntil = Math.max(now, busyUntil) + (chunk.length / options.bytesPerSecond) * 1000
      phone.pause()
      setTimeout(() => {
        pass()
        phone.resume()
      }, busyUntil - now)
    })
    far.on('data', (chunk) => {
      returned += chunk.length
      phone.write(chunk)
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))

  const again = (): void => {
    if (!options.everyMilliseconds) return
    timer = setTimeout(() => {
      if (options.isCutting?.() === false) return again()
      cut()
      const down = options.downMilliseconds ?? 0
      isUp = down === 0
      setTimeout(() => {
        isUp = true
        again()
      }, down)
    }, options.everyMilliseconds())
  }
  again()

  return {
    address: `http://localhost:${(server.address() as AddressInfo).port}`,
    sent: () => sent,
    returned: () => returned,
    cuts: () => cuts,
    cut,
    cutAfter: (bytes) => {
      left = bytes
    },
    setUp: (wanted) => {
      isUp = wanted
      if (!wanted) cut()
    },
    stop: () =>
      new Promise((done) => {
        clearTimeout(timer)
        cut()
        server.close(() => done())
      }),
  }
}
