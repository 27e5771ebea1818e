import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { take } from '#platform/forms/take'
import { t } from '#platform/i18n'
import { type Env, frameOf } from '#platform/web'
import { Button, Buttons, CheckField, Form, type FormState, Section, WorkPage } from '#ui'
import { erasePerson, securityOf } from '../personal-data.ts'
import { SecurityEvents } from './security-events.tsx'

const people = '/quan-ly/nguoi-dung'

/** How many rows of each module name a person: a module's tables share its schema. */
function byModule(stays: readonly { where: string; rows: number }[]): [module: string, rows: number][] {
  const sums = new Map<string, number>()
  for (const { where, rows } of stays) {
    const module = where.split('.')[0] ?? ''
    sums.set(module, (sums.get(module) ?? 0) + rows)
  }
  return [...sums]
}

async function securityPage(c: Context<Env>, form: FormState = {}) {
  const { person, events, stays } = await securityOf(c.var.actor, c.req.param('id') ?? '')
  const canErase = person.id !== c.var.actor.personId
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="narrow"
      title={t('access.security.title')}
      lead={`${person.name} (${person.userName})`}
      crumbs={[{ href: people, label: t('access.people.title') }]}
    >
      <Section title={t('access.events.title')}>
        <SecurityEvents events={events} />
      </Section>
      {canErase ? (
        <Section title={t('access.erase.title')}>
          <p>{t('access.erase.goes')}</p>
          <p>{t('access.erase.stays')}</p>
          {stays.length > 0 ? (
            <ul>
              {byModule(stays).map(([module, rows]) => (
                <li>{t('access.erase.rows', { where: t(`access.erase.where.${module}`), rows })}</li>
              ))}
            </ul>
          ) : null}
          <Form {...form} action={`${people}/${person.id}/xoa-du-lieu`}>
            <CheckField name="sure" label={t('access.erase.sure', { name: person.name })} form={form} />
            <Buttons>
              <Button look="danger">{t('access.erase.go')}</Button>
            </Buttons>
          </Form>
        </Section>
      ) : null}
    </WorkPage>,
  )
}

/** What happened to the account of somebody whom one manages, and the erasure of their data. */
export const personPages = new Hono<Env>()
  .get(`${people}/:id/bao-mat`, (c) => securityPage(c))
  .post(`${people}/:id/xoa-du-lieu`, (c) => {
    const wanted = z.object({ sure: z.string('access_erasure_is_not_confirmed') })
    return take(c, wanted, () => erasePerson(c.var.actor, c.req.param('id')), {
      to: people,
      page: (form) => securityPage(c, form),
    })
  })
