import { type Actor, look } from '#access'
import { type Activity, activitiesMatching, activityToWrite, findActivity, whereToRecord } from '#activities'
import { attachmentsOf } from '#evidence'
import { currentForm, type Field, fieldsOf } from '#kinds'
import { unitOf } from '#org'
import type { Reader } from '#platform/database'
import { Problem } from '#platform/problem'
import { signatureOf } from '#platform/secret'
import { today } from '#platform/time'
import { initiativesForPhone, lastWord } from './store.ts'

/** At most so many initiatives and returned records go on one phone. */
const most = { initiatives: 300, returned: 60 } as const

/**
 * All that a phone needs to record without a network, for one person: where they may record, the forms in their versions,
 * and what was returned to them, with the reason and the field.
 */
export const phonePackage = (actor: Actor) =>
  look(actor, 'activity.record', null, async (db) => {
    const forms: Record<string, { id: string; kind: string; version: number; fields: Field[] }> = {}
    const formOfKind = new Map<string, string>()
    const initiatives = []
    for (const initiative of await initiativesForPhone(db, most.initiatives)) {
      if (!formOfKind.has(initiative.kind)) {
        const form = await currentForm(db, initiative.kind)
        if (form) {
          forms[form.id] = form
          formOfKind.set(initiative.kind, form.id)
        }
      }
      const formId = formOfKind.get(initiative.kind)
      if (formId) initiatives.push({ ...initiative, formId })
    }
    const returned = []
    for (const row of await activitiesMatching(db, {
      recordedBy: actor.personId,
      state: 'returned',
      limit: most.returned,
    })) {
      forms[row.formId] ??= { id: row.formId, kind: '', version: 0, fields: await fieldsOf(db, row.formId) }
      returned.push(await asOnServer(db, row))
    }
    return { initiatives, forms, returned }
  })

/** A record as it stands on the server, with the last word of a checker on it. */
async function asOnServer(db: Reader, row: Activity) {
  const word = await lastWord(db, row.id, row.version)
  return {
    id: row.id,
    initiativeId: row.initiativeId,
    initiativeName: row.initiativeName,
    unitId: row.unitId,
    unitName: row.unitName,
    formId: row.formId,
    day: row.day,
    summary: row.summary,
    answers: row.answers,
    state: row.state,
    version: row.version,
    photos: (await attachmentsOf(db, 'activity', [row.id])).length,
    reason: word?.verdict === 'returned' ? word.reason : null,
    field: word?.verdict === 'returned' ? word.field : null,
  }
}

/** A record as it stands, for a phone whose own wording met another one. */
export async function recordOnServer(actor: Actor, id: string) {
  const { unitId } = await activityToWrite(actor, id)
  return look(actor, 'activity.record', unitId, async (db) => {
    const row = await findActivity(db, id)
    if (!row) throw new Problem('not_found_or_not_allowed')
    return { ...(await asOnServer(db, row)), fields: await fieldsOf(db, row.formId) }
  })
}

/** The unit to which a record of an initiative belongs on a day, now that units may have been merged. */
export async function unitNow(actor: Actor, initiativeId: string, day: string) {
  const { unitId } = await whereToRecord(actor, { initiativeId, day })
  const unit = await look(actor, 'activity.record', null, (db) => unitOf(db, unitId, today()))
  return { unitId, unitName: unit.name }
}

/**
 * The key with which one phone seals what it keeps for one person. It is given out at sign-in and leaves the phone at
 * sign-out; the same person who signs in again on the same phone gets the same key, and finds what waited there.
 */
export const phoneKey = (actor: Actor, device: string): string =>
  signatureOf('phone key', Buffer.from(`${actor.personId}\0${device}`)).toString('base64')
