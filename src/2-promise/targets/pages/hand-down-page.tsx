import { type Context, Hono } from 'hono'
import { take } from '#platform/forms/take'
import { formatNumber, t } from '#platform/i18n'
import { isId } from '#platform/ids'
import { Problem } from '#platform/problem'
import type { Typed } from '#platform/submit'
import { type Env, frameOf } from '#platform/web'
import {
  Button,
  Buttons,
  DataTable,
  EmptyState,
  Flash,
  Form,
  type FormState,
  LinkButton,
  SelectField,
  Tabs,
  TextField,
  WorkPage,
} from '#ui'
import { type HandedRow, handDownEntry } from '../entry.ts'
import {
  type Proposal,
  proposals,
  type RowToFill,
  type Sort,
  sorts,
  type TableToFill,
  tableToFill,
} from '../hand-down.ts'
import { yearFrom } from '../read.ts'
import { handDownTargets } from '../set-target.ts'
import { addressOf, countsIn } from './addresses.ts'
import { AmountBox } from './amount-box.tsx'
import { DirectionField } from './target-pages.tsx'
import { aimInWords, amountOf, documentChoices, nameOfIndicator } from './words.tsx'

const askedBy = (c: Context<Env>) => ({
  slug: c.req.param('unit') ?? '',
  code: c.req.param('code') ?? '',
  year: yearFrom(c.req.query('nam')),
  sort: sorts.find((one): one is Sort => one === c.req.query('theo')),
  proposal: proposals.find((one): one is Proposal => one === c.req.query('de-xuat')),
})

async function tablePage(c: Context<Env>, form: FormState = {}) {
  const table = await tableToFill(c.var.actor, askedBy(c))
  const { unit, year, indicator, whole } = table
  const here = addressOf.handDown(unit.slug, indicator.code, year)
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={t('targets.hand_down.title')}
      above={`${nameOfIndicator(indicator)} – ${unit.name}, ${year}`}
      lead={
        whole
          ? t('targets.hand_down.lead', { aim: aimInWords(indicator, whole) })
          : t('targets.hand_down.lead_without')
      }
      crumbs={[
        { href: addressOf.unit(unit.slug, year), label: unit.name },
        ...(whole
          ? [{ href: addressOf.target(unit.slug, indicator.code, year), label: nameOfIndicator(indicator) }]
          : []),
      ]}
    >
      {table.sorts.length > 1 ? (
        <Tabs
          tabs={table.sorts.map((sort) => ({
            href: `${here}&theo=${sort}`,
            label: t(`targets.hand_down.${sort}`),
            current: sort === table.sort,
          }))}
        />
      ) : null}
      {table.addsUp ? null : <Flash tone="info">{t('targets.sum.apart')}</Flash>}
      {table.rows.length === 0 ? (
        <EmptyState title={t('targets.hand_down.none')}>{t('targets.hand_down.none_help')}</EmptyState>
      ) : (
        <>
          <Offered table={table} here={here} />
          <HandDownForm table={table} form={form} here={here} />
        </>
      )}
    </WorkPage>,
  )
}

/** Proposals only fill in the boxes; what is in them can be changed before anything is written. */
function Offered({ table, here }: { table: TableToFill; here: string }) {
  if (table.offered.length === 0) return null
  return (
    <section aria-label={t('targets.proposal.title')}>
      <p>{t(table.proposal ? `targets.proposal.${table.proposal}_used` : 'targets.proposal.lead')}</p>
      <div class="buttons">
        {table.offered.map((one) => (
          <LinkButton
            href={`${here}&theo=${table.sort}&de-xuat=${one}`}
            look={one === table.proposal ? 'plain' : 'quiet'}
          >
            {t(`targets.proposal.${one}`)}
          </LinkButton>
        ))}
      </div>
    </section>
  )
}

