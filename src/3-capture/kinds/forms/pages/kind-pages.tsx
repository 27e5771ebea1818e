import { type Context, Hono } from 'hono'
import { ticked } from '#platform/forms/boxes'
import { flashOf } from '#platform/forms/flash'
import { button, take } from '#platform/forms/take'
import { formatDay, t, worded } from '#platform/i18n'
import { type Env, frameOf } from '#platform/web'
import {
  Badge,
  Button,
  Buttons,
  Card,
  CheckField,
  ChoicesField,
  EmptyState,
  Form,
  type FormState,
  Grid,
  LinkButton,
  LongText,
  Section,
  SelectField,
  TextField,
  WorkPage,
} from '#ui'
import { chooseReadyKinds } from '../../ready-kinds/offer-kinds.ts'
import { kindEntry, newKindEntry } from '../entry.ts'
import { formForKind, kindPage, managedKinds } from '../read.ts'
import { rewordKind, setUpKind } from '../set-up-kind.ts'
import type { ManagedKind } from '../store.ts'
import { kindHref, kindsHref } from './addresses.ts'

/** How far a kind is: asked now, or still a draft. */
export function KindBadge({ kind }: { kind: ManagedKind }) {
  if (kind.version === null) return <Badge tone="waiting">{t('forms.kind.draft_only')}</Badge>
  return kind.hasDraft ? (
    <Badge tone="waiting">{t('forms.kind.has_draft')}</Badge>
  ) : (
    <Badge tone="done">{t('forms.kind.in_use', { version: kind.version })}</Badge>
  )
}

function KindCards({ kinds }: { kinds: readonly ManagedKind[] }) {
  return (
    <Grid size="normal">
      {kinds.map((kind) => (
        <Card
          title={worded(kind.nameVi, kind.nameEn)}
          href={kindHref(kind.code)}
          above={kind.unitName ?? t('forms.kind.of_software')}
          badge={<KindBadge kind={kind} />}
          foot={t('forms.kind.initiatives', { count: kind.initiatives })}
        >
          {worded(kind.purposeVi, kind.purposeEn)}
        </Card>
      ))}
    </Grid>
  )
}

type Listed = Awaited<ReturnType<typeof managedKinds>>
/** Which of the ready kinds are offered for new initiatives. */
function ReadyKinds({ ready, form }: Pick<Listed, 'ready'> & { form: FormState }) {
  const offered = ready.filter(({ isOffered }) => isOffered !== false).map(({ code }) => code)
  if (ready.length === 0) return null
  return (
    <Section title={t('forms.ready.title')} id="chon">
      <p>{t('forms.ready.offered', { count: offered.length, all: ready.length })}</p>
      <Form {...form} action={`${kindsHref}/chon`}>
        <ChoicesField
          name="kinds"
          label={t('forms.ready.which')}
          hint={t('forms.ready.hint')}
          values={offered}
          form={form}
          choices={ready.map((kind) => ({ value: kind.code, label: worded(kind.nameVi, kind.nameEn) }))}
        />
        <Button>{t('forms.save')}</Button>
      </Form>
    </Section>
  )
}

async function listPage(c: Context<Env>, form: FormState = {}) {
  const { kinds, ready } = await managedKinds(c.var.actor)
  const own = kinds.filter(({ isManaged }) => isManaged)
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={t('forms.list.title')}
      lead={t('forms.list.lead')}
      flash={flashOf(c, 'forms.flash')}
      actions={
        <LinkButton href={`${kindsHref}/them`} look="main" icon="record">
          {t('forms.list.add')}
        </LinkButton>
      }
    >
      <Section title={t('forms.list.own')}>
        {own.length === 0 ? (
          <EmptyState
            title={t('forms.list.empty')}
            action={{ href: `${kindsHref}/them`, label: t('forms.list.add') }}
          >
            {t('forms.list.empty_help')}
          </EmptyState>
        ) : (
          <KindCards kinds={own} />
        )}
      </Section>
      <Section title={t('forms.list.others')}>
        <p>{t('forms.list.others_help')}</p>
        <KindCards kinds={kinds.filter(({ isManaged }) => !isManaged)} />
      </Section>
      <ReadyKinds ready={ready} form={form} />
    </WorkPage>,
  )
}

type Words = Pick<
  ManagedKind,
  'nameVi' | 'nameEn' | 'purposeVi' | 'purposeEn' | 'ownerLine' | 'protectsPeople' | 'isPublic'
>

