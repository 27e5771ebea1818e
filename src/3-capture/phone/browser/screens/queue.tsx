/** @jsxImportSource preact */
// The queue in words: what waits, what has arrived, what needs its writer.

import { useState } from 'preact/hooks'
import { tidy } from '../outbox.ts'
import { arrivedOf, type ItemState } from '../rules.ts'
import { isUnsent, look, type State, sendNow } from '../state.ts'
import type { Item } from '../vault.ts'
import { formatDay, formatInstant, t } from '../words.ts'
import { Badge, Button, Empty, Title } from './parts.tsx'

const tones: Record<ItemState, 'done' | 'waiting' | 'problem'> = {
  draft: 'waiting',
  waiting: 'waiting',
  received: 'done',
  refused: 'problem',
  conflict: 'problem',
  aside: 'waiting',
}

/** How something in the queue stands, in words. */
export function StateOf({ item }: { item: Item }) {
  const isPartly = item.state === 'received' && !item.settled
  return (
    <Badge tone={isPartly ? 'waiting' : tones[item.state]}>
      {t(isPartly ? 'phone.state.waiting_photos' : `phone.state.${item.state}`)}
    </Badge>
  )
}

const urgent: Record<ItemState, number> = {
  conflict: 0,
  refused: 0,
  draft: 1,
  waiting: 2,
  received: 3,
  aside: 4,
}

export function Queue({ state }: { state: State }) {
  const [cleared, setCleared] = useState<number>()
  const { received, all } = arrivedOf(state.entries.map(({ item }) => item))
  const shown = state.entries.toSorted(
    (a, b) => urgent[a.item.state] - urgent[b.item.state] || b.item.createdAt - a.item.createdAt,
  )
  const isAnyUnsent = state.entries.some(({ item }) => isUnsent(item))
  return (
    <>
      <Title lead={t('phone.queue.explain')}>{t('phone.queue.title')}</Title>
      {all > 0 ? (
        <div class="queue-sum" role="status">
          <p class="queue-number">{t('phone.queue.received', { received, all })}</p>
          <progress max={all} value={received} aria-label={t('phone.queue.received', { received, all })} />
          {state.isSending ? <p>{t('phone.queue.sending')}</p> : null}
          {!state.isSending && isAnyUnsent && state.nextAt > Date.now() ? (
            <p>{t('phone.queue.next', { at: formatInstant(state.nextAt) })}</p>
          ) : null}
        </div>
      ) : null}
      {isAnyUnsent ? (
        <Button look="main" wide disabled={state.isSending} onClick={() => void sendNow()}>
          {t('phone.queue.send_now')}
        </Button>
      ) : null}
      {shown.length === 0 ? (
        <Empty title={t('phone.queue.empty')}>{t('phone.queue.empty_help')}</Empty>
      ) : null}
      <ul class="rows">
        {shown.slice(0, 300).map(({ item, content }) => (
          <li key={item.id}>
            <a class="row" href={`#/muc/${item.id}`} data-state={item.state}>
              <span class="row-title">{content.typed.initiativeName}</span>
              <span class="row-text">{`${formatDay(content.typed.day)} · ${content.typed.summary.slice(0, 80)}`}</span>
              <span class="row-foot">
                <StateOf item={item} />
                {item.photoCount > 0
                  ? t('phone.queue.photos', { received: item.photosReceived, all: item.photoCount })
                  : ''}
              </span>
            </a>
          </li>
        ))}
      </ul>
      {state.entries.some(({ item }) => item.state === 'received' && item.settled) ? (
        <Button
          onClick={() =>
            void tidy().then((count) => {
              setCleared(count)
              return look()
            })
          }
        >
          {t('phone.queue.tidy')}
        </Button>
      ) : null}
      <p aria-live="polite">{cleared === undefined ? '' : t('phone.queue.tidied', { count: cleared })}</p>
    </>
  )
}
