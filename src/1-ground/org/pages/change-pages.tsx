import { type Context, Hono } from 'hono'
import { take } from '#platform/forms/take'
import { t } from '#platform/i18n'
import { today } from '#platform/time'
import { type Env, frameOf } from '#platform/web'
import { Button, Buttons, DayField, Form, type FormState, LinkButton, TextField, WorkPage } from '#ui'
import { changeUnit, endUnit } from '../change-unit.ts'
import { longest, unitChange, unitEnd, versionOf } from '../entry.ts'
import { unitToChange } from '../read-pages.ts'
import { address } from './words.tsx'

async function changePage(c: Context<Env, '/:id'>, form: FormState = {}) {
  const unit = await unitToChange(c.var.actor, c.req.param('id'))
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="narrow"
      title={t('org.change.title')}
      above={unit.name}
      crumbs={crumbsTo(unit)}
    >
      <Form {...form} hidden={{ seen: versionOf(unit) }}>
        <TextField
          name="name"
          label={t('org.column.name')}
          value={unit.name}
          maxLength={longest.name}
          required
          form={form}
        />
        <TextField
          name="shortName"
          label={t('org.column.shortName')}
          hint={t('org.change.short_name_hint')}
          value={unit.shortName}
          maxLength={longest.shortName}
          required
          form={form}
        />
        <TextField
          name="officialCode"
          label={t('org.column.officialCode')}
          hint={t('org.change.code_hint')}
          value={unit.officialCode}
          maxLength={longest.code}
          width="short"
          form={form}
        />
        <TextField
          name="document"
          label={t('org.change.document')}
          hint={t('org.change.document_hint')}
          maxLength={300}
          form={form}
        />
        <DayField name="day" label={t('org.change.day')} form={form} />
        <Buttons>
          <Button look="main">{t('org.change.save')}</Button>
          <LinkButton href={address.unit(unit.id)} look="quiet">
            {t('org.cancel')}
          </LinkButton>
        </Buttons>
      </Form>
    </WorkPage>,
  )
}

async function endPage(c: Context<Env, '/:id'>, form: FormState = {}) {
  const unit = await unitToChange(c.var.actor, c.req.param('id'))
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="narrow"
      title={t('org.end.title')}
      above={unit.name}
      lead={t('org.end.lead')}
      crumbs={crumbsTo(unit)}
    >
      <Form {...form}>
        <DayField name="lastDay" label={t('org.end.last_day')} value={today()} required form={form} />
        <TextField name="document" label={t('org.end.document')} maxLength={300} required form={form} />
        <Buttons>
          <Button look="danger">{t('org.end.save')}</Button>
          <LinkButton href={address.unit(unit.id)} look="quiet">
            {t('org.cancel')}
          </LinkButton>
        </Buttons>
      </Form>
    </WorkPage>,
  )
}

const crumbsTo = (unit: { id: string; shortName: string }) => [
  { href: address.list, label: t('org.list.title') },
  { href: address.unit(unit.id), label: unit.shortName },
]

const change = `${address.list}/:id{[0-9a-f-]{36}}/sua` as const
const end = `${address.list}/:id{[0-9a-f-]{36}}/ket-thuc` as const

/** Changing the name of a unit, and ending it. */
export const changePages = new Hono<Env>()
  .get(change, (c) => changePage(c))
  .post(change, (c) => {
    const id = c.req.param('id')
    return take(c, unitChange, (entry) => changeUnit(c.var.actor, id, entry), {
      to: address.unit(id),
      page: (form) => changePage(c, form),
    })
  })
  .get(end, (c) => endPage(c))
  .post(end, (c) => {
    const id = c.req.param('id')
    return take(c, unitEnd, (entry) => endUnit(c.var.actor, id, entry), {
      to: address.unit(id),
      page: (form) => endPage(c, form),
    })
  })
