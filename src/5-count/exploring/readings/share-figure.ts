import { z } from 'zod'
import { type Actor, look, note, perform } from '#access'
import { type Question, unitAt } from '#figures'
import { Problem } from '#platform/problem'
import { daysOfShare } from './rules.ts'
import { insertShare, revokeOwn } from './store.ts'
import { keepReading, takeReading } from './take-reading.ts'

/** What is chosen when a figure is shared: for how many days. */
export const shareEntry = z.object({
  days: z.coerce.number().refine((days) => daysOfShare.some((one) => one === days), 'field_is_no_choice'),
})

/**
 * Shares a figure as it is read now: whoever has the link sees it, without signing in, until the link is over.
 * @returns the id of the share.
 * @throws Problem `not_found_or_not_allowed`, `period_is_malformed`, `indicator_is_unknown`
 */
export async function shareFigure(
  actor: Actor,
  question: Question & { indicator: string; days: number },
): Promise<string> {
  const reading = await look(actor, 'figure.read', null, async (db) => {
    const unit = await unitAt(db, question.slug)
    const { line, themeId, basis, reach } = question
    const scope = { unitId: unit.id, line, themeId, basis, reach }
    return takeReading(db, scope, question.indicator, question.period)
  })
  return perform(actor, 'figure.share', reading.unitId, async (tx) => {
    const readingId = await keepReading(tx, reading, actor.personId)
    const id = await insertShare(tx, {
      readingId,
      unitId: reading.unitId,
      sharedBy: actor.personId,
      days: question.days,
    })
    note(tx, { share: id, days: question.days })
    return id
  })
}

/** Ends a link of one's own at once. Ending it again changes nothing. @throws Problem `not_found_or_not_allowed` */
export const revokeShare = (actor: Actor, id: string): Promise<void> =>
  perform(actor, 'figure.share', null, async (tx) => {
    if (!(await revokeOwn(tx, id))) throw new Problem('not_found_or_not_allowed')
    note(tx, { share: id })
  })
