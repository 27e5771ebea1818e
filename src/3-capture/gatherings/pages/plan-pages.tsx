import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { nameOfOccasion, occasions } from '#occasions'
import { take } from '#platform/forms/take'
import { t } from '#platform/i18n'
import { checked } from '#platform/submit'
import { today } from '#platform/time'
import { type Env, frameOf } from '#platform/web'
import {
  Button,
  Buttons,
  ChoiceField,
  ChoicesField,
  DayField,
  EmptyState,
  Form,
  type FormState,
  LongText,
  SelectField,
  TextField,
  TimeField,
  WorkPage,
} from '#ui'
import type { Choosable } from '../choices-store.ts'
import { cancelling, forms, seenEntry, sessionForm } from '../entry.ts'
import { cancelSession, changeSession, planSession } from '../plan-session.ts'
import { formForSession, sessionToChange } from '../read.ts'
import type { Gathering } from '../store.ts'

function SessionFields(props: {
  form: FormState
  themes: readonly Choosable[]
  campaigns: readonly Choosable[]
  documents: readonly Choosable[]
  gathering?: Gathering
  chosen?: readonly string[]
}) {
  const { form, themes, campaigns, documents, gathering } = props
  return (
    <>
      <TextField
        name="title"
        label={t('gatherings.field.title')}
        hint={t('gatherings.field.title_hint')}
        value={gathering?.title}
        maxLength={300}
        required
        form={form}
      />
      <ChoiceField
        name="occasion"
        label={t('gatherings.field.occasion')}
        value={gathering?.occasion}
        required
        form={form}
        choices={occasions.map((value) => ({ value, label: nameOfOccasion(value) }))}
      />
      <ChoicesField
        name="also"
        label={t('gatherings.field.also')}
        hint={t('gatherings.field.also_hint')}
        values={gathering?.also ?? []}
        form={form}
        choices={occasions.map((value) => ({ value, label: nameOfOccasion(value) }))}
      />
      {themes.length > 0 ? (
        <SelectField
          name="themeId"
          label={t('gatherings.field.theme')}
          value={gathering?.themeId}
          empty={t('gatherings.field.no_theme')}
          form={form}
          choices={themes.map(({ id, name }) => ({ value: id, label: name }))}
        />
      ) : null}
      {campaigns.length > 0 ? (
        <SelectField
          name="campaignId"
          label={t('gatherings.field.campaign')}
          value={gathering?.campaignId}
          empty={t('gatherings.field.no_campaign')}
          form={form}
          choices={campaigns.map(({ id, name }) => ({ value: id, label: name }))}
        />
      ) : null}
      {documents.length > 0 ? (
        <ChoicesField
          name="documents"
          label={t('gatherings.field.documents')}
          values={props.chosen ?? []}
          form={form}
          choices={documents.map(({ id, name }) => ({ value: id, label: name }))}
        />
      ) : null}
      <DayField
        name="day"
        label={t('gatherings.field.day')}
        value={gathering?.day ?? today()}
        required
        form={form}
      />
      <TimeField
        name="startsAt"
        label={t('gatherings.field.starts')}
        value={gathering?.startsAt ?? '07:30'}
        required
        form={form}
      />
      <TimeField
        name="endsAt"
        label={t('gatherings.field.ends')}
        value={gathering?.endsAt ?? '10:30'}
        required
        form={form}
      />
      <ChoiceField
        name="form"
        label={t('gatherings.field.form')}
        value={gathering?.form ?? 'in_person'}
        required
        form={form}
        choices={forms.map((value) => ({ value, label: t(`gatherings.form.${value}`) }))}
      />
      <TextField
        name="place"
        label={t('gatherings.field.place')}
        value={gathering?.place}
        maxLength={300}
        form={form}
      />
      <TextField
        name="presenter"
        label={t('gatherings.field.presenter')}
        value={gathering?.presenter}
        maxLength={300}
        form={form}
      />
      <LongText
        name="parts"
        label={t('gatherings.field.parts')}
        hint={t('gatherings.field.parts_hint')}
        value={gathering?.parts}
        rows={4}
        maxLength={4000}
        form={form}
      />
    </>
  )
}

/** Why something that counts already is changed. */
export const ReasonField = ({ form, gathering }: { form: FormState; gathering: Gathering }) =>
  gathering.state === 'held' ? (
    <TextField
      name="reason"
      label={t('gatherings.change.reason')}
      hint={t('gatherings.change.reason_hint')}
      maxLength={500}
      required
      form={form}
    />
  ) : null

