import { type Actor, note, perform } from '#access'
import {
  deleteDraftIndicators,
  draftIndicator,
  firstDaysOf,
  freeIndicatorCode,
  indicatorsNamed,
  moveFirstDay,
  startCounting,
} from '#figures'
import type { Tx } from '#platform/database'
import { slugOf } from '#platform/plain-text'
import { Problem } from '#platform/problem'
import { type Day, today } from '#platform/time'
import { changeDraft } from './edit-draft.ts'
import type { IndicatorEntry, RateEntry } from './entry.ts'
import { indicatorsFor, kindToChange } from './read.ts'
import { countingFor, formFaults, freeKey } from './rules.ts'
import {
  bring,
  broughtBy,
  broughtByKind,
  type Draft,
  draftOf,
  markIssued,
  unbring,
  updateField,
} from './store.ts'

const codeFor = (tx: Tx, name: string): Promise<string> =>
  freeIndicatorCode(tx, freeKey(slugOf(name) || 'chi_tieu', new Set(), 52).padEnd(3, '_'))

/**
 * Sets up an indicator with a draft and lets a question feed it. It is counted from when the form is issued.
 * @returns its code.
 * @throws Problem `form_has_no_draft`, `field_cannot_be_counted`, `field_unit_differs_from_indicator`
 */
export const bringIndicator = (
  actor: Actor,
  code: string,
  key: string,
  entry: IndicatorEntry,
): Promise<string> =>
  changeDraft(actor, code, async (tx, draft, unitId) => {
    const field = draft.fields.find((one) => one.key === key)
    if (!field) throw new Problem('not_found_or_not_allowed')
    const count_as = countingFor(field.type, entry.rule)
    if (!count_as) throw new Problem('field_cannot_be_counted', {}, { field: 'rule' })
    const isMeasured = count_as === 'amount' && field.unit_vi !== null && field.type !== 'money'
    if (isMeasured && field.unit_vi !== entry.unitVi)
      throw new Problem(
        'field_unit_differs_from_indicator',
        { unit: field.unit_vi ?? '' },
        { field: 'unitVi' },
      )
    const indicator = await codeFor(tx, entry.nameVi)
    await draftIndicator(tx, {
      code: indicator,
      name_vi: entry.nameVi,
      name_en: entry.nameEn || entry.nameVi,
      unit_vi: entry.unitVi,
      unit_en: entry.unitEn || entry.unitVi,
      rule: entry.rule,
      is_money: field.type === 'money',
      definition_vi: entry.definitionVi,
      definition_en: entry.definitionEn || entry.definitionVi,
      ...(entry.source ? { source: entry.source } : {}),
      ...(entry.partOf ? { part_of: await wholeNamed(tx, draft, entry.partOf) } : {}),
      is_share: entry.isShare,
      unitId,
    })
    await bring(tx, draft.id, indicator)
    await updateField(tx, draft.id, {
      ...field,
      indicator,
      count_as,
      counted_choice:
        count_as === 'chosen' ? (field.counted_choice ?? field.choices?.[0]?.value ?? null) : null,
    })
    note(tx, { indicator })
    return indicator
  })

/** The indicator of which another is to be a part. @throws Problem `field_indicator_is_unknown` */
async function wholeNamed(tx: Tx, draft: Draft, code: string): Promise<string> {
  if ((await indicatorsFor(tx, draft)).some((one) => one.code === code)) return code
  throw new Problem('field_indicator_is_unknown', {}, { field: 'partOf' })
}

/**
 * Sets up with a draft what is worked out of two indicators and never typed: a percentage, or what is left of the first.
 * @returns its code @throws Problem `formula_adds_different_units`
 */
export const bringRate = (actor: Actor, code: string, entry: RateEntry): Promise<string> =>
  changeDraft(actor, code, async (tx, draft, unitId) => {
    const known = new Map((await indicatorsFor(tx, draft)).map((one) => [one.code, one]))
    for (const part of ['part', 'whole'] as const)
      if (!known.has(entry[part])) throw new Problem('field_indicator_is_unknown', {}, { field: part })
    if (entry.part === entry.whole) throw new Problem('rate_has_one_part', {}, { field: 'whole' })
    const indicator = await codeFor(tx, entry.nameVi)
    const first = entry.how === 'difference' ? known.get(entry.part) : undefined
    await draftIndicator(
      tx,
      {
        code: indicator,
        name_vi: entry.nameVi,
        name_en: entry.nameEn || entry.nameVi,
        unit_vi: first?.unitVi ?? '%',
        unit_en: first?.unitEn ?? '%',
        is_money: first?.isMoney ?? false,
        rule: 'derived',
        formula: first ? `${entry.part} - ${entry.whole}` : `percent(${entry.part}, ${entry.whole})`,
        definition_vi: entry.definitionVi,
        definition_en: entry.definitionEn || entry.definitionVi,
        ...(entry.source ? { source: entry.source } : {}),
        unitId,
      },
      await broughtBy(tx, draft.id),
    )
    await bring(tx, draft.id, indicator)
    note(tx, { indicator })
    return indicator
  })

