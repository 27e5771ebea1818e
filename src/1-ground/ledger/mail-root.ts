import { fingerprintOf, lookAsSystem } from '#access'
import { sendMail } from '#notices'
import { formatInstant, inLanguage, languages, t } from '#platform/i18n'
import { rootWith } from './store.ts'

/** Mails one root to one address, in both languages: whoever keeps it can tell later whether history was rewritten. */
export async function mailRoot({
  number,
  to,
  site,
}: {
  number: number
  to: string
  site: string
}): Promise<void> {
  const root = await lookAsSystem((db) => rootWith(db, number))
  if (!root) return
  const { hash, signature, publicKey } = root
  await sendMail({
    to,
    what: `root ${number} ${hash} ${to}`,
    write: (link) => {
      const [first, ...others] = languages.map((one) =>
        inLanguage(one, () => ({
          subject: t('ledger.mail.subject', { number: String(number), site }),
          text: t('ledger.mail.text', {
            number: String(number),
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
