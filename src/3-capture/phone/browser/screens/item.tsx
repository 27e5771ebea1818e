/** @jsxImportSource preact */
// One thing in the queue: where it stands, and what its writer can do.

import { useEffect, useState } from 'preact/hooks'
import { readAnswers } from '#activities/in-browser'
import { type Content, change, remove } from '../outbox.ts'
import type { Package } from '../package.ts'
import { look, sendNow } from '../state.ts'
import { type Item, type Photo, photosOf } from '../vault.ts'
import { formatDay, t, worded } from '../words.ts'
import { answerInWords, withAnswersInWords } from './answers.tsx'
import { Conflict } from './conflict.tsx'
import { Button, Flash, Title } from './parts.tsx'
import { StateOf } from './queue.tsx'

type Props = { item: Item; content: Content; pack: Package; done: () => void }

function Delete({ item, done }: { item: Item; done: () => void }) {
  const [isAsked, ask] = useState(false)
  if (!isAsked)
    return (
      <Button look="danger" wide onClick={() => ask(true)}>
        {t('phone.item.delete')}
      </Button>
    )
  return (
    <Flash tone="problem">
      <p>{t('phone.item.delete_warning')}</p>
      <div class="buttons">
        <Button onClick={() => ask(false)}>{t('phone.item.keep')}</Button>
        <Button look="danger" onClick={() => void remove(item.id).then(look).then(done)}>
          {t('phone.item.delete_sure')}
        </Button>
      </div>
    </Flash>
  )
}

/** Sends what had been put aside after all. */
async function sendAfterAll(item: Item): Promise<void> {
  await change(item.id, { state: 'waiting' })
  await look()
  void sendNow()
}

export function ItemScreen(props: Props) {
  const { item, content, pack, done } = props
  const [photos, setPhotos] = useState<Photo[]>([])
  useEffect(() => {
    void photosOf(item.id).then(setPhotos)
  }, [item])
  if (item.state === 'conflict') return <Conflict item={item} content={content} done={done} />
  const { typed } = content
  const asked = pack.forms[typed.formId]?.fields ?? []
  const fields = withAnswersInWords(asked, readAnswers(asked, typed.answers).answers)
  const receipts = [item.receipt, ...photos.map((photo) => photo.receipt)].filter((one) => one !== undefined)
  const mayEdit = item.state === 'refused' || item.state === 'waiting'
  return (
    <>
      <Title lead={`${typed.initiativeName} · ${typed.unitName}`}>{formatDay(typed.day)}</Title>
      <p>
        <StateOf item={item} />
      </p>
      {item.state === 'refused' && content.trouble ? (
        <Flash tone="warning">{t('phone.item.refused', { sentence: content.trouble.sentence })}</Flash>
      ) : null}
      {item.state === 'waiting' ? <p>{t('phone.item.waiting')}</p> : null}
      {item.state === 'aside' ? <p>{t('phone.item.aside')}</p> : null}
      {photos
        .filter((photo) => photo.refusal)
        .map((photo) => (
          <Flash tone="problem" key={photo.id}>
            {t('phone.queue.photo_refused', { sentence: photo.refusal ?? '' })}
          </Flash>
        ))}
      <p class="lead">{typed.summary}</p>
      <dl class="versions">
        {fields
          .filter((field) => field.parent === null && field.key in typed.answers)
          .map((field) => (
            <div class="version" key={field.key}>
              <dt>{worded(field.label_vi, field.label_en)}</dt>
              <dd>{answerInWords(field, (typed.answers as Record<string, never>)[field.key], fields)}</dd>
            </div>
          ))}
      </dl>
      {receipts.length > 0 ? (
        <section>
          <h2>{t('phone.queue.receipt')}</h2>
          <ul class="receipts">
            {receipts.map((receipt) => (
              <li key={receipt.word}>
                <a href={`/bien-nhan/${receipt.word}`}>{`${receipt.sha256.slice(0, 12)}…`}</a>
              </li>
            ))}
          </ul>
          <a class="btn btn-plain btn-full" href={`/hoat-dong/${item.recordId}`}>
            {t('phone.queue.see')}
          </a>
        </section>
      ) : null}
      <div class="choices-large">
        {mayEdit ? (
          <a class="btn btn-main btn-full" href={`#/muc/${item.id}/sua`}>
            {t('phone.item.edit')}
          </a>
        ) : null}
        {item.state === 'aside' ? (
          <Button wide onClick={() => void sendAfterAll(item).then(done)}>
            {t('phone.item.send_after_all')}
          </Button>
        ) : null}
        {item.state === 'received' ? null : <Delete item={item} done={done} />}
      </div>
    </>
  )
}
