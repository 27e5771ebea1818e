import { type Context, Hono } from 'hono'
import { take } from '#platform/forms/take'
import { t } from '#platform/i18n'
import { isId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { type Env, frameOf } from '#platform/web'
import { fieldsOfRule, RuleForm, ruleTyped, type SelectionRule } from '#tasks'
import {
  Button,
  Buttons,
  Choose,
  DataTable,
  DayField,
  EmptyState,
  Form,
  type FormState,
  Section,
  TextField,
  WorkPage,
} from '#ui'
import { rollOutEntry } from './entry.ts'
import { formForRollOut, type Reached, rollOutInitiative } from './roll-out-initiative.ts'

type Page = Awaited<ReturnType<typeof formForRollOut>>

/** The units that get the initiative, and by name those that do not. */
function Units({ page, rule, at }: { page: Page; rule: SelectionRule; at: string }) {
  const without = (id: string): string => {
    const left = { ...rule, plus: rule.plus.filter((one) => one !== id), minus: [...rule.minus, id] }
    return `${at}?${new URLSearchParams({ tu: page.root.id, ...fieldsOfRule(left) })}`
  }
  return (
    <>
      {page.fresh > 0 ? (
        <Section title={t('spread.roll_out.units', { count: page.fresh })}>
          <DataTable
            caption={t('spread.roll_out.units', { count: page.fresh })}
            quietCaption
            rows={page.shown}
            columns={[
              { head: t('spread.roll_out.unit'), title: true, cell: ({ name }: Reached) => name },
              { head: t('spread.roll_out.area'), cell: ({ areaName }: Reached) => areaName ?? '' },
              {
                head: t('spread.roll_out.change'),
                cell: ({ id, name }: Reached) => (
                  <a
                    class="link"
                    href={without(id)}
                    aria-label={t('spread.roll_out.leave_out_named', { name })}
                  >
                    {t('spread.roll_out.leave_out')}
                  </a>
                ),
              },
            ]}
          />
          {page.fresh > page.shown.length ? (
            <p class="quiet">{t('spread.roll_out.more', { count: page.fresh - page.shown.length })}</p>
          ) : null}
        </Section>
      ) : (
        <EmptyState title={t('spread.roll_out.nobody')}>{t('spread.roll_out.nobody_help')}</EmptyState>
      )}
      {page.skippedCount > 0 ? (
        <Section title={t('spread.roll_out.skipped', { count: page.skippedCount })}>
          <ul>
            {page.skipped.map(({ name, standing }) => (
              <li>
                {name}: {t(`spread.roll_out.standing.${standing}`)}
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
    </>
  )
}

/** What each of the units gets, before it is done. */
const WhatSection = ({ page, rule, at, form }: Parameters<typeof Units>[0] & { form: FormState }) => (
  <Section title={t('spread.roll_out.what')}>
    <Form
      {...form}
      action={at}
      hidden={{ tu: page.root.id, expected: String(page.fresh), ...fieldsOfRule(rule) }}
    >
      <TextField
        name="name"
        label={t('initiatives.field.name')}
        hint={t('spread.roll_out.name_hint')}
        value={page.source.name}
        maxLength={200}
        required
        form={form}
      />
      <TextField
        name="document"
        label={t('spread.roll_out.document')}
        hint={t('spread.roll_out.document_hint')}
        maxLength={200}
        form={form}
      />
      {page.mayBegin ? (
        <DayField
          name="startedOn"
          label={t('spread.roll_out.begins')}
          hint={t('spread.roll_out.begins_hint')}
          form={form}
        />
      ) : null}
      <Buttons sticky>
        <Button look="main" icon="leaf">
          {t('spread.roll_out.do', { count: page.fresh })}
        </Button>
      </Buttons>
    </Form>
  </Section>
)

async function rollOutPage(
  c: Context<Env>,
  form: FormState = {},
  given?: { rule: SelectionRule; from: string },
) {
  const id = c.req.param('id') ?? ''
  const rule = given?.rule ?? ruleTyped(c.req.query())
  const page = await formForRollOut(c.var.actor, id, given?.from ?? c.req.query('tu'), rule)
  const at = `/quan-ly/mo-hinh/${id}/trien-khai`
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="narrow"
      title={t('spread.roll_out.title')}
      above={page.source.name}
      lead={t('spread.roll_out.lead')}
      crumbs={[{ href: `/quan-ly/mo-hinh/${id}`, label: page.source.name }]}
    >
      {page.roots.length > 1 ? (
        <form method="get" action={at} class="filters" aria-label={t('spread.roll_out.from')}>
          <Choose
            name="tu"
            label={t('spread.roll_out.from')}
            value={page.root.id}
            options={page.roots.map((root) => ({ value: root.id, label: root.name }))}
          />
          <Button>{t('spread.roll_out.choose')}</Button>
        </form>
      ) : null}
      <Section title={t('spread.roll_out.whom', { unit: page.root.name })}>
        <RuleForm {...page} rule={rule} at={at} keep={{ tu: page.root.id }} />
      </Section>
      <Units page={page} rule={rule} at={at} />
      {page.fresh > 0 ? <WhatSection page={page} rule={rule} at={at} form={form} /> : null}
    </WorkPage>,
  )
}

/** Rolling one initiative out to many units: choose, see whom it means, do it in one step. */
export const rollOutPages = new Hono<Env>()
  .get('/quan-ly/mo-hinh/:id/trien-khai', (c) => rollOutPage(c))
  .post('/quan-ly/mo-hinh/:id/trien-khai', (c) => {
    const id = c.req.param('id')
    return take(
      c,
      rollOutEntry,
      async (entry, { typed }) => {
        if (!isId(typed.tu)) throw new Problem('not_found_or_not_allowed')
        return rollOutInitiative(c.var.actor, id, { rootId: typed.tu, rule: ruleTyped(typed), entry })
      },
      {
        to: `/quan-ly/mo-hinh/${id}?da=trien-khai`,
        page: (form) => rollOutPage(c, form, { rule: ruleTyped(form.typed), from: form.typed.tu ?? '' }),
      },
    )
  })
