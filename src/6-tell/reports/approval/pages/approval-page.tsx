import type { Context } from 'hono'
import { approvers } from '#papers'
import { flashOf } from '#platform/forms/flash'
import { take } from '#platform/forms/take'
import { t } from '#platform/i18n'
import { Problem } from '#platform/problem'
import { type Env, frameOf } from '#platform/web'
import { Button, Buttons, CheckField, ChoiceField, Form, type FormState, WorkPage } from '#ui'
import { approvalEntry, approvalOf, arrangeApproval } from '../arrange-approval.ts'

/** How a unit approves its reports, to be set by its administrator. */
export async function approvalPage(c: Context<Env>, form: FormState = {}) {
  const { unit, arrangement, mayArrange } = await approvalOf(c.var.actor, c.req.param('unit') ?? '')
  if (!mayArrange) throw new Problem('not_found_or_not_allowed')
  const levels = [
    { value: '', label: t('report_frozen.arrange.none') },
    ...approvers.map((role) => ({ value: role, label: t(`report_frozen.role.${role}`) })),
  ]
  const people = [1, 2, 3].map((count) => ({
    value: String(count),
    label: t('report_frozen.arrange.people', { count }),
  }))
  const { levels: chosen, signers, mayBeAlone } = arrangement
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={t('report_frozen.arrange.title', { unit: unit.name })}
      lead={t('report_frozen.arrange.lead')}
      crumbs={[{ href: '/bao-cao', label: t('reports.title') }]}
      flash={flashOf(c, 'report_frozen.done')}
    >
      <Form {...form} action={`/bao-cao/cach-duyet/${unit.slug}`}>
        <ChoiceField
          name="first"
          label={t('report_frozen.arrange.first')}
          choices={levels}
          value={chosen[0] ?? ''}
          form={form}
        />
        <ChoiceField
          name="second"
          label={t('report_frozen.arrange.second')}
          choices={levels}
          value={chosen[1] ?? ''}
          form={form}
        />
        <ChoiceField
          name="signers"
          label={t('report_frozen.arrange.signers')}
          choices={people}
          value={String(signers)}
          form={form}
        />
        <CheckField
          name="alone"
          label={t('report_frozen.arrange.alone')}
          hint={t('report_frozen.arrange.alone_hint')}
          checked={mayBeAlone}
          form={form}
        />
        <Buttons>
          <Button look="main" icon="done">
            {t('report_frozen.arrange.save')}
          </Button>
        </Buttons>
      </Form>
    </WorkPage>,
  )
}

/** Keeps how a unit approves its reports. */
export function keepApproval(c: Context<Env>) {
  const slug = c.req.param('unit') ?? ''
  return take(c, approvalEntry, (entry) => arrangeApproval(c.var.actor, slug, entry), {
    to: `/bao-cao/cach-duyet/${encodeURIComponent(slug)}?da=cach-duyet`,
    page: (form) => approvalPage(c, form),
  })
}
