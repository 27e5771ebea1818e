import { type Context, Hono } from 'hono'
import { take } from '#platform/forms/take'
import { formatDay, formatInstant, t } from '#platform/i18n'
import { submit } from '#platform/submit'
import { type Env, frameOf } from '#platform/web'
import {
  Button,
  Buttons,
  DataTable,
  EmptyState,
  Facts,
  Form,
  type FormState,
  LinkButton,
  LongText,
  Pager,
  PhotoGrid,
  Recordings,
  Section,
  WorkPage,
} from '#ui'
import { keptName, kindOf } from '../../kinds.ts'
import { subjectEntry, withdrawalEntry } from '../entry.ts'
import { consentPage, consentsPage } from '../read.ts'
import { restPhotoOn, withdrawConsent } from '../record-consent.ts'
import { ConsentBadge, wordsOf } from './words.tsx'

const flashes: Record<string, string> = { ghi: 'recorded', rut: 'withdrawn' }

const may = (c: Context<Env>, action: string): boolean => c.var.actor.may?.includes(action) ?? false

async function listPage(c: Context<Env>) {
  const page = await consentsPage(c.var.actor, c.req.query('sau'))
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={t('evidence.consent.title')}
      lead={t('evidence.consent.lead')}
      crumbs={[{ href: '/them', label: t('app.more.title') }]}
      actions={
        may(c, 'consent.record') ? (
          <LinkButton href="/dong-y/moi" look="main" icon="record">
            {t('evidence.consent.record')}
          </LinkButton>
        ) : undefined
      }
    >
      <DataTable
        caption={t('evidence.consent.title')}
        quietCaption
        rows={page.rows}
        empty={
          <EmptyState title={t('evidence.consent.empty')}>{t('evidence.consent.empty_help')}</EmptyState>
        }
        columns={[
          {
            head: t('evidence.consent.person_name'),
            title: true,
            cell: (row) => <a href={`/dong-y/${row.id}`}>{row.personName}</a>,
          },
          { head: t('evidence.consent.unit'), cell: (row) => row.unitName },
          { head: t('evidence.consent.things'), cell: (row) => wordsOf('thing', row.things) },
          { head: t('evidence.consent.channels'), cell: (row) => wordsOf('channel', row.channels) },
          { head: t('evidence.consent.given_on'), cell: (row) => formatDay(row.givenOn) },
          { head: t('evidence.consent.subjects'), number: true, cell: (row) => row.subjectCount },
          { head: t('evidence.consent.state_head'), cell: (row) => <ConsentBadge state={row.state} /> },
        ]}
      />
      <Pager nextHref={page.next ? `/dong-y?sau=${page.next}` : null} />
    </WorkPage>,
  )
}

type Page = Awaited<ReturnType<typeof consentPage>>

function ConsentFacts({ consent }: { consent: Page['consent'] }) {
  return (
    <Facts
      items={[
        { label: t('evidence.consent.unit'), value: consent.unitName },
        {
          label: t('evidence.consent.person_kind'),
          value: t(`evidence.consent.person.${consent.personKind}`),
        },
        { label: t('evidence.consent.guardian_name'), value: consent.guardianName },
        { label: t('evidence.consent.things'), value: wordsOf('thing', consent.things) },
        { label: t('evidence.consent.channels'), value: wordsOf('channel', consent.channels) },
        { label: t('evidence.consent.purpose'), value: consent.purpose },
        { label: t('evidence.consent.given_on'), value: formatDay(consent.givenOn) },
        { label: t('evidence.consent.given_how'), value: t(`evidence.consent.way.${consent.givenHow}`) },
        {
          label: t('evidence.consent.valid_until'),
          value: consent.validUntil ? formatDay(consent.validUntil) : t('evidence.consent.until_withdrawn'),
        },
        {
          label: t('evidence.consent.recorded'),
          value: t('evidence.consent.by_at', {
            name: consent.recordedBy,
            at: formatInstant(consent.recordedAt),
          }),
        },
        ...(consent.withdrawnAt
          ? [
              {
                label: t('evidence.consent.withdrawn'),
                value: t('evidence.consent.by_at', {
                  name: consent.withdrawnBy ?? '',
                  at: formatInstant(consent.withdrawnAt),
                }),
              },
              { label: t('evidence.consent.reason'), value: consent.withdrawalReason },
            ]
          : []),
      ]}
    />
  )
}

