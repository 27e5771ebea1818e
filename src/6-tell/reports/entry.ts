import { z } from 'zod'
import { registerNumber } from '#papers'
import { dayField, linesField, textField } from '#platform/submit'
import { longestText, mostNamed } from '#regimes'

const seen = z.coerce.number().int().min(0).max(1_000_000)

/** A section as it was sent: its text, and the version that its author saw (0 where nobody had written). */
export type SectionEntry = { key: string; text: string; seen: number }

/**
 * What is typed into a report. `seen` is the version of head and foot that the person saw, 0 where nobody had begun; each
 * section has its own: `text.next` with `seen.next`. What of the head is not sent stays as it is.
 */
export const reportEntry = z
  .object({
    seen,
    number: registerNumber,
    issuedOn: dayField(),
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
    return {
      seen,
      number,
      issuedOn,
      signer: { name: signer, position },
      head: { subject, addressees, recipients, authority },
      sections: sectionsIn(rest, context),
    }
  })
type Typed = z.output<typeof reportEntry>
export type ReportEntry = Omit<Typed, 'head'> & { head?: Typed['head'] }

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
