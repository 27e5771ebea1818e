import type { IncomingMessage, Server, ServerResponse } from 'node:http'

type Open = { response: ServerResponse; from: number; received: number }

/**
 * Cuts off whoever sends a body so slowly that it only holds a connection: less than `bytesPerSecond` over `patienceMs`. How long
 * it takes in all is no matter, so that a large photo comes through on a slow line. Nobody is cut off while it is we who do not read.
 */
export function cutSlowBodies(server: Server, { bytesPerSecond = 1000, patienceMs = 15_000 } = {}): void {
  const open = new Map<IncomingMessage, Open>()
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const { headers } = request
    if (headers['transfer-encoding'] === undefined && (headers['content-length'] ?? '0') === '0') return
    open.set(request, { response, from: performance.now(), received: request.socket.bytesRead })
    request.once('close', () => open.delete(request))
  })
  const look = (): void => {
    for (const [request, kept] of open) {
      if (request.complete) open.delete(request)
      else if (performance.now() - kept.from >= patienceMs) {
        const { bytesRead } = request.socket
        const isOurs = request.readableLength > 0 && !kept.response.writableEnded
        const least = (bytesPerSecond * patienceMs) / 1000
        if (!isOurs && bytesRead - kept.received < least) request.socket.destroy()
        Object.assign(kept, { from: performance.now(), received: bytesRead })
      }
    }
  }
  const timer = setInterval(look, Math.min(2_000, patienceMs / 2))
  timer.unref()
  server.once('close', () => clearInterval(timer))
}
