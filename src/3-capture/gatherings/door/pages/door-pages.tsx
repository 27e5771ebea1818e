import { type Context, Hono } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { Child } from 'hono/jsx'
import { take } from '#platform/forms/take'
import { formatDay, sentenceOf, t } from '#platform/i18n'
import { Problem } from '#platform/problem'
import { type Env, isSecure, languageHref, refusedBy, securityHeaders } from '#platform/web'
import {
  Button,
  Buttons,
  ChoiceField,
  Flash,
  Form,
  type FormState,
  LinkButton,
  LongText,
  PublicPage,
  SelectField,
  TextField,
} from '#ui'
import { questions, ratingEntry } from '../../ratings/entry.ts'
import { rateSession } from '../../ratings/rate-session.ts'
import { type Before, checkIn, comeBefore, doorAt, insideAt } from '../check-in.ts'
import { isDevice, typedCode } from '../codes.ts'
import { checkInEntry } from '../entry.ts'
import { ratingDays } from '../rules.ts'

/** The number that a phone keeps for one door. Each door has its own, so no two sessions can be laid side by side. */
const cookieName = 'may'

const wordOf = (c: Context<Env>): string => typedCode(c.req.param('word') ?? '')

const deviceOf = (c: Context<Env>): string | undefined => {
  const device = getCookie(c, cookieName)
  return isDevice(device) ? device : undefined
}

/** What a browser says of itself: phones of one kind say the same. */
const browserOf = (c: Context<Env>): string =>
  ['user-agent', 'accept-language', 'sec-ch-ua', 'sec-ch-ua-platform']
    .map((name) => c.req.header(name) ?? '')
    .join('\n')

type Shown = { title: string; above?: string; lead?: Child; children?: Child }

/** A page for whoever stands at the door: no script, kept nowhere, its address told to nobody. */
function answer(c: Context<Env>, shown: Shown, status?: 404 | 422 | 429) {
  const url = new URL(c.req.url)
  // A form that came back refused has no address of its own that could be read again.
  const path = url.pathname + (c.req.method === 'GET' ? url.search : '')
  return c.html(
    <PublicPage site={c.var.site} unlisted languageHref={languageHref(path)} {...shown} />,
    status,
    {
      ...securityHeaders(null),
      'referrer-policy': 'same-origin',
      'x-robots-tag': 'noindex, nofollow',
      'cache-control': 'private, no-store',
    },
  )
}

/** A door that lets nobody in says why, and what to do. */
function refused(c: Context<Env>, problem: Problem) {
  const status = { too_many_tries: 429, not_found_or_not_allowed: 404 } as const
  const isMissing = problem.code === 'not_found_or_not_allowed'
  const shown = {
    title: t('gatherings.door.refused'),
    children: (
      <>
        <Flash tone="problem">{isMissing ? t('gatherings.door.no_such_door') : sentenceOf(problem)}</Flash>
        <p>
          <a href="/diem-danh">{t('gatherings.door.type_link')}</a>
        </p>
      </>
    ),
  }
  return answer(c, shown, status[problem.code as keyof typeof status] ?? 422)
}

const typePage = (c: Context<Env>) =>
  answer(c, {
    title: t('gatherings.door.type_title'),
    lead: t('gatherings.door.type_lead'),
    children: (
      <Form>
        <TextField
          name="code"
          label={t('gatherings.door.type_code')}
          hint={t('gatherings.door.type_hint')}
          width="medium"
          maxLength={40}
          required
        />
        <Buttons>
          <Button look="main" wide>
            {t('gatherings.door.type_go')}
          </Button>
        </Buttons>
      </Form>
    ),
  })

const aboutSession = ({ door }: Before): Pick<Shown, 'above' | 'lead'> => ({
  above: door.unitName,
  lead: `${door.title} · ${door.startsAt}, ${formatDay(door.day)}`,
})

function Questions({ before: { door }, form }: { before: Before; form: FormState }) {
  if (door.asks === 'nothing') return null
  return (
    <>
      {door.asks === 'unit' ? (
        <SelectField
          name="unitId"
          label={t('gatherings.door.unit')}
          empty={t('gatherings.door.other_unit')}
          form={form}
          choices={door.guests.map(({ id, name }) => ({ value: id, label: name }))}
        />
      ) : null}
      <ChoiceField
        name="member"
        label={t('gatherings.door.member')}
        required
        form={form}
        choices={[
          { value: 'yes', label: t('gatherings.door.member_yes') },
          { value: 'no', label: t('gatherings.door.member_no') },
        ]}
      />
    </>
  )
}

const beforePage = (c: Context<Env>, before: Before, form: FormState = {}) =>
  answer(c, {
    ...aboutSession(before),
    title: t('gatherings.door.title'),
    children: (
      <Form {...form} action={`/diem-danh/${before.door.word}`} hidden={{ pass: before.pass }}>
        <Questions before={before} form={form} />
        <Buttons>
          <Button look="main" icon="done" wide>
            {t('gatherings.door.enter')}
          </Button>
        </Buttons>
        <p class="quiet">{t('gatherings.door.nothing_kept')}</p>
      </Form>
    ),
  })

