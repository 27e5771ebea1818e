import { type Context, Hono } from 'hono'
import { categories, nameOfCategory } from '#occasions'
import { flashOf } from '#platform/forms/flash'
import { take } from '#platform/forms/take'
import { t } from '#platform/i18n'
import { today } from '#platform/time'
import { type Env, frameOf } from '#platform/web'
import {
  Button,
  Buttons,
  CellChoice,
  CellField,
  ChoiceField,
  DataTable,
  Flash,
  Form,
  type FormState,
  NumberField,
  Section,
  TextField,
  WorkPage,
} from '#ui'
import { countAttendance, holdSession } from '../count-attendance.ts'
import { countsForm, noUnit, seenEntry } from '../entry.ts'
import { countsToFill } from '../read.ts'
import { objectionToCounts, type Row, rowsCounted, ways } from '../rules.ts'
import { ReasonField } from './plan-pages.tsx'
import { countsInWords, rowName, saidInWords, standingInWords } from './words.tsx'

type Data = Awaited<ReturnType<typeof countsToFill>>

/** One row for each called unit and for those of no known unit; where the whole is counted, one for everybody. */
function rowsShown({ gathering, rows }: Data): Row[] {
  const none: Row = {
    unitId: null,
    unitName: null,
    expectedMembers: null,
    expectedOthers: null,
    chosen: null,
    said: {},
  }
  const all = rows.some(({ unitId }) => unitId === null) ? rows : [...rows, none]
  return gathering.counted === 'whole'
    ? rowsCounted('whole', all, { members: gathering.expectedMembers, others: gathering.expectedOthers })
    : all
}

function CountTable({ data, form }: { data: Data; form: FormState }) {
  const { gathering } = data
  const key = (row: Row) => row.unitId ?? noUnit
  const label = (row: Row, head: string) => `${t(head)}, ${rowName(row, gathering.counted)}`
  return (
    <DataTable
      caption={t('gatherings.counts.title')}
      quietCaption
      rows={rowsShown(data)}
      columns={[
        {
          head: t('gatherings.column.unit'),
          title: true,
          cell: (row: Row) => (
            <>
              {rowName(row, gathering.counted)}
              {row.expectedMembers !== null || row.expectedOthers !== null ? (
                <span class="cell-note">
                  {t('gatherings.counts.called', {
                    members: row.expectedMembers ?? '–',
                    others: row.expectedOthers ?? '–',
                  })}
                </span>
              ) : null}
            </>
          ),
        },
        {
          head: t('gatherings.counts.members'),
          number: true,
          cell: (row: Row) => (
            <CellField
              name={`members.${key(row)}`}
              label={label(row, 'gatherings.counts.members')}
              value={row.said.number ? saidInWords(row.said.number.members, row.said.number.membersAre) : ''}
              form={form}
            />
          ),
        },
        {
          head: t('gatherings.counts.others'),
          number: true,
          cell: (row: Row) => (
            <CellField
              name={`others.${key(row)}`}
              label={label(row, 'gatherings.counts.others')}
              value={row.said.number ? saidInWords(row.said.number.others, row.said.number.othersAre) : ''}
              form={form}
            />
          ),
        },
        {
          head: t('gatherings.counts.otherwise'),
          cell: (row: Row) =>
            row.said.list || row.said.door
              ? (['list', 'door'] as const).map((way) =>
                  row.said[way] ? (
                    <span class="cell-line">
                      {t(`gatherings.way.${way}`)}: {countsInWords(row.said[way])}
                    </span>
                  ) : null,
                )
              : '–',
        },
        {
          head: t('gatherings.counts.stands'),
          cell: (row: Row) => (
            <CellChoice
              name={`way.${key(row)}`}
              label={label(row, 'gatherings.counts.stands')}
              value={row.chosen}
              empty={t('gatherings.counts.by_itself')}
              form={form}
              choices={ways.map((value) => ({ value, label: t(`gatherings.way.${value}`) }))}
            />
          ),
        },
        { head: t('gatherings.column.attendances'), number: true, cell: standingInWords },
      ]}
    />
  )
}

