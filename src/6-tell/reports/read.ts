import { type Actor, look, mayIn } from '#access'
import { openQuestionsIn } from '#exploring'
import { periodsToChoose } from '#figures'
import { readPage } from '#platform/lists/page'
import { plainText } from '#platform/plain-text'
import { spanOf, today } from '#platform/time'
import { issuedOutlines, periodOf, usualOutline } from '#regimes'
import { waitingIn } from '#verification'
import { type ReportAddress, unitAt } from './at-report.ts'
import { composedFrom, composeReport, composingOf } from './compose-report.ts'
import { aidsFor, noAids } from './editor/aids.ts'
import { draftsOf, unitsToReportOn } from './store.ts'

/** How many units the page lists; more are found by name. */
const unitsShown = 20

/**
 * What is needed to begin a report on a period: the outlines that are for so long a period, the units on which this person may
 * read one by the chosen outline, and the reports that are begun.
 */
export const reportsToChoose = (
  actor: Actor,
  asked: { text: string; period: string; outline?: string | undefined },
) =>
  look(actor, 'report.read', null, async (db) => {
    const words = plainText(asked.text.replaceAll('\0', '')).split(/\s+/).filter(Boolean).slice(0, 8)
    const { kind } = periodOf(asked.period, today())
    const outlines = await issuedOutlines(db, kind)
    const usual = outlines.find(({ code }) => code === usualOutline[kind])
    const outline = outlines.find(({ code }) => code === asked.outline) ?? usual ?? outlines[0]
    const units = await readPage(
      unitsShown,
      (limit) => unitsToReportOn(db, words, limit, outline?.unitId ?? undefined),
      ({ slug }) => slug,
    )
    return {
      outlines,
      outline,
      units: units.rows,
      hasMore: units.next !== undefined,
      offered: await periodsToChoose(db, undefined),
      begun: await draftsOf(db, 50),
    }
  })

/**
 * The report of a unit, by its address, as this person may read it: figures and words of one moment.
 * @throws Problem `not_found_or_not_allowed` and those of `composeReport`
 */
export async function composedAt(actor: Actor, { slug, period, outline }: ReportAddress) {
  const unit = await unitAt(actor, slug)
  return look(actor, 'report.read', unit.id, (db) =>
    composeReport(db, { unitId: unit.id, period, outline }, today()),
  )
}

/**
 * The same, and whether they may write in it, with what helps them in the sections that they write, and what is to be decided.
 * @throws Problem those of `composedAt`
 */
export async function reportOf(
  actor: Actor,
  { slug, period, outline }: ReportAddress,
  writing: ReadonlySet<string> = new Set(),
) {
  const unit = await unitAt(actor, slug)
  return look(actor, 'report.read', unit.id, async (db) => {
    const composing = await composingOf(db, { unitId: unit.id, period, outline }, today())
    const isDraft = composing.draft === undefined || composing.draft.state === 'draft'
    const span = spanOf(period)
    const mayCompose = isDraft && (await mayIn(db, 'report.compose', unit.id))
    return {
      ...(await composedFrom(composing)),
      mayCompose,
      /** Answers of people about records of the period, at which no inspector has looked yet: no figure counts them. */
      waiting: span ? await waitingIn(db, { unitId: unit.id, indicator: null, ...span }) : 0,
      /** What looks wrong in its figures and nobody has answered. */
      questions: span ? await openQuestionsIn(db, unit.id, span) : 0,
      aids: mayCompose ? await aidsFor(composing, writing) : noAids,
    }
  })
}
