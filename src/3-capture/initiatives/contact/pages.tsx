import { type Context, Hono } from 'hono'
import { t } from '#platform/i18n'
import { submit } from '#platform/submit'
import { type Env, frameOf } from '#platform/web'
import { Button, Buttons, Form, type FormState, TextField, WorkPage } from '#ui'
import { contactEntry } from './entry.ts'
import { formForContact, giveContact } from './give-contact.ts'

async function contactPage(c: Context<Env>, form: FormState, status: 200 | 422) {
  const { unit, contact } = await formForContact(c.var.actor, c.req.param('unitId') ?? '')
  const own = contact?.unitId === unit.id ? contact : undefined
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="narrow"
      title={t('spread.contact.form_title')}
      above={unit.name}
      lead={
        contact && !own
          ? t('spread.contact.inherited', { unit: contact.unitName })
          : t('spread.contact.form_lead')
      }
      crumbs={[{ href: '/quan-ly/mo-hinh', label: t('initiatives.registry.title') }]}
      flash={c.req.query('da') === 'luu' ? { text: t('spread.flash.lien_he') } : undefined}
    >
      <Form {...form}>
        <TextField
          name="phone"
          type="tel"
          label={t('spread.contact.phone')}
          hint={t('spread.contact.phone_hint')}
          value={own?.phone}
          maxLength={40}
          width="short"
          form={form}
        />
        <TextField
          name="email"
          type="email"
          label={t('spread.contact.email')}
          hint={t('spread.contact.email_hint')}
          value={own?.email}
          maxLength={200}
          form={form}
        />
        <TextField
          name="address"
          label={t('spread.contact.address')}
          value={own?.address}
          maxLength={300}
          form={form}
        />
        <Buttons>
          <Button look="main" icon="done">
            {t('spread.contact.save')}
          </Button>
        </Buttons>
      </Form>
    </WorkPage>,
    status,
  )
}

/** How the office of a unit is reached by those who want to do the same. */
export const contactPages = new Hono<Env>()
  .get('/quan-ly/mo-hinh/lien-he/:unitId', (c) => contactPage(c, {}, 200))
  .post('/quan-ly/mo-hinh/lien-he/:unitId', async (c) => {
    const unitId = c.req.param('unitId')
    const sent = await submit(c.req.raw, contactEntry, (entry) => giveContact(c.var.actor, unitId, entry))
    if (!sent.problems) return c.redirect(`/quan-ly/mo-hinh/lien-he/${unitId}?da=luu`, 303)
    if (sent.problems.code === 'not_found_or_not_allowed') throw sent.problems
    return contactPage(c, sent, 422)
  })
