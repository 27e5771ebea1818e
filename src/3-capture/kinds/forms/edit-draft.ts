import { type Actor, note, perform } from '#access'
import type { Tx } from '#platform/database'
import { slugOf } from '#platform/plain-text'
import { Problem } from '#platform/problem'
import type { Typed } from '#platform/submit'
import type { Field } from '../entry.ts'
import { choicesTyped, conditionsTyped, partsOf, type QuestionEntry } from './entry.ts'
import { indicatorsFor, kindToChange } from './read.ts'
import { countingFor, freeKey, mostQuestions, moved, referable, whatGoesWith } from './rules.ts'
import {
  appendFields,
  type Draft,
  deleteFields,
  draftOf,
  forgetRemoved,
  keepRemoved,
  orderFields,
  removedFrom,
  touchDraft,
  updateField,
} from './store.ts'

/** Changes the draft of a kind. Two people who change it at once take turns. */
export async function changeDraft<T>(
  actor: Actor,
  code: string,
  change: (tx: Tx, draft: Draft, unitId: string) => Promise<T>,
): Promise<T> {
  const { unitId } = await kindToChange(actor, code)
  return perform(actor, 'kind.manage', unitId, async (tx) => {
    const draft = await draftOf(tx, code, true)
    if (!draft) throw new Problem('form_has_no_draft')
    const done = await change(tx, draft, unitId)
    await touchDraft(tx, draft.id)
    note(tx, { kind: code, version: draft.version })
    return done
  })
}

/** What was typed of a question, as a question. @throws Problem at the field that is wrong */
async function fieldTyped(
  tx: Tx,
  draft: Draft,
  entry: QuestionEntry,
  typed: Typed,
  before: Field | undefined,
  key: string,
): Promise<Field> {
  const parts = partsOf(entry.type)
  const parent = parts.list && entry.parent !== '' ? entry.parent : null
  if (parent !== null && !draft.fields.some((one) => one.key === parent && one.type === 'repeat'))
    throw new Problem('field_lies_in_no_list', {}, { field: 'parent' })
  const choices = parts.choices ? choicesTyped(entry.choices, before?.choices ?? null) : null
  if (choices?.length === 0) throw new Problem('field_choice_has_no_choices', {}, { field: 'choices' })
  const counted = await countedAs(tx, draft, entry, choices)
  const unit = parts.unit ? entry.unitVi || counted.unitVi || '' : entry.type === 'money' ? 'đồng' : ''
  if (entry.type === 'quantity' && unit === '')
    throw new Problem('field_quantity_has_no_unit', {}, { field: 'unitVi' })
  if (entry.minimum !== null && entry.maximum !== null && entry.minimum > entry.maximum)
    throw new Problem('field_limits_are_crossed', {}, { field: 'maximum' })
  return {
    key,
    type: entry.type,
    parent,
    label_vi: entry.labelVi,
    label_en: entry.labelEn || entry.labelVi,
    help_vi: entry.helpVi || null,
    help_en: entry.helpEn || null,
    unit_vi: unit || null,
    unit_en: unit ? (parts.unit ? entry.unitEn || counted.unitEn || unit : unit) : null,
    required: entry.required,
    required_if: entry.required || !entry.requiredIf ? [] : (before?.required_if ?? []),
    minimum: parts.limits ? entry.minimum : null,
    maximum: parts.limits ? entry.maximum : null,
    // A limit that is typed anew is one that is allowed.
    excludes_minimum:
      entry.minimum !== null && entry.minimum === before?.minimum && !!before.excludes_minimum,
    excludes_maximum:
      entry.maximum !== null && entry.maximum === before?.maximum && !!before.excludes_maximum,
    choices,
    shown_if: conditionsTyped(typed, referable(draft.fields, { key, parent })),
    indicator: counted.indicator,
    count_as: counted.count_as,
    counted_choice: counted.counted_choice,
  }
}

/** To which indicator a question adds, and how. */
async function countedAs(tx: Tx, draft: Draft, entry: QuestionEntry, choices: Field['choices']) {
  const nothing = { indicator: null, count_as: null, counted_choice: null, unitVi: '', unitEn: '' }
  if (!partsOf(entry.type).counts || entry.indicator === '') return nothing
  const indicator = (await indicatorsFor(tx, draft)).find(({ code }) => code === entry.indicator)
  const at = { field: 'indicator' }
  if (!indicator) throw new Problem('field_indicator_is_unknown', {}, at)
  const count_as = countingFor(entry.type, indicator.rule)
  if (!count_as) throw new Problem('field_cannot_be_counted', {}, at)
  if (count_as === 'amount' && (entry.type === 'money') !== indicator.isMoney)
    throw new Problem('field_money_is_mixed_up', {}, at)
  const isMeasured = entry.type === 'quantity' || entry.type === 'count'
  if (count_as === 'amount' && isMeasured && entry.unitVi !== '' && entry.unitVi !== indicator.unitVi)
    throw new Problem('field_unit_differs_from_indicator', { unit: indicator.unitVi }, { field: 'unitVi' })
  const said = entry.countedChoice.trim().toLocaleLowerCase('vi')
  const choice = choices?.find(
    ({ value, label_vi }) => value === entry.countedChoice || label_vi.toLocaleLowerCase('vi') === said,
  )
  if (count_as === 'chosen' && !choice)
    throw new Problem('field_counted_choice_is_unsaid', {}, { field: 'countedChoice' })
  return {
    indicator: indicator.code,
    count_as,
    counted_choice: count_as === 'chosen' ? (choice?.value ?? null) : null,
    unitVi: indicator.unitVi,
    unitEn: indicator.unitEn,
  }
}

