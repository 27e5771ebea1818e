import { z } from 'zod'
import { documentTypes } from '#parameters'
import { dayField, textField } from '#platform/submit'

/** Whether a unit issued a document or received it. */
export const directions = ['issued', 'received'] as const
export type Direction = (typeof directions)[number]

/** The codes of all types. */
export const typeCodes: readonly string[] = documentTypes.map(({ code }) => code)

/** A day that may be left out. */
export const optionalDay = () =>
  z
    .string()
    .default('')
    .transform((text, context) => {
      if (text.trim() === '') return null
      const day = dayField().safeParse(text)
      if (day.success) return day.data
      context.addIssue({ code: 'custom', message: 'field_is_no_day' })
      return z.NEVER
    })

const optionalNumber = () =>
  z
    .string()
    .default('')
    .transform((text, context) => {
      const digits = text.trim()
      if (digits === '') return null
      if (/^\d{1,5}$/.test(digits) && Number(digits) > 0) return Number(digits)
      context.addIssue({ code: 'custom', message: 'document_number_is_out_of_range' })
      return z.NEVER
    })

const optionalId = () =>
  z
    .union([z.literal(''), z.guid('field_is_malformed')])
    .default('')
    .transform((id) => id || null)

const wording = {
  type: z.string().refine((code) => typeCodes.includes(code), 'field_is_no_choice'),
  /** Left blank for one that the unit issues: the next number of its run. */
  number: optionalNumber(),
  /** Left blank for one that the unit issues: put together from number, type and unit. */
  symbol: textField(60).default(''),
  issuedOn: dayField(),
  receivedOn: optionalDay(),
  issuer: textField(200).default(''),
  issuerUnitId: optionalId(),
  subject: textField(1000, 3),
  validFrom: optionalDay(),
  /** The last day on which it holds. */
  validTo: optionalDay(),
}

/** What is typed when a document is registered. */
export const documentEntry = z.object({
  id: z.guid('field_is_malformed'),
  unitId: z.guid('field_is_required'),
  direction: z.enum(directions, 'field_is_required'),
  ...wording,
  /** Numbers and symbols of what it carries out, parted by semicolons. */
  carries: textField(1000).default(''),
  clause: textField(200).default(''),
})
export type DocumentEntry = z.output<typeof documentEntry>

/** What is typed when a registration is put right. */
export const documentCorrection = z.object({
  ...wording,
  seen: z.coerce.number('field_is_malformed').int(),
  why: textField(500, 3),
})
export type DocumentCorrection = z.output<typeof documentCorrection>

/** Why a registration is taken back. */
export const documentWithdrawal = z.object({ why: textField(500, 3) })

/** What a document carries out, said later. */
export const linkEntry = z.object({ carries: textField(1000, 1), clause: textField(200).default('') })

/** What takes the place of a document: number and symbol; blank where nothing does after all. */
export const replacementEntry = z.object({ by: textField(200).default('') })

/** How a unit numbers what it issues. */
export const issuingEntry = z.object({
  system: z.enum(['party', 'state', 'organisation'], 'field_is_required'),
  symbol: textField(20, 1),
  numbering: z.enum(['term', 'year'], 'field_is_required'),
})
export type IssuingEntry = z.output<typeof issuingEntry>

/** A term by the day on which the congress before it closed. `id` of one that is put right. */
export const termEntry = z.object({
  id: optionalId(),
  name: textField(120, 2),
  closedOn: dayField(),
})
export type TermEntry = z.output<typeof termEntry>

/** A number kept for a document to come. */
export const reservationEntry = z.object({
  type: wording.type,
  number: optionalNumber(),
  note: textField(200, 2),
})
export type ReservationEntry = z.output<typeof reservationEntry>
