import type { Context } from 'hono'
import { t } from '#platform/i18n'
import { Problem, statusOf } from '#platform/problem'
import { submit } from '#platform/submit'
import { type Env, frameOf } from '#platform/web'
import { Button, Buttons, CheckField, ChoiceField, Form, type FormState, WorkPage } from '#ui'
import { approvalEntry, approvalOf, arrangeApproval } from '../arrange-approval.ts'
import { approvers } from '../rules.ts'

/** How a unit approves its reports, to be set by its administrator. */
export async function approvalPage(c: Context<Env>, form: FormState = {}, status: 200 | 422 = 200) {
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
      flash={c.req.query('da') === 'cach-duyet' ? { text: t('report_frozen.done.cach-duyet') } : undefined}
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
    status,
  )
}

/** Keeps how a unit approves its reports. */
export async function keepApproval(c: Context<Env>) {
  const slug = c.req.param('unit') ?? ''
  const sent = await submit(c.req.raw, approvalEntry, (entry) => arrangeApproval(c.var.actor, slug, entry))
  if (!sent.problems) return c.redirect(`/bao-cao/cach-duyet/${encodeURIComponent(slug)}?da=cach-duyet`, 303)
  if (statusOf(sent.problems) === 404) throw sent.problems
  return approvalPage(c, sent, 422)
}
