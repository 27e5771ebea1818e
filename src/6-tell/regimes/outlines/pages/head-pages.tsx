import type { Context } from 'hono'
import { t } from '#platform/i18n'
import { Problem } from '#platform/problem'
import { type Env, frameOf } from '#platform/web'
import {
  Button,
  Buttons,
  ChoicesField,
  DayField,
  Flash,
  Form,
  type FormState,
  LinkButton,
  LongText,
  SelectField,
  TextField,
  WorkPage,
} from '#ui'
import { periodKinds } from '../entry.ts'
import { formForOutline, outlineToChange } from '../read.ts'
import { headOf, markOf, placeholders } from '../rules.ts'
import { outlineHref } from './addresses.ts'
import { crumbsOfOutlines } from './outline-page.tsx'

/** Make an outline: empty, or with the content of another. */
export async function newPage(c: Context<Env>, form: FormState) {
  const { units, outlines } = await formForOutline(c.var.actor)
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="narrow"
      title={t('outlines.new.title')}
      lead={t('outlines.new.lead')}
      crumbs={crumbsOfOutlines()}
    >
      <Form {...form}>
        <TextField
          name="name"
          label={t('outlines.head.name')}
          hint={t('outlines.head.name_hint')}
          maxLength={200}
          required
          form={form}
        />
        <SelectField
          name="unitId"
          label={t('outlines.new.unit')}
          hint={t('outlines.new.unit_hint')}
          value={units.length === 1 ? units[0]?.id : undefined}
          choices={units.map(({ id, name }) => ({ value: id, label: name }))}
          required
          form={form}
        />
        <SelectField
          name="from"
          label={t('outlines.new.from')}
          hint={t('outlines.new.from_hint')}
          empty={t('outlines.new.from_nothing')}
          value={c.req.query('tu')}
          choices={outlines.map(({ code, name, unitName }) => ({
            value: code,
            label: `${name} · ${unitName ?? t('outlines.of_software')}`,
          }))}
          form={form}
        />
        <Buttons>
          <Button look="main" icon="done">
            {t('outlines.new.save')}
          </Button>
        </Buttons>
      </Form>
    </WorkPage>,
  )
}

/** Says that somebody else has changed the same meanwhile. What was typed stays and can be saved over theirs. */
export const ChangedMeanwhile = ({ form }: { form: FormState }) =>
  form.problems instanceof Problem && form.problems.code === 'seen_is_outdated' ? (
    <Flash tone="warning">{t('outlines.changed_meanwhile')}</Flash>
  ) : null

/** Change what a draft says of itself. */
export async function headPage(c: Context<Env>, form: FormState) {
  const code = c.req.param('code') ?? ''
  const { versions } = await outlineToChange(c.var.actor, code)
  const draft = versions.find(({ state }) => state === 'draft')
  if (!draft) throw new Problem('not_found_or_not_allowed')
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="narrow"
      title={t('outlines.head.page')}
      above={draft.name}
      crumbs={[...crumbsOfOutlines(), { href: outlineHref(code), label: draft.name }]}
    >
      <ChangedMeanwhile form={form} />
      <Form {...form} hidden={{ seen: markOf(headOf(draft)) }}>
        <TextField
          name="name"
          label={t('outlines.head.name')}
          hint={t('outlines.head.name_hint')}
          value={draft.name}
          maxLength={200}
          required
          form={form}
        />
        <ChoicesField
          name="periods"
          label={t('outlines.head.periods')}
          hint={t('outlines.head.periods_hint')}
          values={draft.periods}
          choices={periodKinds.map((kind) => ({ value: kind, label: t(`outlines.period.${kind}`) }))}
          form={form}
        />
        <TextField
          name="title"
          label={t('outlines.head.title')}
          hint={t('outlines.head.title_hint')}
          value={draft.title}
          maxLength={100}
          width="medium"
          required
          form={form}
        />
        <LongText
          name="subject"
          label={t('outlines.head.subject')}
          hint={t('outlines.head.placeholders')}
          value={draft.subject}
          rows={3}
          maxLength={1000}
          required
          form={form}
        />
        <LongText
          name="opening"
          label={t('outlines.head.opening')}
          hint={t('outlines.head.placeholders')}
          value={draft.opening}
          rows={5}
          maxLength={3000}
          form={form}
        />
        <LongText
          name="addressees"
          label={t('outlines.head.addressees')}
          hint={t('outlines.head.addressees_hint')}
          value={draft.addressees.join('\n')}
          rows={2}
          maxLength={4000}
          form={form}
        />
        <LongText
          name="recipients"
          label={t('outlines.head.recipients')}
          hint={t('outlines.head.recipients_hint')}
          value={draft.recipients.join('\n')}
          rows={4}
          maxLength={4000}
          form={form}
        />
        <ul>
          {placeholders.map((name) => (
            <li>
              <code>{`{${name}}`}</code> – {t(`outlines.placeholder.${name}`)}
            </li>
          ))}
        </ul>
        <DayField
          name="since"
          label={t('outlines.head.since')}
          hint={t('outlines.head.since_hint')}
          value={draft.since ?? undefined}
          form={form}
        />
        <LongText
          name="source"
          label={t('outlines.head.source')}
          hint={t('outlines.head.source_hint')}
          value={draft.source}
          rows={2}
          maxLength={1000}
          required
          form={form}
        />
        <Buttons sticky>
          <Button look="main" icon="done">
            {t('outlines.save')}
          </Button>
          <LinkButton href={outlineHref(code)} look="quiet">
            {t('outlines.back')}
          </LinkButton>
        </Buttons>
      </Form>
    </WorkPage>,
  )
}
