// Sends one photo by tus, from where the last try was cut off.

import { type HttpRequest, type HttpResponse, type HttpStack, Upload } from 'tus-js-client'
import { ask } from './line.ts'
import { isReceiptFor, type Outcome, outcomeOf, type ReceiptOnPhone } from './rules.ts'
import { recall } from './vault.ts'

const endpoint = '/api/v1/uploads'

/**
 * One request carries so much: few enough requests on a good line; on one that was cut just now little enough to lose, where
 * something in between keeps a request back until it has all of it.
 */
const chunkSize = (failures: number): number => (failures > 0 ? 96 : 384) * 1024

/** After so many tries a photo that lies there whole and is not taken up is begun anew: its server was stopped just then. */
const patienceWithServer = 8

/** Requests by `fetch`: what runs behind the app has nothing else. */
class FetchStack implements HttpStack {
  createRequest(method: string, url: string): HttpRequest {
    return new FetchRequest(method, url)
  }
  getName(): string {
    return 'fetch'
  }
}

class FetchRequest implements HttpRequest {
  private readonly headers: Record<string, string> = {}
  private readonly controller = new AbortController()
  private readonly method: string
  private readonly url: string
  constructor(method: string, url: string) {
    this.method = method
    this.url = url
  }
  getMethod = (): string => this.method
  getURL = (): string => this.url
  setHeader(header: string, value: string): void {
    this.headers[header] = value
  }
  getHeader = (header: string): string | undefined => this.headers[header]
  setProgressHandler(): void {
    // `fetch` tells nothing while it sends; each chunk that arrived is progress enough.
  }
  async send(body: Blob | null): Promise<HttpResponse> {
    const answer = await fetch(this.url, {
      method: this.method,
      headers: this.headers,
      body: body ?? null,
      cache: 'no-store',
      signal: AbortSignal.any([this.controller.signal, AbortSignal.timeout(90_000)]),
    })
    const text = await answer.text()
    return {
      getStatus: () => answer.status,
      getHeader: (header) => answer.headers.get(header) ?? undefined,
      getBody: () => text,
      getUnderlyingObject: () => answer,
    }
  }
  async abort(): Promise<void> {
    this.controller.abort()
  }
  getUnderlyingObject = (): undefined => undefined
}

/** A photo on its way. `uploadUrl` is where the last try began to lay it down. */
export type Sending = {
  person: string
  sha256: string
  bytes: ArrayBuffer
  uploadUrl?: string | undefined
  failures: number
}

/** What became of a photo: arrived with its receipt, or why not, and where to go on next time. */
export type Sent = {
  outcome: Outcome
  receipt?: ReceiptOnPhone
  uploadUrl?: string | undefined
  isElsewhere?: boolean
}

/**
 * Sends a photo. Asked first is whether it has arrived already: the answer to its last bytes may have been lost with the
 * line, and nothing is sent again that is there.
 */
export async function sendPhoto(
  sending: Sending,
  begun: (uploadUrl: string) => Promise<void>,
): Promise<Sent> {
  if (sending.uploadUrl) {
    const there = await receiptFor(sending)
    if (there.receipt || there.outcome.kind !== 'done') return there
  }
  const sent = await upload(sending, begun)
  // Another place than ours: the browser itself sent a cut piece again, or the piece before is still being written. Where
  // to go on is asked at once, since the line is there.
  return sent.isElsewhere ? upload({ ...sending, uploadUrl: sent.uploadUrl }, begun) : sent
}

/** The receipt of a photo that has arrived before. */
export async function receiptFor({ person, sha256 }: { person: string; sha256: string }): Promise<Sent> {
  const { outcome, data } = await ask<{ receipts: ReceiptOnPhone[] }>(
    'POST',
    '/uploads/received',
    person,
    JSON.stringify({ sha256: [sha256] }),
  )
  const receipt = data?.receipts.find((one) => isReceiptFor(one, { kind: 'photo', sha256 }))
  return { outcome, ...(receipt ? { receipt } : {}) }
}

const readJson = (text: string): { receipt?: ReceiptOnPhone; code?: string; title?: string } => {
  try {
    return JSON.parse(text) as object
  } catch {
    return {}
  }
}

async function upload(sending: Sending, begun: (uploadUrl: string) => Promise<void>): Promise<Sent> {
  const language = (await recall('language')) ?? 'vi'
  const failures = (await recall('cuts'))?.recent ?? 0
  return new Promise((done) => {
    const task = new Upload(new Blob([sending.bytes]), {
      endpoint,
      ...(sending.uploadUrl ? { uploadUrl: sending.uploadUrl } : {}),
      chunkSize: chunkSize(failures),
      // The queue decides when to try again, for all that waits in it at once.
      retryDelays: null,
      storeFingerprintForResuming: false,
      httpStack: new FetchStack(),
      headers: { 'accept-language': language, 'x-lantoa-person': sending.person },
      metadata: { sha256: sending.sha256, name: 'anh.jpg' },
      onUploadUrlAvailable: () => {
        if (task.url && task.url !== sending.uploadUrl) void begun(task.url)
      },
      onSuccess: ({ lastResponse }) => {
        const { receipt } = readJson(lastResponse.getBody())
        if (isReceiptFor(receipt, { kind: 'photo', sha256: sending.sha256 }))
          done({ outcome: { kind: 'done' }, receipt })
        // All bytes lie there and are being taken up; the receipt is asked for next time.
        else {
          const isForgotten = sending.failures >= patienceWithServer
          done({
            outcome: { kind: 'line-is-down' },
            uploadUrl: isForgotten ? undefined : (task.url ?? undefined),
          })
        }
      },
      onError: (fault) => {
        const answer = 'originalResponse' in fault ? fault.originalResponse : null
        const outcome: Outcome = answer
          ? outcomeOf(answer.getStatus(), readJson(answer.getBody()))
          : { kind: 'line-is-down' }
        const isElsewhere = [409, 423].includes(answer?.getStatus() ?? 0) && outcome.kind === 'line-is-down'
        done({ outcome, uploadUrl: task.url ?? sending.uploadUrl, isElsewhere })
      },
    })
    task.start()
  })
}
