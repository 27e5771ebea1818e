import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { numberingRulesOf } from '#parameters'
import { countIn, flashOf } from '#platform/forms/flash'
import { take } from '#platform/forms/take'
import { formatDay, t } from '#platform/i18n'
import { addDays, today } from '#platform/time'
import { type Env, frameOf } from '#platform/web'
import {
  Button,
  Buttons,
  ChoiceField,
  DataTable,
  DayField,
  EmptyState,
  Facts,
  Form,
  type FormState,
  LinkButton,
  Section,
  SelectField,
  TextField,
  WorkPage,
} from '#ui'
import { issuingEntry, reservationEntry, termEntry } from '../entry.ts'
import {
  numberingOf,
  releaseNumber,
  reserveNumber,
  setTerm,
  setUpIssuing,
} from '../numbering/set-up-numbering.ts'
import { gapsIn } from '../rules.ts'
import { at, typeChoices, typeName } from './words.tsx'

type Page = Awaited<ReturnType<typeof numberingOf>>
type Forms = { issuing?: FormState; term?: FormState; reserve?: FormState }

const systems = ['party', 'state', 'organisation'] as const

async function numberingPage(c: Context<Env>, forms: Forms = {}) {
  const page = await numberingOf(c.var.actor, c.req.param('unit') ?? '')
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={t('documents.numbering.title')}
      above={page.unit.name}
      lead={t('documents.numbering.lead')}
      crumbs={[{ href: at.list, label: t('documents.list.title') }]}
      actions={<LinkButton href={at.issued(page.unit.slug)}>{t('documents.issued.link')}</LinkButton>}
      flash={flashOf(c, 'documents.flash', { number: countIn(c, 'so') })}
    >
      <Runs page={page} form={forms.reserve ?? {}} />
      <HowItNumbers page={page} form={forms.issuing ?? {}} />
      <Terms page={page} form={forms.term ?? {}} />
    </WorkPage>,
  )
}

/** The numbers used and kept, and the way to keep one. */
function Runs({ page, form }: { page: Page; form: FormState }) {
  const here = at.numbering(page.unit.id)
  return (
    <Section title={t('documents.numbering.runs')}>
      <DataTable
        caption={t('documents.numbering.runs')}
        quietCaption
        empty={<p class="quiet">{t('documents.numbering.no_runs')}</p>}
        columns={[
          { head: t('documents.numbering.type'), cell: (run) => typeName(run.type) },
          {
            head: t('documents.numbering.last'),
            number: true,
            cell: (run) => String(Math.max(0, ...run.taken)),
          },
          { head: t('documents.numbering.count'), number: true, cell: (run) => run.taken.length },
          { head: t('documents.numbering.gaps'), cell: (run) => gapsInWords(run) },
          { head: t('documents.numbering.reserved'), cell: (run) => <Reserved page={page} run={run} /> },
        ]}
        rows={page.runs}
      />
      {page.may.register ? (
        <details open={form.problems !== undefined}>
          <summary>{t('documents.numbering.reserve')}</summary>
          <Form {...form} action={`${here}/giu`}>
            <SelectField
              name="type"
              label={t('documents.numbering.type')}
              choices={typeChoices()}
              required
              form={form}
            />
            <TextField
              name="number"
              label={t('documents.numbering.reserve_number')}
              hint={t('documents.numbering.reserve_hint')}
              inputMode="numeric"
              width="short"
              maxLength={5}
              form={form}
            />
            <TextField
              name="note"
              label={t('documents.numbering.reserve_note')}
              hint={t('documents.numbering.reserve_note_hint')}
              maxLength={200}
              required
              form={form}
            />
            <Buttons>
              <Button>{t('documents.numbering.reserve_save')}</Button>
            </Buttons>
          </Form>
        </details>
      ) : null}
    </Section>
  )
}

/** Numbers that were left out and are kept for nothing. */
function gapsInWords({ taken, reserved }: Page['runs'][number]): string {
  const gaps = gapsIn([...taken, ...reserved.map(({ number }) => number)])
  if (gaps.length === 0) return t('documents.numbering.no_gaps')
  return gaps
    .slice(0, 12)
    .map(([from, to]) => (from === to ? String(from) : `${from}–${to}`))
    .join(', ')
}

function Reserved({ page, run }: { page: Page; run: Page['runs'][number] }) {
  if (run.reserved.length === 0) return <>{t('documents.numbering.no_gaps')}</>
  return (
    <ul class="plain-list">
      {run.reserved.map(({ id, number, note, who }) => (
        <li>
          <strong>{number}</strong> {note} {who ? <span class="quiet">({who})</span> : null}
          {page.may.register ? (
            <Form inline action={`${at.numbering(page.unit.id)}/tra`} hidden={{ id }}>
              <Button look="quiet">{t('documents.numbering.release', { number: String(number) })}</Button>
            </Form>
          ) : null}
        </li>
      ))}
    </ul>
  )
}

