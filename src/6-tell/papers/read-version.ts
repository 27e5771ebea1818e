import { type Actor, look, mayIn } from '#access'
import type { Reader } from '#platform/database'
import { Problem } from '#platform/problem'
import { type ComparedSection, compareContents } from './compare.ts'
import type { PaperContent } from './content.ts'
import type { Dossier } from './dossier-store.ts'
import { actionOf, type PaperKind } from './kinds.ts'
import { readableDossier } from './life.ts'
import { asIssued } from './rules.ts'
import { type KeptSignature, signaturesOf } from './signature-store.ts'
import { type FrozenPaper, findFrozen, type Step, stepsOf, type Version, versionsOf } from './store.ts'

type Found = { dossier: Dossier; versions: Version[] }

async function lookAtVersions<T>(
  actor: Actor,
  dossierId: string,
  read: (db: Reader, found: Found) => Promise<T>,
): Promise<T> {
  const dossier = await readableDossier(actor, dossierId)
  return look(actor, actionOf(dossier.kind, 'read'), dossier.unitId, async (db) =>
    read(db, { dossier, versions: await versionsOf(db, dossierId) }),
  )
}

/** A frozen version as it was kept, what became of it, the other versions, and whether this person may publish. */
export type ReadVersion = {
  frozen: FrozenPaper
  content: PaperContent
  signatures: KeptSignature[]
  steps: Step[]
  versions: Version[]
  mayPublish: boolean
}

/**
 * A frozen version of a paper as it was kept: nothing is read anew.
 * @throws Problem `not_found_or_not_allowed`
 */
export const readVersion = (actor: Actor, dossierId: string, version: number): Promise<ReadVersion> =>
  lookAtVersions(actor, dossierId, async (db, { dossier, versions }) => {
    const frozen = await findFrozen(db, dossierId, version)
    if (!frozen) throw new Problem('not_found_or_not_allowed')
    return {
      frozen,
      content: asIssued(frozen),
      signatures: await signaturesOf(db, frozen.id),
      steps: await stepsOf(db, dossierId, version),
      versions,
      mayPublish: await mayIn(db, actionOf(dossier.kind, 'publish'), dossier.unitId),
    }
  })

/** Two versions side by side. `draft` is what the paper would say today. */
export type Comparison = {
  kind: PaperKind
  unit: PaperContent['unit']
  period: string
  versions: Version[]
  left: number
  right: number | 'draft'
  sections: ComparedSection[]
}

/**
 * Two versions of a paper side by side; without a choice the last one and what the paper would say today (`today`), or the one
 * before where nobody composes it anew.
 * @throws Problem `not_found_or_not_allowed`, `report_has_no_version`
 */
export const compareVersions = (
  actor: Actor,
  dossierId: string,
  chosen: { left?: number | undefined; right?: number | undefined },
  today?: (db: Reader) => Promise<PaperContent>,
): Promise<Comparison> =>
  lookAtVersions(actor, dossierId, async (db, { dossier, versions }) => {
    const of = async (number: number): Promise<PaperContent> => {
      const found = await findFrozen(db, dossierId, number)
      if (!found) throw new Problem('not_found_or_not_allowed')
      return asIssued(found)
    }
    const [last, former] = versions
    const left = chosen.left ?? last?.version
    if (left === undefined) throw new Problem('report_has_no_version', { paper: dossier.kind })
    const right = chosen.right ?? (today ? 'draft' : (former?.version ?? left))
    const ofLeft = await of(left)
    return {
      kind: dossier.kind,
      unit: ofLeft.unit,
      period: ofLeft.period,
      versions,
      left,
      right,
      sections: compareContents(
        ofLeft,
        right === 'draft' && today ? await today(db) : await of(Number(right)),
      ),
    }
  })
