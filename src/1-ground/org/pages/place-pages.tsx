import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { take } from '#platform/forms/take'
import { t } from '#platform/i18n'
import { isId } from '#platform/ids'
import { today } from '#platform/time'
import { type Env, frameOf } from '#platform/web'
import {
  Button,
  Buttons,
  ChoiceField,
  DayField,
  Form,
  type FormState,
  LinkButton,
  TextField,
  WorkPage,
} from '#ui'
import { addUnit } from '../add-unit.ts'
import { moveUnit } from '../change-unit.ts'
import { columns, longest, unitMove } from '../entry.ts'
import { nameOf } from '../read.ts'
import { formForAdding, unitToChange } from '../read-pages.ts'
import { ChosenUnit } from './picker.tsx'
import { address } from './words.tsx'

/** What the form of a new unit sends: the columns of a table, all of them text. */
const typedUnit = z.object(
  Object.fromEntries(columns.map((column) => [column, z.string().max(1000).optional()])),
)

async function addPage(c: Context<Env>, form: FormState = {}) {
  const asked = c.req.query('trong')
  const { parent, kinds, lines } = await formForAdding(c.var.actor, isId(asked) ? asked : undefined)
  const up = parent ? { href: address.unit(parent.id), label: parent.shortName } : undefined
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="narrow"
      title={t('org.add.title')}
      lead={t('org.add.lead')}
      crumbs={[{ href: address.list, label: t('org.list.title') }, ...(up ? [up] : [])]}
    >
      <Form {...form}>
        <TextField name="name" label={t('org.column.name')} maxLength={longest.name} required form={form} />
        <TextField
          name="shortName"
          label={t('org.column.shortName')}
          hint={t('org.change.short_name_hint')}
          maxLength={longest.shortName}
          form={form}
        />
        <ChoiceField
          name="kind"
          label={t('org.column.kind')}
          choices={kinds.map((kind) => ({ value: kind.code, label: nameOf(kind) }))}
          required
          form={form}
        />
        <ChoiceField
          name="line"
          label={t('org.column.line')}
          hint={t('org.add.line_hint')}
          choices={lines.map((line) => ({ value: line.code, label: nameOf(line) }))}
          value={parent?.line}
          form={form}
        />
        <TextField
          name="areaParent"
          label={t('org.column.areaParent')}
          hint={t('org.add.parent_hint')}
          value={parent?.isArea ? parent.slug : parent?.area?.parentSlug}
          maxLength={longest.name}
          form={form}
        />
        <TextField
          name="lineParent"
          label={t('org.column.lineParent')}
          hint={t('org.add.parent_hint')}
          value={parent?.line ? parent.slug : undefined}
          maxLength={longest.name}
          form={form}
        />
        <TextField
          name="officialCode"
          label={t('org.column.officialCode')}
          hint={t('org.change.code_hint')}
          maxLength={longest.code}
          width="short"
          form={form}
        />
        <TextField
          name="slug"
          label={t('org.column.slug')}
          hint={t('org.add.slug_hint')}
          maxLength={longest.slug}
          form={form}
        />
        <DayField name="validFrom" label={t('org.column.validFrom')} value={today()} required form={form} />
        <DayField
          name="validTo"
          label={t('org.column.validTo')}
          hint={t('org.add.valid_to_hint')}
          form={form}
        />
        <Buttons>
          <Button look="main">{t('org.add.save')}</Button>
        </Buttons>
      </Form>
    </WorkPage>,
  )
}

async function movePage(c: Context<Env, '/:id'>, form: FormState = {}) {
  const unit = await unitToChange(c.var.actor, c.req.param('id'))
  const asked = c.req.query('den')
  const parent = isId(asked) ? await unitToChange(c.var.actor, asked) : undefined
  const own = `${address.unit(unit.id)}/chuyen`
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="narrow"
      title={t('org.move.title')}
      above={unit.name}
      lead={t('org.move.lead')}
      crumbs={[
        { href: address.list, label: t('org.list.title') },
        { href: address.unit(unit.id), label: unit.shortName },
      ]}
    >
      <Form {...form}>
        <ChosenUnit
          name="parentId"
          label={t('org.move.parent')}
          unit={parent}
          chooseHref={`/chon-don-vi?${new URLSearchParams({ tiep: own, ten: 'den' })}`}
          form={form}
        />
        <ChoiceField
          name="tree"
          label={t('org.move.tree')}
          choices={[
            { value: 'area', label: t('org.unit.in_area') },
            { value: 'line', label: t('org.unit.in_line') },
          ]}
          value={unit.isArea || unit.line === null || parent?.isArea ? 'area' : 'line'}
          required
          form={form}
        />
        <DayField name="day" label={t('org.move.day')} value={today()} required form={form} />
        <TextField name="document" label={t('org.move.document')} maxLength={300} required form={form} />
        <Buttons>
          <Button look="main" disabled={parent === undefined}>
            {t('org.move.save')}
          </Button>
          <LinkButton href={address.unit(unit.id)} look="quiet">
            {t('org.cancel')}
          </LinkButton>
        </Buttons>
      </Form>
    </WorkPage>,
  )
}

const move = `${address.list}/:id{[0-9a-f-]{36}}/chuyen` as const

/** Adding a unit, and placing one beneath another. */
export const placePages = new Hono<Env>()
  .get(address.add, (c) => addPage(c))
  .post(address.add, (c) =>
    take(c, typedUnit, (entry) => addUnit(c.var.actor, entry), {
      to: address.unit,
      page: (form) => addPage(c, form),
    }),
  )
  .get(move, (c) => movePage(c))
  .post(move, (c) => {
    const id = c.req.param('id')
    return take(c, unitMove, (entry) => moveUnit(c.var.actor, id, entry), {
      to: address.unit(id),
      page: (form) => movePage(c, form),
    })
  })
