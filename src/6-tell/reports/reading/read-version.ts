import { type Actor, look, mayIn } from '#access'
import type { Unit } from '#org'
import type { Reader } from '#platform/database'
import { Problem } from '#platform/problem'
import { today } from '#platform/time'
import { usualOutlineOf } from '#regimes'
import { type ReportAddress, unitAt } from '../at-report.ts'
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
import { type Draft, findDraft } from '../store.ts'
import { type ComparedSection, compareContents } from './compare.ts'

/** The report of an address that somebody has begun. @throws Problem `not_found_or_not_allowed`, those of `periodOf` */
export async function begunAt(
  db: Reader,
  unitId: string,
  { period, outline }: Pick<ReportAddress, 'period' | 'outline'>,
): Promise<Draft> {
  const draft = await findDraft(db, unitId, outline ?? usualOutlineOf(period, today()), period)
  if (!draft) throw new Problem('not_found_or_not_allowed')
  return draft
}

type Found = { unit: Unit; draft: Draft; versions: Version[] }

async function lookAtVersions<T>(
  actor: Actor,
  address: ReportAddress,
  read: (db: Reader, found: Found) => Promise<T>,
): Promise<T> {
  const unit = await unitAt(actor, address.slug)
  return look(actor, 'report.read', unit.id, async (db) => {
    const draft = await begunAt(db, unit.id, address)
    return read(db, { unit, draft, versions: await versionsOf(db, draft.id) })
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
export const readVersion = (actor: Actor, address: ReportAddress, version: number): Promise<ReadVersion> =>
  lookAtVersions(actor, address, async (db, { unit, draft, versions }) => {
    const frozen = await findFrozen(db, draft.id, version)
    if (!frozen) throw new Problem('not_found_or_not_allowed')
    return {
      frozen,
      content: asIssued(frozen),
      signatures: await signaturesOf(db, frozen.id),
      steps: await stepsOf(db, draft.id, version),
      versions,
      mayPublish: await mayIn(db, 'report.publish', unit.id),
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
  address: ReportAddress,
  chosen: { left?: number | undefined; right?: number | undefined },
): Promise<Comparison> =>
  lookAtVersions(actor, address, async (db, { unit, draft, versions }) => {
    const { period, outline } = address
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
