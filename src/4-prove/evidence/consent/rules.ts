import type { Day } from '#platform/time'
import type { Channel, Thing } from './entry.ts'

/** A consent as far as its being in force goes. */
type Term = { givenOn: Day; validUntil: Day | null; withdrawnAt: Date | null }

/** Where a consent stands on a day. */
export type ConsentState = 'in_force' | 'expired' | 'withdrawn'

/** Where a consent stands on a day. Silence is none: what has ended is not carried on. */
export function stateOf(consent: Term, day: Day): ConsentState {
  if (consent.withdrawnAt !== null) return 'withdrawn'
  return consent.validUntil !== null && consent.validUntil < day ? 'expired' : 'in_force'
}

/** Whether a consent allows something of the person on a channel, on a day. */
export const allows = (
  consent: Term & { things: readonly string[]; channels: readonly string[] },
  thing: Thing,
  channel: Channel,
  day: Day,
): boolean =>
  stateOf(consent, day) === 'in_force' &&
  consent.givenOn <= day &&
  consent.things.includes(thing) &&
  consent.channels.includes(channel)

/** What of a person a file shows. */
export const thingShownBy = (mediaType: string): Thing => (mediaType.startsWith('audio/') ? 'voice' : 'photo')
