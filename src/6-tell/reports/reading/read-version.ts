import { type Actor, look } from '#access'
import { unitsCovered } from '#initiatives'
import { type UnitDetails, unitBySlug, unitOf } from '#org'
import type { Reader } from '#platform/database'
import { Problem } from '#platform/problem'
import { today } from '#platform/time'
import { composeReport } from '../compose-report.ts'
import { asIssued } from '../frozen/rules.ts'
import {
  type FrozenReport,
  findFrozen,
  type KeptSignature,
  type Step,
  signaturesOf,
  stepsOf,
  type Version,
  versionsOf,
} from '../frozen/store.ts'
import type { ReportContent } from '../report.ts'
import { fromAddress, periodOf, usualOutline } from '../rules.ts'
import { type Draft, findDraft } from '../store.ts'
import { type ComparedSection, compareContents } from './compare.ts'

/** The outline of an address that names none. @throws Problem those of `periodOf` */
export const usualOutlineOf = (period: string): string => usualOutline[periodOf(period, today()).kind]

type Found = { unit: UnitDetails; draft: Draft; versions: Version[] }

async function lookAtVersions<T>(
  actor: Actor,
  slug: string,
  address: string,
  read: (db: Reader, found: Found) => Promise<T>,
): Promise<T> {
  const unit = await look(actor, 'report.read', null, (db) => unitBySlug(db, slug))
  if (!unit) throw new Problem('not_found_or_not_allowed')
  return look(actor, 'report.read', unit.id, async (db) => {
    const { period, outline } = fromAddress(address)
    const draft = await findDraft(db, unit.id, outline ?? usualOutlineOf(period), period)
    if (!draft) throw new Problem('not_found_or_not_allowed')
    return read(db, { unit: await unitOf(db, unit.id), draft, versions: await versionsOf(db, draft.id) })
  })
}

/** A frozen version as it was kept, what became of it, the other versions, and whether this person may publish. */
export type ReadVersion = {
  frozen: FrozenReport
  content: ReportContent
  signatures: KeptSignature[]
  steps: Step[]
  versions: Version[]
  mayPublish: boolean
}

/**
 * A frozen version of a report as it was kept: nothing is read anew.
 * @throws Problem `not_found_or_not_allowed`
 */
export const readVersion = (
  actor: Actor,
  slug: string,
  address: string,
  version: number,
): Promise<ReadVersion> =>
  lookAtVersions(actor, slug, address, async (db, { unit, draft, versions }) => {
    const frozen = await findFrozen(db, draft.id, version)
    if (!frozen) throw new Problem('not_found_or_not_allowed')
    return {
      frozen,
      content: asIssued(frozen),
      signatures: await signaturesOf(db, frozen.id),
      steps: await stepsOf(db, draft.id, version),
      versions,
      mayPublish: (await unitsCovered(db, 'report.publish')).has(unit.id),
    }
  })

/** Two versions side by side. `draft` is what the report would say today. */
export type Comparison = {
  unitName: string
  versions: Version[]
  left: number
  right: number | 'draft'
  sections: ComparedSection[]
}

/**
 * Two versions of a report side by side; without a choice the last one and what the report would say today.
 * @throws Problem `not_found_or_not_allowed`
 */
export const compareVersions = (
  actor: Actor,
  slug: string,
  address: string,
  chosen: { left?: number | undefined; right?: number | undefined },
): Promise<Comparison> =>
  lookAtVersions(actor, slug, address, async (db, { unit, draft, versions }) => {
    const { period, outline } = fromAddress(address)
    const of = async (number: number | undefined): Promise<ReportContent> => {
      if (number === undefined) return composeReport(db, { unitId: unit.id, period, outline }, today())
      const found = await findFrozen(db, draft.id, number)
      if (!found) throw new Problem('not_found_or_not_allowed')
      return asIssued(found)
    }
    const left = chosen.left ?? versions[0]?.version
    if (left === undefined) throw new Problem('report_has_no_version')
    return {
      unitName: unit.name,
      versions,
      left,
      right: chosen.right ?? 'draft',
      sections: compareContents(await of(left), await of(chosen.right)),
    }
  })
