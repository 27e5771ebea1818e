import { emitEvent, type NewNotice, raiseNotices } from '#notices'
import type { Tx } from '#platform/database'
import { type KindOfPaper, kindOf, type NamedPaper, type PaperKind, rolesOf } from './kinds.ts'
import type { Arrangement } from './rules.ts'

/** What of a frozen paper its notices tell. */
type Told = NamedPaper & Pick<Arrangement, 'levels'> & { id: string; kind: PaperKind; unitId: string }

function noticeOf(
  told: Told,
  roles: string[],
  { notice, step = notice, words = {} }: { notice: string; step?: string; words?: NewNotice['words'] },
): NewNotice {
  const { lifeHref, notices } = kindOf(told.kind)
  return {
    key: `${told.kind}.${step}:${told.id}`,
    unitId: told.unitId,
    roles,
    kind: `${notices.messages}.${notice}`,
    words: { unit: told.content.unit.name, ...notices.words?.(told.content), ...words },
    href: lifeHref(told),
  }
}

/** Tells those whose turn it is, after so many levels have approved: the next level, or who signs. */
export function tellNext(tx: Tx, told: Told, approved: number): Promise<void> {
  const role = told.levels[approved]
  return role
    ? raiseNotices(tx, [noticeOf(told, [role], { notice: 'to_approve', step: `to_approve.${approved}` })])
    : tellToSign(tx, told, 0)
}

/** Tells those who sign that so many have signed and somebody else has to as well. */
export const tellToSign = (tx: Tx, told: Told, signed: number): Promise<void> =>
  raiseNotices(tx, [
    noticeOf(told, rolesOf(told.kind, 'sign'), { notice: 'to_sign', step: `to_sign.${signed}` }),
  ])

/** Tells those who write it that it came back. */
export const tellReturned = (tx: Tx, told: Told, words: string): Promise<void> =>
  raiseNotices(tx, [noticeOf(told, rolesOf(told.kind, 'compose'), { notice: 'returned', words: { words } })])

/** Tells those who write it that it was issued. */
export const tellIssued = (tx: Tx, told: Told, symbol: string): Promise<void> =>
  raiseNotices(tx, [noticeOf(told, rolesOf(told.kind, 'compose'), { notice: 'issued', words: { symbol } })])

/** Tells other systems, where the kind of paper has an event for it. */
export async function tellSystems(
  tx: Tx,
  { kind, unitId, dossierId, version }: Pick<Told, 'kind' | 'unitId' | 'dossierId'> & { version: number },
  what: keyof NonNullable<KindOfPaper['events']>,
  more: Record<string, string | boolean> = {},
): Promise<void> {
  const event = kindOf(kind).events?.[what]
  if (event) await emitEvent(tx, event, unitId, { [`${kind}Id`]: dossierId, version, ...more })
}
