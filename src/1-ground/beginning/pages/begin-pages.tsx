import { type Context, Hono } from 'hono'
import type { Child } from 'hono/jsx'
import { button, take } from '#platform/forms/take'
import { t } from '#platform/i18n'
import { Problem } from '#platform/problem'
import { type Env, languageHref, securityHeaders } from '#platform/web'
import {
  Button,
  Buttons,
  CheckField,
  DayField,
  Form,
  type FormState,
  SelectField,
  SignInPage,
  TextField,
} from '#ui'
import { beginAt, begunWith, mayBegin } from '../begin.ts'
import { areaKinds, beginning, reform } from '../entry.ts'
import { communesOf, listed, provinces } from '../national-list.ts'

const openOf = async (c: Context<Env>): Promise<string> => {
  const token = c.req.param('token') ?? ''
  if (!(await mayBegin(token))) throw new Problem('beginning_address_is_spent')
  return `/bat-dau/${token}`
}

const page = (c: Context<Env>, at: string, lead: string, children: Child) =>
  c.html(
    <SignInPage site={c.var.site} title={t('beginning.title')} lead={lead} languageHref={languageHref(at)}>
      {children}
    </SignInPage>,
    undefined,
    { ...securityHeaders(null), 'cache-control': 'private, no-store' },
  )

/** First question: which province, or an authority that is in no list. */
const provincePage = (c: Context<Env>, at: string) =>
  page(
    c,
    at,
    t('beginning.lead'),
    <>
      <form method="get" action={at} class="form">
        <SelectField
          name="tinh"
          label={t('beginning.field.province')}
          required
          choices={provinces().map(({ code, name }) => ({ value: code, label: name }))}
        />
        <Buttons>
          <Button look="main" wide>
            {t('beginning.go_on')}
          </Button>
        </Buttons>
      </form>
      <p>
        <a href={`${at}?tay=1`}>{t('beginning.by_hand')}</a>
      </p>
    </>,
  )

const Usual = ({ form }: { form: FormState }) => (
  <>
    <CheckField
      name="organisations"
      label={t('beginning.field.organisations')}
      hint={t('beginning.field.organisations_hint')}
      checked
      form={form}
    />
    <DayField
      name="since"
      label={t('beginning.field.since')}
      hint={t('beginning.field.since_hint')}
      value={reform}
      required
      form={form}
    />
    <Buttons>
      <Button look="main" wide>
        {t('beginning.set_up')}
      </Button>
    </Buttons>
  </>
)

/** Second question: the whole province, or one of its communes. */
function communePage(c: Context<Env>, at: string, province: string, form: FormState) {
  const found = listed(province)
  if (!found || found.within !== null) return provincePage(c, at)
  return page(
    c,
    at,
    t('beginning.lead_commune', { province: found.name }),
    <>
      <Form {...form} action={`${at}?tinh=${province}`}>
        <SelectField
          name="code"
          label={t('beginning.field.authority')}
          required
          form={form}
          choices={[
            { value: found.code, label: t('beginning.whole_province', { province: found.name }) },
            ...communesOf(province).map(({ code, name }) => ({ value: code, label: name })),
          ]}
        />
        <CheckField
          name="communes"
          label={t('beginning.field.communes', { count: communesOf(province).length })}
          hint={t('beginning.field.communes_hint')}
          checked
          form={form}
        />
        <Usual form={form} />
      </Form>
      <p>
        <a href={at}>{t('beginning.other_province')}</a>
      </p>
    </>,
  )
}

/** An authority that is in no list: an older one, or one of another kind. */
const handPage = (c: Context<Env>, at: string, form: FormState) =>
  page(
    c,
    at,
    t('beginning.lead_by_hand'),
    <>
      <Form {...form} action={`${at}?tay=1`} hidden={{ isByHand: 'yes' }}>
        <TextField
          name="name"
          label={t('beginning.field.name')}
          hint={t('beginning.field.name_hint')}
          maxLength={200}
          required
          form={form}
        />
        <SelectField
          name="kind"
          label={t('beginning.field.kind')}
          required
          form={form}
          choices={areaKinds.map((kind) => ({ value: kind, label: t(`beginning.kind.${kind}`) }))}
        />
        <TextField
          name="code"
          label={t('beginning.field.code')}
          hint={t('beginning.field.code_hint')}
          maxLength={5}
          form={form}
        />
        <Usual form={form} />
      </Form>
      <p>
        <a href={at}>{t('beginning.from_list')}</a>
      </p>
    </>,
  )

/** The units are there, and nobody has come since: the answer that led on may have been lost. */
const againPage = (c: Context<Env>, at: string, unit: string, form: FormState) =>
  page(
    c,
    at,
    t('beginning.lead_again', { unit }),
    <Form {...form} action={`${at}/quan-tri`}>
      <Buttons>
        <Button look="main" wide>
          {t('beginning.go_on')}
        </Button>
      </Buttons>
    </Form>,
  )

async function beginPage(c: Context<Env>, form: FormState = {}) {
  const at = await openOf(c)
  const first = await begunWith()
  if (first) return againPage(c, at, first.name, form)
  if (c.req.query('tay')) return handPage(c, at, form)
  const province = c.req.query('tinh')
  return province ? communePage(c, at, province, form) : provincePage(c, at)
}

/** The first page of an empty system: which authority it serves. It leads on to the first administrator's own account. */
export const beginPages = new Hono<Env>()
  .get('/bat-dau/:token', (c) => beginPage(c))
  .post('/bat-dau/:token', (c) =>
    take(c, beginning, (entry) => beginAt(c.req.param('token'), entry), {
      to: (invitation) => `/moi/${invitation}`,
      page: (form) => beginPage(c, form),
    }),
  )
  .post('/bat-dau/:token/quan-tri', (c) =>
    take(c, button, () => beginAt(c.req.param('token'), undefined), {
      to: (invitation) => `/moi/${invitation}`,
      page: (form) => beginPage(c, form),
    }),
  )
