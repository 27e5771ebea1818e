import type { Child } from 'hono/jsx'
import { t } from '#platform/i18n'
import type { SignedIn } from '#platform/web'
import { countQuestions } from '../answer-question.ts'

/** How many questions about figures wait for this person's answer, as a line of their own work. */
export async function questionsOfMine(actor: SignedIn): Promise<Child> {
  if (actor.may && !actor.may.includes('question.answer')) return null
  const count = await countQuestions(actor)
  return count === 0 ? null : (
    <p>
      <a class="link" href="/cau-hoi-so-lieu">
        {t('quality.mine', { count })}
      </a>
    </p>
  )
}
