import { type Actor, note, perform } from '#access'
import { deleteDraftIndicators } from '#figures'
import { slugOf } from '#platform/plain-text'
import { Problem } from '#platform/problem'
import { currentForm } from '../store.ts'
import type { KindEntry, NewKindEntry } from './entry.ts'
import { kindToChange } from './read.ts'
import { freeKey } from './rules.ts'
import {
  broughtBy,
  deleteDraft,
  deleteKind,
  draftOf,
  insertDraft,
  insertKind,
  type KindWords,
  kindCodesLike,
  unbring,
  updateKind,
} from './store.ts'

const wordsOf = (entry: KindEntry): KindWords => ({
  nameVi: entry.nameVi,
  nameEn: entry.nameEn || entry.nameVi,
  purposeVi: entry.purposeVi,
  purposeEn: entry.purposeEn || entry.purposeVi,
  ownerLine: entry.ownerLine || null,
  protectsPeople: entry.protectsPeople,
  isPublic: entry.isPublic,
})

/**
 * Sets up a kind of initiative in a unit, with an empty draft of its form or one with the questions of another kind.
 * Nobody can use it until its form is issued.
 * @returns the code of the kind.
 * @throws Problem `not_found_or_not_allowed`
 */
export function setUpKind(actor: Actor, entry: NewKindEntry): Promise<string> {
  return perform(actor, 'kind.manage', entry.unitId, async (tx) => {
    const beginning = freeKey(slugOf(entry.nameVi) || 'loai', new Set(), 54)
    const code = freeKey(beginning, new Set(await kindCodesLike(tx, beginning)), 60)
    await insertKind(tx, { ...wordsOf(entry), code, unitId: entry.unitId, personId: actor.personId })
    const like = entry.from ? await currentForm(tx, entry.from) : undefined
    await insertDraft(tx, code, like?.fields ?? [])
    note(tx, { kind: code, from: entry.from || null })
    return code
  })
}

/**
 * Words a kind anew. What was promised to those whom it serves stays promised once it is in use.
 * @throws Problem `not_found_or_not_allowed`, `kind_protection_is_lifted`, `kind_is_opened_after_use`
 */
export async function rewordKind(actor: Actor, code: string, entry: KindEntry): Promise<void> {
  const { unitId } = await kindToChange(actor, code)
  await perform(actor, 'kind.manage', unitId, async (tx) => {
    await updateKind(tx, code, wordsOf(entry))
    note(tx, { kind: code })
  })
}

/**
 * Begins the next version of the form of a kind as a draft, with the questions that are asked now.
 * @throws Problem `not_found_or_not_allowed`, `form_has_a_draft_already`
 */
export async function startDraft(actor: Actor, code: string): Promise<void> {
  const { unitId } = await kindToChange(actor, code)
  await perform(actor, 'kind.manage', unitId, async (tx) => {
    if (await draftOf(tx, code)) throw new Problem('form_has_a_draft_already')
    await insertDraft(tx, code, (await currentForm(tx, code))?.fields ?? [])
    note(tx, { kind: code })
  })
}

/**
 * Gives a draft up, with the indicators that it would have brought. A kind that never had another form goes with it.
 * @returns whether the kind is still there.
 */
export async function giveUpDraft(actor: Actor, code: string): Promise<boolean> {
  const { unitId, version } = await kindToChange(actor, code)
  return perform(actor, 'kind.manage', unitId, async (tx) => {
    const draft = await draftOf(tx, code, true)
    if (!draft) throw new Problem('form_has_no_draft')
    const brought = await broughtBy(tx, draft.id)
    await unbring(tx, draft.id, brought)
    await deleteDraft(tx, draft.id)
    await deleteDraftIndicators(tx, brought)
    if (version === null) await deleteKind(tx, code)
    note(tx, { kind: code, version: draft.version })
    return version !== null
  })
}
