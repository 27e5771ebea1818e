// Speaking with the server: every answer is either done, or a reason to wait, or something that the person must know.

import type { Outcome } from './rules.ts'
import { outcomeOf } from './rules.ts'
import { recall } from './vault.ts'

const api = '/api/v1'

/** An answer that is silent for so long is as good as none. */
const patience = 45_000

/** What was asked for, or why it did not come. */
export type Answer<T> = { outcome: Outcome; data?: T; at?: number }

/** Asks the server something in the name of a person. Never throws for the line's sake. */
export async function ask<T>(
  method: 'GET' | 'PUT' | 'POST',
  path: string,
  person: string | undefined,
  text?: string,
): Promise<Answer<T>> {
  try {
    const language = (await recall('language')) ?? 'vi'
    const answer = await fetch(api + path, {
      method,
      body: text ?? null,
      cache: 'no-store',
      signal: AbortSignal.timeout(patience),
      headers: {
        'accept-language': language,
        ...(text === undefined ? {} : { 'content-type': 'application/json' }),
        ...(person === undefined ? {} : { 'x-lantoa-person': person }),
      },
    })
    const body = (await answer.json()) as T & { code?: string }
    const outcome = outcomeOf(answer.status, body as object)
    const date = Date.parse(answer.headers.get('date') ?? '')
    return { outcome, ...(outcome.kind === 'done' ? { data: body } : {}), ...(date ? { at: date } : {}) }
  } catch {
    // No connection, a page of some hotspot in between, an answer cut in half: all the same to the queue.
    return { outcome: { kind: 'line-is-down' } }
  }
}
