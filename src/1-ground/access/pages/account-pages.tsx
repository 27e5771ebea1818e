import { type Context, Hono } from 'hono'
import { raw } from 'hono/html'
import QRCode from 'qrcode'
import { z } from 'zod'
import { deviceInWords } from '#platform/device'
import { flashOf } from '#platform/forms/flash'
import { take } from '#platform/forms/take'
import { formatInstant, formatMoment, languages, t } from '#platform/i18n'
import { textField } from '#platform/submit'
import { type Env, frameOf } from '#platform/web'
import {
  Badge,
  Button,
  Buttons,
  CheckField,
  ChoiceField,
  DataTable,
  Flash,
  Form,
  type FormState,
  LinkButton,
  NumberField,
  PasswordField,
  Section,
  TextField,
  WorkPage,
} from '#ui'
import { exportOwn } from '../personal-data.ts'
import {
  accountOf,
  changeOwn,
  changePassword,
  dropToken,
  endOwnSessions,
  makeToken,
} from '../sign-in/account.ts'
import { ownOffers } from '../sign-in/offers.ts'
import { confirmSecondStep, endSecondStep, prepareSecondStep } from '../sign-in/second-step.ts'
import { Offers, offerPages } from './offers.tsx'
import { SecurityEvents } from './security-events.tsx'
import { SigningKeys } from './signing-keys.tsx'

type Account = Awaited<ReturnType<typeof accountOf>>
/** The forms that came back refused. */
type Forms = { own?: FormState; password?: FormState; secondStep?: FormState; token?: FormState }

function Sessions({ account, own }: { account: Account; own: string | undefined }) {
  return (
    <Section title={t('access.sessions.title')}>
      <DataTable
        caption={t('access.sessions.title')}
        quietCaption
        rows={account.sessions}
        columns={[
          {
            head: t('access.sessions.device'),
            title: true,
            cell: (row) => deviceInWords(row.device),
          },
          { head: t('access.sessions.address'), cell: (row) => row.address },
          { head: t('access.sessions.last_seen'), cell: (row) => formatMoment(row.lastSeenAt) },
          {
            head: t('access.sessions.end'),
            cell: (row) =>
              row.id === own ? (
                <Badge tone="done">{t('access.sessions.this')}</Badge>
              ) : (
                <Form action="/tai-khoan/phien" hidden={{ id: row.id }} inline>
                  <Button look="quiet">{t('access.sessions.end')}</Button>
                </Form>
              ),
          },
        ]}
      />
      {account.sessions.length > 1 ? (
        <Form action="/tai-khoan/phien" inline>
          <Button>{t('access.sessions.end_others')}</Button>
        </Form>
      ) : null}
    </Section>
  )
}

function Tokens({ account, form, made }: { account: Account; form: FormState; made: string | undefined }) {
  return (
    <Section title={t('access.tokens.title')}>
      <p class="quiet">{t('access.tokens.help')}</p>
      {made ? (
        <Flash tone="info">
          {t('access.tokens.made')} <code>{made}</code>
        </Flash>
      ) : null}
      {account.tokens.length > 0 ? (
        <DataTable
          caption={t('access.tokens.title')}
          quietCaption
          rows={account.tokens}
          columns={[
            { head: t('access.tokens.name'), title: true, cell: (row) => row.name },
            { head: t('access.tokens.expires'), cell: (row) => formatInstant(row.expiresAt) },
            {
              head: t('access.tokens.last_used'),
              cell: (row) => (row.lastUsedAt ? formatInstant(row.lastUsedAt) : t('access.tokens.never')),
            },
            {
              head: t('access.tokens.revoke'),
              cell: (row) => (
                <Form action="/tai-khoan/khoa/thu-hoi" hidden={{ id: row.id }} inline>
                  <Button look="quiet">{t('access.tokens.revoke')}</Button>
                </Form>
              ),
            },
          ]}
        />
      ) : null}
      <Form {...form} action="/tai-khoan/khoa">
        <TextField
          name="tokenName"
          label={t('access.tokens.name')}
          maxLength={60}
          width="medium"
          required
          form={form}
        />
        <NumberField name="days" label={t('access.tokens.days')} value={90} required form={form} />
        <Buttons>
          <Button>{t('access.tokens.make')}</Button>
        </Buttons>
      </Form>
    </Section>
  )
}

