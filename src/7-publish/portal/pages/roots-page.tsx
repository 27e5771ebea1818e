import { type Context, Hono } from 'hono'
import { fingerprintOf } from '#access'
import { publishedRoot, publishedRoots, type Root } from '#ledger'
import { formatInstant, t } from '#platform/i18n'
import { Problem } from '#platform/problem'
import type { Env } from '#platform/web'
import { DataTable, EmptyState, Facts, Pager, Section } from '#ui'
import { publish, to } from './frame.tsx'

/** A month of roots on a page. */
const shownAtOnce = 31

const numberIn = (text: string | undefined): number | undefined =>
  /^\d{1,9}$/.test(text ?? '') ? Number(text) : undefined

async function rootsPage(c: Context<Env>) {
  const rows = await publishedRoots(numberIn(c.req.query('truoc')), shownAtOnce + 1)
  const shown = rows.slice(0, shownAtOnce)
  const [newest] = shown
  const next = rows.length > shownAtOnce ? shown.at(-1) : undefined
  return publish(c, {
    title: t('ledger.page.title'),
    lead: t('ledger.page.lead'),
    children: (
      <>
        <p>{t('ledger.page.how')}</p>
        {newest ? <Key root={newest} /> : null}
        <DataTable
          caption={t('ledger.page.roots')}
          rows={shown}
          empty={<EmptyState title={t('ledger.page.empty')}>{t('ledger.page.empty_help')}</EmptyState>}
          columns={[
            {
              head: t('ledger.page.number'),
              title: true,
              cell: ({ number }) => (
                <a href={to(`/minh-bach/${number}.json`)}>
                  {t('ledger.page.file', { number: String(number) })}
                </a>
              ),
            },
            { head: t('ledger.page.made_at'), cell: (row) => formatInstant(row.madeAt) },
            { head: t('ledger.page.hash'), cell: (row) => <code class="hash">{row.hash}</code> },
            { head: t('ledger.page.signature'), cell: (row) => <code class="hash">{row.signature}</code> },
            {
              head: t('ledger.page.stamped'),
              cell: (row) => t(row.isStamped ? 'ledger.page.is_stamped' : 'ledger.page.is_not_stamped'),
            },
          ]}
        />
        <Pager nextHref={next ? `${to('/minh-bach')}?truoc=${next.number}` : null} />
      </>
    ),
  })
}

const Key = ({ root }: { root: Root }) => (
  <Section title={t('ledger.page.public_key')}>
    <Facts
      items={[
        {
          label: t('ledger.page.fingerprint'),
          value: <code class="hash">{fingerprintOf(Buffer.from(root.publicKey, 'hex'))}</code>,
        },
        { label: t('ledger.page.public_key'), value: <code class="hash">{root.publicKey}</code> },
      ]}
    />
  </Section>
)

/** The very bytes that were signed, so that anybody can check hash and signature without this software. */
async function rootFile(c: Context<Env>) {
  const number = numberIn((c.req.param('file') ?? '').replace(/\.json$/, ''))
  const root = number === undefined ? undefined : await publishedRoot(number)
  if (!root) throw new Problem('not_found_or_not_allowed')
  return c.body(root.content, 200, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'public, no-cache',
  })
}

/** The roots that were signed, with the fingerprint of the key: what anybody notes today nobody can rewrite later. */
export const rootPages = new Hono<Env>().get('/minh-bach', rootsPage).get('/minh-bach/:file', rootFile)
