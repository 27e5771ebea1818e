import { z } from 'zod'
import { readReadyData } from '#platform/ready-data'
import { type Choice, fieldTypes, type ReadyKind } from '../entry.ts'

/** Answers to choose from, as `value = nhãn | label`, parted by semicolons. */
const choices = z.string().transform((text, context): Choice[] =>
  text.split(';').map((one) => {
    const [value, labels = ''] = one.split('=').map((part) => part.trim())
    const [vi, en] = labels.split('|').map((part) => part.trim())
    if (!value || !vi || !en) context.addIssue(`no choice: ${one}`)
    return { value: value ?? '', label_vi: vi ?? '', label_en: en ?? '' }
  }),
)

const kindRow = z.strictObject({
  code: z.string(),
  scenario: z.string(),
  position: z.coerce.number().int(),
  owner_line: z.string().nullable().default(null),
  protects_people: z
    .enum(['no'])
    .or(z.literal(true))
    .transform((said) => said === true),
  name_vi: z.string(),
  name_en: z.string(),
  purpose_vi: z.string(),
  purpose_en: z.string(),
  /** For whoever reads the table. */
  note: z.string().optional(),
})

const questionRow = z.strictObject({
  kind: z.string(),
  key: z.string(),
  type: z.enum(fieldTypes),
  required: z.literal(true).optional(),
  maximum: z.coerce.number().optional(),
  indicator: z.string().optional(),
  label_vi: z.string(),
  label_en: z.string(),
  help_vi: z.string().optional(),
  help_en: z.string().optional(),
  unit_vi: z.string().optional(),
  unit_en: z.string().optional(),
  choices: choices.optional(),
})

const folder = 'src/3-capture/kinds/ready-kinds'
const questions = readReadyData(`${folder}/questions.csv`, questionRow)

/** Every kind of initiative that comes ready with the system (S18–S30): kinds.csv, with its questions from questions.csv. */
export const readyKinds: readonly ReadyKind[] = readReadyData(`${folder}/kinds.csv`, kindRow).map(
  ({ note: _note, ...kind }) => ({
    ...kind,
    fields: questions.filter((one) => one.kind === kind.code).map(({ kind: _kind, ...field }) => field),
  }),
)
