import { formatInstant, t } from '#platform/i18n'
import { Button, Buttons, ChoicesField, Form, type FormState, Section } from '#ui'
import type { servingOf } from './serve-themes.ts'

/** Which themes an initiative serves, how that came about, and the way to change it. */
export function ServingSection(props: {
  serving: Awaited<ReturnType<typeof servingOf>>
  action: string
  mayChange: boolean
  form: FormState | undefined
}) {
  const { serving, action, mayChange, form } = props
  const { served, possible, steps } = serving
  if (served.length === 0 && possible.length === 0) return null
  return (
    <Section title={t('themes.initiative.title')} id="chuyen-de">
      {served.length === 0 ? (
        <p class="quiet">{t('themes.initiative.none')}</p>
      ) : (
        <ul class="plain-list">
          {served.map((theme) => (
            <li>
              <a href={`/chuyen-de/${theme.id}`}>{theme.shortTitle}</a>{' '}
              <span class="quiet">
                {theme.unitName} ·{' '}
                {theme.fromYear === theme.toYear ? theme.fromYear : `${theme.fromYear}–${theme.toYear}`}
              </span>
            </li>
          ))}
        </ul>
      )}
      {mayChange && possible.length > 0 ? (
        <details open={form?.problems !== undefined}>
          <summary>{t('themes.initiative.change')}</summary>
          <Form {...form} action={action}>
            <ChoicesField
              name="themes"
              label={t('themes.initiative.which')}
              hint={t('themes.initiative.hint')}
              values={served.map((theme) => theme.id)}
              form={form}
              choices={possible.map((theme) => ({
                value: theme.id,
                label: theme.shortTitle,
                hint: `${theme.unitName} · ${theme.span === 'term' ? `${theme.fromYear}–${theme.toYear}` : theme.fromYear}`,
              }))}
            />
            <Buttons>
              <Button>{t('themes.initiative.save')}</Button>
            </Buttons>
          </Form>
        </details>
      ) : null}
      {steps.length > 0 ? (
        <details>
          <summary>{t('themes.initiative.history')}</summary>
          <ul class="plain-list">
            {steps.map((step) => (
              <li>
                {t(step.isEnd ? 'themes.initiative.ended' : 'themes.initiative.begun', {
                  theme: step.shortTitle,
                })}{' '}
                <span class="quiet">{[formatInstant(step.at), step.who].filter(Boolean).join(' · ')}</span>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </Section>
  )
}
