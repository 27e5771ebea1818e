import { type Context, Hono } from 'hono'
import type { Actor } from '#access'
import { button, take } from '#platform/forms/take'
import { formatInstant, t } from '#platform/i18n'
import { idPlace, nextHref, placeIn } from '#platform/lists/page'
import type { FormBody } from '#platform/submit'
import { type Env, frameOf } from '#platform/web'
import {
  Badge,
  Button,
  Buttons,
  Card,
  ChoiceField,
  DataTable,
  EmptyState,
  Facts,
  Flash,
  Form,
  type FormState,
  Grid,
  LongText,
  Pager,
  Section,
  TextField,
  WorkPage,
} from '#ui'
import { webhookEntry } from '../webhooks/entry.ts'
import {
  deliverAgain,
  resumeWebhook,
  setUpWebhook,
  stopWebhook,
  tryWebhook,
  webhookOf,
  webhooksOf,
} from '../webhooks/manage-webhooks.ts'
import { offeredKinds } from '../webhooks/rules.ts'

const address = '/ket-noi'
const hostOf = (url: string): string => URL.parse(url)?.host ?? url

const StateOfHook = ({ stoppedAt, stoppedBy }: { stoppedAt: Date | null; stoppedBy: string | null }) => (
  <Badge tone={!stoppedAt ? 'done' : stoppedBy ? 'neutral' : 'problem'}>
    {t(`webhooks.${!stoppedAt ? 'running' : stoppedBy ? 'stopped' : 'stopped_by_itself'}`)}
  </Badge>
)

async function listPage(c: Context<Env>, form: FormState = {}) {
  const { hooks, units } = await webhooksOf(c.var.actor)
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={t('webhooks.title')}
      lead={t('webhooks.lead')}
      crumbs={[{ href: '/them', label: t('app.more.title') }]}
    >
      {hooks.length === 0 ? (
        <EmptyState title={t('webhooks.empty')}>{t('webhooks.empty_help')}</EmptyState>
      ) : (
        <Grid size="wide">
          {hooks.map((hook) => (
            <Card
              level={2}
              title={hostOf(hook.url)}
              href={`${address}/${hook.id}`}
              above={hook.unitName}
              badge={<StateOfHook {...hook} />}
            >
              {hook.kinds.join(', ')}
            </Card>
          ))}
        </Grid>
      )}
      <Section title={t('webhooks.add')}>
        <Form {...form} action={address}>
          <TextField
            name="url"
            type="url"
            label={t('webhooks.field.url')}
            hint={t('webhooks.url_hint')}
            required
            maxLength={500}
            form={form}
          />
          <ChoiceField
            name="unitId"
            label={t('webhooks.field.unit')}
            hint={t('webhooks.unit_hint')}
            required
            form={form}
            choices={units.map((unit) => ({ value: unit.id, label: unit.name }))}
          />
          <LongText
            name="kinds"
            label={t('webhooks.field.kinds')}
            hint={t('webhooks.kinds_hint', { kinds: offeredKinds.join(' ') })}
            required
            form={form}
          />
          <Buttons>
            <Button look="main">{t('webhooks.make')}</Button>
          </Buttons>
        </Form>
      </Section>
    </WorkPage>,
  )
}

type Hook = Awaited<ReturnType<typeof webhookOf>>

const Deliveries = ({ hook }: { hook: Hook }) => (
  <DataTable
    caption={t('webhooks.deliveries')}
    quietCaption
    rows={hook.deliveries}
    columns={[
      { head: t('webhooks.field.kind'), title: true, cell: (row) => <code>{row.kind}</code> },
      { head: t('webhooks.field.at'), cell: (row) => formatInstant(row.madeAt) },
      {
        head: t('webhooks.field.state'),
        cell: (row) => (
          <Badge tone={row.state === 'delivered' ? 'done' : row.state === 'failed' ? 'problem' : 'waiting'}>
            {t(`webhooks.state.${row.state}`)}
          </Badge>
        ),
      },
      {
        head: t('webhooks.field.answer'),
        cell: (row) =>
          row.attempts === 0
            ? '–'
            : t('webhooks.answer', {
                attempts: row.attempts,
                status: row.status === null ? (row.fault ?? '–') : String(row.status),
              }),
      },
      {
        head: t('webhooks.field.actions'),
        cell: (row) =>
          hook.stoppedAt ? null : (
            <Form action={`${address}/${hook.id}/gui-lai`} hidden={{ delivery: row.id }} inline>
              <Button look="quiet">{t('webhooks.again')}</Button>
            </Form>
          ),
      },
    ]}
  />
)

