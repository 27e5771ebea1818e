import { type Context, Hono } from 'hono'
import { flashOf } from '#platform/forms/flash'
import { take } from '#platform/forms/take'
import { t } from '#platform/i18n'
import { type Env, frameOf } from '#platform/web'
import { Button, Buttons, Form, type FormState, TextField, WorkPage } from '#ui'
import { contactEntry } from './entry.ts'
import { formForContact, giveContact } from './give-contact.ts'

async function contactPage(c: Context<Env>, form: FormState) {
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
      flash={flashOf(c, 'spread.flash')}
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
  )
}

/** How the office of a unit is reached by those who want to do the same. */
export const contactPages = new Hono<Env>()
  .get('/quan-ly/mo-hinh/lien-he/:unitId', (c) => contactPage(c, {}))
  .post('/quan-ly/mo-hinh/lien-he/:unitId', (c) => {
    const unitId = c.req.param('unitId')
    return take(c, contactEntry, (entry) => giveContact(c.var.actor, unitId, entry), {
      to: `/quan-ly/mo-hinh/lien-he/${unitId}?da=lien-he`,
      page: (form) => contactPage(c, form),
    })
  })
