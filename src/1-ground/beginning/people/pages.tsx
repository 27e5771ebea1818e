import type { Context } from 'hono'
import { look, roles } from '#access'
import { importPages, PlannedRows } from '#imports'
import { t } from '#platform/i18n'
import { writeXlsx } from '#platform/spreadsheet'
import { type Env, originOf } from '#platform/web'
import { PrintPage } from '#ui'
import { columns, headingOf, type PeoplePlan, peopleImport, type WithLink } from './import-people.ts'

const people = '/quan-ly/nguoi-dung'

const Planned = ({ invited }: PeoplePlan) => (
  <PlannedRows
    title={t('beginning.people.invited', { count: invited.length })}
    rows={invited.map((one) => ({ ...one, id: String(one.row) }))}
    columns={[
      { head: headingOf('name'), title: true, cell: ({ name }) => name },
      { head: headingOf('unit'), cell: ({ unitName }) => unitName },
      { head: headingOf('role'), cell: ({ role }) => t(`access.role.${role}`) },
    ]}
  />
)

/** The invitations, one for each person, to be printed and cut. They are shown this once: nobody keeps the links. */
function invitationsPage(c: Context<Env>, invited: readonly WithLink[]) {
  const origin = originOf(c)
  // What is shown once stands at no address to go on to, and Turbo shows nothing that answers a form with a plain 200.
  return c.html(
    <PrintPage title={t('beginning.people.invitations')} site={c.var.site} backHref={people}>
      <p>{t('beginning.people.shown_once', { count: invited.length })}</p>
      {invited.map(({ name, unitName, role, token }) => (
        <section class="document-block">
          <h2>{name}</h2>
          <p>{t('beginning.people.to_role', { role: t(`access.role.${role}`), unit: unitName })}</p>
          <p>
            <code>{`${origin}/moi/${token}`}</code>
          </p>
          <p>{t('beginning.people.how')}</p>
        </section>
      ))}
    </PrintPage>,
    201,
  )
}

/** People from a list: invited all at once, with invitations to be printed. */
export const peopleListPages = importPages({
  of: peopleImport,
  at: `${people}/nhap`,
  words: 'beginning.people',
  head: async (c) => {
    await look(c.var.actor, 'person.manage', null, async () => undefined)
    return { crumbs: [{ href: people, label: t('access.people.title') }] }
  },
  headingOf,
  shown: (plan) => <Planned {...plan} />,
  to: (invited, c) => invitationsPage(c, invited),
  template: {
    name: 'mau-nguoi-dung.xlsx',
    bytes: () =>
      writeXlsx([
        { name: 'Người dùng', rows: [columns.map(headingOf)], widths: [30, 44, 24] },
        {
          name: 'Vai trò',
          rows: [[t('beginning.people.roles')], ...roles.map((role) => [t(`access.role.${role}`)])],
          widths: [40],
        },
      ]),
  },
})
