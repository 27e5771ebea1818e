import { type Actor, look } from '#access'
import { initiativesToRecord, initiativeToRecord } from '#activities'
import { photoLimits } from '#evidence'
import { currentForm, type Form } from '#kinds'
import { Problem } from '#platform/problem'
import type { FormSource } from './write-xform.ts'

/** The form of an initiative for ODK Collect. @throws Problem `not_found_or_not_allowed` */
export async function formForCollect(actor: Actor, initiativeId: string): Promise<FormSource> {
  const initiative = await initiativeToRecord(actor, initiativeId)
  return look(actor, 'activity.record', initiative.unitId, async (db) => {
    const form = await currentForm(db, initiative.kind)
    if (!form) throw new Problem('not_found_or_not_allowed')
    return {
      initiativeId,
      name: initiative.name,
      unitName: initiative.unitName,
      form,
      mostPhotos: photoLimits.perRecord,
    }
  })
}

/** The forms of all initiatives in which this person may record now. */
export const formsForCollect = (actor: Actor): Promise<FormSource[]> =>
  look(actor, 'activity.record', null, async (db) => {
    const forms = new Map<string, Form>()
    const sources: FormSource[] = []
    for (const { id, name, unitName, kind } of await initiativesToRecord(db, '', 300)) {
      const form = forms.get(kind) ?? (await currentForm(db, kind))
      if (!form) continue
      forms.set(kind, form)
      sources.push({ initiativeId: id, name, unitName, form, mostPhotos: photoLimits.perRecord })
    }
    return sources
  })
