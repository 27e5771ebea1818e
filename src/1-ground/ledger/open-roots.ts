import { z } from 'zod'
import { fingerprintOf, lookAsSystem } from '#access'
import { hasMail, sendMail } from '#notices'
import type { Tx } from '#platform/database'
import { formatInstant, inLanguage, languages, t } from '#platform/i18n'
import { defineJob, jobsAreOpen, sendJob } from '#platform/jobs'
import { signDailyRoot } from './sign-root.ts'
import { rootWith } from './store.ts'

/** To whom roots are told by mail, and whose system it is. */
export type RootSettings = { to: readonly string[]; site: string }

let settings: RootSettings = { to: [], site: '' }

/** Mails one root to one address, in both languages: whoever keeps it can tell later whether history was rewritten. */
async function mailRoot({ number, to }: { number: number; to: string }): Promise<void> {
  const root = await lookAsSystem((db) => rootWith(db, number))
  if (!root) return
  const { hash, signature, publicKey } = root
  await sendMail({
    to,
    what: `root ${number} ${hash} ${to}`,
    write: (link) => {
      const [first, ...others] = languages.map((one) =>
        inLanguage(one, () => ({
          subject: t('ledger.mail.subject', { number, site: settings.site }),
          text: t('ledger.mail.text', {
            number,
            hash,
            signature,
            publicKey,
            madeAt: formatInstant(root.madeAt),
            fingerprint: fingerprintOf(Buffer.from(publicKey, 'hex')),
            link: link('/minh-bach'),
          }),
        })),
      )
      return {
        subject: first?.subject ?? '',
        text: [first, ...others].map((said) => said?.text).join('\n\n––––––––\n\n'),
      }
    },
  })
}

const mailing = defineJob('ledger.mail', z.object({ number: z.int(), to: z.string() }), mailRoot, {
  retries: 12,
  firstPauseSeconds: 30,
  longestPauseSeconds: 4 * 3_600,
})

defineJob(
  'ledger.root',
  z.object({}),
  async () => {
    await signDailyRoot(tellRoot)
  },
  { together: 100, cron: '10 0 * * *', retries: 8 },
)

async function tellRoot(tx: Tx, number: number): Promise<void> {
  if (!jobsAreOpen() || !hasMail()) return
  for (const to of settings.to) await sendJob(tx, mailing, { number, to })
}

/** Signs a root each night from now on, and at once where today has none. Called when the jobs are open. */
export async function openRoots(given: RootSettings): Promise<void> {
  settings = given
  await signDailyRoot(tellRoot)
}
