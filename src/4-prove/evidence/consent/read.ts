import { type Actor, look } from '#access'
import { t } from '#platform/i18n'
import { isId } from '#platform/ids'
import { readPage } from '#platform/lists/page'
import { Problem } from '#platform/problem'
import { decrypted } from '#platform/secret'
import { today } from '#platform/time'
import { type FileToLookAt, findAttachment } from '../cover/store.ts'
import { type ConsentState, stateOf } from './rules.ts'
import {
  consentsAfter,
  consentsOf,
  consentsToLink,
  findConsent,
  type KeptConsent,
  subjectsOf,
  unitsToRecordFor,
} from './store.ts'

/** A consent as those who need it see it. */
export type Consent = KeptConsent & { state: ConsentState }

/**
 * A name in the clear. Where the secret of the installation was lost nobody reads it again; but whoever agreed can still withdraw.
 */
function nameIn(packed: string): string {
  try {
    return decrypted(packed)
  } catch {
    return t('evidence.consent.unreadable')
  }
}

const opened = (consent: KeptConsent): Consent => ({
  ...consent,
  personName: nameIn(consent.personName),
  guardianName: consent.guardianName === null ? null : nameIn(consent.guardianName),
  withdrawalReason: consent.withdrawalReason === null ? null : nameIn(consent.withdrawalReason),
  state: stateOf(consent, today()),
})

/** One page of the consents that this person may see. */
export const consentsPage = (actor: Actor, after: { id: string } | undefined, limit = 30) =>
  look(actor, 'consent.read', null, async (db) => {
    const { rows, next } = await readPage(
      limit,
      (read) => consentsAfter(db, after?.id, read),
      ({ id }) => ({ id }),
    )
    return { rows: rows.map(opened), next }
  })

/** One consent, and what rests on it. @throws Problem `not_found_or_not_allowed` */
export async function consentPage(actor: Actor, id: string) {
  return look(actor, 'consent.read', null, async (db) => {
    const consent = isId(id) ? await findConsent(db, id) : undefined
    if (!consent) throw new Problem('not_found_or_not_allowed')
    const subjects = await subjectsOf(db, id)
    const files = []
    for (const subject of subjects.filter(({ kind }) => kind === 'attachment').slice(0, 60)) {
      const file = await findAttachment(db, subject.id)
      if (file) files.push(file)
    }
    return { consent: opened(consent), subjects, files }
  })
}

/** What the form for recording needs: for which units, and the photo from which the person came. */
export const formForConsent = (actor: Actor, attachmentId: string | undefined) =>
  look(actor, 'consent.record', null, async (db) => {
    const file = attachmentId && isId(attachmentId) ? await findAttachment(db, attachmentId) : undefined
    return { units: await unitsToRecordFor(db), file }
  })

/** The consents on which a photo rests, and those on which it could. */
export const consentsOfPhoto = (actor: Actor, file: Pick<FileToLookAt, 'id'>) =>
  look(actor, 'consent.read', null, async (db) => {
    const subject = { kind: 'attachment', id: file.id }
    return {
      rests: (await consentsOf(db, subject)).map(opened),
      others: (await consentsToLink(db, subject, today())).map(opened),
    }
  })