function HandDownForm({ table, form, here }: { table: TableToFill; form: FormState; here: string }) {
  const { indicator, rows } = table
  const hasSet = rows.some(({ seen, isFixed }) => seen > 0 && !isFixed)
  const seen = Object.fromEntries(rows.map((row) => [`seen.${row.unit.id}`, row.seen]))
  return (
    <Form {...form} action={`${here}&theo=${table.sort}`} hidden={seen}>
      <DataTable
        caption={t('targets.hand_down.caption', { indicator: nameOfIndicator(indicator) })}
        quietCaption
        rows={rows}
        columns={[
          {
            head: t('targets.column.unit'),
            title: true,
            cell: ({ unit, former }: RowToFill) => (
              <>
                {unit.name}
                {former ? (
                  <span class="cell-note">
                    {t('targets.former.from', {
                      amount: amountOf(indicator, former.amount),
                      units: former.from
                        .map(({ name, amount }) => `${name} ${formatNumber(amount)}`)
                        .join(', '),
                    })}
                  </span>
                ) : null}
              </>
            ),
          },
          {
            head: t('targets.column.last_year', { year: String(table.year - 1) }),
            number: true,
            cell: ({ lastYear }: RowToFill) => (lastYear === undefined ? '–' : formatNumber(lastYear)),
          },
          {
            head: t('targets.column.now'),
            number: true,
            cell: ({ now, isFixed }: RowToFill) => (
              <>
                {now ? formatNumber(now.amount) : '–'}
                {isFixed ? (
                  <span class="cell-note">{t('targets.set_by', { unit: now?.setByName ?? '' })}</span>
                ) : null}
              </>
            ),
          },
          {
            head: t('targets.column.target'),
            number: true,
            cell: (row: RowToFill) =>
              row.isFixed ? (
                t('targets.hand_down.fixed')
              ) : (
                <AmountBox
                  name={`amount.${row.unit.id}`}
                  label={t('targets.hand_down.amount_of', { unit: row.unit.name })}
                  value={row.proposed ?? row.now?.amount}
                  unit={indicator.isMoney ? t('platform.dong') : amountOf(indicator, 0).replace(/^0\s*/, '')}
                  form={form}
                />
              ),
          },
        ]}
      />
      <DirectionField
        form={form}
        value={rows.find(({ now }) => now)?.now?.direction ?? table.whole?.direction ?? 'at_least'}
      />
      <SelectField
        name="documentId"
        label={t('targets.field.document')}
        empty={t('targets.field.no_document')}
        choices={documentChoices(table.documents)}
        form={form}
      />
      {hasSet ? (
        <TextField
          name="reason"
          label={t('targets.field.reason')}
          hint={t('targets.hand_down.reason_hint')}
          maxLength={500}
          form={form}
        />
      ) : null}
      <Buttons>
        <Button look="main" icon="done">
          {t('targets.hand_down.save')}
        </Button>
      </Buttons>
    </Form>
  )
}

/** The rows in which something was typed. @throws Problem `target_table_is_empty` */
function rowsTyped(typed: Typed): HandedRow[] {
  const rows = Object.entries(typed).flatMap(([field, text]): HandedRow[] => {
    const unitId = field.startsWith('amount.') ? field.slice('amount.'.length) : ''
    if (!isId(unitId) || text.trim() === '') return []
    const seen = Number(typed[`seen.${unitId}`] ?? 0)
    if (!Number.isInteger(seen) || seen < 0 || seen > 1_000_000) return []
    return [{ unitId, amount: text.trim(), seen }]
  })
  if (rows.length === 0) throw new Problem('target_table_is_empty')
  return rows.slice(0, 500)
}

/** Handing a target down: one table, one press. */
export const handDownPages = new Hono<Env>()
  .get('/chi-tieu/:unit/muc/:code/giao', (c) => tablePage(c))
  .post('/chi-tieu/:unit/muc/:code/giao', async (c) => {
    const { unit, indicator, year } = await tableToFill(c.var.actor, askedBy(c))
    const what = { unitId: unit.id, indicator: indicator.code, year }
    return take(
      c,
      handDownEntry,
      (entry, { typed }) => handDownTargets(c.var.actor, what, entry, rowsTyped(typed)),
      {
        to: (counts) => `${addressOf.target(unit.slug, indicator.code, year)}&da=giao${countsIn(counts)}`,
        page: (form) => tablePage(c, form),
      },
    )
  })
