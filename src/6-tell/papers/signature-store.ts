import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import type { Day } from '#platform/time'
import type { PaperKind } from './kinds.ts'

/** What somebody signed: the hash of a frozen paper with all that it was issued under. */
export type Envelope = {
  report: string
  version: number
  hash: string
  /** Null for those who sign before the last: with the last signature it gets its number. */
  number: number | null
  symbol: string | null
  day: Day
  signer: string
  position: string
  /** When it was signed, to the millisecond. Envelopes from before 0052 have none: their time is not signed. */
  signedAt?: string
}

/** A signature with what it is checked with. */
export type KeptSignature = {
  id: string
  personId: string
  keyId: string
  publicKey: Buffer
  envelope: Envelope
  signature: Buffer
  signedAt: Date
}

/** The signatures of a frozen paper, in order. */
export const signaturesOf = (db: Reader, frozenId: string): Promise<KeptSignature[]> =>
  db
    .selectFrom('reports.signature')
    .select([
      'id',
      'person_id as personId',
      'key_id as keyId',
      'public_key as publicKey',
      'envelope',
      'signature',
      'signed_at as signedAt',
    ])
    .where('frozen_id', '=', frozenId)
    .orderBy('id')
    .limit(10)
    .$castTo<KeptSignature>()
    .execute()

/** Keeps a signature. */
export async function insertSignature(
  tx: Tx,
  frozenId: string,
  { personId, keyId, publicKey, envelope, signature, signedAt }: Omit<KeptSignature, 'id'>,
): Promise<void> {
  await tx
    .insertInto('reports.signature')
    .values({
      frozen_id: frozenId,
      person_id: personId,
      key_id: keyId,
      public_key: publicKey,
      envelope: JSON.stringify(envelope),
      signature,
      signed_at: signedAt,
    })
    .execute()
}

/** Somebody who may sign a paper, and as what they signed last in its unit; blank where they never have. */
export type Signer = { id: string; name: string; position: string }

/** Who may sign papers of a kind in a unit: everybody, and those of them who hold the role nearest to it. */
export type Signers = { all: Signer[]; nearest: Signer[] }

/** Reads who may sign papers of a kind in a unit today. Whoever may read none of them learns of nobody. */
export async function signersFor(db: Reader, kind: PaperKind, unitId: string): Promise<Signers> {
  const { rows } = await sql<Signer & { distance: number }>`
    select id, name, "position", distance from reports.signers_for(${kind}, ${unitId}::uuid)`.execute(db)
  const all = rows.map(({ id, name, position }) => ({ id, name, position }))
  return { all, nearest: all.filter((_, index) => rows[index]?.distance === rows[0]?.distance) }
}
