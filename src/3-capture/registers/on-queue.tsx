import { type Actor, look } from '#access'
import { t } from '#platform/i18n'
import { pastHref } from './addresses.ts'
import { intakesWaiting } from './intake-store.ts'

/** Files of past records that wait for this checker, above the records that wait one by one. */
export async function registersWaiting(actor: Actor) {
  const count = await look(actor, 'activity.check', null, intakesWaiting)
  return count === 0 ? null : (
    <p>
      <a class="link" href={pastHref}>
        {t('registers.waiting', { count })}
      </a>
    </p>
  )
}