/** How many of each category came, of the whole. */
const Categories = ({ data, form }: { data: Data; form: FormState }) => (
  <details open={data.attended.length > 0 || form.problems !== undefined}>
    <summary>{t('gatherings.counts.categories')}</summary>
    <p class="quiet">{t('gatherings.counts.categories_hint')}</p>
    {categories.map((category) => {
      const said = data.attended.find((one) => one.category === category)
      return (
        <TextField
          name={`attended.${category}`}
          label={nameOfCategory(category)}
          value={said ? saidInWords(said.amount, said.amountIs) : ''}
          inputMode="numeric"
          width="short"
          form={form}
        />
      )
    })}
  </details>
)

/** Rows that are not shown keep what they say: a form that shows the whole must not forget the units. */
const Kept = ({ data }: { data: Data }) =>
  data.gathering.counted === 'whole' ? (
    <div>
      {data.rows
        .filter(({ unitId }) => unitId !== null)
        .map((row) => (
          <>
            <input
              type="hidden"
              name={`members.${row.unitId}`}
              value={row.said.number ? saidInWords(row.said.number.members, row.said.number.membersAre) : ''}
            />
            <input
              type="hidden"
              name={`others.${row.unitId}`}
              value={row.said.number ? saidInWords(row.said.number.others, row.said.number.othersAre) : ''}
            />
            <input type="hidden" name={`way.${row.unitId}`} value={row.chosen ?? ''} />
          </>
        ))}
    </div>
  ) : null

async function countsPage(c: Context<Env>, form: FormState = {}) {
  const data = await countsToFill(c.var.actor, c.req.param('id') ?? '')
  const { gathering, counted } = data
  const objection = objectionToCounts(counted)
  const mayHoldNow = gathering.state === 'planned' && gathering.day <= today()
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="full"
      title={t('gatherings.counts.link')}
      lead={t('gatherings.counts.lead')}
      crumbs={[{ href: `/hoc-tap/${gathering.id}`, label: gathering.title }]}
      flash={flashOf(c, 'gatherings.flash')}
    >
      {objection ? <Flash tone="warning">{t(`problem.${objection.code}`, objection.params)}</Flash> : null}
      <Form {...form} action={`/hoc-tap/${gathering.id}/diem-danh`} hidden={{ seen: gathering.version }}>
        <CountTable data={data} form={form} />
        <Kept data={data} />
        <p class="quiet">{t('gatherings.counts.hint')}</p>
        <Categories data={data} form={form} />
        <ChoiceField
          name="counted"
          label={t('gatherings.counts.counted')}
          value={gathering.counted}
          required
          form={form}
          choices={(['units', 'whole'] as const).map((value) => ({
            value,
            label: t(`gatherings.counts.counted_${value}`),
          }))}
        />
        <NumberField
          name="headCount"
          label={t('gatherings.counts.heads')}
          hint={t('gatherings.counts.heads_hint')}
          value={gathering.headCount}
          unit={t('gatherings.people')}
          form={form}
        />
        <ReasonField form={form} gathering={gathering} />
        <Buttons>
          <Button look={mayHoldNow ? 'plain' : 'main'}>{t('gatherings.counts.save')}</Button>
        </Buttons>
      </Form>
      {mayHoldNow ? (
        <Section title={t('gatherings.hold.title')}>
          <p>{t('gatherings.hold.help')}</p>
          <Form action={`/hoc-tap/${gathering.id}/to-chuc`} hidden={{ seen: gathering.version }}>
            <Buttons>
              <Button look="main" icon="done">
                {t('gatherings.hold.do')}
              </Button>
            </Buttons>
          </Form>
        </Section>
      ) : null}
    </WorkPage>,
  )
}

/** Counting who came, and saying that the session was held. */
export const countsPages = new Hono<Env>()
  .get('/hoc-tap/:id/diem-danh', (c) => countsPage(c))
  .post('/hoc-tap/:id/diem-danh', (c) => {
    const id = c.req.param('id')
    return take(c, countsForm, (entry) => countAttendance(c.var.actor, id, entry), {
      to: `/hoc-tap/${id}/diem-danh?da=dem`,
      page: (form) => countsPage(c, form),
    })
  })
  .post('/hoc-tap/:id/to-chuc', (c) => {
    const id = c.req.param('id')
    return take(c, seenEntry, (entry) => holdSession(c.var.actor, id, entry), {
      to: `/hoc-tap/${id}?da=da-to-chuc`,
      page: ({ problems }) => countsPage(c, { problems }),
    })
  })