/** The questions in an order in which those of a list follow it. */
const inOrder = (fields: readonly Field[]): string[] =>
  fields
    .filter(({ parent }) => parent === null)
    .flatMap(({ key }) => [key, ...fields.filter(({ parent }) => parent === key).map((one) => one.key)])

/**
 * Adds a question at the end of a draft, or of the list in which it stands.
 * @returns its key.
 * @throws Problem `form_has_no_draft`, `form_has_too_many_questions`, and those of what was typed
 */
export const addQuestion = (
  actor: Actor,
  code: string,
  entry: QuestionEntry,
  typed: Typed,
): Promise<string> =>
  changeDraft(actor, code, async (tx, draft) => {
    if (draft.fields.length >= mostQuestions)
      throw new Problem('form_has_too_many_questions', { maximum: mostQuestions })
    const key = freeKey(slugOf(entry.labelVi) || entry.type, new Set(draft.fields.map((field) => field.key)))
    const field = await fieldTyped(tx, draft, entry, typed, undefined, key)
    await appendFields(tx, draft.id, [field], draft.fields.length)
    await orderFields(tx, draft.id, inOrder([...draft.fields, field]))
    return key
  })

/** Changes a question of a draft; its key stays, so that a later version is told from an earlier one question by question. */
export const changeQuestion = (
  actor: Actor,
  code: string,
  key: string,
  entry: QuestionEntry,
  typed: Typed,
): Promise<void> =>
  changeDraft(actor, code, async (tx, draft) => {
    const before = draft.fields.find((field) => field.key === key)
    if (!before) throw new Problem('not_found_or_not_allowed')
    const field = await fieldTyped(tx, draft, { ...entry, type: before.type }, typed, before, key)
    await updateField(tx, draft.id, field)
    await orderFields(tx, draft.id, inOrder(draft.fields.map((one) => (one.key === key ? field : one))))
  })

/** Moves a question a step earlier or later. At the end of the road it stays where it is. */
export const moveQuestion = (actor: Actor, code: string, key: string, step: -1 | 1): Promise<void> =>
  changeDraft(actor, code, (tx, draft) => orderFields(tx, draft.id, moved(draft.fields, key, step)))

/**
 * Takes a question out of a draft, with all that lies in it. It is kept until the draft is issued and can be put back.
 * @returns under which id.
 */
export const removeQuestion = (actor: Actor, code: string, key: string): Promise<string> =>
  changeDraft(actor, code, async (tx, draft) => {
    const field = draft.fields.find((one) => one.key === key)
    if (!field) throw new Problem('not_found_or_not_allowed')
    const gone = [field, ...whatGoesWith(draft.fields, key).inside]
    const id = await keepRemoved(tx, draft.id, gone, actor.personId)
    await deleteFields(
      tx,
      draft.id,
      gone.map((one) => one.key),
    )
    return id
  })

/**
 * Puts questions back that were taken out, at the end of the draft or of their list. Where the list is gone they stand by
 * themselves. @throws Problem `not_found_or_not_allowed`, `field_key_is_there_twice`
 */
export const putBack = (actor: Actor, code: string, id: string): Promise<void> =>
  changeDraft(actor, code, async (tx, draft) => {
    const removed = (await removedFrom(tx, draft.id)).find((one) => one.id === id)
    if (!removed) throw new Problem('not_found_or_not_allowed')
    const there = new Set(draft.fields.map((field) => field.key))
    if (removed.fields.some(({ key }) => there.has(key))) throw new Problem('field_key_is_there_twice')
    const lists = new Set([...draft.fields, ...removed.fields].map((field) => field.key))
    const back = removed.fields.map((field) => ({
      ...field,
      parent: field.parent !== null && lists.has(field.parent) ? field.parent : null,
    }))
    await appendFields(tx, draft.id, back, draft.fields.length)
    await orderFields(tx, draft.id, inOrder([...draft.fields, ...back]))
    await forgetRemoved(tx, id)
  })
