import { z } from 'zod'
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
  /** `{period}` becomes `tháng 6 năm 2024`, `{speaker}` the body that reports, `{next}` the period that follows. */
  subject: string
  opening: string
  sections: Section[]
  /** The first day on which one reports by it, and where that is written. */
  since: Day
  source: string
}
