import { type Action, type Actor, look, mayAnywhere, mayIn } from '#access'
import { attachmentsOf, countAlsoUnseen, countOpenQuestions, mayBePublic, questionsAbout } from '#evidence'
import { findInitiative, type Initiative } from '#initiatives'
import { currentForm, fieldsOf, issuedForm } from '#kinds'
import { actingUnit } from '#org'
import { isId } from '#platform/ids'
import { type DayPlace, readPage } from '#platform/lists/page'
import { Problem } from '#platform/problem'
import { type Day, isDay } from '#platform/time'
import {
  type Activity,
  activitiesMatching,
  countWaitingFor,
  findActivity,
  historyOf,
  initiativesToRecord,
  type Search,
  waitingFor,
} from './store.ts'
import { countUnderWay, placeOf } from './under-way-store.ts'

const missing = () => new Problem('not_found_or_not_allowed')

async function activityFor(
  actor: Actor,
  action: 'activity.read' | 'activity.record' | 'activity.check' | 'activity.reopen',
  id: string,
) {
  const found = isId(id) ? await look(actor, action, null, (db) => findActivity(db, id)) : undefined
  if (!found) throw missing()
  return found
}

/** A record that this person would write anew. Whether they may is asked for its unit by `perform`. */
export const activityToWrite = (actor: Actor, id: string): Promise<Activity> =>
  activityFor(actor, 'activity.record', id)

/** A record that this person would check. Whether they may is asked for its unit by `perform`. */
export const activityToCheck = (actor: Actor, id: string): Promise<Activity> =>
  activityFor(actor, 'activity.check', id)

/** A rejected record that this person would take up again. Whether they may is asked for its unit by `perform`. */
export const activityToReopen = (actor: Actor, id: string): Promise<Activity> =>
  activityFor(actor, 'activity.reopen', id)

/** The initiative in which this person would record. @throws Problem `not_found_or_not_allowed` */
export async function initiativeToRecord(actor: Actor, id: string): Promise<Initiative> {
  const found = isId(id)
    ? await look(actor, 'activity.record', null, (db) => findInitiative(db, id))
    : undefined
  if (!found) throw missing()
  return found
}

/**
 * Where a record belongs: in the unit of its initiative or, on a day when that was no more, in the one that had taken its
 * place. A phone that was away while units were merged loses nothing. @throws Problem `not_found_or_not_allowed`
 */
export async function whereToRecord(
  actor: Actor,
  { initiativeId, day }: { initiativeId: string; day: Day },
): Promise<{ unitId: string }> {
  const { unitId } = await initiativeToRecord(actor, initiativeId)
  if (!isDay(day)) return { unitId }
  const acting = await look(actor, 'activity.record', unitId, (db) => actingUnit(db, unitId, day))
  return { unitId: acting ?? unitId }
}

/**
 * All that the page for recording shows: the questions, and the last record to start from. `formId` is the form that the
 * page showed before, where another may have been issued since.
 */
export async function formForRecording(actor: Actor, initiativeId: string, formId?: string) {
  const initiative = await initiativeToRecord(actor, initiativeId)
  return look(actor, 'activity.record', initiative.unitId, async (db) => {
    const shown = formId && isId(formId) ? await issuedForm(db, initiative.kind, formId) : undefined
    const form = shown ?? (await currentForm(db, initiative.kind))
    if (!form) throw missing()
    const [last] = await activitiesMatching(db, { initiativeId, limit: 1 })
    return { initiative, formId: form.id, fields: form.fields, last }
  })
}

/** All that the page of a record shows, and what this person may do with it. */
export async function activityPage(actor: Actor, id: string) {
  const activity = await activityFor(actor, 'activity.read', id)
  // Found, it may be read: by those of its unit today, and by who stood above when it was recorded.
  return look(actor, 'activity.read', null, async (db) => {
    const files = await attachmentsOf(db, 'activity', [id])
    const may = (action: Action) => mayIn(db, action, activity.unitId)
    return {
      activity,
      fields: await fieldsOf(db, activity.formId),
      photos: files,
      unseenFiles: (await countAlsoUnseen(db, { kind: 'activity', id })) - files.length,
      photoQuestions: await questionsAbout(db, { kind: 'activity', id }),
      history: await historyOf(db, id),
      photosUnderWay: await countUnderWay(db, id),
      place: await placeOf(db, id),
      may: {
        correct: activity.state !== 'rejected' && (await may('activity.record')),
        reopen:
          activity.state === 'rejected' &&
          activity.writtenBy !== actor.personId &&
          (await may('activity.reopen')),
        check:
          activity.state === 'recorded' &&
          activity.writtenBy !== actor.personId &&
          (await may('activity.check')),
        publish:
          activity.state === 'accepted' &&
          files.some((file) => mayBePublic(file.mediaType)) &&
          (await may('activity.check')),
      },
    }
  })
}

/** What waits for this person: what came back, what they are to check, where they can record. */
export const myWork = (actor: Actor) =>
  look(actor, 'activity.read', null, async (db) => ({
    returned: await activitiesMatching(db, { recordedBy: actor.personId, state: 'returned', limit: 10 }),
    rejected: await activitiesMatching(db, { recordedBy: actor.personId, state: 'rejected', limit: 5 }),
    waiting: await waitingFor(db, actor.personId, undefined, 5),
    waitingCount: await countWaitingFor(db, actor.personId),
    initiatives: await initiativesToRecord(db, '', 6),
    recent: await activitiesMatching(db, { recordedBy: actor.personId, limit: 5 }),
    mayCheck: await mayAnywhere(db, 'activity.check'),
    mayRecord: await mayAnywhere(db, 'activity.record'),
  }))

/** Initiatives in which this person may record, found by name. */
export const placesToRecord = (actor: Actor, text: string) =>
  look(actor, 'activity.read', null, (db) => initiativesToRecord(db, text, 60))

/** One page of the records that wait for this checker, with their first photos. */
export const queueToCheck = (actor: Actor, after: DayPlace | undefined, limit = 20) =>
  look(actor, 'activity.check', null, async (db) => {
    const page = await readPage(limit, (most) => waitingFor(db, actor.personId, after, most), placeOfRow)
    return {
      ...page,
      count: await countWaitingFor(db, actor.personId),
      photos: await photosOf(db, page.rows),
      photoQuestions: await countOpenQuestions(db),
    }
  })

/** One page of records. */
export const activitiesPage = (actor: Actor, search: Search) =>
  look(actor, 'activity.read', null, async (db) => {
    const page = await readPage(
      search.limit,
      (limit) => activitiesMatching(db, { ...search, limit }),
      placeOfRow,
    )
    return { ...page, photos: await photosOf(db, page.rows) }
  })

const photosOf = (db: Parameters<typeof attachmentsOf>[0], rows: Activity[]) =>
  attachmentsOf(
    db,
    'activity',
    rows.map((row) => row.id),
  )

const placeOfRow = ({ day, id }: Activity): DayPlace => ({ day, id })
