import { type Actor, look } from '#access'
import { draftIndicator, freeIndicatorCode, type Indicator, indicatorsNamed } from '#figures'
import type { Reader, Tx } from '#platform/database'
import { inThread } from '#platform/in-thread'
import { Problem } from '#platform/problem'
import type { Field } from '../entry.ts'
import { changeDraft } from '../forms/edit-draft.ts'
import { indicatorsFor, kindToChange } from '../forms/read.ts'
import { countingFor, formFaults } from '../forms/rules.ts'
import {
  appendFields,
  bring,
  broughtBy,
  type Draft,
  deleteFields,
  draftOf,
  findManagedKind,
  keepRemoved,
} from '../forms/store.ts'
import type { DescribedIndicator } from './read-sheets.ts'
import type { ReadForm } from './read-xlsform.ts'
import { inOrder, type Remark, shortly } from './remarks.ts'
import type { ReadField } from './survey.ts'

/** What of an indicator in a file is here already, and what would come with the form. */
type Matched = { known: Map<string, Indicator>; fresh: DescribedIndicator[]; remarks: Remark[] }

const means = (one: Indicator, other: DescribedIndicator): boolean =>
  one.unitVi === other.unitVi && one.rule === other.rule && (one.formula ?? '') === other.formula

const wordsIn = (one: DescribedIndicator): string =>
  [
    one.nameVi,
    one.nameEn,
    one.unitVi,
    one.unitEn,
    one.definitionVi,
    one.definitionEn,
    one.source,
    one.formula,
  ]
    .filter(Boolean)
    .join(' / ')

/** Whether a file says of an indicator that is here already nothing else than what is known of it. */
const isSaidAlike = (one: Indicator, other: DescribedIndicator): boolean =>
  one.nameVi === other.nameVi &&
  one.nameEn === other.nameEn &&
  one.unitEn === other.unitEn &&
  one.definitionVi === other.definitionVi &&
  one.definitionEn === other.definitionEn &&
  (one.source ?? '') === other.source

/** Whether an indicator is described well enough to be set up. */
const isWhole = (one: DescribedIndicator): boolean =>
  ['sum', 'stock', 'distinct', 'derived'].includes(one.rule) &&
  one.nameVi.length >= 3 &&
  one.unitVi !== '' &&
  one.definitionVi !== '' &&
  (one.rule === 'derived') === (one.formula !== '')

/** Codes in a file that mean the same here stay; those that mean nothing here, or something else, come anew. */
function match(read: ReadForm, here: readonly Indicator[]): Matched {
  const known = new Map(here.map((one) => [one.code, one]))
  const fresh: DescribedIndicator[] = []
  const remarks: Remark[] = []
  for (const described of read.indicators) {
    const one = known.get(described.code)
    const tell = (code: string) =>
      remarks.push({
        sheet: 'indicators',
        row: described.row,
        column: 'code',
        code,
        params: { indicator: shortly(`${described.code} / ${wordsIn(described)}`) },
        isFault: false,
      })
    if (one && means(one, described)) {
      if (!isSaidAlike(one, described)) tell('indicator_stays_as_here')
    } else if (isWhole(described)) {
      known.delete(described.code)
      fresh.push(described)
    } else tell('indicator_is_left_out')
  }
  return { known, fresh, remarks }
}

const asIndicator = ({ row: _, ...one }: DescribedIndicator): Indicator => ({
  ...one,
  rule: one.rule as Indicator['rule'],
  isHeadline: false,
  partOf: null,
  isShare: false,
  formula: one.formula || null,
  source: one.source || null,
})

/** What each question counts, as far as that can be; where it cannot, the file is told so. */
function counted(read: ReadForm, matched: Matched): { fields: Field[]; remarks: Remark[] } {
  const indicators = new Map([
    ...matched.known,
    ...matched.fresh.map((one) => [one.code, asIndicator(one)] as const),
  ])
  const remarks: Remark[] = []
  const fields = read.fields.map(({ row, ...field }: ReadField): Field => {
    const nothing = { ...field, indicator: null, count_as: null, counted_choice: null }
    const tell = (column: string, code: string, params: Remark['params']) =>
      remarks.push({ sheet: 'survey', row, column, code, params, isFault: false })
    if (field.indicator === null) {
      for (const column of ['count_as', 'counted_choice'] as const)
        if (field[column] !== null) tell(column, 'column_is_left_out', { value: shortly(field[column]) })
      return nothing
    }
    const indicator = indicators.get(field.indicator)
    const count_as = indicator && countingFor(field.type, indicator.rule)
    const isUnsaid =
      count_as === 'chosen' && !field.choices?.some(({ value }) => value === field.counted_choice)
    if (!indicator || !count_as || isUnsaid) {
      const code = indicator
        ? count_as
          ? 'counted_choice_is_none'
          : 'cannot_be_counted'
        : 'indicator_is_unknown'
      tell('indicator', code, { indicator: field.indicator })
      return nothing
    }
    if (field.count_as !== null && field.count_as !== count_as)
      tell('count_as', 'count_as_is_changed', { said: field.count_as })
    if (field.counted_choice !== null && count_as !== 'chosen')
      tell('counted_choice', 'column_is_left_out', { value: shortly(field.counted_choice) })
    return { ...field, count_as, counted_choice: count_as === 'chosen' ? field.counted_choice : null }
  })
  return { fields, remarks }
}

