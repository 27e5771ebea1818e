import { t } from '#platform/i18n'
import { Badge } from '#ui'
import type { ConsentState } from '../rules.ts'

/** Where a consent stands. */
export const ConsentBadge = ({ state }: { state: ConsentState }) => (
  <Badge tone={state === 'in_force' ? 'done' : state === 'expired' ? 'waiting' : 'problem'}>
    {t(`evidence.consent.state.${state}`)}
  </Badge>
)

/** Some of the things or channels of a consent, in words. */
export const wordsOf = (group: 'thing' | 'channel', words: readonly string[]): string =>
  words.map((word) => t(`evidence.consent.${group}.${word}`)).join(', ')
