import { type Context, Hono } from 'hono'
import { button, take } from '#platform/forms/take'
import { formatDay, t } from '#platform/i18n'
import { isYear, today } from '#platform/time'
import { type Env, frameOf } from '#platform/web'
import {
  Badge,
  Button,
  Buttons,
  ChoiceField,
  DataTable,
  DayField,
  EmptyState,
  Form,
  type FormState,
  Section,
  SelectField,
  Tabs,
  TextField,
  WorkPage,
} from '#ui'
import { changeParameter, removeHoliday, setHoliday } from '../change-parameters.ts'
import type { Holiday } from '../deadlines/ready-holidays.ts'
import { holidayEntry, parameterEntry } from '../entry.ts'
import { parametersOfYear } from '../read.ts'
import { parameterCodes } from '../values/ready-parameters.ts'

const address = '/quan-ly/ngay-nghi'
const weekdayOf = (day: string): string => t(`parameters.weekday.${new Date(`${day}T00:00:00Z`).getUTCDay()}`)

const HolidayTable = ({ rows, mayManage }: { rows: readonly Holiday[]; mayManage: boolean }) => (
  <DataTable
    caption={t('parameters.holidays')}
    quietCaption
    rows={rows}
    columns={[
      {
        head: t('parameters.field.day'),
        title: true,
        cell: (row) => `${weekdayOf(row.day)}, ${formatDay(row.day)}`,
      },
      {
        head: t('parameters.field.kind'),
        cell: (row) => (
          <Badge tone={row.isWorked ? 'waiting' : 'neutral'}>
            {t(row.isWorked ? 'parameters.worked' : 'parameters.closed')}
          </Badge>
        ),
      },
      { head: t('parameters.field.name'), cell: (row) => row.name },
      {
        head: t('parameters.field.source'),
        cell: (row) => (row.isVerified ? row.source : `${row.source} – ${t('parameters.unverified')}`),
      },
      ...(mayManage
        ? [
            {
              head: t('parameters.actions'),
              cell: (row: Holiday) => (
                <Form action={`${address}/bo`} hidden={{ day: row.day }} inline>
                  <Button look="quiet">{t('parameters.remove')}</Button>
                </Form>
              ),
            },
          ]
        : []),
    ]}
  />
)

const HolidayForm = ({ form }: { form: FormState }) => (
  <Section title={t('parameters.add')}>
    <Form {...form} action={address}>
      <DayField name="day" label={t('parameters.field.day')} required form={form} />
      <ChoiceField
        name="kind"
        label={t('parameters.field.kind')}
        required
        form={form}
        choices={[
          { value: 'closed', label: t('parameters.closed') },
          { value: 'worked', label: t('parameters.worked') },
        ]}
      />
      <TextField name="name" label={t('parameters.field.name')} required maxLength={120} form={form} />
      <TextField
        name="source"
        label={t('parameters.field.source')}
        hint={t('parameters.source_hint')}
        required
        maxLength={300}
        form={form}
      />
      <Buttons>
        <Button look="main">{t('parameters.save')}</Button>
      </Buttons>
    </Form>
  </Section>
)

const ParameterForm = ({ form }: { form: FormState }) => (
  <Section title={t('parameters.change')}>
    <Form {...form} action={`${address}/tham-so`}>
      <SelectField
        name="code"
        label={t('parameters.field.parameter')}
        required
        form={form}
        choices={parameterCodes.map((code) => ({ value: code, label: t(`parameters.code.${code}`) }))}
      />
      <TextField
        name="value"
        label={t('parameters.field.value')}
        hint={t('parameters.value_hint')}
        required
        width="medium"
        form={form}
      />
      <DayField name="validFrom" label={t('parameters.field.valid_from')} required form={form} />
      <TextField name="source" label={t('parameters.field.source')} required maxLength={300} form={form} />
      <Buttons>
        <Button look="main">{t('parameters.save')}</Button>
      </Buttons>
    </Form>
  </Section>
)

async function page(c: Context<Env>, forms: { holiday?: FormState; parameter?: FormState } = {}) {
  const thisYear = Number(today().slice(0, 4))
  const asked = Number(c.req.query('nam') ?? thisYear)
  const year = isYear(asked) ? asked : thisYear
  const { holidays, parameters } = await parametersOfYear(c.var.actor, year)
  const mayManage = c.var.actor.may?.includes('parameter.manage') ?? false
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={t('parameters.title')}
      lead={t('parameters.lead')}
      crumbs={[{ href: '/them', label: t('app.more.title') }]}
    >
      <Tabs
        label={t('parameters.years')}
        tabs={[-2, -1, 0, 1].map((step) => ({
          href: `${address}?nam=${thisYear + step}`,
          label: String(thisYear + step),
          current: year === thisYear + step,
        }))}
      />
      <Section title={t('parameters.of_year', { year: String(year) })}>
        {holidays.length === 0 ? (
          <EmptyState title={t('parameters.empty')}>{t('parameters.empty_help')}</EmptyState>
        ) : (
          <HolidayTable rows={holidays} mayManage={mayManage} />
        )}
      </Section>
      {mayManage ? <HolidayForm form={forms.holiday ?? {}} /> : null}
      <Section title={t('parameters.parameters')}>
        <DataTable
          caption={t('parameters.parameters')}
          quietCaption
          rows={parameters}
          columns={[
            {
              head: t('parameters.field.parameter'),
              title: true,
              cell: (row) => t(`parameters.code.${row.code}`),
            },
            { head: t('parameters.field.value'), cell: (row) => row.value },
            {
              head: t('parameters.field.held'),
              cell: (row) =>
                row.validTo
                  ? t('parameters.from_until', {
                      from: formatDay(row.validFrom),
                      until: formatDay(row.validTo),
                    })
                  : t('parameters.from', { from: formatDay(row.validFrom) }),
            },
            { head: t('parameters.field.source'), cell: (row) => row.source },
          ]}
        />
      </Section>
      {mayManage ? <ParameterForm form={forms.parameter ?? {}} /> : null}
    </WorkPage>,
  )
}

/** Holidays and parameters: everybody may look, the administrator at the top changes them. */
export const parameterPages = new Hono<Env>()
  .get(address, (c) => page(c))
  .post(address, (c) =>
    take(
      c,
      holidayEntry,
      async (entry) => {
        await setHoliday(c.var.actor, entry)
        return entry.day.slice(0, 4)
      },
      { to: (year) => `${address}?nam=${year}`, page: (form) => page(c, { holiday: form }) },
    ),
  )
  .post(`${address}/bo`, (c) =>
    take(
      c,
      button,
      async (_, { typed }) => {
        const day = typed.day ?? ''
        await removeHoliday(c.var.actor, day)
        return day.slice(0, 4)
      },
      { to: (year) => `${address}?nam=${year}` },
    ),
  )
  .post(`${address}/tham-so`, (c) =>
    take(c, parameterEntry, (entry) => changeParameter(c.var.actor, entry), {
      to: address,
      page: (form) => page(c, { parameter: form }),
    }),
  )
