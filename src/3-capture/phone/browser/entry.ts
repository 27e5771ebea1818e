// What travels between the phone and the server, as both sides know it. Types only reach the phone.

import { z } from 'zod'

const hash = z.string().regex(/^[0-9a-f]{64}$/)

/** Where the phone stood, when its owner asked it to note that. */
const whereabouts = z.object({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  accuracyMetres: z.number().min(0).max(100_000),
})
export type Whereabouts = z.output<typeof whereabouts>

const wording = {
  day: z.string().max(40),
  summary: z.string().max(10_000),
  answers: z.record(z.string().max(80), z.unknown()),
  photos: z
    .array(hash)
    .max(24)
    .describe('Hashes of the bytes of its photos as the phone sends them, before or after'),
  place: whereabouts.optional(),
}

/** A record as a phone sends it. The very bytes of it are hashed; that hash stands in the receipt. */
export const sentRecord = z.object({
  initiativeId: z.uuid(),
  formId: z.uuid().describe('The form that was filled in, which may have been replaced since'),
  unitId: z.uuid().describe('The unit to which the record belongs as far as the phone knows'),
  ...wording,
})
export type SentRecord = z.output<typeof sentRecord>

/** A new wording of a record, by somebody who saw the version `seen`. */
export const sentVersion = z.object({
  seen: z.number().int().min(1),
  reason: z.string().max(2000).default(''),
  ...wording,
})
export type SentVersion = z.output<typeof sentVersion>
