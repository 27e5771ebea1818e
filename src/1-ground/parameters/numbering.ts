import { z } from 'zod'
import type { Day } from '#platform/time'
import HD05_2026 from './numbering/HD05_2026.json' with { type: 'json' }
import HD36_2018 from './numbering/HD36_2018.json' with { type: 'json' }
import MASS_2020 from './numbering/MASS_2020.json' with { type: 'json' }
import ND30_2020 from './numbering/ND30_2020.json' with { type: 'json' }
import known from './numbering/types.json' with { type: 'json' }

/** Whose documents are numbered alike. */
export const issuingSystems = ['party', 'state', 'organisation'] as const
export type IssuingSystem = (typeof issuingSystems)[number]

const numberingRules = z.object({
  code: z.string(),
  system: z.enum(issuingSystems),
  name: z.string(),
  validFrom: z.iso.date(),
  validTo: z.iso.date().nullable(),
  source: z.object({
    title: z.string(),
    urls: z.array(z.url()),
    note: z.string(),
    unverified: z.array(z.string()),
  }),
  /** Whether numbers run through a term, or begin anew each year. */
  numbering: z.enum(['term', 'year']),
  leadingZeroBelow: z.number().int(),
  /** `{number}-{type}/{body}`; an official letter has a pattern of its own. */
  pattern: z.string(),
  letterPattern: z.string(),
  symbols: z.record(z.string(), z.string()),
})

/** How documents of one system are numbered, from when to when, by which source. */
export type NumberingRules = z.output<typeof numberingRules>

/** All rules of numbering, each with its source and the days between which it holds. */
export const allNumberingRules: readonly NumberingRules[] = [HD36_2018, HD05_2026, ND30_2020, MASS_2020].map(
  (rules) => numberingRules.parse(rules),
)

/**
 * The rules by which a body of that system numbers a document of that day. Of days before the oldest that is known, the
 * oldest: registers are brought in for years back, and the symbol of an old document can be put right by hand.
 */
export function numberingRulesOf(system: IssuingSystem, day: Day): NumberingRules {
  const ofSystem = allNumberingRules
    .filter((rules) => rules.system === system)
    .sort((one, other) => (one.validFrom < other.validFrom ? -1 : 1))
  const found = ofSystem.findLast(({ validFrom }) => validFrom <= day) ?? ofSystem[0]
  if (!found) throw new Error(`No rules of numbering for ${system}.`)
  return found
}

/** A type of document by its code, as people call it. */
export type DocumentType = { code: string; nameVi: string; nameEn: string }

/** The types of documents that a register takes. */
export const documentTypes: readonly DocumentType[] = known.types
