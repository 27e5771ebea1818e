import type { Child } from 'hono/jsx'
import type { Actor } from '#access'
import { t } from '#platform/i18n'
import { countQuestions } from '../answer-question.ts'

/** How many questions about figures wait for this person's answer, as a line of their own work. */
export async function questionsOfMine(actor: Actor): Promise<Child> {
  const count = await countQuestions(actor)
  return count === 0 ? null : (
    <p>
      <a class="link" href="/cau-hoi-so-lieu">
        {t('quality.mine', { count })}
      </a>
    </p>
  )
}
