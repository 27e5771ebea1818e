import { type Context, Hono } from 'hono'
import { button, take } from '#platform/forms/take'
import { formatInstant, formatNumber, hasMessage, t } from '#platform/i18n'
import { type Env, frameOf } from '#platform/web'
import { Button, DataTable, EmptyState, Form, Section, WorkPage } from '#ui'
import { giveUpJob, jobsAtWork, tryJobAgain } from '../jobs-at-work.ts'

const address = '/quan-ly/viec-nen'
const nameOf = (name: string): string => {
  const key = `notices.job.${name.replaceAll('.', '_')}`
  return hasMessage(key) ? t(key) : name
}

async function jobsPage(c: Context<Env>) {
  const { counts, letters } = await jobsAtWork(c.var.actor)
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="full"
      title={t('notices.jobs.title')}
      lead={t('notices.jobs.lead')}
      crumbs={[{ href: '/them', label: t('app.more.title') }]}
    >
      <Section title={t('notices.jobs.failed', { count: letters.length })}>
        {letters.length === 0 ? (
          <EmptyState title={t('notices.jobs.empty')}>{t('notices.jobs.empty_help')}</EmptyState>
        ) : (
          <DataTable
            caption={t('notices.jobs.title')}
            quietCaption
            rows={letters}
            columns={[
              { head: t('notices.jobs.name'), title: true, cell: (row) => nameOf(row.name) },
              { head: t('notices.jobs.at'), cell: (row) => formatInstant(row.failedAt) },
              { head: t('notices.jobs.tries'), cell: (row) => formatNumber(row.tries) },
              { head: t('notices.jobs.message'), cell: (row) => row.message },
              {
                head: t('notices.jobs.actions'),
                cell: (row) => (
                  <>
                    <Form action={`${address}/${row.id}/chay-lai`} inline>
                      <Button look="quiet">{t('notices.jobs.again')}</Button>
                    </Form>
                    <Form action={`${address}/${row.id}/bo`} inline>
                      <Button look="quiet">{t('notices.jobs.drop')}</Button>
                    </Form>
                  </>
                ),
              },
            ]}
          />
        )}
      </Section>
      <Section title={t('notices.jobs.kinds')}>
        <DataTable
          caption={t('notices.jobs.kinds')}
          quietCaption
          rows={counts}
          columns={[
            { head: t('notices.jobs.name'), title: true, cell: (row) => nameOf(row.name) },
            { head: t('notices.jobs.waiting'), cell: (row) => formatNumber(row.waiting) },
            { head: t('notices.jobs.active'), cell: (row) => formatNumber(row.active) },
          ]}
        />
      </Section>
    </WorkPage>,
  )
}

/** What the system does by itself, and what of it failed. */
export const jobPages = new Hono<Env>()
  .get(address, jobsPage)
  .post(`${address}/:id/chay-lai`, (c) =>
    take(c, button, () => tryJobAgain(c.var.actor, c.req.param('id')), { to: address }),
  )
  .post(`${address}/:id/bo`, (c) =>
    take(c, button, () => giveUpJob(c.var.actor, c.req.param('id')), { to: address }),
  )
