import { type Context, Hono } from 'hono'
import { flashOf } from '#platform/forms/flash'
import { take } from '#platform/forms/take'
import { formatDay, t } from '#platform/i18n'
import { type Env, frameOf } from '#platform/web'
import {
  Button,
  Buttons,
  DataTable,
  DayField,
  Form,
  type FormState,
  fieldsOf,
  Section,
  SelectField,
  WorkPage,
} from '#ui'
import { addDirective, directivesToRead, setEndOfDirective } from '../programme/change-directives.ts'
import { directiveEndEntry, directiveEntry } from '../programme/entry.ts'
import { type Directive, nameOfDirective } from '../programme/rules.ts'

const address = '/quan-ly/van-ban-chuong-trinh'

const choicesOf = (directives: readonly Directive[]) =>
  directives.map((one) => ({
    value: one.code,
    label: `${nameOfDirective(one)} (${formatDay(one.issuedOn)})`,
  }))

function DirectiveForm({ directives, form }: { directives: readonly Directive[]; form: FormState }) {
  const f = fieldsOf(directiveEntry, 'directives.field', form, { kind: 'Chỉ thị', issuer: 'Bộ Chính trị' })
  return (
    <Section title={t('directives.add')} id="them">
      <Form {...form} action={address}>
        <f.Text name="kind" width="medium" />
        <f.Text name="symbol" width="medium" />
        <f.Day name="issuedOn" />
        <f.Text name="issuer" width="medium" />
        <f.LongText name="title" rows={2} />
        <SelectField
          name="replaces"
          label={t('directives.field.replaces')}
          hint={t('directives.field.replaces_hint')}
          empty={t('directives.none')}
          choices={choicesOf(directives)}
          form={form}
        />
        <SelectField
          name="continues"
          label={t('directives.field.continues')}
          hint={t('directives.field.continues_hint')}
          empty={t('directives.none')}
          choices={choicesOf(directives)}
          form={form}
        />
        <f.Text name="source" />
        <Buttons>
          <Button look="main">{t('directives.save')}</Button>
        </Buttons>
      </Form>
    </Section>
  )
}

const EndForm = ({ directives, form }: { directives: readonly Directive[]; form: FormState }) => (
  <Section title={t('directives.end')} id="thay-the">
    <Form {...form} action={`${address}/thay-the`}>
      <SelectField
        name="code"
        label={t('directives.field.directive')}
        required
        choices={choicesOf(directives)}
        form={form}
      />
      <DayField
        name="replacedOn"
        label={t('directives.field.replaced_on')}
        hint={t('directives.field.replaced_on_hint')}
        form={form}
      />
      <Buttons>
        <Button>{t('directives.save')}</Button>
      </Buttons>
    </Form>
  </Section>
)

async function page(c: Context<Env>, forms: { add?: FormState; end?: FormState } = {}) {
  const directives = await directivesToRead(c.var.actor)
  const mayManage = c.var.actor.may?.includes('parameter.manage') ?? false
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={t('directives.title')}
      lead={t('directives.lead')}
      crumbs={[{ href: '/them', label: t('app.more.title') }]}
      flash={flashOf(c, 'directives.flash')}
    >
      <DataTable
        caption={t('directives.title')}
        quietCaption
        rows={directives}
        columns={[
          { head: t('directives.field.directive'), title: true, cell: (row) => nameOfDirective(row) },
          { head: t('directives.field.issuedOn'), number: true, cell: (row) => formatDay(row.issuedOn) },
          { head: t('directives.field.title'), cell: (row) => `${row.issuer} ${row.title}` },
          {
            head: t('directives.field.replaced_on'),
            cell: (row) => (row.replacedOn ? formatDay(row.replacedOn) : t('directives.holds')),
          },
          { head: t('directives.field.source'), cell: (row) => row.source },
        ]}
      />
      {mayManage ? (
        <>
          <DirectiveForm directives={directives} form={forms.add ?? {}} />
          <EndForm directives={directives} form={forms.end ?? {}} />
        </>
      ) : null}
    </WorkPage>,
  )
}

/** The directives of the programme: everybody may look, the administrator at the top adds the next one. */
export const programmePages = new Hono<Env>()
  .get(address, (c) => page(c))
  .post(address, (c) =>
    take(c, directiveEntry, (entry) => addDirective(c.var.actor, entry), {
      to: `${address}?da=them`,
      page: (form) => page(c, { add: form }),
    }),
  )
  .post(`${address}/thay-the`, (c) =>
    take(c, directiveEndEntry, (entry) => setEndOfDirective(c.var.actor, entry), {
      to: `${address}?da=thay-the`,
      page: (form) => page(c, { end: form }),
    }),
  )
