import type { Action, Role } from '#access'
import { permissions } from '#access'
import type { NewEvent } from '#notices'
import type { Tx } from '#platform/database'
import { tableOf } from '#platform/module'
import type { Day } from '#platform/time'
import type { PaperContent } from './content.ts'
import type { FrozenPaper } from './store.ts'

/** What people do with papers of any kind. */
type PaperAct = 'read' | 'compose' | 'approve' | 'sign' | 'publish'

type KindIn<A> = A extends `${infer Kind}.sign`
  ? [`${Kind}.${PaperAct}`] extends [Action]
    ? Kind
    : never
  : never

/**
 * A kind of paper: that of which the permission table has all acts. Whoever holds `report.sign` signs reports. Row-level security
 * asks by the same names (`reports.may`).
 */
export type PaperKind = KindIn<Action>

export const actionOf = (kind: PaperKind, act: PaperAct): Action => `${kind}.${act}`

/** The roles that may do something with papers of a kind. */
export const rolesOf = (kind: PaperKind, act: PaperAct): Role[] => [...permissions[actionOf(kind, act)]]

/** A paper as its notices and addresses name it. */
export type NamedPaper = { dossierId: string; content: Pick<PaperContent, 'unit' | 'period' | 'outline'> }

/** What a module says of a kind of its papers. */
export type KindOfPaper = {
  /** The page on which one is approved, signed and issued. */
  lifeHref(paper: NamedPaper): string
  /** How its files are called: letters that every system takes. */
  fileName(content: NamedPaper['content']): string
  /** Why the certificate of the unit stands on its PDF. */
  sealReason: string
  /** Its notices by the messages `….to_approve`, `to_sign`, `returned` and `issued`, and what their words need besides `unit`. */
  notices: { messages: string; words?(content: NamedPaper['content']): Record<string, string> }
  /** The events that other systems hear. */
  events?: Partial<Record<'frozen' | 'returned' | 'issued' | 'withdrawn' | 'published', NewEvent['kind']>>
}

/** What happens in the transaction in which a paper is issued. */
export type OnIssued = {
  /** What whoever signs last may leave out, by the messages of its words. */
  offer?: { label: string; hint: string }
  /** @returns what the audit trail notes of it */
  run(
    tx: Tx,
    paper: FrozenPaper,
    given: { isWanted: boolean; by: string; day: Day },
  ): Promise<Record<string, number>>
}

declare module '#platform/module' {
  interface Module {
    /** Kinds of papers that a module freezes, signs and issues. */
    paperKinds?: Readonly<Partial<Record<PaperKind, KindOfPaper>>>
    /** What else happens when a paper is issued, by its kind. */
    onIssued?: Readonly<Partial<Record<PaperKind, OnIssued>>>
  }
}

/** What a module has said of a kind of paper. @throws Error where none has */
export function kindOf(kind: PaperKind): KindOfPaper {
  const found = tableOf('paperKinds')[kind]
  if (!found) throw new Error(`No module brings papers of the kind “${kind}”.`)
  return found
}

export const onIssuedOf = (kind: PaperKind): OnIssued | undefined => tableOf('onIssued')[kind]
