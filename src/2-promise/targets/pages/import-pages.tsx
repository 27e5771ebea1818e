import { Hono } from 'hono'
import { importPages, PlannedRows } from '#imports'
import { t } from '#platform/i18n'
import { spreadsheetHeaders } from '#platform/spreadsheet'
import type { Env } from '#platform/web'
import { type FormState, TextField } from '#ui'
import { exportTargets, templateFor } from '../import/export-targets.ts'
import { changesSomething, type PlannedRow, targetImport } from '../import/import-targets.ts'
import { headingOf } from '../import/rows.ts'
import { formForSetting, yearFrom } from '../read.ts'
import { addressOf, countsIn } from './addresses.ts'
import { amountOf, nameOfIndicator } from './words.tsx'

const Planned = ({ planned, unchanged }: { planned: PlannedRow[]; unchanged: number }) => (
  <PlannedRows
    title={t('targets.import.counts', { planned: planned.length, unchanged })}
    rows={planned}
    columns={[
      { head: t('targets.column.row'), number: true, cell: (row) => String(row.row) },
      { head: t('targets.column.unit'), title: true, cell: (row) => row.unitName },
      { head: t('targets.column.indicator'), cell: (row) => nameOfIndicator(row.indicatorOf) },
      { head: t('targets.column.year'), number: true, cell: (row) => String(row.year) },
      {
        head: t('targets.column.now'),
        number: true,
        cell: (row) => (row.before === undefined ? '–' : amountOf(row.indicatorOf, row.before)),
      },
      {
        head: t('targets.column.target'),
        number: true,
        cell: (row) =>
          t(`targets.direction.${row.direction}_amount`, { amount: amountOf(row.indicatorOf, row.amount) }),
      },
    ]}
  />
)

const Reason = ({ form }: { form: FormState }) => (
  <TextField
    name="reason"
    label={t('targets.field.reason')}
    hint={t('targets.hand_down.reason_hint')}
    maxLength={500}
    required
    form={form}
  />
)

/** Targets into a file, and from a file. */
export const importTargetPages = new Hono<Env>()
  .get('/chi-tieu/:unit/xuat.xlsx', async (c) => {
    const year = yearFrom(c.req.query('nam'))
    const bytes = await exportTargets(c.var.actor, c.req.param('unit'), year)
    return c.body(bytes, 200, spreadsheetHeaders(`chi-tieu-${year}.xlsx`))
  })
  .route(
    '/',
    importPages({
      of: targetImport,
      at: '/chi-tieu/:unit/nhap',
      words: 'targets.import',
      within: (c) => ({ slug: c.req.param('unit') ?? '' }),
      head: async (c) => {
        const year = yearFrom(c.req.query('nam'))
        const { unit } = await formForSetting(c.var.actor, c.req.param('unit') ?? '', year)
        return {
          above: unit.name,
          crumbs: [
            { href: addressOf.start, label: t('targets.title') },
            { href: addressOf.unit(unit.slug, year), label: unit.name },
          ],
        }
      },
      headingOf,
      shown: (plan) => <Planned {...plan} />,
      asks: (plan, form) => (changesSomething(plan) ? <Reason form={form} /> : null),
      to: (counts, c) =>
        `${addressOf.unit(c.req.param('unit') ?? '', yearFrom(c.req.query('nam')))}&da=nhap${countsIn(counts)}`,
      template: {
        name: 'mau-chi-tieu.xlsx',
        bytes: (c) => templateFor(c.var.actor, c.req.param('unit') ?? '', yearFrom(c.req.query('nam'))),
      },
    }),
  )
