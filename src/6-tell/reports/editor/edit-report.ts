import { type Actor, look, note, perform } from '#access'
import type { Tx } from '#platform/database'
import { linesOf } from '#platform/live-text'
import { Problem } from '#platform/problem'
import { today } from '#platform/time'
import { madeOne } from '#platform/word-diff'

import { refuseUnlessStanding } from '#regimes'
import { atReport, type ReportAddress, type ReportThere, unitAt } from '../at-report.ts'
import { askedReport, type Composing, composingOf, textOf } from '../compose-report.ts'
import { type Draft, keepSection } from '../store.ts'
import { type CheckedSection, type Checking, checkingOf, checkSection } from './checks.ts'
import type { KeptEntry, ReplacedEntry } from './entry.ts'
import { menuOf, photosToPlace, showLives } from './live.ts'
import { insertKeptNumber, openRivals, settleRival } from './store.ts'

/** Reads what helps somebody who writes a report, if they may. @throws Problem those of `composeReport` */
async function whileComposing<T>(
  actor: Actor,
  { slug, period, outline }: ReportAddress,
  read: (composing: Composing) => Promise<T>,
): Promise<T> {
  const { id } = await unitAt(actor, slug)
  return look(actor, 'report.compose', id, async (db) =>
    read(await composingOf(db, { unitId: id, period, outline }, today())),
  )
}

/** What the menu of the editor offers: figures with their value now, tables, charts, lists. */
export const menuFor = (actor: Actor, address: ReportAddress) =>
  whileComposing(actor, address, ({ telling }) => menuOf(telling))

/** The present values of what is alive in a text. */
export const livesFor = (actor: Actor, address: ReportAddress, raws: readonly string[]) =>
  whileComposing(actor, address, ({ telling }) => showLives(telling, raws))

/** The photos of accepted records of the unit in the period. @throws Problem those of `composeReport` */
export const photosFor = (actor: Actor, address: ReportAddress) =>
  atReport(actor, 'report.compose', address, today(), (db, { unit, reported: { span } }) => {
    refuseUnlessStanding(unit, span)
    return photosToPlace(db, unit.id, span)
  })

/** Reads a report with what its texts are held against. */
const checking = <T>(
  actor: Actor,
  address: ReportAddress,
  check: (checking: Checking, there: ReportThere) => T,
) =>
  atReport(actor, 'report.compose', address, today(), async (db, there) => {
    const { unit, reported, draft } = there
    return { unit, checked: check(await checkingOf(db, { unit, reported, draftId: draft?.id }), there) }
  })

/** Checks the text of a section while it is written. */
export async function checkText(
  actor: Actor,
  address: ReportAddress,
  { key, text }: { key: string; text: string },
): Promise<CheckedSection> {
  return (await checking(actor, address, (against) => checkSection(against, key, text))).checked
}

/** What stands to be looked at in the sections as they are kept. */
export const checkKept = (actor: Actor, address: ReportAddress) =>
  checking(actor, address, (against, { reported, draft }) => ({
    outline: reported.outline,
    isBegun: draft !== undefined,
    sections: reported.outline.sections.map((section) => {
      const text = textOf(section, draft)
      return { section, lines: linesOf(text), ...checkSection(against, section.key, text) }
    }),
  }))

/** Changes something about a report that is begun and not frozen. */
async function changing<T>(
  actor: Actor,
  { slug, period, outline }: ReportAddress,
  change: (tx: Tx, draft: Draft, sections: Map<string, string>) => Promise<T>,
): Promise<T> {
  const unit = await unitAt(actor, slug)
  return perform(actor, 'report.compose', unit.id, async (tx) => {
    const { reported, draft } = await askedReport(tx, { unitId: unit.id, period, outline }, today())
    if (!draft) throw new Problem('report_is_not_begun')
    if (draft.state !== 'draft') throw new Problem('report_is_frozen')
    const texts = reported.outline.sections.map((section) => [section.key, textOf(section, draft)] as const)
    return change(tx, draft, new Map(texts))
  })
}

/**
 * Keeps a typed number that no figure says, with the source that its author names.
 * @throws Problem `report_is_not_begun`, `report_is_frozen`, `kept_number_needs_a_source`, `section_is_not_in_outline`
 */
export const keepNumber = (actor: Actor, address: ReportAddress, entry: KeptEntry): Promise<void> =>
  changing(actor, address, async (tx, draft, sections) => {
    if (!sections.has(entry.key)) throw new Problem('section_is_not_in_outline', { section: entry.key })
    await insertKeptNumber(tx, draft.id, entry, actor.personId)
    note(tx, { report: draft.id, section: entry.key })
  })

/**
 * Puts a live figure in the place of a typed number in the text that is kept.
 * @throws Problem `number_is_not_there` where the text is another by now, `report_is_not_begun`, `report_is_frozen`
 */
export const replaceNumber = (actor: Actor, address: ReportAddress, entry: ReplacedEntry): Promise<void> =>
  changing(actor, address, async (tx, draft, sections) => {
    const lines = linesOf(sections.get(entry.key) ?? '')
    const line = lines[entry.line] ?? ''
    if (line.slice(entry.from, entry.to).trim() !== entry.number) throw new Problem('number_is_not_there')
    lines[entry.line] = line.slice(0, entry.from) + entry.notation + line.slice(entry.to)
    await keepNow(tx, draft, entry.key, lines.join('\n'), actor.personId)
  })

/** Keeps a text over what stands now, which whoever sends it has seen. @throws Problem `seen_is_outdated` */
async function keepNow(tx: Tx, draft: Draft, key: string, text: string, by: string): Promise<void> {
  const seen = draft.sections.get(key)?.seen ?? 0
  if (!(await keepSection(tx, draft.id, { key, text, seen }, by))) throw new Problem('seen_is_outdated')
  note(tx, { report: draft.id, section: key })
}

/**
 * Decides about a rival text: it takes the place of what stands, is made one with it, or is left. Both texts stay in the
 * history. @returns the section's key
 * @throws Problem `not_found_or_not_allowed` where there is no such open rival, `report_is_frozen`
 */
export const decideRival = (
  actor: Actor,
  address: ReportAddress,
  id: string,
  choice: 'take' | 'join' | 'leave',
): Promise<string> =>
  changing(actor, address, async (tx, draft, sections) => {
    const rival = (await openRivals(tx, draft.id)).find((one) => one.id === id)
    if (!rival) throw new Problem('not_found_or_not_allowed')
    const stands = sections.get(rival.key) ?? ''
    const text = choice === 'take' ? rival.text : choice === 'join' ? madeOne(stands, rival.text) : stands
    if (text !== stands) await keepNow(tx, draft, rival.key, text, actor.personId)
    await settleRival(tx, id, actor.personId)
    note(tx, { report: draft.id, section: rival.key, rival: choice })
    return rival.key
  })
