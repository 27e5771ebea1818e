import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import { byName } from '#platform/names'
import type { Day } from '#platform/time'
import type { Channel, PersonKind, Thing, Way } from './entry.ts'

/** Something that rests on consents: a photo (`attachment`), or a thing of another module. */
export type Subject = { kind: string; id: string }

/** A consent as it is kept: its names are encrypted. */
export type KeptConsent = {
  id: string
  unitId: string
  unitName: string
  personName: string
  personKind: PersonKind
  guardianName: string | null
  childAgreed: boolean
  things: Thing[]
  channels: Channel[]
  purpose: string
  givenOn: Day
  givenHow: Way
  validUntil: Day | null
  proofSha256: string | null
  proofType: string | null
  recordedBy: string
  recordedAt: Date
  withdrawnAt: Date | null
  withdrawnBy: string | null
  withdrawalReason: string | null
  subjectCount: number
}

const consents = (db: Reader) =>
  db
    .selectFrom('evidence.consent as consent')
    .innerJoin('org.unit as unit', 'unit.id', 'consent.unit_id')
    .innerJoin('access.person as recorder', 'recorder.id', 'consent.recorded_by')
    .leftJoin('access.person as withdrawer', 'withdrawer.id', 'consent.withdrawn_by')
    .leftJoin('evidence.file as proof', 'proof.sha256', 'consent.proof_sha256')
    .select([
      'consent.id',
      'consent.unit_id as unitId',
      'unit.name as unitName',
      'consent.person_name as personName',
      'consent.person_kind as personKind',
      'consent.guardian_name as guardianName',
      'consent.child_agreed as childAgreed',
      'consent.things',
      'consent.channels',
      'consent.purpose',
      'consent.given_on as givenOn',
      'consent.given_how as givenHow',
      'consent.valid_until as validUntil',
      'consent.proof_sha256 as proofSha256',
      'proof.media_type as proofType',
      'recorder.name as recordedBy',
      'consent.recorded_at as recordedAt',
      'consent.withdrawn_at as withdrawnAt',
      'withdrawer.name as withdrawnBy',
      'consent.withdrawal_reason as withdrawalReason',
      (eb) =>
        eb
          .selectFrom('evidence.consent_subject as subject')
          .select((sub) => sub.fn.countAll<number>().as('count'))
          .whereRef('subject.consent_id', '=', 'consent.id')
          .as('subjectCount'),
    ])
    .$castTo<KeptConsent>()

/** One consent. */
export const findConsent = (db: Reader, id: string): Promise<KeptConsent | undefined> =>
  consents(db).where('consent.id', '=', id).executeTakeFirst()

/** Consents, the newest first; ids are made in the order of time. */
export const consentsAfter = (db: Reader, after: string | undefined, limit: number): Promise<KeptConsent[]> =>
  consents(db)
    .$if(after !== undefined, (query) => query.where('consent.id', '<', after ?? ''))
    .orderBy('consent.id', 'desc')
    .limit(limit)
    .execute()

/** The consents on which a thing rests. */
export const consentsOf = (db: Reader, subject: Subject): Promise<KeptConsent[]> =>
  consents(db)
    .where(
      sql<boolean>`exists (select from evidence.consent_subject where consent_id = consent.id
        and source_kind = ${subject.kind} and source_id = ${subject.id}::uuid)`,
    )
    .orderBy('consent.id', 'desc')
    .limit(50)
    .execute()

/** Consents that are in force and on which a thing does not rest yet. */
export const consentsToLink = (db: Reader, subject: Subject, day: Day): Promise<KeptConsent[]> =>
  consents(db)
    .where('consent.withdrawn_at', 'is', null)
    .where(sql<boolean>`(consent.valid_until is null or consent.valid_until >= ${day}::date)`)
    .where(
      sql<boolean>`not exists (select from evidence.consent_subject where consent_id = consent.id
        and source_kind = ${subject.kind} and source_id = ${subject.id}::uuid)`,
    )
    .orderBy('consent.id', 'desc')
    .limit(50)
    .execute()

/** What rests on a consent. */
export const subjectsOf = (db: Reader, consentId: string): Promise<Subject[]> =>
  db
    .selectFrom('evidence.consent_subject')
    .select(['source_kind as kind', 'source_id as id'])
    .where('consent_id', '=', consentId)
    .orderBy('source_kind')
    .orderBy('source_id')
    .limit(2000)
    .execute()

/** Units of today for which this person may record consents. */
export const unitsToRecordFor = (db: Reader): Promise<{ id: string; name: string }[]> =>
  db
    .selectFrom('org.unit')
    .select(['id', 'name'])
    .where('valid_to', 'is', null)
    .where(sql<boolean>`id = any ((select access.units_for('consent.record'))::uuid[])`)
    .orderBy(byName('name'))
    .limit(300)
    .execute()

/** A consent as it is recorded. */
export type NewConsent = Omit<
  KeptConsent,
  | 'id'
  | 'unitName'
  | 'proofType'
  | 'recordedBy'
  | 'recordedAt'
  | 'withdrawnAt'
  | 'withdrawnBy'
  | 'withdrawalReason'
  | 'subjectCount'
>

/** Writes a consent down. */
export async function insertConsent(
  tx: Tx,
  consent: NewConsent & { id: string },
  personId: string,
): Promise<void> {
  await tx
    .insertInto('evidence.consent')
    .values({
      id: consent.id,
      unit_id: consent.unitId,
      person_name: consent.personName,
      person_kind: consent.personKind,
      guardian_name: consent.guardianName,
      child_agreed: consent.childAgreed,
      things: consent.things,
      channels: consent.channels,
      purpose: consent.purpose,
      given_on: consent.givenOn,
      given_how: consent.givenHow,
      valid_until: consent.validUntil,
      proof_sha256: consent.proofSha256,
      recorded_by: personId,
    })
    .execute()
}

/** Lets a thing rest on a consent. Twice is once. */
export async function insertSubject(tx: Tx, consentId: string, subject: Subject): Promise<void> {
  await tx
    .insertInto('evidence.consent_subject')
    .values({ consent_id: consentId, source_kind: subject.kind, source_id: subject.id })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Withdraws a consent, once and for good. False where it is withdrawn already. */
export async function setWithdrawn(
  tx: Tx,
  id: string,
  by: { personId: string; reason: string | null },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('evidence.consent')
    .set({ withdrawn_at: new Date(), withdrawn_by: by.personId, withdrawal_reason: by.reason })
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
