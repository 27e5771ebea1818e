import { type Context, Hono } from 'hono'
import type { Child } from 'hono/jsx'
import { z } from 'zod'
import { flashOf } from '#platform/forms/flash'
import { take } from '#platform/forms/take'
import { t } from '#platform/i18n'
import { Problem } from '#platform/problem'
import { textField } from '#platform/submit'
import { type Env, languageHref, localPath, ownPath, securityHeaders } from '#platform/web'
import { Button, Buttons, CheckField, Form, type FormState, PasswordField, SignInPage, TextField } from '#ui'
import { acceptInvitation, invitationOf, resetOf, resetPassword } from '../sign-in/account.ts'
import { deviceOf, giveToken, takeToken, tokenOf } from '../sign-in/middleware.ts'
import { personOfSession, signIn, signOut, takeSecondStep } from '../sign-in/sign-in.ts'
import { IntoOwnAccount } from './offers.tsx'

const home = '/viec-cua-toi'

function frame(c: Context<Env>, title: string, lead: string | undefined, children: Child) {
  return c.html(
    <SignInPage site={c.var.site} title={title} lead={lead} languageHref={languageHref(localPath(c.req.url))}>
      {children}
    </SignInPage>,
    undefined,
    securityHeaders(null),
  )
}

function signInPage(c: Context<Env>, form: FormState = {}) {
  return frame(
    c,
    t('access.sign_in.title'),
    flashOf(c, 'access.flash')?.text ?? t('access.sign_in.lead'),
    <Form {...form}>
      <TextField
        name="login"
        label={t('access.field.login')}
        hint={t('access.field.login_hint')}
        autocomplete="username"
        required
        form={form}
      />
      <PasswordField
        name="password"
        label={t('access.field.password')}
        autocomplete="current-password"
        required
        form={form}
      />
      <CheckField
        name="keep"
        label={t('access.sign_in.keep')}
        hint={t('access.sign_in.keep_hint')}
        form={form}
      />
      <Buttons>
        <Button look="main" wide>
          {t('access.sign_in.go')}
        </Button>
      </Buttons>
      <p class="quiet">{t('access.sign_in.forgotten')}</p>
    </Form>,
  )
}

const codePage = (c: Context<Env>, form: FormState = {}) =>
  frame(
    c,
    t('access.code.title'),
    t('access.code.lead'),
    <Form {...form}>
      <TextField
        name="code"
        label={t('access.field.code')}
        inputMode="numeric"
        autocomplete="one-time-code"
        width="short"
        required
        autofocus
        form={form}
      />
      <Buttons>
        <Button look="main" wide>
          {t('access.code.go')}
        </Button>
      </Buttons>
    </Form>,
  )

async function invitationPage(c: Context<Env>, form: FormState = {}) {
  const token = c.req.param('token') ?? ''
  const invitation = await invitationOf(token)
  if (!invitation) throw new Problem('link_is_spent')
  const session = tokenOf(c)
  const person = session === undefined ? undefined : await personOfSession(session)
  return frame(
    c,
    t('access.invitation.title'),
    t('access.invitation.lead', {
      role: t(`access.role.${invitation.role}`),
      unit: invitation.unitName ?? '',
    }),
    <>
      <IntoOwnAccount token={token} name={person?.name} />
      <Form {...form}>
        <TextField
          name="name"
          label={t('access.field.name')}
          autocomplete="name"
          maxLength={100}
          required
          form={form}
        />
        <TextField
          name="userName"
          label={t('access.field.user_name')}
          hint={t('access.field.user_name_hint')}
          autocomplete="username"
          maxLength={40}
          required
          form={form}
        />
        <TextField
          name="phone"
          label={t('access.field.phone')}
          hint={t('access.field.phone_hint')}
          type="tel"
          autocomplete="tel"
          form={form}
        />
        <PasswordField
          name="password"
          label={t('access.field.password')}
          hint={t('access.field.password_hint')}
          autocomplete="new-password"
          required
          form={form}
        />
        <Buttons>
          <Button look="main" wide>
            {t('access.invitation.accept')}
          </Button>
        </Buttons>
      </Form>
    </>,
  )
}

async function resetPage(c: Context<Env>, form: FormState = {}) {
  const reset = await resetOf(c.req.param('token') ?? '')
  if (!reset) throw new Problem('link_is_spent')
  return frame(
    c,
    t('access.reset.title'),
    t('access.reset.lead', { userName: reset.userName ?? '' }),
    <Form {...form}>
      <PasswordField
        name="password"
        label={t('access.field.new_password')}
        hint={t('access.field.password_hint')}
        autocomplete="new-password"
        required
        form={form}
      />
      <Buttons>
        <Button look="main" wide>
          {t('access.reset.save')}
        </Button>
      </Buttons>
    </Form>,
  )
}

const credentials = z.object({
  login: textField(100, 1),
  password: z.string().min(1).max(200),
  keep: z.string().optional(),
})
const arrival = z.object({
  name: textField(100, 1),
  userName: textField(40, 3),
  phone: textField(30).default(''),
  password: z.string().min(1).max(200),
})
/** Everything that happens before somebody is known. */
export const signInPages = new Hono<Env>()
  .get('/dang-nhap', (c) => signInPage(c))
  .post('/dang-nhap', (c) => {
    const next = ownPath(c.req.query('tiep'), home)
    return take(
      c,
      credentials,
      ({ login, password, keep }) => signIn(login, password, deviceOf(c, keep !== undefined)),
      {
        to: (session) => {
          giveToken(c, session)
          return session.isPending ? `/dang-nhap/ma?tiep=${encodeURIComponent(next)}` : next
        },
        page: (form) => signInPage(c, form),
      },
    )
  })
  .get('/dang-nhap/ma', (c) => codePage(c))
  .post('/dang-nhap/ma', (c) =>
    take(
      c,
      z.object({ code: textField(20, 1) }),
      ({ code }) => takeSecondStep(tokenOf(c) ?? '', code, deviceOf(c, false)),
      {
        to: (session) => {
          giveToken(c, session)
          return ownPath(c.req.query('tiep'), home)
        },
        page: ({ problems }) =>
          problems.code === 'not_signed_in' ? c.redirect('/dang-nhap', 303) : codePage(c, { problems }),
      },
    ),
  )
  .post('/dang-xuat', async (c) => {
    await signOut(tokenOf(c) ?? '')
    takeToken(c)
    // The app for recording says what still waits on this device and takes its key away; then it leads on to signing in.
    return c.redirect('/ghi/#/roi-may', 303)
  })
  .get('/moi/:token', (c) => invitationPage(c))
  .post('/moi/:token', (c) =>
    take(c, arrival, (entry) => acceptInvitation(c.req.param('token'), entry), {
      to: '/dang-nhap?da=moi',
      page: (form) => invitationPage(c, form),
    }),
  )
  .get('/dat-lai-mat-khau/:token', (c) => resetPage(c))
  .post('/dat-lai-mat-khau/:token', (c) => {
    const wanted = z.object({ password: z.string().min(1).max(200) })
    return take(
      c,
      wanted,
      ({ password }) => resetPassword(c.req.param('token'), password, deviceOf(c, false)),
      { to: '/dang-nhap?da=mat-khau', page: ({ problems }) => resetPage(c, { problems }) },
    )
  })
