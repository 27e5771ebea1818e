import { note } from '#access'
import { setPublic } from '#evidence'
import { postFacts, reverseFacts } from '#figures'
import { themeOfInitiative } from '#initiatives'
import { fieldsOf } from '#kinds'
import { takeStepIn } from '#life'
import type { Tx } from '#platform/database'
import { Problem } from '#platform/problem'
import type { Answers, RawAnswers } from './entry.ts'
import { activityLife } from './life.ts'
import { amountsOf, readAnswers } from './rules.ts'
import { type Activity, columnsOfVersion, insertVersion } from './store.ts'
import { subjectKey } from './subject-key.ts'

/** What an inspector says of a record in their own name: why, and who. */
type Found = { reason: string; personId: string }

/** The answers of a record with those that an inspector found put in their place. @throws Problem `form_has_faults` */
export async function answersAsFound(tx: Tx, activity: Activity, found: RawAnswers): Promise<Answers> {
  const fields = await fieldsOf(tx, activity.formId)
  const { answers, faults } = readAnswers(fields, { ...activity.answers, ...found })
  if (faults.length > 0) throw new Problem('form_has_faults', {}, { fields: faults })
  return answers
}

/**
 * Corrects an accepted record to what was found on the spot: a new version in the name of the inspector, its facts
 * reversed and posted anew as verified. The version before stays as its unit wrote it.
 * @throws Problem `seen_is_outdated`, `form_has_faults`
 */
export async function correctAsFound(tx: Tx, activity: Activity, found: Found & { answers: RawAnswers }) {
  const answers = await answersAsFound(tx, activity, found.answers)
  const { id, unitId, day, summary } = activity
  const wording = { day, summary, answers }
  await takeStepIn(tx, found.personId, activityLife, id, 'correct_as_found', {
    version: activity.version,
    change: async () => ({ sets: await columnsOfVersion(tx, id, activity.version + 1, wording) }),
  })
  await insertVersion(tx, id, activity.version + 1, wording, found)
  await reverseFacts(tx, { kind: 'activity', id, day })
  const seriesId = activity.initiativeId
  const themeId = await themeOfInitiative(tx, seriesId, unitId, day)
  const origin = { kind: 'activity', id, unitId, day, seriesId, themeId } as const
  await postFacts(tx, origin, 'verified', amountsOf(await fieldsOf(tx, activity.formId), answers, subjectKey))
  note(tx, { activity: id, version: activity.version + 1 })
}

/**
 * Rejects a record of which nothing was found: it counts nowhere from now on, and only somebody who may reopen
 * it brings it back. @throws Problem `seen_is_outdated`
 */
export async function rejectAsFound(tx: Tx, activity: Activity, { reason, personId }: Found): Promise<void> {
  const { id, unitId, day, version } = activity
  await takeStepIn(tx, personId, activityLife, id, 'reject_as_found', { version, words: reason })
  await reverseFacts(tx, { kind: 'activity', id, day })
  await setPublic(tx, { kind: 'activity', id, unitId }, false)
  note(tx, { version, verdict: 'rejected' })
}
