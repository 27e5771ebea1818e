import { type Actor, note, perform } from '#access'
import type { Tx } from '#platform/database'
import { slugOf } from '#platform/plain-text'
import { Problem } from '#platform/problem'
import {
  deleteDraft,
  freeCode,
  insertDraft,
  type KeptOutline,
  lockDraft,
  updateDraft,
  versionsOf,
} from './draft-store.ts'
import {
  type HeadEntry,
  mostSections,
  type NewOutlineEntry,
  type Section,
  type SectionTyped,
} from './entry.ts'
import { outlineToChange } from './read.ts'
import { freeKey, headOf, markOf, moved } from './rules.ts'
import { findOutline } from './store.ts'

/** What an outline begins with that is no copy of another. */
const blank = {
  periods: ['month' as const],
  title: 'BÁO CÁO',
  subject: 'kết quả thực hiện {period}',
  opening: '{speaker} báo cáo kết quả thực hiện {period} như sau:',
  addressees: [],
  recipients: [],
  sections: [] as Section[],
  since: null,
}

/**
 * Makes an outline in a unit as a draft, empty or with the content of another. Nobody can report by it until it is issued.
 * @returns its code
 * @throws Problem `not_found_or_not_allowed`, `report_outline_is_unknown`
 */
export function makeOutline(actor: Actor, entry: NewOutlineEntry): Promise<string> {
  return perform(actor, 'outline.manage', entry.unitId, async (tx) => {
    const like = entry.from ? await findOutline(tx, entry.from) : undefined
    if (entry.from && !like) throw new Problem('report_outline_is_unknown', {}, { field: 'from' })
    return beginOutline(tx, actor, { ...(like ?? { ...blank, source: entry.name }), ...entry })
  })
}

/** Writes a new outline down under a code of its own. @returns the code */
export async function beginOutline(
  tx: Tx,
  actor: Actor,
  outline: Omit<Parameters<typeof insertDraft>[1], 'code' | 'version' | 'by'>,
): Promise<string> {
  const code = await freeCode(tx, freeKey(slugOf(outline.name) || 'de_cuong', new Set(), 54))
  await insertDraft(tx, { ...outline, code, version: 1, by: actor.personId })
  note(tx, { outline: code })
  return code
}

/** Changes the draft of an outline. Two people who change it at once take turns. */
export async function changeDraft<T>(
  actor: Actor,
  code: string,
  change: (tx: Tx, draft: KeptOutline) => Promise<T>,
): Promise<T> {
  const { unitId } = await outlineToChange(actor, code)
  return perform(actor, 'outline.manage', unitId, async (tx) => {
    const draft = await lockDraft(tx, code)
    if (!draft) throw new Problem('outline_has_no_draft')
    const done = await change(tx, draft)
    note(tx, { outline: code, version: draft.version })
    return done
  })
}

/**
 * Begins the next version of an outline as a draft, with what is in force now, or was last.
 * @throws Problem `not_found_or_not_allowed`, `outline_has_a_draft_already`
 */
export async function startVersion(actor: Actor, code: string): Promise<void> {
  const { unitId } = await outlineToChange(actor, code)
  await perform(actor, 'outline.manage', unitId, async (tx) => {
    const versions = await versionsOf(tx, code)
    const [last] = versions
    if (!last) throw new Problem('not_found_or_not_allowed')
    if (last.state === 'draft') throw new Problem('outline_has_a_draft_already')
    const like = versions.find(({ state }) => state === 'issued') ?? last
    const version = last.version + 1
    await insertDraft(tx, {
      ...headOf(like),
      sections: like.sections,
      code,
      version,
      unitId,
      by: actor.personId,
    })
    note(tx, { outline: code, version })
  })
}

/** Gives a draft up. @returns whether the outline has another version */
export async function giveUpDraft(actor: Actor, code: string): Promise<boolean> {
  const { versions } = await outlineToChange(actor, code)
  await changeDraft(actor, code, (tx, draft) => deleteDraft(tx, draft.id))
  return versions.length > 1
}

