import { t } from '#platform/i18n'
import { Button, Buttons, ChoicesField, Form, type FormState, Section } from '#ui'
import type { campaignsOfInitiative } from './join-campaigns.ts'

/** To which campaigns an initiative belongs, and the way to change it. */
export function CampaignsSection(props: {
  campaigns: Awaited<ReturnType<typeof campaignsOfInitiative>>
  action: string
  mayChange: boolean
  form: FormState | undefined
}) {
  const { campaigns, action, mayChange, form } = props
  const { joined, possible } = campaigns
  if (possible.length === 0) return null
  return (
    <Section title={t('campaigns.title')} id="phong-trao">
      {joined.length === 0 ? (
        <p class="quiet">{t('campaigns.initiative.none')}</p>
      ) : (
        <ul class="plain-list">
          {joined.map((one) => (
            <li>
              <a href={`/phong-trao/${one.id}`}>{one.name}</a> <span class="quiet">{one.unitName}</span>
            </li>
          ))}
        </ul>
      )}
      {mayChange ? (
        <details open={form?.problems !== undefined}>
          <summary>{t('campaigns.initiative.change')}</summary>
          <Form {...form} action={action}>
            <ChoicesField
              name="campaigns"
              label={t('campaigns.initiative.which')}
              values={joined.map(({ id }) => id)}
              form={form}
              choices={possible.map(({ id, name }) => ({ value: id, label: name }))}
            />
            <Buttons>
              <Button>{t('campaigns.save')}</Button>
            </Buttons>
          </Form>
        </details>
      ) : null}
    </Section>
  )
}
