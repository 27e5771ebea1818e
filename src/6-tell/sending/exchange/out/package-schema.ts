/** The shape of the JSON in which a report leaves for other systems. Served as a JSON schema, tried in a test. */

import { z } from 'zod'
import { reaches } from '#figures'
import { qualifiers } from '#platform/precision'

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const unit = z.strictObject({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  officialCode: z.string().nullable(),
})

const regime = z.strictObject({
  id: z.string(),
  unitId: z.string().describe('Who asks for the report'),
  name: z.string(),
  periodKind: z.string(),
  reporters: z.unknown().describe('The rule that says who reports'),
  monthBegins: z.int().describe('The day on which a month begins: 1, or 15 under NĐ 09/2019'),
  dueDays: z.int().describe('Days after the period until the report is due'),
  validFrom: day,
  validTo: day.nullable(),
  source: z.string(),
})

const qualifier = z
  .enum(qualifiers)
  .describe(
    'How exact the value is: over (trên), nearly (gần), about (khoảng), order (hàng trăm); in a cell absent where exact',
  )

const cell = z.strictObject({
  text: z.string().describe('As it is printed'),
  value: z.number().optional().describe('The number itself, where the cell is a figure'),
  qualifier: qualifier.optional(),
})

const observation = z.strictObject({
  indicator: z.string().describe('Code in IndicatorCatalog'),
  unitId: z.string(),
  unitSlug: z.string(),
  period: z.string().describe('Code in ReportingPeriodCatalog'),
  line: z.string().nullable().describe('Code in Disaggregation; null for all lines together'),
  theme: z.string().nullable().describe('Id of the theme that alone it serves; null for all themes together'),
  reach: z
    .enum(['all', ...reaches])
    .describe(
      '`own`: of what the unit did itself with its own bodies; `below`: of what the units beneath it did',
    ),
  value: z.number(),
  qualifier,
  provenPercent: z.number().nullable().describe('Percent that is more than the unit’s own word'),
  printed: z.string(),
  href: z.string().describe('Where the figure opens to the facts behind it'),
  reading: z.string().nullable().describe('The reading kept when the report was frozen'),
})

/** A report with all that its codes mean, under the names of the message packages of QCVN 125:2021/BTTTT. */
export const reportPackage = z.strictObject({
  $schema: z.string(),
  format: z.literal('lan-toa-report-package'),
  formatVersion: z.literal(1),
  notice: z.string(),
  madeAt: z.iso.datetime(),
  isDemonstration: z.boolean(),
  unit,
  ReportingRegime: z.array(regime),
  ReportForm: z.array(
    z.strictObject({
      code: z.string(),
      title: z.string(),
      columns: z.array(z.strictObject({ title: z.string() })),
    }),
  ),
  ReportOutlineForm: z.strictObject({
    code: z.string(),
    version: z.int(),
    name: z.string(),
    title: z.string(),
    periodKinds: z.array(z.string()),
    sections: z.array(
      z.strictObject({
        key: z.string(),
        heading: z.string(),
        isRequired: z.boolean(),
        isRestricted: z.boolean(),
      }),
    ),
    source: z.string(),
  }),
  ReportDataset: z.strictObject({ period: z.string(), observations: z.array(observation) }),
  ReportListDataset: z.array(
    z.strictObject({ form: z.string().describe('Code in ReportForm'), rows: z.array(z.array(cell)) }),
  ),
  OutlineSubmission: z.strictObject({
    subject: z.string(),
    addressees: z.array(z.string()),
    opening: z.string(),
    issuer: z.string(),
    recipients: z.array(z.string()),
    signer: z.strictObject({ authority: z.string(), position: z.string(), name: z.string() }),
    sections: z.array(
      z.strictObject({
        key: z.string(),
        heading: z.string(),
        isRestricted: z.boolean().describe('Stays inside when the report is published'),
        isAnnex: z.boolean().optional().describe('Stands behind the signature'),
        text: z
          .string()
          .describe('One line for each paragraph, heading or item; tables are in ReportListDataset'),
      }),
    ),
  }),
  ReportStatus: z.strictObject({
    state: z.enum(['draft', 'issued']),
    version: z.int().nullable(),
    reason: z.string().nullable(),
    hash: z.string().nullable().describe('SHA-256 of the frozen content, hexadecimal'),
    checkCode: z.string().nullable(),
    number: z.int().nullable(),
    symbol: z.string().nullable(),
    issuedOn: day.nullable(),
  }),
  ReportingPeriodCatalog: z.array(
    z.strictObject({ code: z.string(), name: z.string(), firstDay: day, lastDay: day }),
  ),
  IndicatorCatalog: z.array(
    z.strictObject({
      code: z.string(),
      name: z.string(),
      unitOfMeasure: z.string(),
      rule: z.enum(['sum', 'stock', 'distinct', 'derived']),
      definition: z.string(),
      formula: z.string().nullable(),
      source: z.string().nullable(),
    }),
  ),
  Disaggregation: z.array(z.strictObject({ code: z.string(), name: z.string() })),
})
export type ReportPackage = z.output<typeof reportPackage>

/** Where the schema is served. */
export const schemaAddress = '/bao-cao/luoc-do/goi-bao-cao-1.json'

/** The schema for other people's programs (JSON Schema 2020-12). */
export const packageSchema = (origin: string) => ({
  ...z.toJSONSchema(reportPackage),
  $id: `${origin}${schemaAddress}`,
  title: 'Lan Tỏa report package, version 1',
  description:
    'A format of Lan Tỏa. The packages bear the names of QCVN 125:2021/BTTTT; the elements inside are our own, to be mapped. No conformance is claimed.',
})
