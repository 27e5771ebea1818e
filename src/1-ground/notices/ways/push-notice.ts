import { createECDH } from 'node:crypto'
import { z } from 'zod'
import { asSystemKeeping, lookAsSystem } from '#access'
import { inLanguage, t } from '#platform/i18n'
import { defineJob } from '#platform/jobs'
import { postOut, RefusedAddress } from '#platform/outgoing'
import { decrypted, derivedKey } from '#platform/secret'
import { sentenceOfNotice } from '../read.ts'
import type { Subscription } from './entry.ts'
import { browsersOf, deleteBrowser, markSent, toTell } from './store.ts'

let contact = 'https://lantoa.invalid'

/** Says to push services who sends, so that they can turn to somebody. */
export function usePushContact(origin: string): void {
  // The contact of VAPID is an https address or a mail address; a test on this machine has neither.
  contact = origin.startsWith('https:') ? origin : 'https://lantoa.invalid'
}

/**
 * The keys by which push services know us (VAPID, RFC 8292). Derived from the secret of the installation, so that every process
 * has the same and no file can be lost; under another secret browsers have to be added anew.
 */
export function vapidKeys(): { publicKey: string; privateKey: string } {
  for (let attempt = 0; ; attempt += 1) {
    const pair = createECDH('prime256v1')
    try {
      pair.setPrivateKey(derivedKey(`vapid ${attempt}`))
    } catch {
      // One number in four thousand million is no key of this curve.
      continue
    }
    return {
      publicKey: pair.getPublicKey().toString('base64url'),
      privateKey: pair.getPrivateKey().toString('base64url').padStart(43, 'A'),
    }
  }
}

/** A day: what nobody has seen by then stands on the page. */
const keptSeconds = 86_400

/** Pushes to one browser. @returns whether the browser is still there. @throws where the push service is to be asked again */
async function pushTo(subscription: Subscription, payload: object, topic: string): Promise<boolean> {
  const { default: webPush } = await import('web-push')
  const { publicKey, privateKey } = vapidKeys()
  const request = webPush.generateRequestDetails(subscription, JSON.stringify(payload), {
    vapidDetails: { subject: contact, publicKey, privateKey },
    TTL: keptSeconds,
    topic,
    contentEncoding: 'aes128gcm',
  })
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  )
  const answer = await postOut(request.endpoint, request.body ?? '', headers).catch((fault) => {
    // An address that turned out to lie in the own network will not become another.
    if (fault instanceof RefusedAddress) return { status: 410, text: '' }
    throw fault
  })
  if (answer.status === 404 || answer.status === 410) return false
  if (answer.status >= 300) throw new Error(`The push service answered ${answer.status}.`)
  return true
}

/**
 * Pushes a notice to all browsers of a person. At least once: where it is pushed again, the browser shows it in the place of the
 * first, by its tag.
 */
export async function pushNotice({
  noticeId,
  personId,
}: {
  noticeId: string
  personId: string
}): Promise<void> {
  const { notice, browsers } = await lookAsSystem(async (db) => ({
    notice: await toTell(db, noticeId, personId, 'push'),
    browsers: await browsersOf(db, personId),
  }))
  if (!notice) return
  const isWanted = !notice.isClosed && browsers.length > 0
  if (isWanted && !notice.readAt) {
    const payload = await inLanguage(notice.language === 'en' ? 'en' : 'vi', async () => ({
      title: t('notices.push.title'),
      body: `${sentenceOfNotice(notice.kind, notice.words)} – ${notice.unitName}`.slice(0, 500),
      href: notice.href,
      tag: noticeId,
    }))
    // A topic has 32 characters at most: while a phone is away, the later of two with one topic takes its place.
    const topic = noticeId.replaceAll('-', '')
    for (const browser of browsers) {
      const isThere = await pushTo(JSON.parse(decrypted(browser.sealed)) as Subscription, payload, topic)
      if (!isThere) await asSystemKeeping((tx) => deleteBrowser(tx, personId, browser.id))
    }
  }
  const outcome = !isWanted ? 'not_wanted' : notice.readAt ? 'read_before' : 'sent'
  await asSystemKeeping((tx) => markSent(tx, personId, [noticeId], 'push', outcome))
}

/** A notice to a person's browsers: tried for some hours. */
export const pushing = defineJob(
  'notices.push',
  z.object({ noticeId: z.uuid(), personId: z.uuid() }),
  pushNotice,
  { atOnce: 5, retries: 6, firstPauseSeconds: 20, longestPauseSeconds: 3_600 },
)