async function accountPage(c: Context<Env>, forms: Forms = {}, made?: string) {
  const account = await accountOf(c.var.actor)
  const offers = await ownOffers(c.var.actor)
  const { own = {}, password = {}, secondStep = {}, token = {} } = forms
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="narrow"
      title={t('access.account.title')}
      lead={account.person?.userName}
      flash={flashOf(c, 'access.account.flash')}
    >
      <Offers offers={offers} />
      <Section title={t('access.account.own')}>
        <Form {...own} action="/tai-khoan">
          <TextField
            name="name"
            label={t('access.field.name')}
            value={account.person?.name}
            maxLength={100}
            required
            form={own}
          />
          <TextField
            name="phone"
            label={t('access.field.phone')}
            hint={t('access.field.phone_hint')}
            type="tel"
            value={account.person?.phone}
            form={own}
          />
          <ChoiceField
            name="language"
            label={t('access.field.language')}
            value={account.person?.language}
            choices={[
              { value: 'vi', label: 'Tiếng Việt' },
              { value: 'en', label: 'English' },
            ]}
            form={own}
          />
          <Buttons>
            <Button look="main">{t('access.account.save')}</Button>
          </Buttons>
        </Form>
      </Section>
      <Section title={t('access.account.password')}>
        <Form {...password} action="/tai-khoan/mat-khau">
          <PasswordField
            name="old"
            label={t('access.field.old_password')}
            autocomplete="current-password"
            required
            form={password}
          />
          <PasswordField
            name="password"
            label={t('access.field.new_password')}
            hint={t('access.field.password_hint')}
            autocomplete="new-password"
            required
            form={password}
          />
          {account.tokens.length > 0 ? (
            <CheckField name="withTokens" label={t('access.account.with_tokens')} form={password} />
          ) : null}
          <Buttons>
            <Button>{t('access.account.change_password')}</Button>
          </Buttons>
        </Form>
      </Section>
      <Section title={t('access.second_step.title')}>
        <p>{t(account.hasSecondStep ? 'access.second_step.is_on' : 'access.second_step.help')}</p>
        {account.hasSecondStep ? (
          <Form {...secondStep} action="/tai-khoan/hai-buoc/tat">
            <PasswordField
              name="password"
              label={t('access.field.password')}
              autocomplete="current-password"
              required
              form={secondStep}
            />
            <TextField
              name="code"
              label={t('access.field.code')}
              hint={t('access.second_step.end_hint')}
              autocomplete="one-time-code"
              width="short"
              required
              form={secondStep}
            />
            <Buttons>
              <Button look="danger">{t('access.second_step.end')}</Button>
            </Buttons>
          </Form>
        ) : (
          <LinkButton href="/tai-khoan/hai-buoc">{t('access.second_step.begin')}</LinkButton>
        )}
      </Section>
      <SigningKeys keys={account.signingKeys} />
      <Sessions account={account} own={c.var.actor.sessionId} />
      <Tokens account={account} form={token} made={made} />
      <Section title={t('access.events.title')}>
        <p class="quiet">{t('access.events.help')}</p>
        <SecurityEvents events={account.events} />
      </Section>
      <Section title={t('access.data.title')}>
        <p>{t('access.data.help')}</p>
        <LinkButton href="/tai-khoan/du-lieu.json">{t('access.data.download')}</LinkButton>
      </Section>
    </WorkPage>,
    made ? 201 : undefined,
  )
}

