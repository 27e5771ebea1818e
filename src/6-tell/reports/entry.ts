import { z } from 'zod'
import { registerNumber } from '#papers'
import { dayField, linesField, textField } from '#platform/submit'
import type { Day } from '#platform/time'
import { longestText, mostNamed } from '#regimes'
import type { ChangedHead } from './store.ts'

const seen = z.coerce.number().int().min(0).max(1_000_000)

/** A section as it was sent: its text, and the version that its author saw (0 where nobody had written). */
export type SectionEntry = { key: string; text: string; seen: number }

/**
 * What is typed into a report. `seen` is the version of head and foot that the person saw, 0 where nobody had begun; each
 * section has its own: `text.next` with `seen.next`. What is not sent stays as it is: the form of a section sends no head.
 */
export const reportEntry = z
  .object({
    seen,
    number: registerNumber,
    issuedOn: dayField().optional(),
    position: textField(100).default(''),
    signer: textField(100).default(''),
    subject: textField(1000).optional(),
    addressees: linesField(mostNamed, 200).optional(),
    recipients: linesField(mostNamed, 200).optional(),
    authority: textField(100).optional(),
  })
  .catchall(z.string())
  .transform((typed, context) => {
    const { seen, number, issuedOn, position, signer, subject, addressees, recipients, authority, ...rest } =
      typed
    const head = { subject, addressees, recipients, authority }
    return {
      seen,
      sections: sectionsIn(rest, context),
      ...(issuedOn === undefined ? {} : { number, issuedOn, signer: { name: signer, position }, head }),
    }
  })
type TypedHead = { [Key in keyof ChangedHead]?: ChangedHead[Key] | undefined }
export type ReportEntry = {
  seen: number
  sections: SectionEntry[]
  number?: number | null
  issuedOn?: Day
  signer?: { name: string; position: string }
  head?: TypedHead
}

const sectionText = textField(longestText)

function sectionsIn(typed: Record<string, string>, context: z.RefinementCtx): SectionEntry[] {
  return Object.entries(typed).flatMap(([name, value]): SectionEntry[] => {
    const key = /^text\.([a-z][a-z0-9_]{0,39})$/.exec(name)?.[1]
    if (!key) return []
    const text = sectionText.safeParse(value.replaceAll('\r\n', '\n'))
    const version = seen.safeParse(typed[`seen.${key}`] ?? 0)
    for (const issue of [...(text.error?.issues ?? []), ...(version.error?.issues ?? [])])
      context.addIssue({ ...issue, path: [name] } as Parameters<typeof context.addIssue>[0])
    return text.success && version.success ? [{ key, text: text.data, seen: version.data }] : []
  })
}

/** Where a report stands. */
export const reportStates = ['draft', 'frozen', 'issued', 'withdrawn'] as const
export type ReportState = (typeof reportStates)[number]
