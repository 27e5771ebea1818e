import { type Actor, look } from '#access'
import { firstDaysOf, type Indicator, indicatorsNamed, indicatorsOf } from '#figures'
import { linesToChoose } from '#org'
import type { Reader } from '#platform/database'
import { Problem } from '#platform/problem'
import type { Field } from '../entry.ts'
import { readyKindsOffered } from '../ready-kinds/store.ts'
import { fieldsOf } from '../store.ts'
import { formFaults } from './rules.ts'
import {
  broughtBy,
  broughtByKind,
  type Draft,
  draftOf,
  findManagedKind,
  kindsForManaging,
  type ManagedKind,
  removedFrom,
  unitsToSetUpFor,
  versionsOf,
} from './store.ts'

const missing = () => new Problem('not_found_or_not_allowed')

/** A kind that this person may change. @throws Problem `not_found_or_not_allowed` */
export async function kindToChange(actor: Actor, code: string): Promise<ManagedKind & { unitId: string }> {
  const kind = await look(actor, 'kind.manage', null, (db) => findManagedKind(db, code))
  if (!kind?.isManaged || kind.unitId === null) throw missing()
  return { ...kind, unitId: kind.unitId }
}

/** All kinds, those of this person first; the ready ones to choose among, for who manages kinds at the top. */
export const managedKinds = (actor: Actor) =>
  look(actor, 'kind.manage', null, async (db) => ({
    kinds: await kindsForManaging(db),
    ready: await readyKindsOffered(db, true),
  }))

/** What is needed to set up a kind: where this person may, the lines, the kinds whose questions can be taken over. */
export const formForKind = (actor: Actor) =>
  look(actor, 'kind.manage', null, async (db) => ({
    units: await unitsToSetUpFor(db),
    lines: await linesToChoose(db),
    kinds: (await kindsForManaging(db)).filter(({ version }) => version !== null),
  }))

/** The indicators that questions of a draft can feed: those that are counted, and those that the draft brings. */
export async function indicatorsFor(db: Reader, draft: Pick<Draft, 'id'>): Promise<Indicator[]> {
  const own = await indicatorsNamed(db, await broughtBy(db, draft.id))
  const known = await indicatorsOf(db)
  return [...own.filter(({ code }) => !known.some((one) => one.code === code)), ...known]
}

/** A kind with its versions and its draft, as whoever sets it up sees it. @throws Problem `not_found_or_not_allowed` */
export const kindPage = (actor: Actor, code: string) =>
  look(actor, 'kind.manage', null, async (db) => {
    const kind = await findManagedKind(db, code)
    if (!kind) throw missing()
    const versions = await versionsOf(db, code)
    const draft = kind.isManaged ? await draftOf(db, code) : undefined
    const current = versions.find(({ issuedOn }) => issuedOn !== null)
    const indicators = draft ? await indicatorsFor(db, draft) : await indicatorsOf(db)
    const byCode = new Map(indicators.map((indicator) => [indicator.code, indicator]))
    return {
      kind,
      versions,
      draft,
      current: current && { ...current, fields: await fieldsOf(db, current.id) },
      indicators: byCode,
      brought: draft ? await broughtBy(db, draft.id) : [],
      firstDays: await firstDaysOf(db, await broughtByKind(db, code)),
      removed: draft ? await removedFrom(db, draft.id) : [],
      faults: draft ? formFaults(draft.fields, byCode, kind) : [],
      lines: await linesToChoose(db),
    }
  })

/** One version of a form, read only; the draft too for those who may change it. @throws Problem `not_found_or_not_allowed` */
export const versionPage = (actor: Actor, code: string, version: number) =>
  look(actor, 'kind.manage', null, async (db) => {
    const kind = await findManagedKind(db, code)
    const found = (await versionsOf(db, code)).find((one) => one.version === version)
    if (!kind || !found) throw missing()
    const fields = await fieldsOf(db, found.id)
    const fed = fields.flatMap(({ indicator }) => indicator ?? [])
    const named = [...new Set([...fed, ...(await broughtBy(db, found.id))])]
    return { kind, form: found, fields, indicators: await indicatorsNamed(db, named) }
  })

/** A question of a draft, or a new one (`key` undefined), with all that its page offers. */
export const questionPage = async (actor: Actor, code: string, key: string | undefined) => {
  await kindToChange(actor, code)
  return look(actor, 'kind.manage', null, async (db) => {
    const kind = await findManagedKind(db, code)
    const draft = await draftOf(db, code)
    if (!kind || !draft) throw missing()
    const field: Field | undefined = draft.fields.find((one) => one.key === key)
    if (key !== undefined && !field) throw missing()
    const indicators = await indicatorsFor(db, draft)
    const byCode = new Map(indicators.map((indicator) => [indicator.code, indicator]))
    return {
      kind,
      draft,
      field,
      indicators,
      faults: formFaults(draft.fields, byCode, kind).filter((fault) => fault.field === key),
    }
  })
}
