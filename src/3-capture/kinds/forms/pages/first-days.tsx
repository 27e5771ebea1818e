import { formatDay, t, worded } from '#platform/i18n'
import { today } from '#platform/time'
import { Button, Buttons, DataTable, DayField, Form, type FormState, Section, SelectField } from '#ui'
import type { kindPage } from '../read.ts'
import { kindHref } from './addresses.ts'

type Page = Awaited<ReturnType<typeof kindPage>>

/** From which day the indicators of a kind are counted and of what they are parts, with forms that change it. */
export function FirstDays({ page, form }: { page: Page; form: FormState }) {
  const { kind, firstDays } = page
  const rows = [...firstDays].map(([code, from]) => ({ code, from, indicator: page.indicators.get(code) }))
  if (!kind.isManaged || rows.length === 0) return null
  const nameOf = ({ code, indicator }: (typeof rows)[number]) =>
    indicator ? worded(indicator.nameVi, indicator.nameEn) : code
  return (
    <Section title={t('forms.first_day.title')} id="ngay-bat-dau">
      <p>{t('forms.first_day.lead')}</p>
      <DataTable
        caption={t('forms.first_day.title')}
        quietCaption
        rows={rows}
        columns={[
          { head: t('forms.first_day.indicator'), title: true, cell: nameOf },
          {
            head: t('forms.first_day.from'),
            cell: ({ from }) => (from === null ? t('forms.first_day.all_days') : formatDay(from)),
          },
          {
            head: t('forms.part.of'),
            cell: ({ indicator }) => {
              const whole = page.indicators.get(indicator?.partOf ?? '')
              return whole ? worded(whole.nameVi, whole.nameEn) : t('forms.part.none')
            },
          },
        ]}
      />
      {rows.some(({ from }) => from !== null) ? (
        <Form {...form} action={`${kindHref(kind.code)}/ngay-bat-dau`}>
          <SelectField
            name="indicator"
            label={t('forms.first_day.indicator')}
            required
            form={form}
            choices={rows
              .filter(({ from }) => from !== null)
              .map((row) => ({ value: row.code, label: nameOf(row) }))}
          />
          <DayField
            name="day"
            label={t('forms.first_day.day')}
            hint={t('forms.first_day.day_hint')}
            max={today()}
            form={form}
          />
          <Buttons>
            <Button>{t('forms.first_day.move')}</Button>
          </Buttons>
        </Form>
      ) : null}
    </Section>
  )
}