function Proof({ consent }: { consent: Page['consent'] }) {
  if (!consent.proofSha256 || !consent.proofType) return null
  const file = { sha256: consent.proofSha256, mediaType: consent.proofType }
  const src = `/minh-chung/${keptName(file)}`
  return (
    <Section title={t('evidence.consent.proof')}>
      {kindOf(file.mediaType) === 'photo' ? (
        <PhotoGrid
          photos={[
            { src: `/minh-chung/${file.sha256}.small.jpg`, href: src, alt: t('evidence.consent.proof') },
          ]}
        />
      ) : (
        <Recordings
          files={[{ ...file, src, kind: kindOf(file.mediaType), name: t('evidence.consent.proof_file') }]}
        />
      )}
    </Section>
  )
}

function WithdrawForm({ page, form }: { page: Page; form: FormState }) {
  const { consent, subjects } = page
  return (
    <Section title={t('evidence.consent.withdraw')} id="rut">
      <p>{t('evidence.consent.withdraw_what', { count: subjects.length })}</p>
      <Form {...form} action={`/dong-y/${consent.id}/rut`}>
        <LongText
          name="reason"
          label={t('evidence.consent.reason')}
          hint={t('evidence.consent.reason_hint')}
          rows={2}
          maxLength={500}
          form={form}
        />
        <Buttons>
          <Button look="danger">{t('evidence.consent.withdraw_button', { count: subjects.length })}</Button>
        </Buttons>
      </Form>
    </Section>
  )
}

async function showConsent(c: Context<Env>, form: FormState) {
  const page = await consentPage(c.var.actor, c.req.param('id') ?? '')
  const { consent, files } = page
  const flash = flashes[c.req.query('da') ?? '']
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="narrow"
      title={consent.personName}
      badge={<ConsentBadge state={consent.state} />}
      lead={t('evidence.consent.only_here')}
      crumbs={[{ href: '/dong-y', label: t('evidence.consent.title') }]}
      flash={flash ? { text: t(`evidence.consent.flash.${flash}`) } : undefined}
    >
      <ConsentFacts consent={consent} />
      <Proof consent={consent} />
      <Section title={t('evidence.consent.rests')}>
        {page.subjects.length === 0 ? (
          <EmptyState title={t('evidence.consent.rests_none')}>
            {t('evidence.consent.rests_none_help')}
          </EmptyState>
        ) : (
          <>
            <p>{t('evidence.consent.rests_count', { count: page.subjects.length })}</p>
            <ul class="plain-list">
              {files.map((file, index) => (
                <li>
                  <a href={`/minh-chung/${file.id}/che`}>
                    {t('evidence.consent.rests_file', { number: index + 1 })}
                  </a>{' '}
                  {file.isPublic ? t('evidence.look.is_public') : t('evidence.look.is_within')}
                </li>
              ))}
            </ul>
          </>
        )}
      </Section>
      {consent.withdrawnAt === null && may(c, 'consent.withdraw') ? (
        <WithdrawForm page={page} form={form} />
      ) : null}
    </WorkPage>,
  )
}

/** Consents: the list, one of them, and its end. */
export const consentPages = new Hono<Env>()
  .get('/dong-y', listPage)
  .get('/dong-y/:id', (c) => showConsent(c, {}))
  .post('/dong-y/:id/rut', (c) => {
    const id = c.req.param('id')
    return take(c, withdrawalEntry, ({ reason }) => withdrawConsent(c.var.actor, id, reason), {
      to: `/dong-y/${id}?da=rut`,
      page: (form) => showConsent(c, form),
    })
  })
  .post('/minh-chung/:id/dong-y', async (c) => {
    const id = c.req.param('id')
    const sent = await submit(c.req.raw, subjectEntry, ({ consentId }) =>
      restPhotoOn(c.var.actor, consentId, id),
    )
    if (sent.problems && sent.problems.code !== 'form_has_faults') throw sent.problems
    return c.redirect(`/minh-chung/${id}/che#dong-y`, 303)
  })
