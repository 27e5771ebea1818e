import { z } from 'zod'
import { dayField, dayOrBlank, linesField, textField } from '#platform/submit'
import type { Day } from '#platform/time'

/** How long a report reaches back. `years` is a review of several years (sơ kết, tổng kết). */
export const periodKinds = ['month', 'quarter', 'half', 'nine_months', 'year', 'years'] as const
export type PeriodKind = (typeof periodKinds)[number]

/** What a section is about: it decides which sentences are suggested for it. */
export const topics = [
  'situation',
  'leadership',
  'study',
  'publicity',
  'example',
  'initiatives',
  'inspection',
  'commendation',
  'duties',
  'shortcomings',
  'next',
] as const
export type Topic = (typeof topics)[number]

/** More sections than this no report has. */
export const mostSections = 40

/** More people and bodies than that no report goes to. */
export const mostNamed = 20

/** The longest text of a section: some eight pages. */
export const longestText = 20_000

/**
 * A section of a report: its heading (`{next}` becomes the period that follows), the text with which it begins, whether
 * somebody has to write in it, and whether it stays inside when the report is published.
 */
export const outlineSection = z.object({
  key: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'section_key_is_malformed'),
  heading: z.string().trim().min(2, 'field_is_too_short').max(300),
  topic: z.enum(topics).nullable().default(null),
  isRequired: z.boolean().default(false),
  isRestricted: z.boolean().default(false),
  /** Stands behind the signature: tables and lists to look things up in. */
  isAnnex: z.boolean().optional(),
  start: z.string().max(longestText).default(''),
})
export type Section = z.output<typeof outlineSection>

/** What a report is made of, as data: an officer makes and changes it in the browser. */
export type Outline = {
  code: string
  version: number
  /** Who made it; null where it comes with the software. */
  unitId: string | null
  name: string
  periods: PeriodKind[]
  /** The type of document: `BÁO CÁO`. */
  title: string
  /**
   * `{period}` becomes `tháng 6 năm 2024`, `{years}` its length (`03 năm`), `{speaker}` the body that reports, `{next}` the
   * period that follows, `{programme}` the directives that the programme follows at its end, `{programme_full}` the same as
   * a document cites them.
   */
  subject: string
  opening: string
  /** To whom it is addressed (Kính gửi): nobody where it is empty. */
  addressees: string[]
  /** Who receives it (Nơi nhận), the archive last: those of the issuing body where it is empty. */
  recipients: string[]
  sections: Section[]
  /** The first day on which one reports by it, null where it is any, and where that is written. */
  since: Day | null
  source: string
}

const ticked = z
  .string()
  .optional()
  .transform((mark) => mark !== undefined)

const periodsTyped = Object.fromEntries(
  periodKinds.map((kind) => [`periods.${kind}`, z.string().optional()]),
) as Record<`periods.${PeriodKind}`, z.ZodOptional<z.ZodString>>

/** What is typed of an outline itself. `seen` is the mark of what the person saw. */
export const headEntry = z
  .object({
    seen: z.string().max(64).default(''),
    name: textField(200, 3),
    title: textField(100, 3),
    subject: textField(1000, 3),
    opening: textField(3000),
    addressees: linesField(mostNamed, 200).default([]),
    recipients: linesField(mostNamed, 200).default([]),
    since: dayOrBlank(),
    source: textField(1000, 3),
    ...periodsTyped,
  })
  .transform((typed, context) => {
    const periods = periodKinds.filter((kind) => typed[`periods.${kind}`] !== undefined)
    if (periods.length === 0)
      context.addIssue({ code: 'custom', message: 'outline_has_no_period', path: ['periods'] })
    const { seen, name, title, subject, opening, addressees, recipients, since, source } = typed
    return { seen, head: { name, periods, title, subject, opening, addressees, recipients, since, source } }
  })
export type HeadEntry = z.output<typeof headEntry>
export type Head = Pick<
  Outline,
  'name' | 'periods' | 'title' | 'subject' | 'opening' | 'addressees' | 'recipients' | 'since' | 'source'
>

/** What is typed to make an outline: for which unit, and the version of another whose content is taken over. */
export const newOutlineEntry = z.object({
  unitId: z.guid('field_is_no_choice'),
  name: textField(200, 3),
  from: textField(60).default(''),
})
export type NewOutlineEntry = z.output<typeof newOutlineEntry>

/** What is typed of a section. */
export const sectionEntry = z.object({
  seen: z.string().max(64).default(''),
  heading: textField(300, 2),
  topic: z
    .union([z.literal(''), z.enum(topics)], 'field_is_no_choice')
    .default('')
    .transform((topic) => topic || null),
  isRequired: ticked,
  isRestricted: ticked,
  isAnnex: ticked,
  start: textField(longestText).default(''),
})
export type SectionTyped = z.output<typeof sectionEntry>

/** What is typed to issue a draft: its `seen`. */
export const issueEntry = z.object({ seen: z.coerce.number().int() })

const namedInFile = z.array(textField(200, 1), 'field_is_malformed').max(mostNamed).default([])

/** An outline as it leaves one system and comes into another. */
export const outlineFile = z.object({
  lantoa: z.literal('outline', 'outline_file_is_something_else'),
  name: textField(200, 3),
  periods: z
    .array(z.enum(periodKinds, 'outline_period_is_unknown'), 'field_is_malformed')
    .min(1, 'outline_has_no_period')
    .max(periodKinds.length),
  title: textField(100, 3),
  subject: textField(1000, 3),
  opening: textField(3000),
  // Files of before had neither.
  addressees: namedInFile,
  recipients: namedInFile,
  since: z.null().or(dayField()).default(null),
  source: textField(1000, 3),
  sections: z
    .array(
      outlineSection.extend({
        heading: textField(300, 2),
        topic: z.enum(topics, 'outline_topic_is_unknown').nullable().default(null),
        start: textField(longestText).default(''),
      }),
      'field_is_malformed',
    )
    .min(1, 'outline_has_no_section')
    .max(mostSections)
    .superRefine((sections, context) => {
      sections.forEach(({ key }, index) => {
        if (sections.findIndex((one) => one.key === key) < index)
          context.addIssue({ code: 'custom', message: 'section_key_is_there_twice', path: [index, 'key'] })
      })
    }),
})
export type OutlineFile = z.output<typeof outlineFile>