function KindFields(props: {
  values?: Words
  lines: readonly { code: string; nameVi: string; nameEn: string }[]
  form: FormState
}) {
  const { values, form } = props
  return (
    <>
      <TextField
        name="nameVi"
        label={t('forms.kind.name')}
        hint={t('forms.kind.name_hint')}
        value={values?.nameVi}
        maxLength={200}
        required
        form={form}
      />
      <LongText
        name="purposeVi"
        label={t('forms.kind.purpose')}
        hint={t('forms.kind.purpose_hint')}
        value={values?.purposeVi}
        rows={3}
        maxLength={2000}
        required
        form={form}
      />
      <SelectField
        name="ownerLine"
        label={t('forms.kind.line')}
        empty={t('forms.kind.no_line')}
        value={values?.ownerLine}
        choices={props.lines.map((line) => ({
          value: line.code,
          label: worded(line.nameVi, line.nameEn),
        }))}
        form={form}
      />
      <CheckField
        name="protectsPeople"
        label={t('forms.kind.protects')}
        hint={t('forms.kind.protects_hint')}
        checked={values?.protectsPeople ?? false}
        form={form}
      />
      <CheckField
        name="isPublic"
        label={t('forms.kind.public')}
        hint={t('forms.kind.public_hint')}
        checked={values?.isPublic ?? true}
        form={form}
      />
      <details>
        <summary>{t('forms.english')}</summary>
        <TextField
          name="nameEn"
          label={t('forms.kind.name_en')}
          value={values?.nameEn}
          maxLength={200}
          form={form}
        />
        <LongText
          name="purposeEn"
          label={t('forms.kind.purpose_en')}
          value={values?.purposeEn}
          rows={3}
          maxLength={2000}
          form={form}
        />
      </details>
    </>
  )
}

async function newPage(c: Context<Env>, form: FormState) {
  const { units, lines, kinds } = await formForKind(c.var.actor)
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="narrow"
      title={t('forms.new.title')}
      lead={t('forms.new.lead')}
      crumbs={[{ href: kindsHref, label: t('forms.list.title') }]}
    >
      <Form {...form}>
        <KindFields lines={lines} form={form} />
        <SelectField
          name="unitId"
          label={t('forms.new.unit')}
          hint={t('forms.new.unit_hint')}
          value={units.length === 1 ? units[0]?.id : undefined}
          choices={units.map(({ id, name }) => ({ value: id, label: name }))}
          required
          form={form}
        />
        <SelectField
          name="from"
          label={t('forms.new.from')}
          hint={t('forms.new.from_hint')}
          empty={t('forms.new.from_nothing')}
          value={c.req.query('tu')}
          choices={kinds.map((kind) => ({ value: kind.code, label: worded(kind.nameVi, kind.nameEn) }))}
          form={form}
        />
        <Buttons>
          <Button look="main" icon="done">
            {t('forms.new.save')}
          </Button>
        </Buttons>
      </Form>
    </WorkPage>,
  )
}

async function wordsPage(c: Context<Env>, form: FormState) {
  const { kind, lines } = await kindPage(c.var.actor, c.req.param('code') ?? '')
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="narrow"
      title={t('forms.words.title')}
      lead={
        kind.issuedOn ? t('forms.words.in_use', { day: formatDay(kind.issuedOn) }) : t('forms.words.lead')
      }
      crumbs={[
        { href: kindsHref, label: t('forms.list.title') },
        { href: kindHref(kind.code), label: worded(kind.nameVi, kind.nameEn) },
      ]}
    >
      <Form {...form}>
        <KindFields values={kind} lines={lines} form={form} />
        <Buttons>
          <Button look="main" icon="done">
            {t('forms.save')}
          </Button>
        </Buttons>
      </Form>
    </WorkPage>,
  )
}

/** The kinds of initiatives: all of them, a new one, and the words of one. */
export const kindPages = new Hono<Env>()
  .get(kindsHref, (c) => listPage(c))
  .post(`${kindsHref}/chon`, (c) =>
    take(c, button, (_, { typed }) => chooseReadyKinds(c.var.actor, ticked(typed, 'kinds')), {
      to: `${kindsHref}?da=chon`,
      page: (form) => listPage(c, form),
    }),
  )
  .get(`${kindsHref}/them`, (c) => newPage(c, {}))
  .post(`${kindsHref}/them`, (c) => {
    return take(c, newKindEntry, (entry) => setUpKind(c.var.actor, entry), {
      to: (result) => `${kindHref(result)}?da=lap`,
      page: (form) => newPage(c, form),
    })
  })
  .get(`${kindsHref}/:code/sua`, (c) => wordsPage(c, {}))
  .post(`${kindsHref}/:code/sua`, (c) => {
    const code = c.req.param('code')
    return take(c, kindEntry, (entry) => rewordKind(c.var.actor, code, entry), {
      to: `${kindHref(code)}?da=sua`,
      page: (form) => wordsPage(c, form),
    })
  })
