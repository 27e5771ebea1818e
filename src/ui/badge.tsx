// A state in a word, with a shape before it: never by colour alone.

import type { Child } from 'hono/jsx'
import { t } from '#platform/i18n'
import { Icon, type IconName } from './icon.tsx'

export type BadgeTone = 'neutral' | 'done' | 'waiting' | 'problem' | 'honour'

/** A short word about a thing. */
export function Badge({
  tone = 'neutral',
  icon,
  children,
}: {
  tone?: BadgeTone
  icon?: IconName
  children?: Child
}) {
  return (
    <span class={`badge badge-${tone}`}>
      {icon ? <Icon name={icon} /> : null}
      {children}
    </span>
  )
}

/** The states that records of every kind go through; their words are in `messages/…/ui.json` under `state`. */
const states = {
  draft: ['neutral', 'edit'],
  waiting: ['waiting', 'clock'],
  recorded: ['waiting', 'clock'],
  accepted: ['done', 'done'],
  returned: ['problem', 'back'],
  rejected: ['problem', 'warning'],
  corrected: ['neutral', 'edit'],
  withdrawn: ['neutral', 'leave'],
  late: ['problem', 'clock'],
  proposed: ['waiting', 'clock'],
  registered: ['neutral', 'done'],
  active: ['done', 'leaf'],
  recognised: ['honour', 'check'],
  ended: ['neutral', 'calendar'],
  signed: ['done', 'check'],
  sent: ['done', 'done'],
} as const satisfies Record<string, readonly [BadgeTone, IconName]>

export type ShownState = keyof typeof states

/** The state of a record or initiative. */
export function StateBadge({ state }: { state: ShownState }) {
  const [tone, icon] = states[state]
  return (
    <Badge tone={tone} icon={icon}>
      {t(`ui.state.${state}`)}
    </Badge>
  )
}
