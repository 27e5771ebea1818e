import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import type { Day } from '#platform/time'
import type { PaperContent } from './content.ts'
import type { Envelope } from './signature-store.ts'
import type { FrozenReason, FrozenState } from './store.ts'

/** Opens a version to the public or closes it. False where it is so already, or was never issued. */
export async function setPublic(tx: Tx, frozenId: string, isPublic: boolean): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('reports.frozen')
    .set({ is_public: isPublic })
    .where('id', '=', frozenId)
    .where('is_public', '=', !isPublic)
    // What is not in force is not opened any more; what is open can be closed at any time.
    .where('state', 'in', isPublic ? ['issued'] : ['issued', 'replaced', 'withdrawn'])
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** What everybody may read of a report: without the parts that stay inside. */
export async function publishedContent(db: Reader, code: string): Promise<PaperContent | undefined> {
  const { rows } = await sql<{ content: PaperContent | null }>`
    select reports.published_content(${code}) as content`.execute(db)
  return rows[0]?.content ?? undefined
}

/** A report in the list of those that everybody may read. */
type Published = {
  id: string
  code: string
  unitName: string
  subject: string
  period: string
  number: number | null
  issuedOn: Day
  state: FrozenState
  reason: FrozenReason
  issuedAt: Date
}

/** The published reports, the last issued first; `after` is the last of the page before. */
export async function publishedList(
  db: Reader,
  after: { at: string; id: string } | undefined,
  most: number,
): Promise<Published[]> {
  const { rows } = await sql<Published>`
    select id, code, unit_name as "unitName", subject, period, number, issued_on as "issuedOn", state, reason, issued_at as "issuedAt"
      from reports.published_list(${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid, ${most})`.execute(
    db,
  )
  return rows
}

/** What anyone learns who holds a paper with its code. */
export type Checked = {
  code: string
  unitName: string
  title: string
  subject: string
  /** Of a report; other kinds have none. */
  period: string | null
  number: number | null
  symbol: string | null
  issuedOn: Day
  version: number
  reason: FrozenReason
  state: FrozenState
  isPublic: boolean
  hash: string
  issuedAt: Date
  /** The code of the version that is in force. */
  inForce: string | null
  /** Its files as they were issued, by SHA-256. */
  docx: string | null
  pdf: string | null
  signatures: {
    publicKey: string
    envelope: Envelope
    signature: string
    signedAt: string
    /** Whether the system made that key for whoever signed. */
    isOwnKey: boolean
  }[]
}

/** An issued report by the code on its last page. */
export async function checkedByCode(db: Reader, code: string): Promise<Checked | undefined> {
  const { rows } = await sql<Checked>`
    select code, unit_name as "unitName", title, subject, period, number, symbol, issued_on as "issuedOn", version, reason, state,
           is_public as "isPublic", hash, issued_at as "issuedAt", in_force as "inForce",
           docx, pdf, signatures
      from reports.checked(${code})`.execute(db)
  return rows[0]
}
