import { type Context, Hono } from 'hono'
import { partsOfDevice } from '#platform/device'
import { flashOf } from '#platform/forms/flash'
import { button, take } from '#platform/forms/take'
import { formatInstant, t } from '#platform/i18n'
import { checked } from '#platform/submit'
import { type Env, frameOf } from '#platform/web'
import {
  Badge,
  Button,
  Buttons,
  CheckField,
  EmptyState,
  Form,
  type FormState,
  Section,
  SelectField,
  TextField,
  WorkPage,
} from '#ui'
import { kindGroups, type Ways } from '../rules.ts'
import {
  addBrowser,
  chooseWays,
  followAddressLink,
  giveAddress,
  removeBrowser,
  waysOf,
} from '../ways/choose-ways.ts'
import { addressEntry, subscriptionEntry, waysEntry } from '../ways/entry.ts'
import { vapidKeys } from '../ways/push-notice.ts'

const address = '/thong-bao/cach-nhan'
type State = Awaited<ReturnType<typeof waysOf>>

const AddressPart = ({ state, form }: { state: State; form: FormState }) => (
  <Section title={t('notices.ways.email')}>
    {state.hasMail ? (
      <>
        {state.address ? (
          <p>
            {state.address.email}{' '}
            <Badge tone={state.address.isConfirmed ? 'done' : 'waiting'}>
              {t(state.address.isConfirmed ? 'notices.ways.confirmed' : 'notices.ways.unconfirmed')}
            </Badge>
          </p>
        ) : null}
        <Form {...form} action={`${address}/thu`}>
          <TextField
            name="email"
            type="email"
            label={t('notices.ways.address')}
            hint={t('notices.ways.address_hint')}
            autocomplete="email"
            inputMode="email"
            width="medium"
            maxLength={254}
            form={form}
          />
          <Buttons>
            <Button>{t('notices.ways.send_link')}</Button>
          </Buttons>
        </Form>
      </>
    ) : (
      <p>{t('notices.ways.mail_is_off')}</p>
    )}
  </Section>
)

const BrowserPart = ({ state }: { state: State }) => (
  <Section title={t('notices.ways.push')}>
    <p>{t('notices.ways.push_help')}</p>
    {state.browsers.length === 0 ? null : (
      <ul class="plain-list">
        {state.browsers.map((browser) => (
          <li>
            {browser.device} · {formatInstant(browser.addedAt)}
            <Form action={`/thong-bao/trinh-duyet/${browser.id}/bo`} inline>
              <Button look="quiet">{t('notices.ways.remove')}</Button>
            </Form>
          </li>
        ))}
      </ul>
    )}
    <div
      id="push"
      hidden
      data-key={vapidKeys().publicKey}
      data-refused={t('notices.ways.push_refused')}
      data-failed={t('notices.ways.push_failed')}
    >
      <Button type="button">{t('notices.ways.push_here')}</Button>
      <p role="status"></p>
    </div>
    <noscript>
      <p>{t('notices.ways.push_needs_script')}</p>
    </noscript>
  </Section>
)

const GroupPart = ({ state, form }: { state: State; form: FormState }) => (
  <Section title={t('notices.ways.groups')}>
    <p>{t('notices.ways.groups_help')}</p>
    <Form {...form} action={address}>
      {state.groups.map(({ group, email, push }) => (
        <fieldset class="field">
          <legend class="field-label">{t(`notices.group.${group}`)}</legend>
          <SelectField
            name={`email.${group}`}
            label={t('notices.ways.by_mail')}
            value={email}
            form={form}
            choices={(['each', 'digest', 'none'] as const).map((way) => ({
              value: way,
              label: t(`notices.ways.mail_${way}`),
            }))}
          />
          <CheckField name={`push.${group}`} label={t('notices.ways.by_push')} checked={push} form={form} />
        </fieldset>
      ))}
      <Buttons>
        <Button look="main">{t('notices.ways.save')}</Button>
      </Buttons>
    </Form>
  </Section>
)

async function waysPage(c: Context<Env>, forms: { address?: FormState; ways?: FormState } = {}) {
  const state = await waysOf(c.var.actor)
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="narrow"
      title={t('notices.ways.title')}
      lead={t('notices.ways.lead')}
      crumbs={[{ href: '/thong-bao', label: t('notices.inbox.title') }]}
      flash={flashOf(c, 'notices.flash')}
      scripts={['src/1-ground/notices/ways/island/index.ts']}
    >
      <AddressPart state={state} form={forms.address ?? {}} />
      <BrowserPart state={state} />
      {state.address || state.browsers.length > 0 ? (
        <GroupPart state={state} form={forms.ways ?? {}} />
      ) : (
        <EmptyState title={t('notices.ways.only_page')}>{t('notices.ways.only_page_help')}</EmptyState>
      )}
    </WorkPage>,
  )
}

/** By which ways one is told. */
export const waysPages = new Hono<Env>()
  .get(address, (c) => waysPage(c))
  .post(address, (c) =>
    take(
      c,
      waysEntry,
      (entry) =>
        chooseWays(
          c.var.actor,
          kindGroups.map((group) => ({
            group,
            email: entry[`email.${group}`] as Ways['email'],
            push: Boolean(entry[`push.${group}`]),
          })),
        ),
      { to: `${address}?da=luu`, page: (form) => waysPage(c, { ways: form }) },
    ),
  )
  .post(`${address}/thu`, (c) =>
    take(
      c,
      addressEntry,
      async ({ email }, { typed }) => {
        await giveAddress(c.var.actor, email)
        return typed.email ? 'thu' : 'bo-thu'
      },
      { to: (done) => `${address}?da=${done}`, page: (form) => waysPage(c, { address: form }) },
    ),
  )
  .get('/thong-bao/xac-nhan-thu/:token', async (c) => {
    await followAddressLink(c.var.actor, c.req.param('token').slice(0, 100))
    return c.redirect(`${address}?da=xac-nhan`, 303)
  })
  .post('/thong-bao/trinh-duyet', async (c) => {
    const sent = checked(subscriptionEntry, await c.req.json().catch(() => undefined))
    await addBrowser(c.var.actor, sent, deviceOf(c.req.header('user-agent') ?? ''))
    return c.body(null, 204)
  })
  .post('/thong-bao/trinh-duyet/:id/bo', (c) =>
    take(c, button, () => removeBrowser(c.var.actor, c.req.param('id')), { to: address }),
  )

/** A browser as its owner would call it: Chrome · Android. */
function deviceOf(agent: string): string {
  const { browser, system } = partsOfDevice(agent)
  return [browser, system].filter(Boolean).join(' · ') || '?'
}
