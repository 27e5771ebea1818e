// Decisions of the phone, without storage and without a network.

/** Where something in the queue stands. */
export type ItemState = 'draft' | 'waiting' | 'received' | 'refused' | 'conflict' | 'aside'

/**
 * How long to wait before the next try, in milliseconds: twice as long after each failure, five minutes at most, and never
 * the same for two phones, so that a hamlet that gets its network back does not call all at once.
 */
export function waitBefore(failures: number, chance: number): number {
  const whole = Math.min(300_000, 1000 * 2 ** Math.min(failures, 12))
  return Math.round(whole * (0.5 + chance / 2))
}

/** What came back for a request, as far as it decides what happens next. */
export type Outcome =
  | { kind: 'done' }
  | { kind: 'line-is-down' }
  | { kind: 'signed-out' }
  | { kind: 'another-person' }
  | { kind: 'conflict'; code: string; sentence: string }
  | { kind: 'refused'; code: string; sentence: string; fields: FaultOnServer[] }

/** A field at fault, with the sentence of the server. */
export type FaultOnServer = { field: string; code: string; sentence: string }

const conflicts = new Set(['seen_is_outdated', 'unit_has_changed', 'activity_id_is_taken'])

type Refusal = { code?: string; title?: string; fields?: FaultOnServer[] }

/** Reads an answer. Whatever may pass by itself counts as a line that is down, and is tried again. */
export function outcomeOf(status: number, body: Refusal): Outcome {
  if (status >= 200 && status < 300) return { kind: 'done' }
  if (status === 401) return { kind: 'signed-out' }
  if (body.code === 'phone_is_of_another_person') return { kind: 'another-person' }
  if (status === 429 || status === 408 || status >= 500 || body.code === undefined)
    return { kind: 'line-is-down' }
  const sentence = body.title ?? body.code
  if (conflicts.has(body.code)) return { kind: 'conflict', code: body.code, sentence }
  return { kind: 'refused', code: body.code, sentence, fields: body.fields ?? [] }
}

/** A receipt as the phone keeps it. */
export type ReceiptOnPhone = {
  kind: 'record' | 'photo'
  id: string
  sha256: string
  at: string
  word: string
}

/** Whether a receipt is for exactly what the phone sent; only then may the phone let go of it. */
export const isReceiptFor = (
  receipt: ReceiptOnPhone | undefined,
  sent: { kind: 'record' | 'photo'; sha256: string; id?: string },
): receipt is ReceiptOnPhone =>
  receipt !== undefined &&
  receipt.kind === sent.kind &&
  receipt.sha256 === sent.sha256 &&
  (sent.id === undefined || receipt.id === sent.id) &&
  receipt.word !== ''

/** How much of the queue has arrived, photos and records counted alike. */
export function arrivedOf(
  items: readonly { state: ItemState; photoCount: number; photosReceived: number }[],
): { received: number; all: number } {
  const counted = items.filter((item) => item.state !== 'draft' && item.state !== 'aside')
  return {
    received: counted.reduce(
      (sum, item) => sum + item.photosReceived + (item.state === 'received' ? 1 : 0),
      0,
    ),
    all: counted.reduce((sum, item) => sum + item.photoCount + 1, 0),
  }
}

/** Clocks that differ by less than this are as good as equal: only days are recorded. */
const clockTolerance = 6 * 3_600_000

/**
 * By how much the phone's clock is wrong, in milliseconds; 0 where it is right. Known from the last contact; and a phone
 * that thinks it is earlier than its last contact has lost its clock since.
 */
export function clockError(clock: { serverAt: number; phoneAt: number } | undefined, now: number): number {
  if (!clock) return 0
  const error = clock.phoneAt - clock.serverAt
  if (Math.abs(error) > clockTolerance) return error
  return clock.serverAt - now > clockTolerance ? now - clock.serverAt : 0
}

/** Whether there is too little room for another handful of photos. */
export const isNearlyFull = (estimate: { usage?: number; quota?: number }): boolean =>
  estimate.usage !== undefined &&
  estimate.quota !== undefined &&
  estimate.quota - estimate.usage < Math.max(20 * 1024 * 1024, estimate.quota * 0.03)
