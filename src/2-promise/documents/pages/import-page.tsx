import { z } from 'zod'
import { importPages, PlannedRows } from '#imports'
import { formatDay, formatNumber, t } from '#platform/i18n'
import { ChoiceField, Facts, SelectField } from '#ui'
import { directions } from '../entry.ts'
import { emptyRegister, formForImporting, registerImport, registerName } from '../import/import-register.ts'
import { headingOf } from '../import/register-table.ts'
import type { Plan } from '../import/rules.ts'
import { at, typeName } from './words.tsx'

const Planned = ({ added, unchanged }: Plan) => (
  <>
    <Facts
      items={[
        { label: t('documents.import.added'), value: formatNumber(added.length) },
        { label: t('documents.import.unchanged'), value: formatNumber(unchanged) },
      ]}
    />
    <PlannedRows
      title={t('documents.import.added')}
      rows={added}
      columns={[
        { head: t('documents.list.symbol'), cell: (one) => one.symbol },
        { head: t('documents.list.day'), cell: (one) => formatDay(one.issuedOn) },
        { head: t('documents.list.type'), cell: (one) => typeName(one.type) },
        { head: t('documents.list.subject'), cell: (one) => one.subject },
        { head: t('documents.list.issuer'), cell: (one) => one.issuer },
        {
          head: t('documents.import.carries'),
          cell: (one) => one.carries.map(({ symbol }) => symbol).join('; '),
        },
      ]}
    />
  </>
)

/** Registers from files. */
export const registerImportPages = importPages({
  of: registerImport,
  at: at.import,
  words: 'documents.import',
  into: z.object({
    unitId: z.guid('field_is_required'),
    direction: z.enum(directions, 'field_is_required'),
  }),
  head: async (c) => {
    const { units, usual } = await formForImporting(c.var.actor)
    return {
      crumbs: [{ href: at.list, label: t('documents.list.title') }],
      fields: (form, preview) => (
        <>
          <SelectField
            name="unitId"
            label={t('documents.import.unit')}
            value={preview?.into.unitId ?? usual}
            choices={units.map(({ id, name }) => ({ value: id, label: name }))}
            required
            form={form}
          />
          <ChoiceField
            name="direction"
            label={t('documents.import.direction')}
            value={preview?.into.direction ?? 'issued'}
            choices={directions.map((one) => ({ value: one, label: t(`documents.direction.${one}`) }))}
            required
            form={form}
          />
        </>
      ),
    }
  },
  above: async (c, { fileName, into }) =>
    `${fileName} → ${await registerName(c.var.actor, into.unitId)}, ${t(`documents.direction.${into.direction}`)}`,
  headingOf,
  shown: (plan) => <Planned {...plan} />,
  to: (written) => `${at.list}?da=nhap&so=${written}`,
  template: { name: 'mau-so-van-ban.xlsx', bytes: emptyRegister },
})