const refuseUnlessSeen = (seen: string, now: unknown): void => {
  if (seen !== markOf(now)) throw new Problem('seen_is_outdated')
}

/**
 * Changes what a draft says of itself, before and behind its sections.
 * @throws Problem `outline_has_no_draft`, `seen_is_outdated` where somebody else has changed them meanwhile
 */
export const changeHead = (actor: Actor, code: string, { seen, head }: HeadEntry): Promise<void> =>
  changeDraft(actor, code, async (tx, draft) => {
    refuseUnlessSeen(seen, headOf(draft))
    await updateDraft(tx, draft.id, head, actor.personId)
  })

/** Adds a section at the end of a draft. @returns its key @throws Problem `outline_has_too_many_sections` */
export const addSection = (
  actor: Actor,
  code: string,
  { seen: _, ...section }: SectionTyped,
): Promise<string> =>
  changeDraft(actor, code, async (tx, draft) => {
    if (draft.sections.length >= mostSections)
      throw new Problem('outline_has_too_many_sections', { maximum: mostSections })
    const taken = new Set([...draft.sections, ...draft.removed].map(({ key }) => key))
    const key = freeKey(slugOf(section.heading) || 'phan', taken)
    await updateDraft(tx, draft.id, { sections: [...draft.sections, { key, ...section }] }, actor.personId)
    return key
  })

/**
 * Changes a section of a draft; its key stays, so that a report of the next version is told from one of this section by section.
 * @throws Problem `not_found_or_not_allowed`, `seen_is_outdated` where somebody else has changed it meanwhile
 */
export const changeSection = (
  actor: Actor,
  code: string,
  key: string,
  { seen, ...section }: SectionTyped,
): Promise<void> =>
  changeDraft(actor, code, async (tx, draft) => {
    const before = draft.sections.find((one) => one.key === key)
    if (!before) throw new Problem('not_found_or_not_allowed')
    refuseUnlessSeen(seen, before)
    const sections = draft.sections.map((one) => (one === before ? { key, ...section } : one))
    await updateDraft(tx, draft.id, { sections }, actor.personId)
  })

/** Moves a section a step earlier or later. */
export const moveSection = (actor: Actor, code: string, key: string, step: -1 | 1): Promise<void> =>
  changeDraft(actor, code, (tx, draft) =>
    updateDraft(tx, draft.id, { sections: moved(draft.sections, key, step) }, actor.personId),
  )

/** Takes a section out of a draft. It is kept until the draft is issued and can be put back. */
export const removeSection = (actor: Actor, code: string, key: string): Promise<void> =>
  changeDraft(actor, code, async (tx, draft) => {
    const gone = draft.sections.find((one) => one.key === key)
    if (!gone) throw new Problem('not_found_or_not_allowed')
    const sections = draft.sections.filter((one) => one !== gone)
    await updateDraft(
      tx,
      draft.id,
      { sections, removed: [gone, ...draft.removed].slice(0, 200) },
      actor.personId,
    )
  })

/** Puts a section back that was taken out, at the end. @throws Problem `section_key_is_there_twice` */
export const putBack = (actor: Actor, code: string, key: string): Promise<void> =>
  changeDraft(actor, code, async (tx, draft) => {
    const back = draft.removed.find((one) => one.key === key)
    if (!back) throw new Problem('not_found_or_not_allowed')
    if (draft.sections.some((one) => one.key === key))
      throw new Problem('section_key_is_there_twice', { key })
    if (draft.sections.length >= mostSections)
      throw new Problem('outline_has_too_many_sections', { maximum: mostSections })
    const removed = draft.removed.filter((one) => one !== back)
    await updateDraft(tx, draft.id, { sections: [...draft.sections, back], removed }, actor.personId)
  })
