import { type Actor, look, note, perform } from '#access'
import { assignThemes } from '#figures'
import type { Reader } from '#platform/database'
import { Problem } from '#platform/problem'
import type { Day } from '#platform/time'
import { themeOfDay, themesFor, themesOfDays } from '#themes'
import { initiativeOf } from '../read.ts'
import { endServed, insertServed, servedBy, servedByMany, servedIds, stepsOfServing } from './store.ts'

/**
 * The theme for which a record of an initiative counts: of those that the initiative serves, the one of the year before the
 * one of the term, of the nearest issuer; null where it serves none on that day.
 */
export const themeOfInitiative = async (
  db: Reader,
  initiativeId: string,
  unitId: string,
  day: Day,
): Promise<string | null> => {
  const served = await servedIds(db, initiativeId)
  return served.length === 0 ? null : themeOfDay(db, unitId, served, day)
}

/**
 * The same for many records at once.
 * @returns the theme for which a record of an initiative counts
 */
export async function servedSpans(
  db: Reader,
  records: readonly { initiativeId: string; unitId: string }[],
): Promise<(record: { initiativeId: string; unitId: string; day: Day }) => string | null> {
  const serving = new Map(
    (await servedByMany(db, [...new Set(records.map(({ initiativeId }) => initiativeId))])).map(
      ({ initiativeId, themeIds }) => [initiativeId, themeIds],
    ),
  )
  const keyOf = (one: { initiativeId: string; unitId: string }) => `${one.initiativeId} ${one.unitId}`
  const spans = new Map<string, Awaited<ReturnType<typeof themesOfDays>>>()
  for (const record of records) {
    const themeIds = serving.get(record.initiativeId)
    if (themeIds && !spans.has(keyOf(record)))
      spans.set(keyOf(record), await themesOfDays(db, record.unitId, themeIds))
  }
  return (record) =>
    spans.get(keyOf(record))?.find(({ from, until }) => from <= record.day && record.day < until)?.themeId ??
    null
}

/**
 * Says which themes an initiative serves. Its records are counted anew under the themes of their days, so that a link that is
 * made late does not leave the year out (docs/decisions/0023).
 * @throws Problem `not_found_or_not_allowed`, `theme_is_not_above`
 */
export async function serveThemes(actor: Actor, id: string, themeIds: readonly string[]): Promise<void> {
  const { unitId } = await initiativeOf(actor, id)
  await perform(actor, 'initiative.propose', unitId, async (tx) => {
    const before = (await servedBy(tx, id)).map((theme) => theme.id)
    const possible = new Set([...before, ...(await themesFor(tx, unitId)).map((theme) => theme.id)])
    if (themeIds.some((one) => !possible.has(one))) throw new Problem('theme_is_not_above')
    const ended = before.filter((one) => !themeIds.includes(one))
    const begun = themeIds.filter((one) => !before.includes(one))
    await endServed(tx, id, ended, actor.personId)
    await insertServed(
      tx,
      begun.map((themeId) => ({ initiativeId: id, themeId })),
      actor.personId,
    )
    const spans = await themesOfDays(tx, unitId, await servedIds(tx, id))
    const counted = await assignThemes(tx, { kind: 'activity', seriesId: id }, spans)
    note(tx, { initiative: id, begun: begun.length, ended: ended.length, counted })
  })
}

/** The themes of an initiative, those that it could serve, and how that came about. */
export async function servingOf(actor: Actor, id: string) {
  const { unitId } = await initiativeOf(actor, id)
  return look(actor, 'initiative.read', null, async (db) => ({
    served: await servedBy(db, id),
    possible: await themesFor(db, unitId),
    steps: await stepsOfServing(db, id),
  }))
}