/** The symbol of the unit and when its numbers begin anew, with the rule that says so. */
function HowItNumbers({ page, form }: { page: Page; form: FormState }) {
  const { issuing, may } = page
  const rules = issuing && numberingRulesOf(issuing.system, today())
  return (
    <Section title={t('documents.numbering.how')}>
      {issuing && rules ? (
        <>
          <Facts
            items={[
              {
                label: t('documents.numbering.system'),
                value: t(`documents.numbering.system_of.${issuing.system}`),
              },
              { label: t('documents.numbering.symbol'), value: issuing.symbol },
              {
                label: t('documents.numbering.numbering'),
                value: t(`documents.numbering.numbering_of.${issuing.numbering}`),
              },
            ]}
          />
          <p class="quiet">{t('documents.numbering.source', { title: rules.source.title })}</p>
        </>
      ) : (
        <EmptyState title={t('documents.numbering.unset')}>{t('documents.numbering.unset_help')}</EmptyState>
      )}
      {may.number ? (
        <details open={form.problems !== undefined || !issuing}>
          <summary>{t('documents.form.symbol_set')}</summary>
          <Form {...form} action={`${at.numbering(page.unit.id)}/ky-hieu`}>
            <ChoiceField
              name="system"
              label={t('documents.numbering.system')}
              value={issuing?.system}
              required
              form={form}
              choices={systems.map((one) => ({
                value: one,
                label: t(`documents.numbering.system_of.${one}`),
              }))}
            />
            <TextField
              name="symbol"
              label={t('documents.numbering.symbol')}
              hint={t('documents.numbering.symbol_hint')}
              value={issuing?.symbol}
              width="short"
              maxLength={20}
              required
              form={form}
            />
            <ChoiceField
              name="numbering"
              label={t('documents.numbering.numbering')}
              value={issuing?.numbering}
              required
              form={form}
              choices={(['term', 'year'] as const).map((one) => ({
                value: one,
                label: t(`documents.numbering.numbering_of.${one}`),
              }))}
            />
            <Buttons>
              <Button>{t('documents.numbering.save')}</Button>
            </Buttons>
          </Form>
        </details>
      ) : null}
    </Section>
  )
}

/** The terms of the unit: each begins on the day after its congress closed. */
function Terms({ page, form }: { page: Page; form: FormState }) {
  const { terms, may } = page
  if (page.issuing?.numbering !== 'term' && terms.length === 0) return null
  return (
    <Section title={t('documents.numbering.terms')}>
      {terms.length === 0 ? (
        <p class="quiet">{t('documents.numbering.no_terms')}</p>
      ) : (
        <ul class="plain-list">
          {terms.map((term) => (
            <li>
              <strong>{term.name}</strong>{' '}
              <span class="quiet">
                {t('documents.numbering.term_closed')} {formatDay(term.closedOn)} ·{' '}
                {t('documents.numbering.term_begins', { day: formatDay(addDays(term.closedOn, 1)) })}
              </span>
              {may.number ? (
                <details>
                  <summary>{t('documents.numbering.term_correct')}</summary>
                  <TermForm page={page} form={{}} term={term} />
                </details>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      {may.number ? (
        <details open={form.problems !== undefined}>
          <summary>{t('documents.numbering.term_add')}</summary>
          <TermForm page={page} form={form} />
        </details>
      ) : null}
    </Section>
  )
}

const TermForm = (props: { page: Page; form: FormState; term?: Page['terms'][number] }) => (
  <Form
    {...props.form}
    action={`${at.numbering(props.page.unit.id)}/nhiem-ky`}
    hidden={{ id: props.term?.id ?? String(props.form.typed?.id ?? '') }}
    id={props.term?.id}
  >
    <TextField
      name="name"
      label={t('documents.numbering.term_name')}
      value={props.term?.name}
      maxLength={120}
      required
      form={props.form}
    />
    <DayField
      name="closedOn"
      label={t('documents.numbering.term_closed')}
      hint={t('documents.numbering.term_hint')}
      value={props.term?.closedOn}
      max={today()}
      required
      form={props.form}
    />
    <Buttons>
      <Button>{t('documents.numbering.term_save')}</Button>
    </Buttons>
  </Form>
)

const release = z.object({ id: z.guid('field_is_malformed') })
const here = '/van-ban/so/:unit{[0-9a-f-]{36}}' as const

/** How a unit numbers what it issues: symbol, terms, numbers used, numbers kept. */
export const numberingPages = new Hono<Env>()
  .get(here, (c) => numberingPage(c))
  .post(`${here}/ky-hieu`, (c) => {
    const unitId = c.req.param('unit')
    return take(c, issuingEntry, (entry) => setUpIssuing(c.var.actor, unitId, entry), {
      to: `${at.numbering(unitId)}?da=ky-hieu`,
      page: (form) => numberingPage(c, { issuing: form }),
    })
  })
  .post(`${here}/nhiem-ky`, (c) => {
    const unitId = c.req.param('unit')
    return take(c, termEntry, (entry) => setTerm(c.var.actor, unitId, entry), {
      to: `${at.numbering(unitId)}?da=nhiem-ky`,
      page: (form) => numberingPage(c, { term: form }),
    })
  })
  .post(`${here}/giu`, (c) => {
    const unitId = c.req.param('unit')
    return take(c, reservationEntry, (entry) => reserveNumber(c.var.actor, unitId, entry), {
      to: (number) => `${at.numbering(unitId)}?da=giu-so&so=${number}`,
      page: (form) => numberingPage(c, { reserve: form }),
    })
  })
  .post(`${here}/tra`, (c) => {
    const unitId = c.req.param('unit')
    return take(c, release, ({ id }) => releaseNumber(c.var.actor, unitId, id), {
      to: `${at.numbering(unitId)}?da=tra-so`,
    })
  })