/**
 * Takes an indicator out of a draft that was to bring it. Questions that fed it feed none.
 * @throws Problem `indicator_is_part_of_a_rate` where a rate of the draft is worked out of it
 */
export const dropIndicator = (actor: Actor, code: string, indicator: string): Promise<void> =>
  changeDraft(actor, code, async (tx, draft) => {
    const brought = await broughtBy(tx, draft.id)
    if (!brought.includes(indicator)) throw new Problem('not_found_or_not_allowed')
    const others = await indicatorsNamed(tx, brought)
    const isPart = others.some(({ formula }) => formula?.split(/[^a-z0-9_]+/).includes(indicator))
    if (isPart) throw new Problem('indicator_is_part_of_a_rate')
    for (const field of draft.fields.filter((one) => one.indicator === indicator))
      await updateField(tx, draft.id, { ...field, indicator: null, count_as: null, counted_choice: null })
    await unbring(tx, draft.id, [indicator])
    await deleteDraftIndicators(tx, [indicator])
  })

/** Indicators that the draft was to bring and that nothing feeds: they would stand empty for ever. */
async function dropUnfed(tx: Tx, draft: Draft, brought: readonly string[]): Promise<string[]> {
  const fed = new Set(draft.fields.flatMap(({ indicator }) => indicator ?? []))
  const named = await indicatorsNamed(tx, brought)
  const parts = named.flatMap(({ formula }) => formula?.split(/[^a-z0-9_]+/) ?? [])
  const unfed = named
    .filter(({ code, formula }) => formula === null && !fed.has(code) && !parts.includes(code))
    .map(({ code }) => code)
  await unbring(tx, draft.id, unfed)
  await deleteDraftIndicators(tx, unfed)
  return unfed
}

/**
 * Issues the draft of a form: from now on it is what is asked, and never changes again. The indicators that it brings are
 * counted from `from` on, or on all days, so that what was done before can still be entered.
 * @throws Problem `form_has_no_draft`, `seen_is_outdated`, `form_is_not_ready`, `form_counts_from_the_future`
 */
export async function issueForm(
  actor: Actor,
  code: string,
  { seen, day: from }: { seen: number; day: Day | null },
  now: Day = today(),
): Promise<void> {
  const kind = await kindToChange(actor, code)
  await perform(actor, 'kind.manage', kind.unitId, async (tx) => {
    const draft = await draftOf(tx, code, true)
    if (!draft) throw new Problem('form_has_no_draft')
    if (draft.revision !== seen) throw new Problem('seen_is_outdated')
    if (from !== null && from > now) throw new Problem('form_counts_from_the_future', {}, { field: 'day' })
    const indicators = new Map((await indicatorsFor(tx, draft)).map((one) => [one.code, one]))
    const faults = formFaults(draft.fields, indicators, kind)
    if (faults.length > 0) throw new Problem('form_is_not_ready', { count: faults.length })
    const brought = await broughtBy(tx, draft.id)
    const unfed = await dropUnfed(tx, draft, brought)
    const started = brought.filter((indicator) => !unfed.includes(indicator))
    await startCounting(tx, started, from)
    if (!(await markIssued(tx, { id: draft.id, seen }, now, actor.personId)))
      throw new Problem('seen_is_outdated')
    note(tx, { kind: code, version: draft.version, indicators: started.length })
  })
}

/**
 * Counts an indicator of a kind from an earlier day on, or on all days, so that what was done before can be entered.
 * @throws Problem `not_found_or_not_allowed`, `indicator_begins_later_than_before`
 */
export async function countFromEarlier(
  actor: Actor,
  code: string,
  { indicator, day }: { indicator: string; day: Day | null },
): Promise<void> {
  const kind = await kindToChange(actor, code)
  await perform(actor, 'kind.manage', kind.unitId, async (tx) => {
    const ofKind = await broughtByKind(tx, code)
    const before = (await firstDaysOf(tx, ofKind)).get(indicator)
    if (before === undefined) throw new Problem('not_found_or_not_allowed')
    if (before === null ? day !== null : day !== null && day > before)
      throw new Problem('indicator_begins_later_than_before', {}, { field: 'day' })
    if (!(await moveFirstDay(tx, indicator, day))) throw new Problem('not_found_or_not_allowed')
    note(tx, { indicator, from: day, before })
  })
}
