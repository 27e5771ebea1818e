import { type Context, Hono } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { take } from '#platform/forms/take'
import { formatDay, sentenceOf, t } from '#platform/i18n'
import type { Problem } from '#platform/problem'
import { type Env, isSecure, languageHref, refusedBy, securityHeaders } from '#platform/web'
import {
  Button,
  Buttons,
  ChoiceField,
  Form,
  type FormState,
  LongText,
  PublicPage,
  type PublicPageProps,
  TextField,
} from '#ui'
import { answerCode, openCode } from '../answer-code.ts'
import { isDevice, newDevice } from '../codes.ts'
import { answerEntry } from '../entry.ts'
import { longestDays } from '../rules.ts'
import { onFieldFaults } from './field-faults.ts'

/** A page for whoever holds a slip of paper: no script, kept nowhere, its address told to nobody. */
function answer(c: Context<Env>, status: 200 | 404 | 422 | 429, props: Omit<PublicPageProps, 'site'>) {
  return c.html(
    <PublicPage
      site={c.var.site}
      unlisted
      languageHref={languageHref(new URL(c.req.url).pathname)}
      {...props}
    />,
    status,
    {
      ...securityHeaders(null),
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow',
      'cache-control': 'private, no-store',
    },
  )
}

/** The number that a device keeps, by which several answers of one device are found. */
const cookieName = 'may-xn'

const deviceOf = (c: Context<Env>): string | undefined => {
  const device = getCookie(c, cookieName)
  return isDevice(device) ? device : undefined
}

const giveDevice = (c: Context<Env>): void =>
  setCookie(c, cookieName, deviceOf(c) ?? newDevice(), {
    path: '/xn',
    httpOnly: true,
    sameSite: 'Lax',
    secure: isSecure(c.var.site),
    maxAge: longestDays * 86_400,
  })

/** One and the same page for every code that opens nothing, and for whoever tries too often. */
function refused(c: Context<Env>, problem: Problem) {
  const isTooOften = problem.code === 'too_many_tries'
  return answer(c, isTooOften ? 429 : 404, {
    title: t('confirmations.useless.title'),
    lead: isTooOften ? sentenceOf(problem) : t('confirmations.useless.text'),
    children: (
      <p>
        <a href="/xn">{t('confirmations.useless.again')}</a>
      </p>
    ),
  })
}

const typePage = (c: Context<Env>) =>
  answer(c, 200, {
    title: t('confirmations.type.title'),
    lead: t('confirmations.type.lead'),
    children: (
      <Form>
        <TextField
          name="code"
          label={t('confirmations.type.code')}
          hint={t('confirmations.type.code_hint')}
          width="medium"
          maxLength={60}
          required
        />
        <Buttons>
          <Button look="main" wide>
            {t('confirmations.type.go')}
          </Button>
        </Buttons>
      </Form>
    ),
  })

async function questionPage(c: Context<Env>, form: FormState = {}) {
  const asked = await openCode(c.req.param('code') ?? '', c.var.address)
  giveDevice(c)
  const choices = (name: string, values: readonly string[]) =>
    values.map((value) => ({ value, label: t(`confirmations.ask.${name}_${value}`) }))
  return answer(c, form.problems ? 422 : 200, {
    title: t('confirmations.ask.title'),
    above: asked.unitName,
    lead: asked.initiativeName
      ? t('confirmations.ask.about', { name: asked.initiativeName, day: formatDay(asked.day) })
      : t('confirmations.ask.about_unnamed', { day: formatDay(asked.day) }),
    children: (
      <Form {...form}>
        <ChoiceField
          name="happened"
          label={t('confirmations.ask.happened')}
          required
          form={form}
          choices={choices('happened', ['yes', 'no', 'unknown'])}
        />
        <ChoiceField
          name="received"
          label={t('confirmations.ask.received')}
          required
          form={form}
          choices={choices('received', ['yes', 'partly', 'no'])}
        />
        <ChoiceField
          name="quality"
          label={t('confirmations.ask.quality')}
          form={form}
          choices={choices('quality', ['5', '4', '3', '2', '1'])}
        />
        <LongText
          name="remark"
          label={t('confirmations.ask.remark')}
          hint={t('confirmations.ask.remark_hint')}
          rows={2}
          maxLength={500}
          form={form}
        />
        <Buttons>
          <Button look="main" wide>
            {t('confirmations.ask.send')}
          </Button>
        </Buttons>
        <p class="quiet">{t('confirmations.ask.anonymous')}</p>
      </Form>
    ),
  })
}

const send = (c: Context<Env>) =>
  take(
    c,
    answerEntry,
    (entry) => answerCode(c.req.param('code') ?? '', entry, { address: c.var.address, device: deviceOf(c) }),
    { to: '/xn/cam-on', page: onFieldFaults((form) => questionPage(c, form)) },
  )

const orRefused = refusedBy(refused)

/** What the holder of a code sees: three questions, a word of thanks. No account, no script. */
export const answerPages = new Hono<Env>()
  .get('/xn', typePage)
  .post('/xn', async (c) => {
    const { code } = await c.req.parseBody()
    const typed = typeof code === 'string' ? code.replace(/[^0-9A-Za-z]/g, '').slice(0, 60) : ''
    return c.redirect(`/xn/${typed || '0'}`, 303)
  })
  .get('/xn/cam-on', (c) =>
    answer(c, 200, { title: t('confirmations.thanks.title'), lead: t('confirmations.thanks.text') }),
  )
  .get(
    '/xn/:code',
    orRefused((c) => questionPage(c)),
  )
  .post('/xn/:code', orRefused(send))