const readInThread = inThread<{ bytes: Uint8Array }, ReadForm>('src/3-capture/kinds/xlsform/read-worker.ts', {
  seconds: 20,
})

async function planOf(db: Reader, draft: Draft | undefined, read: ReadForm) {
  const matched = match(read, await indicatorsFor(db, draft ?? { id: nobody }))
  const { fields, remarks } = counted(read, matched)
  return { matched, fields, remarks: inOrder([...read.remarks, ...matched.remarks, ...remarks]) }
}

/** No form has this id: of a kind without a draft no indicator is brought yet. */
const nobody = '00000000-0000-0000-0000-000000000000'

/**
 * What an XLSForm would become, before anything is kept: its questions, the indicators that would come with it, what is
 * left out and what is wrong, by row and column.
 * @throws Problem `not_found_or_not_allowed`, and those of `readXlsForm`
 */
export async function previewForm(actor: Actor, code: string, bytes: Uint8Array) {
  await kindToChange(actor, code)
  const read = await readInThread({ bytes })
  return look(actor, 'kind.manage', null, async (db) => {
    const kind = await findManagedKind(db, code)
    if (!kind) throw new Problem('not_found_or_not_allowed')
    const draft = await draftOf(db, code)
    const { matched, fields, remarks } = await planOf(db, draft, read)
    const indicators = new Map([
      ...matched.known,
      ...matched.fresh.map((one) => [one.code, asIndicator(one)] as const),
    ])
    return {
      kind,
      title: read.title,
      fields,
      indicators,
      fresh: matched.fresh.map(asIndicator),
      remarks,
      faults: formFaults(fields, indicators, kind),
      replaced: draft?.fields.length ?? 0,
      hasDraft: draft !== undefined,
    }
  })
}

/** Sets up the indicators that a file brings, those that others are worked out of first. @returns their codes here. */
async function bringAll(tx: Tx, draft: Draft, unitId: string, fresh: readonly DescribedIndicator[]) {
  const codes = new Map<string, string>()
  const inOrder = [...fresh].sort((one, other) => Number(one.formula !== '') - Number(other.formula !== ''))
  for (const one of inOrder) {
    const code = await freeIndicatorCode(tx, one.code)
    const formula = one.formula.replace(/[a-z][a-z0-9_]{2,59}/g, (word) => codes.get(word) ?? word)
    await draftIndicator(
      tx,
      {
        code,
        name_vi: one.nameVi,
        name_en: one.nameEn,
        unit_vi: one.unitVi,
        unit_en: one.unitEn,
        rule: one.rule as Indicator['rule'],
        is_money: one.isMoney,
        definition_vi: one.definitionVi,
        definition_en: one.definitionEn,
        ...(one.source ? { source: one.source } : {}),
        ...(formula ? { formula } : {}),
        unitId,
      },
      await broughtBy(tx, draft.id),
    )
    await bring(tx, draft.id, code)
    codes.set(one.code, code)
  }
  return codes
}

/**
 * Takes an XLSForm over into the draft of a kind, all of it or nothing. What stood in the draft can be put back.
 * @throws Problem `form_has_no_draft`, `xlsform_has_faults`, and those of `readXlsForm`
 */
export async function importForm(actor: Actor, code: string, bytes: Uint8Array): Promise<void> {
  await kindToChange(actor, code)
  const read = await readInThread({ bytes })
  return changeDraft(actor, code, async (tx, draft, unitId) => {
    const { matched, fields, remarks } = await planOf(tx, draft, read)
    const faults = remarks.filter(({ isFault }) => isFault).length
    if (faults > 0) throw new Problem('xlsform_has_faults', { count: faults })
    if (draft.fields.length > 0) {
      await keepRemoved(tx, draft.id, draft.fields, actor.personId)
      await deleteFields(
        tx,
        draft.id,
        draft.fields.map(({ key }) => key),
      )
    }
    const codes = await bringAll(tx, draft, unitId, matched.fresh)
    const here = new Map((await indicatorsNamed(tx, [...codes.values()])).map((one) => [one.code, one]))
    await appendFields(
      tx,
      draft.id,
      fields.map((field) => ({
        ...field,
        indicator: field.indicator === null ? null : (codes.get(field.indicator) ?? field.indicator),
        unit_vi:
          field.unit_vi ??
          (field.type === 'quantity' && field.indicator
            ? (here.get(codes.get(field.indicator) ?? '')?.unitVi ?? null)
            : null),
      })),
      -1,
    )
  })
}