async function planPage(c: Context<Env>, form: FormState = {}) {
  const { units, ...choices } = await formForSession(c.var.actor)
  const only = units.length === 1 ? units[0]?.id : undefined
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="narrow"
      title={t('gatherings.plan.title')}
      lead={t('gatherings.plan.lead')}
      crumbs={[{ href: '/hoc-tap', label: t('gatherings.title') }]}
    >
      {units.length === 0 ? (
        <EmptyState title={t('gatherings.plan.nowhere')}>{t('gatherings.plan.nowhere_help')}</EmptyState>
      ) : (
        <Form {...form} action="/hoc-tap/moi">
          <SelectField
            name="unitId"
            label={t('gatherings.field.unit')}
            value={c.req.query('don-vi') ?? only}
            required
            form={form}
            choices={units.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <SessionFields form={form} {...choices} />
          <Buttons sticky>
            <Button look="main">{t('gatherings.plan.save')}</Button>
          </Buttons>
        </Form>
      )}
    </WorkPage>,
  )
}

async function changePage(c: Context<Env>, form: FormState = {}) {
  const { gathering, documentIds, ...choices } = await sessionToChange(c.var.actor, c.req.param('id') ?? '')
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="narrow"
      title={t('gatherings.change.title')}
      lead={t(gathering.state === 'held' ? 'gatherings.change.lead_held' : 'gatherings.change.lead')}
      crumbs={[{ href: `/hoc-tap/${gathering.id}`, label: gathering.title }]}
    >
      <Form {...form} action={`/hoc-tap/${gathering.id}/sua`} hidden={{ seen: gathering.version }}>
        <SessionFields form={form} {...choices} gathering={gathering} chosen={documentIds} />
        <ReasonField form={form} gathering={gathering} />
        <Buttons sticky>
          <Button look="main">{t('gatherings.change.save')}</Button>
        </Buttons>
      </Form>
    </WorkPage>,
  )
}

async function cancelPage(c: Context<Env>, form: FormState = {}) {
  const { gathering } = await sessionToChange(c.var.actor, c.req.param('id') ?? '')
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="narrow"
      title={t('gatherings.cancel.title')}
      lead={t(gathering.state === 'held' ? 'gatherings.cancel.lead_held' : 'gatherings.cancel.lead')}
      crumbs={[{ href: `/hoc-tap/${gathering.id}`, label: gathering.title }]}
    >
      <Form {...form} action={`/hoc-tap/${gathering.id}/huy`} hidden={{ seen: gathering.version }}>
        <LongText
          name="reason"
          label={t('gatherings.cancel.reason')}
          rows={2}
          maxLength={500}
          required
          form={form}
        />
        <Buttons>
          <Button look="danger">{t('gatherings.cancel.do')}</Button>
        </Buttons>
      </Form>
    </WorkPage>,
  )
}

const unitChosen = z.object({ unitId: z.guid('field_is_required') })

/** Planning a session, wording it anew, calling it off. */
export const planPages = new Hono<Env>()
  .get('/hoc-tap/moi', (c) => planPage(c))
  .post('/hoc-tap/moi', (c) =>
    take(
      c,
      sessionForm,
      (entry, { typed }) => planSession(c.var.actor, checked(unitChosen, typed).unitId, entry),
      { to: (id) => `/hoc-tap/${id}/moi?da=lap`, page: (form) => planPage(c, form) },
    ),
  )
  .get('/hoc-tap/:id/sua', (c) => changePage(c))
  .post('/hoc-tap/:id/sua', (c) => {
    const id = c.req.param('id')
    return take(
      c,
      seenEntry,
      (seen, { typed }) => changeSession(c.var.actor, id, seen, checked(sessionForm, typed)),
      { to: `/hoc-tap/${id}?da=sua`, page: (form) => changePage(c, form) },
    )
  })
  .get('/hoc-tap/:id/huy', (c) => cancelPage(c))
  .post('/hoc-tap/:id/huy', (c) => {
    const id = c.req.param('id')
    return take(c, cancelling, (entry) => cancelSession(c.var.actor, id, entry), {
      to: `/hoc-tap/${id}?da=huy`,
      page: (form) => cancelPage(c, form),
    })
  })
