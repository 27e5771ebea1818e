import { formatInstant, t } from '#platform/i18n'
import { Badge, DataTable, Section } from '#ui'
import type { accountOf } from '../sign-in/account.ts'
import { fingerprintOf } from '../signing/keys.ts'

/** The keys with which somebody signs and has signed, for the page of their own account. */
export function SigningKeys({ keys }: { keys: Awaited<ReturnType<typeof accountOf>>['signingKeys'] }) {
  return (
    <Section title={t('access.signing_keys.title')}>
      <p class="quiet">{t(keys.length === 0 ? 'access.signing_keys.none' : 'access.signing_keys.help')}</p>
      {keys.length > 0 ? (
        <DataTable
          caption={t('access.signing_keys.title')}
          quietCaption
          rows={keys}
          columns={[
            {
              head: t('access.signing_keys.fingerprint'),
              title: true,
              cell: (row) => <code>{fingerprintOf(row.publicKey)}</code>,
            },
            { head: t('access.signing_keys.since'), cell: (row) => formatInstant(row.madeAt) },
            {
              head: t('access.signing_keys.state'),
              cell: (row) =>
                row.endedAt ? (
                  `${t(`access.signing_keys.${row.endedWhy}`)}, ${formatInstant(row.endedAt)}`
                ) : (
                  <Badge tone="done">{t('access.signing_keys.living')}</Badge>
                ),
            },
          ]}
        />
      ) : null}
    </Section>
  )
}
