import type { Child } from 'hono/jsx'
import type { Actor } from '#access'
import { t } from '#platform/i18n'
import { Badge, Section } from '#ui'
import { firstStepsOf } from '../first-steps.ts'

/** What is still to be set up, for the administrator of a locality, among one's own work. */
export async function firstStepsOfMine(actor: Actor): Promise<Child> {
  const steps = await firstStepsOf(actor)
  const done = steps.filter(({ isDone }) => isDone).length
  return steps.length === 0 ? null : (
    <Section title={t('beginning.steps', { done, all: steps.length })}>
      <ol class="linked-documents">
        {steps.map(({ key, at, isDone }) => (
          <li>
            <a href={at}>{t(`beginning.step.${key}`)}</a>{' '}
            <Badge tone={isDone ? 'done' : 'waiting'}>
              {t(isDone ? 'beginning.done' : 'beginning.open')}
            </Badge>
            <br />
            {t(`beginning.step.${key}_help`)}
          </li>
        ))}
      </ol>
    </Section>
  )
}
