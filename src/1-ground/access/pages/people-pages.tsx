import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { flashOf } from '#platform/forms/flash'
import { button, take } from '#platform/forms/take'
import { formatInstant, t } from '#platform/i18n'
import { nextHref, placeIn, readPage } from '#platform/lists/page'
import { type Env, frameOf, originOf } from '#platform/web'
import {
  Badge,
  Button,
  Buttons,
  ChoiceField,
  DataTable,
  EmptyState,
  Flash,
  Form,
  type FormState,
  ListPage,
  SearchForm,
  Section,
  WorkPage,
} from '#ui'
import {
  auditTrail,
  endRole,
  giveRole,
  invite,
  peopleManaged,
  resetFor,
  setAccountClosed,
  unlock,
} from '../manage-people.ts'
import { roles } from '../permissions.ts'

const linkOf = (c: Context<Env>, path: string): string => originOf(c) + path

type Person = Awaited<ReturnType<typeof peopleManaged>>['people'][number]

function PersonActions({ person }: { person: Person }) {
  const action = `/quan-ly/nguoi-dung/${person.id}`
  if (!person.may.touch) return <p class="quiet">{t('access.people.elsewhere')}</p>
  return (
    <>
      <a href={`${action}/bao-mat`}>{t('access.security.title')}</a>
      <Form action={`${action}/mat-khau`} inline>
        <Button look="quiet">{t('access.people.reset')}</Button>
      </Form>
      <Form action={`${action}/mo-khoa`} inline>
        <Button look="quiet">{t('access.people.unlock')}</Button>
      </Form>
      {person.may.close ? (
        <Form action={`${action}/${person.isClosed ? 'mo' : 'dong'}`} inline>
          <Button look="quiet">{t(person.isClosed ? 'access.people.open' : 'access.people.close')}</Button>
        </Form>
      ) : null}
    </>
  )
}

const RolesHeld = ({ person }: { person: Person }) => (
  <ul class="plain-list">
    {person.held.map((held) => (
      <li>
        {t(`access.role.${held.role}`)} · {held.unitName}
        <Form action="/quan-ly/nguoi-dung/het-vai-tro" hidden={{ id: held.id }} inline>
          <Button look="quiet">{t('access.people.end_role')}</Button>
        </Form>
      </li>
    ))}
  </ul>
)

async function peoplePage(c: Context<Env>, form: FormState = {}, link?: string) {
  const text = (c.req.query('q') ?? '').slice(0, 100)
  const { people, units } = await peopleManaged(c.var.actor, text)
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="full"
      title={t('access.people.title')}
      lead={t('access.people.lead')}
      flash={flashOf(c, 'access.people.flash')}
    >
      {link ? (
        <Flash tone="info">
          {t('access.people.link')} <code>{link}</code>
        </Flash>
      ) : null}
      <SearchForm action="/quan-ly/nguoi-dung" label={t('access.people.search')} query={text} />
      {people.length === 0 ? (
        <EmptyState title={t('access.people.empty')}>{t('access.people.empty_help')}</EmptyState>
      ) : (
        <DataTable
          caption={t('access.people.title')}
          quietCaption
          rows={people}
          columns={[
            { head: t('access.field.name'), title: true, cell: (row) => row.name },
            { head: t('access.field.user_name'), cell: (row) => row.userName },
            {
              head: t('access.people.state'),
              cell: (row) => (
                <Badge tone={row.isClosed ? 'problem' : 'done'}>
                  {t(row.isClosed ? 'access.people.closed' : 'access.people.working')}
                </Badge>
              ),
            },
            { head: t('access.people.roles'), cell: (row) => <RolesHeld person={row} /> },
            { head: t('access.people.actions'), cell: (row) => <PersonActions person={row} /> },
          ]}
        />
      )}
      <Section
        title={t('access.people.invite')}
        link={{ href: '/quan-ly/nguoi-dung/nhap', label: t('access.people.from_list') }}
      >
        <Form {...form} action="/quan-ly/nguoi-dung/moi">
          <ChoiceField
            name="personId"
            label={t('access.people.who')}
            hint={t('access.people.who_hint')}
            form={form}
            choices={[
              { value: '', label: t('access.people.somebody_new') },
              ...people.map((person) => ({ value: person.id, label: `${person.name} (${person.userName})` })),
            ]}
          />
          <ChoiceField
            name="role"
            label={t('access.people.role')}
            required
            form={form}
            choices={roles.map((role) => ({ value: role, label: t(`access.role.${role}`) }))}
          />
          <ChoiceField
            name="unitId"
            label={t('access.people.unit')}
            required
            form={form}
            choices={units.map((unit) => ({ value: unit.id, label: unit.name }))}
          />
          <Buttons>
            <Button look="main">{t('access.people.give')}</Button>
          </Buttons>
        </Form>
      </Section>
    </WorkPage>,
    // What is shown once stands at no address to go on to, and Turbo shows nothing that answers a form with a plain 200.
    link ? 201 : undefined,
  )
}