const insidePage = (c: Context<Env>, inside: Before) =>
  answer(c, {
    ...aboutSession(inside),
    title: t('gatherings.door.inside'),
    children: (
      <>
        <Flash>{t('gatherings.door.inside_text')}</Flash>
        {inside.hasRated ? (
          <p>{t('gatherings.rate.given')}</p>
        ) : inside.mayRate ? (
          <Buttons>
            <LinkButton look="main" wide href={`/diem-danh/${inside.door.word}/y-kien`}>
              {t('gatherings.rate.link')}
            </LinkButton>
          </Buttons>
        ) : (
          <p>{t('gatherings.rate.later')}</p>
        )}
      </>
    ),
  })

/** Whoever scanned a code, or comes back. The number of the phone is given with the first good code. */
async function comePage(c: Context<Env>) {
  // The cookie knows one way of writing the address.
  if (c.req.param('word') !== wordOf(c))
    return c.redirect(`/diem-danh/${wordOf(c) || '0'}${new URL(c.req.url).search}`, 303)
  const before = await comeBefore(wordOf(c), c.req.query('m') ?? '', {
    device: deviceOf(c),
    address: c.var.address,
  })
  setCookie(c, cookieName, before.device, {
    path: `/diem-danh/${before.door.word}`,
    httpOnly: true,
    sameSite: 'Lax',
    secure: isSecure(c.var.site),
    maxAge: ratingDays * 86_400,
  })
  return before.isIn ? insidePage(c, before) : beforePage(c, before)
}

async function enter(c: Context<Env>) {
  const [word, device] = [wordOf(c), deviceOf(c)]
  const phone = { address: c.var.address, browser: browserOf(c) }
  return take(c, checkInEntry, (entry) => checkIn(word, entry, device, phone), {
    to: `/diem-danh/${word}/xong`,
    page: (form) => {
      if (form.problems.fields.length === 0 || device === undefined) throw form.problems
      return againPage(c, form, device)
    },
  })
}

/** The same questions again, with the pass that the phone has already: the code has gone from the screen meanwhile. */
async function againPage(c: Context<Env>, form: FormState, device: string) {
  const door = await doorAt(wordOf(c))
  const pass = String(form.typed?.pass ?? '')
  return beforePage(c, { door, isIn: false, hasRated: false, mayRate: false, device, pass }, form)
}

async function donePage(c: Context<Env>) {
  const inside = await insideAt(wordOf(c), deviceOf(c))
  if (!inside) throw new Problem('phone_is_not_inside')
  return insidePage(c, inside)
}

async function ratePage(c: Context<Env>, form: FormState = {}) {
  const inside = await insideAt(wordOf(c), deviceOf(c))
  if (!inside) throw new Problem('rating_is_not_for_this_phone')
  if (inside.hasRated || !inside.mayRate) return insidePage(c, inside)
  return answer(c, {
    ...aboutSession(inside),
    title: t('gatherings.rate.title'),
    children: (
      <Form {...form} action={`/diem-danh/${inside.door.word}/y-kien`}>
        {questions.map((question) => (
          <ChoiceField
            name={question}
            label={t(`gatherings.rate.${question}`)}
            required
            form={form}
            choices={['5', '4', '3', '2', '1'].map((mark) => ({
              value: mark,
              label: t(`gatherings.rate.mark_${mark}`),
            }))}
          />
        ))}
        <LongText
          name="remark"
          label={t('gatherings.rate.remark')}
          hint={t('gatherings.rate.remark_hint')}
          rows={2}
          maxLength={500}
          form={form}
        />
        <Buttons>
          <Button look="main" wide>
            {t('gatherings.rate.send')}
          </Button>
        </Buttons>
        <p class="quiet">{t('gatherings.rate.anonymous')}</p>
      </Form>
    ),
  })
}

async function rate(c: Context<Env>) {
  const [word, device] = [wordOf(c), deviceOf(c)]
  return take(c, ratingEntry, (entry) => rateSession(word, entry, device), {
    to: '/diem-danh/cam-on',
    page: (form) => {
      if (form.problems.fields.length === 0) throw form.problems
      return ratePage(c, form)
    },
  })
}

const orRefused = refusedBy(refused)

/** What people see who come in by their phone. No account, no script. */
export const doorPages = new Hono<Env>()
  .get('/diem-danh', typePage)
  .post('/diem-danh', async (c) => {
    const { code } = await c.req.parseBody()
    const typed = typedCode(typeof code === 'string' ? code : '')
    return c.redirect(`/diem-danh/${typed.slice(0, 8) || '0'}?m=${typed.slice(8, 16)}`, 303)
  })
  .get('/diem-danh/cam-on', (c) =>
    answer(c, { title: t('gatherings.rate.thanks'), lead: t('gatherings.rate.thanks_text') }),
  )
  .get('/diem-danh/:word', orRefused(comePage))
  .post('/diem-danh/:word', orRefused(enter))
  .get('/diem-danh/:word/xong', orRefused(donePage))
  .get(
    '/diem-danh/:word/y-kien',
    orRefused((c) => ratePage(c)),
  )
  .post('/diem-danh/:word/y-kien', orRefused(rate))
