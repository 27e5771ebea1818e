import { importPages, PlannedRows } from '#imports'
import { t } from '#platform/i18n'
import { writeXlsx } from '#platform/spreadsheet'
import { CheckField, Flash, type FormState, LongText } from '#ui'
import { countingTwice, declaredImport, mayImport, type PlannedFigure } from '../import/import-figures.ts'
import { columns, headingOf } from '../import/rows.ts'
import { at, daysInWords, nameOf, partInWords } from './words.tsx'

const Planned = ({ planned }: { planned: readonly PlannedFigure[] }) => (
  <PlannedRows
    title={t('declared.import.counts', { count: planned.length })}
    rows={planned}
    columns={[
      { head: t('ui.rows.row'), number: true, cell: (one) => String(one.row) },
      { head: t('declared.field.unit'), title: true, cell: (one) => one.unitName },
      { head: t('declared.field.indicator'), cell: (one) => nameOf(one.of) },
      { head: t('declared.field.amount'), number: true, cell: (one) => partInWords(one.part, one.of) },
      { head: t('declared.field.days'), cell: daysInWords },
      { head: t('declared.field.counted_by'), cell: (one) => one.countedBy },
      { head: t('declared.field.paper'), cell: (one) => one.paper },
      { head: t('declared.import.twice'), cell: (one) => (one.isTwice ? t('declared.import.is_twice') : '') },
    ]}
  />
)

const CountsTwice = ({ count, form }: { count: number; form: FormState }) => (
  <>
    <Flash tone="warning">{t('declared.import.twice_help', { count })}</Flash>
    <CheckField name="countsBesides" label={t('declared.field.counts_besides')} form={form} />
    <LongText name="besides" label={t('declared.field.besides')} rows={3} maxLength={1000} form={form} />
  </>
)

/** Declared figures from a table: choose, see, confirm. */
export const declaredImportPages = importPages({
  of: declaredImport,
  at: `${at}/nhap`,
  words: 'declared.import',
  head: async (c) => {
    await mayImport(c.var.actor)
    return { crumbs: [{ href: at, label: t('declared.title') }] }
  },
  headingOf,
  shown: (plan) => <Planned {...plan} />,
  asks: ({ planned }, form) => {
    const count = countingTwice(planned).length
    return count > 0 ? <CountsTwice count={count} form={form} /> : null
  },
  to: () => `${at}?da=nhap`,
  template: {
    name: 'mau-khai-so-lieu.xlsx',
    bytes: async (c) => {
      await mayImport(c.var.actor)
      return writeXlsx([
        {
          name: 'Khai số liệu',
          rows: [columns.map(headingOf)],
          widths: [30, 40, 14, 14, 14, 30, 40, 30],
          frozen: true,
        },
      ])
    },
  },
})
