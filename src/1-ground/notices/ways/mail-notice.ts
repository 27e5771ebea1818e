import { z } from 'zod'
import { asSystemKeeping, lookAsSystem } from '#access'
import type { Tx } from '#platform/database'
import { inLanguage, type Language, t } from '#platform/i18n'
import { defineJob, sendJobs } from '#platform/jobs'
import { decrypted } from '#platform/secret'
import type { Day } from '#platform/time'
import { sentenceOfNotice } from '../read.ts'
import { groupOf, waysUnchosen } from '../rules.ts'
import { hasMail, sendMail } from './mail.ts'
import { addressOf, choicesOf, forDigest, markSent, peopleOfDigest, type ToTell, toTell } from './store.ts'

const spoken = (text: string): Language => (text === 'en' ? 'en' : 'vi')

const mailOf = (notice: ToTell) => (link: (path: string) => string) => {
  const sentence = sentenceOfNotice(notice.kind, notice.words)
  return {
    subject: sentence,
    text: [
      `${sentence}\n${notice.unitName}`,
      t('notices.mail.open', { link: link(notice.href) }),
      t('notices.mail.foot', { link: link('/thong-bao/cach-nhan') }),
    ].join('\n\n'),
  }
}

/**
 * Sends one notice to one person by mail. At least once: the note that it was sent comes after the mail server has taken it. If
 * the process dies between the two, it is sent again under the same Message-ID.
 */
export async function mailNotice({
  noticeId,
  personId,
}: {
  noticeId: string
  personId: string
}): Promise<void> {
  const { notice, address } = await lookAsSystem(async (db) => ({
    notice: await toTell(db, noticeId, personId, 'email'),
    address: await addressOf(db, personId),
  }))
  if (!notice) return
  const isWanted = hasMail() && !notice.isClosed && address?.confirmedAt
  if (isWanted && !notice.readAt)
    await inLanguage(spoken(notice.language), () =>
      sendMail({
        to: decrypted(address.sealed),
        what: `notice ${noticeId} ${personId}`,
        write: mailOf(notice),
      }),
    )
  // Who has read it on the page before six in the morning needs no mail of it at six.
  const outcome = !isWanted ? 'not_wanted' : notice.readAt ? 'read_before' : 'sent'
  await asSystemKeeping((tx) => markSent(tx, personId, [noticeId], 'email', outcome))
}

/** A notice to a person by mail: tried for about a day. */
export const mailing = defineJob(
  'notices.mail',
  z.object({ noticeId: z.uuid(), personId: z.uuid() }),
  mailNotice,
  { atOnce: 5, retries: 12, firstPauseSeconds: 30, longestPauseSeconds: 4 * 3_600 },
)

/** Sends a person what has come since the last digest and is unread, in one message; nothing where there is nothing. */
export async function mailDigest({ personId, day }: { personId: string; day: Day }): Promise<void> {
  const { notices, address, chosen } = await lookAsSystem(async (db) => ({
    notices: await forDigest(db, personId),
    address: await addressOf(db, personId),
    chosen: await choicesOf(db, [personId]),
  }))
  const wanted = notices.filter(
    ({ kind }) => (chosen.get(`${personId} ${groupOf(kind)}`) ?? waysUnchosen).email === 'digest',
  )
  const first = wanted[0]
  if (!first || !address?.confirmedAt || first.isClosed || !hasMail()) return
  const write = (link: (path: string) => string) => ({
    subject: t('notices.mail.digest', { count: wanted.length }),
    text: [
      ...wanted.map(
        (notice) =>
          `• ${sentenceOfNotice(notice.kind, notice.words)} (${notice.unitName})\n  ${link(notice.href)}`,
      ),
      t('notices.mail.foot', { link: link('/thong-bao/cach-nhan') }),
    ].join('\n\n'),
  })
  await inLanguage(spoken(first.language), () =>
    sendMail({ to: decrypted(address.sealed), what: `digest ${day} ${personId}`, write }),
  )
  await asSystemKeeping((tx) =>
    markSent(
      tx,
      personId,
      wanted.map(({ id }) => id),
      'digest',
      'sent',
    ),
  )
}

export const digesting = defineJob(
  'notices.digest',
  z.object({ personId: z.uuid(), day: z.iso.date() }),
  mailDigest,
  { atOnce: 5, retries: 8, firstPauseSeconds: 60 },
)

/** Sends each person who wants it the digest of the day. */
export async function sendDigests(tx: Tx, day: Day): Promise<void> {
  if (!hasMail()) return
  const people = await peopleOfDigest(tx)
  await sendJobs(
    tx,
    digesting,
    people.map((personId) => ({ data: { personId, day } })),
  )
}