async function secondStepPage(c: Context<Env>, form: FormState = {}) {
  const { address, secret } = await prepareSecondStep(c.var.actor)
  const picture = await QRCode.toString(address, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' })
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="narrow"
      title={t('access.second_step.title')}
      lead={t('access.second_step.scan')}
      crumbs={[{ href: '/tai-khoan', label: t('access.account.title') }]}
    >
      <div class="qr" role="img" aria-label={t('access.second_step.picture')}>
        {raw(picture)}
      </div>
      <p>
        {t('access.second_step.by_hand')} <code>{secret}</code>
      </p>
      <Form {...form}>
        <TextField
          name="code"
          label={t('access.field.code')}
          inputMode="numeric"
          width="short"
          required
          form={form}
        />
        <Buttons>
          <Button look="main">{t('access.second_step.confirm')}</Button>
        </Buttons>
      </Form>
    </WorkPage>,
  )
}

const backupPage = (c: Context<Env>, codes: string[]) =>
  c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="narrow"
      title={t('access.second_step.backup')}
      lead={t('access.second_step.backup_help')}
    >
      <ul>
        {codes.map((code) => (
          <li>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <LinkButton href="/tai-khoan" look="main">
        {t('access.second_step.kept')}
      </LinkButton>
    </WorkPage>,
  )

const ownEntry = z.object({
  name: textField(100, 1),
  phone: textField(30).default(''),
  language: z.enum(languages),
})
const passwordEntry = z.object({
  old: z.string().min(1).max(200),
  password: z.string().min(1).max(200),
  withTokens: z.string().optional(),
})
const tokenEntry = z.object({ tokenName: textField(60, 1), days: z.coerce.number().int().min(1).max(366) })
const saved = '/tai-khoan?da=luu'

/** One's own account: what one says of oneself, password, second step, signing keys, sessions, tokens for programs. */
export const accountPages = new Hono<Env>()
  .route('/', offerPages)
  .get('/tai-khoan', (c) => accountPage(c))
  .post('/tai-khoan', (c) =>
    take(c, ownEntry, (entry) => changeOwn(c.var.actor, entry), {
      to: saved,
      page: (form) => accountPage(c, { own: form }),
    }),
  )
  .post('/tai-khoan/mat-khau', (c) =>
    take(
      c,
      passwordEntry,
      ({ old, password, withTokens }) =>
        changePassword(c.var.actor, old, password, { withTokens: withTokens !== undefined }),
      { to: saved, page: ({ problems }) => accountPage(c, { password: { problems } }) },
    ),
  )
  .get('/tai-khoan/hai-buoc', (c) => secondStepPage(c))
  .post('/tai-khoan/hai-buoc', (c) =>
    take(c, z.object({ code: textField(20, 1) }), ({ code }) => confirmSecondStep(c.var.actor, code), {
      to: (codes) => backupPage(c, codes),
      page: ({ problems }) => secondStepPage(c, { problems }),
    }),
  )
  .post('/tai-khoan/hai-buoc/tat', (c) => {
    const wanted = z.object({ password: z.string().min(1).max(200), code: textField(20, 1) })
    return take(c, wanted, ({ password, code }) => endSecondStep(c.var.actor, password, code), {
      to: saved,
      page: ({ problems }) => accountPage(c, { secondStep: { problems } }),
    })
  })
  .get('/tai-khoan/du-lieu.json', async (c) =>
    c.body(JSON.stringify(await exportOwn(c.var.actor), null, 2), 200, {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': 'attachment; filename="du-lieu-cua-toi.json"',
    }),
  )
  .post('/tai-khoan/phien', (c) =>
    take(c, z.object({ id: z.uuid().optional() }), ({ id }) => endOwnSessions(c.var.actor, id), {
      to: saved,
    }),
  )
  .post('/tai-khoan/khoa', (c) =>
    take(c, tokenEntry, ({ tokenName, days }) => makeToken(c.var.actor, tokenName, days), {
      to: (made) => accountPage(c, {}, made),
      page: (form) => accountPage(c, { token: form }),
    }),
  )
  .post('/tai-khoan/khoa/thu-hoi', (c) =>
    take(c, z.object({ id: z.uuid() }), ({ id }) => dropToken(c.var.actor, id), { to: saved }),
  )
