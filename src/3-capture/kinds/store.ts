import type { Reader, Tx } from '#platform/database'
import type { Field, ReadyKind } from './entry.ts'

/** A kind as people choose it. */
export type Kind = {
  code: string
  nameVi: string
  nameEn: string
  ownerLine: string | null
  purposeVi: string
  purposeEn: string
  protectsPeople: boolean
}

/** The form that is asked now for a kind. */
export type Form = { id: string; kind: string; version: number; fields: Field[] }

export const kindColumns = [
  'kind.code',
  'kind.name_vi as nameVi',
  'kind.name_en as nameEn',
  'kind.owner_line as ownerLine',
  'kind.purpose_vi as purposeVi',
  'kind.purpose_en as purposeEn',
  'kind.protects_people as protectsPeople',
] as const

/** All kinds, in the order of the scenario. */
export const kindsOf = (db: Reader): Promise<Kind[]> =>
  db.selectFrom('initiatives.kind as kind').select(kindColumns).orderBy('kind.position').limit(500).execute()

export const fieldColumns = [
  'key',
  'type',
  'label_vi',
  'label_en',
  'help_vi',
  'help_en',
  'unit_vi',
  'unit_en',
  'required',
  'required_if',
  'minimum',
  'maximum',
  'excludes_minimum',
  'excludes_maximum',
  'choices',
  'indicator',
  'parent',
  'shown_if',
  'count_as',
  'counted_choice',
] as const

/** The questions of a form, in their order. */
export const fieldsOf = (db: Reader, formId: string): Promise<Field[]> =>
  db
    .selectFrom('initiatives.field')
    .select(fieldColumns)
    .where('form_id', '=', formId)
    .orderBy('position')
    .limit(200)
    .$castTo<Field>()
    .execute()

/** The form of a kind that is asked now: the newest that was issued. */
export async function currentForm(db: Reader, kind: string): Promise<Form | undefined> {
  const form = await issuedForms(db).where('kind', '=', kind).executeTakeFirst()
  return form && { ...form, fields: await fieldsOf(db, form.id) }
}

/** A form of a kind by its id, also one that has been superseded since; never a draft. */
export async function issuedForm(db: Reader, kind: string, id: string): Promise<Form | undefined> {
  const form = await issuedForms(db).where('kind', '=', kind).where('id', '=', id).executeTakeFirst()
  return form && { ...form, fields: await fieldsOf(db, form.id) }
}

const issuedForms = (db: Reader) =>
  db
    .selectFrom('initiatives.form')
    .select(['id', 'kind', 'version'])
    .where('issued_on', 'is not', null)
    .orderBy('version', 'desc')
    .limit(1)

/** Writes the questions of a form that has not been issued yet. What counts adds its amount, where nothing else is said. */
export async function insertFields(
  tx: Tx,
  formId: string,
  fields: readonly ReadyKind['fields'][number][],
  firstPosition = 0,
): Promise<void> {
  if (fields.length === 0) return
  await tx
    .insertInto('initiatives.field')
    .values(
      fields.map(({ choices, shown_if, required_if, ...field }, index) => ({
        ...field,
        count_as: field.count_as ?? (field.indicator ? 'amount' : null),
        form_id: formId,
        position: firstPosition + index,
        choices: choices ? JSON.stringify(choices) : null,
        shown_if: JSON.stringify(shown_if ?? []),
        required_if: JSON.stringify(required_if ?? []),
      })),
    )
    .execute()
}
