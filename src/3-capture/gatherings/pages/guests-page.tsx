import { type Context, Hono } from 'hono'
import { nameOf } from '#org'
import { flashOf } from '#platform/forms/flash'
import { take } from '#platform/forms/take'
import { t } from '#platform/i18n'
import { checked } from '#platform/submit'
import { type Env, frameOf } from '#platform/web'
import {
  Button,
  Buttons,
  CellCheck,
  CellField,
  DataTable,
  EmptyState,
  Form,
  type FormState,
  LinkButton,
  NumberField,
  Section,
  SelectField,
  WorkPage,
} from '#ui'
import { expectedForm, type Selection, seenEntry, selectionEntry } from '../entry.ts'
import { expectGuests, inviteSelection } from '../invite-units.ts'
import { guestsOf } from '../read.ts'
import { ReasonField } from './plan-pages.tsx'

type Data = Awaited<ReturnType<typeof guestsOf>>

/** A selection out of an address; undefined where nothing was looked for. */
function selectionFrom(c: Context<Env>): Selection | undefined {
  const asked = {
    kind: c.req.query('loai') ?? '',
    line: c.req.query('nganh') ?? '',
    unitId: c.req.query('don-vi') ?? '',
  }
  if (asked.kind === '' && asked.line === '' && asked.unitId === '') return undefined
  const read = selectionEntry.safeParse({ ...asked, under: '' })
  return read.success ? read.data : undefined
}

function SelectUnits({ data, selection }: { data: Data; selection: Selection | undefined }) {
  const { gathering, found, kinds, lines } = data
  const at = `/hoc-tap/${gathering.id}/moi`
  return (
    <Section title={t('gatherings.guests.select')}>
      <p>{t('gatherings.guests.select_help')}</p>
      <form method="get" action={at} class="form">
        <SelectField
          name="loai"
          label={t('gatherings.guests.kind')}
          value={selection?.kind}
          empty={t('gatherings.guests.any_kind')}
          choices={kinds.map((kind) => ({ value: kind.code, label: nameOf(kind) }))}
        />
        <SelectField
          name="nganh"
          label={t('gatherings.guests.line')}
          value={selection?.line}
          empty={t('gatherings.guests.any_line')}
          choices={lines.map((line) => ({ value: line.code, label: nameOf(line) }))}
        />
        <Buttons>
          <Button>{t('gatherings.guests.find')}</Button>
          <LinkButton look="quiet" href={`/chon-don-vi?tiep=${encodeURIComponent(at)}&ten=don-vi`}>
            {t('gatherings.guests.one')}
          </LinkButton>
        </Buttons>
      </form>
      {selection && found.length === 0 ? <p class="quiet">{t('gatherings.guests.none_found')}</p> : null}
      {found.length > 0 ? (
        <Form
          action={at}
          hidden={{ kind: selection?.kind, line: selection?.line, unitId: selection?.unitId, act: 'invite' }}
        >
          <p>{t('gatherings.guests.found', { count: found.length })}</p>
          <ul class="columns">
            {found.slice(0, 60).map(({ name }) => (
              <li>{name}</li>
            ))}
            {found.length > 60 ? <li>…</li> : null}
          </ul>
          <ReasonField form={{}} gathering={gathering} />
          <Buttons>
            <Button look="main" icon="people">
              {t('gatherings.guests.invite', { count: found.length })}
            </Button>
          </Buttons>
        </Form>
      ) : null}
    </Section>
  )
}

function Expected({ data: { gathering, guests }, form }: { data: Data; form: FormState }) {
  if (guests.length === 0)
    return <EmptyState title={t('gatherings.guests.empty')}>{t('gatherings.guests.empty_help')}</EmptyState>
  const cell = (name: string, unit: { name: string }, head: string) => ({
    name,
    label: `${t(head)}, ${unit.name}`,
    form,
  })
  return (
    <Form {...form} action={`/hoc-tap/${gathering.id}/moi`} hidden={{ act: 'expect' }}>
      <DataTable
        caption={t('gatherings.guests.title')}
        quietCaption
        rows={guests}
        columns={[
          { head: t('gatherings.column.unit'), title: true, cell: ({ name }) => name },
          {
            head: t('gatherings.guests.members'),
            number: true,
            cell: (guest) => (
              <CellField
                {...cell(`expectedMembers.${guest.unitId}`, guest, 'gatherings.guests.members')}
                value={guest.expectedMembers}
              />
            ),
          },
          {
            head: t('gatherings.guests.others'),
            number: true,
            cell: (guest) => (
              <CellField
                {...cell(`expectedOthers.${guest.unitId}`, guest, 'gatherings.guests.others')}
                value={guest.expectedOthers}
              />
            ),
          },
          {
            head: t('gatherings.guests.drop'),
            cell: (guest) => <CellCheck {...cell(`drop.${guest.unitId}`, guest, 'gatherings.guests.drop')} />,
          },
        ]}
      />
      <details>
        <summary>{t('gatherings.guests.whole')}</summary>
        <NumberField
          name="wholeMembers"
          label={t('gatherings.guests.members')}
          value={gathering.expectedMembers}
          form={form}
        />
        <NumberField
          name="wholeOthers"
          label={t('gatherings.guests.others')}
          value={gathering.expectedOthers}
          form={form}
        />
      </details>
      <ReasonField form={form} gathering={gathering} />
      <Buttons>
        <Button look="main">{t('gatherings.guests.save')}</Button>
      </Buttons>
    </Form>
  )
}

async function guestsPage(c: Context<Env>, form: FormState = {}) {
  const selection = selectionFrom(c)
  const data = await guestsOf(c.var.actor, c.req.param('id') ?? '', selection)
  const { gathering } = data
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={t('gatherings.guests.title')}
      lead={t('gatherings.guests.lead')}
      crumbs={[{ href: `/hoc-tap/${gathering.id}`, label: gathering.title }]}
      flash={flashOf(c, 'gatherings.flash')}
    >
      <Expected data={data} form={form} />
      <SelectUnits data={data} selection={selection} />
    </WorkPage>,
  )
}

const reasonGiven = seenEntry.pick({ reason: true })

/** Who is called, and how many of each. */
export const guestsPages = new Hono<Env>()
  .get('/hoc-tap/:id/moi', (c) => guestsPage(c))
  .post('/hoc-tap/:id/moi', (c) => {
    const id = c.req.param('id')
    return take(
      c,
      reasonGiven,
      async ({ reason }, { typed }) => {
        if (typed.act === 'invite') {
          await inviteSelection(c.var.actor, id, checked(selectionEntry, typed), reason)
          return `/hoc-tap/${id}/moi?da=moi`
        }
        await expectGuests(c.var.actor, id, checked(expectedForm, typed), reason)
        return `/hoc-tap/${id}?da=moi`
      },
      { to: (at) => at, page: (form) => guestsPage(c, form) },
    )
  })
