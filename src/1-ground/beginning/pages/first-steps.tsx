import type { Child } from 'hono/jsx'
import { t } from '#platform/i18n'
import type { SignedIn } from '#platform/web'
import { Badge, Section } from '#ui'
import { firstStepsOf } from '../first-steps.ts'

/** What is still to be set up, for the administrator of a locality, among one's own work. */
export async function firstStepsOfMine(actor: SignedIn): Promise<Child> {
  if (actor.may && !actor.may.includes('person.manage')) return null
  const steps = await firstStepsOf(actor)
  const done = steps.filter(({ isDone }) => isDone).length
  return steps.length === 0 ? null : (
    <Section title={t('beginning.steps', { done, all: steps.length })}>
      <ol class="linked-documents">
        {steps.map(({ key, at, isDone }) => (
          <li>
            <p>
              <a href={at}>{t(`beginning.step.${key}`)}</a>{' '}
              <Badge tone={isDone ? 'done' : 'waiting'}>
                {t(isDone ? 'beginning.done' : 'beginning.open')}
              </Badge>
              <br />
              {t(`beginning.step.${key}_help`)}
            </p>
          </li>
        ))}
      </ol>
    </Section>
  )
}