async function hookPage(c: Context<Env>, id: string, secret?: string) {
  const hook = await webhookOf(c.var.actor, id, { after: placeIn(c, idPlace)?.id })
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="full"
      title={hostOf(hook.url)}
      badge={<StateOfHook {...hook} />}
      crumbs={[{ href: address, label: t('webhooks.title') }]}
      actions={
        hook.stoppedAt ? (
          <Form action={`${address}/${hook.id}/tiep-tuc`} inline>
            <Button look="main">{t('webhooks.resume')}</Button>
          </Form>
        ) : (
          <>
            <Form action={`${address}/${hook.id}/gui-thu`} inline>
              <Button look="main">{t('webhooks.try')}</Button>
            </Form>
            <Form action={`${address}/${hook.id}/dung`} inline>
              <Button>{t('webhooks.stop')}</Button>
            </Form>
          </>
        )
      }
    >
      {secret ? (
        <Flash tone="info">
          <p>{t('webhooks.secret')}</p>
          <p>
            <code>{secret}</code>
          </p>
        </Flash>
      ) : null}
      {hook.stoppedAt && !hook.stoppedBy ? <Flash tone="problem">{t('webhooks.stopped_help')}</Flash> : null}
      <Facts
        items={[
          { label: t('webhooks.field.url'), value: <code>{hook.url}</code> },
          { label: t('webhooks.field.unit'), value: hook.unitName },
          { label: t('webhooks.field.kinds'), value: hook.kinds.join(', ') },
          { label: t('webhooks.field.made_at'), value: formatInstant(hook.madeAt) },
        ]}
      />
      <Section title={t('webhooks.deliveries')}>
        {hook.deliveries.length === 0 ? (
          <EmptyState title={t('webhooks.no_delivery')}>{t('webhooks.no_delivery_help')}</EmptyState>
        ) : (
          <Deliveries hook={hook} />
        )}
        <Pager nextHref={nextHref(c, hook.next, '', `${address}/${id}`)} />
      </Section>
    </WorkPage>,
    secret ? 201 : undefined,
  )
}

/** A button of the page of a webhook; back to that page. */
const acted = (c: Context<Env>, act: (actor: Actor, id: string, form: FormBody) => Promise<unknown>) => {
  const id = c.req.param('id') ?? ''
  return take(c, button, (_, form) => act(c.var.actor, id, form), { to: `${address}/${id}` })
}

/** Webhooks, for administrators. */
export const webhookPages = new Hono<Env>()
  .get(address, (c) => listPage(c))
  .post(address, (c) =>
    take(c, webhookEntry, (entry) => setUpWebhook(c.var.actor, entry), {
      // Shown in the answer and never again, so there is no address to come back to.
      to: ({ id, secret }) => hookPage(c, id, secret),
      page: (form) => listPage(c, form),
    }),
  )
  .get(`${address}/:id`, (c) => hookPage(c, c.req.param('id')))
  .post(`${address}/:id/gui-thu`, (c) => acted(c, tryWebhook))
  .post(`${address}/:id/dung`, (c) => acted(c, stopWebhook))
  .post(`${address}/:id/tiep-tuc`, (c) => acted(c, resumeWebhook))
  .post(`${address}/:id/gui-lai`, (c) =>
    acted(c, (actor, id, { typed }) => deliverAgain(actor, id, typed.delivery ?? '')),
  )