const invitation = z.object({
  personId: z.union([z.uuid(), z.literal('')]).default(''),
  role: z.enum(roles, 'field_is_no_choice'),
  unitId: z.uuid('field_is_no_choice'),
})
const people = '/quan-ly/nguoi-dung'

/** People and their roles, for administrators. */
export const peoplePages = new Hono<Env>()
  .get(people, (c) => peoplePage(c))
  .post(`${people}/moi`, (c) =>
    take(
      c,
      invitation,
      async ({ personId, role, unitId }) => {
        if (personId === '') return { token: await invite(c.var.actor, role, unitId) }
        return { way: await giveRole(c.var.actor, personId, role, unitId) }
      },
      {
        to: ({ token, way }) => {
          if (token) return peoplePage(c, {}, linkOf(c, `/moi/${token}`))
          return way === 'offered' ? `${people}?da=moi` : people
        },
        page: (form) => peoplePage(c, form),
      },
    ),
  )
  .post(`${people}/het-vai-tro`, (c) =>
    take(c, z.object({ id: z.uuid() }), ({ id }) => endRole(c.var.actor, id), { to: people }),
  )
  .post(`${people}/:id/mat-khau`, (c) =>
    take(c, button, () => resetFor(c.var.actor, c.req.param('id')), {
      to: (token) => peoplePage(c, {}, linkOf(c, `/dat-lai-mat-khau/${token}`)),
    }),
  )
  .post(`${people}/:id/mo-khoa`, (c) =>
    take(c, button, () => unlock(c.var.actor, c.req.param('id')), { to: people }),
  )
  .post(`${people}/:id/:how{dong|mo}`, (c) =>
    take(c, button, () => setAccountClosed(c.var.actor, c.req.param('id'), c.req.param('how') === 'dong'), {
      to: people,
    }),
  )

const auditPlace = z.object({ moment: z.iso.datetime(), chain: z.int().min(0), entry: z.int().min(0) })

/** The audit trail, for those who watch. */
export const auditPages = new Hono<Env>().get('/quan-ly/nhat-ky', async (c) => {
  const text = (c.req.query('q') ?? '').slice(0, 100)
  const after = placeIn(c, auditPlace)
  const { rows, next } = await readPage(
    50,
    (limit) => auditTrail(c.var.actor, { text, after, limit }),
    ({ moment, chain, entry }) => ({ moment, chain, entry }),
  )
  return c.html(
    <ListPage
      {...frameOf(c)}
      tab="more"
      width="full"
      title={t('access.audit.title')}
      lead={t('access.audit.lead')}
      search={{ action: '/quan-ly/nhat-ky', label: t('access.audit.search'), query: text }}
      rows={rows}
      columns={[
        { head: t('access.audit.at'), title: true, cell: (row) => formatInstant(row.at) },
        { head: t('access.audit.who'), cell: (row) => row.personName ?? t('access.audit.system') },
        { head: t('access.audit.what'), cell: (row) => <code>{row.action}</code> },
        { head: t('access.audit.where'), cell: (row) => row.unitName ?? '–' },
      ]}
      empty={{ title: t('access.audit.empty'), help: t('access.audit.empty_help') }}
      nextHref={nextHref(c, next)}
    />,
  )
})
