/** @jsxImportSource preact */
// Two versions of one record, or a unit that is no more: the person sees both and chooses, and nothing is dropped.

import { useEffect, useState } from 'preact/hooks'
import type { Answers, Field } from '#activities/in-browser'
import { ask } from '../line.ts'
import { type Content, change, type Picture, photosOfItem, put } from '../outbox.ts'
import type { OnServer } from '../package.ts'
import type { Outcome } from '../rules.ts'
import { look, sendNow } from '../state.ts'
import type { Item } from '../vault.ts'
import { t } from '../words.ts'
import { SideBySide } from './answers.tsx'
import { Button, Flash, Framed, idOf, Title } from './parts.tsx'

type Props = { item: Item; content: Content; done: () => void }

/** Something asked of the server when the screen opens. */
function useAsked<T>(path: string, person: string): { outcome?: Outcome; data?: T } {
  const [answer, set] = useState<{ outcome?: Outcome; data?: T }>({})
  useEffect(() => {
    void ask<T>('GET', path, person).then(set)
  }, [path, person])
  return answer
}

/** What is said while the other version is not here. */
function Missing({ outcome }: { outcome: Outcome | undefined }) {
  if (outcome === undefined) return <p role="status">{t('phone.app.opening')}</p>
  return (
    <Flash tone="warning">
      {t(outcome.kind === 'refused' ? 'phone.conflict.gone' : 'phone.conflict.needs_line')}
    </Flash>
  )
}

const again = async (content: Content, item: Item, by: Partial<Content['typed']>): Promise<void> => {
  const pictures: Picture[] = await photosOfItem(item.id)
  await put({ ...content.typed, ...by }, pictures, { id: item.id, recordId: item.recordId })
  await look()
  void sendNow()
}

function Versions({ item, content, done }: Props) {
  const { outcome, data } = useAsked<OnServer & { fields: Field[] }>(
    `/phone/records/${item.recordId}`,
    item.person,
  )
  const [reason, setReason] = useState(content.typed.reason ?? '')
  const needsReason = data?.state === 'accepted'
  const keepMine = async (): Promise<void> => {
    if (!data) return
    await again(content, item, { seen: data.version, reason })
    done()
  }
  const keepTheirs = async (): Promise<void> => {
    await change(item.id, { state: 'aside' })
    await look()
    done()
  }
  const isTaken = content.trouble?.code === 'activity_id_is_taken'
  return (
    <>
      <Title lead={t(isTaken ? 'phone.conflict.lead_taken' : 'phone.conflict.lead')}>
        {t('phone.conflict.title')}
      </Title>
      {data ? (
        <>
          <SideBySide
            fields={data.fields}
            mine={{
              ...content.typed,
              answers: content.typed.answers as Answers,
              photos: String(item.photoCount),
            }}
            theirs={{
              ...data,
              photos: String(data.photos),
              state: data.reason
                ? t('phone.conflict.returned', { reason: data.reason })
                : t(`phone.server_state.${data.state}`),
            }}
          />
          {needsReason ? (
            <Framed name="reason" label={t('phone.form.reason')} hint={t('phone.form.reason_hint')} required>
              <textarea
                class="textarea width-full"
                id={idOf('reason')}
                rows={2}
                value={reason}
                onInput={(event) => setReason(event.currentTarget.value)}
              />
            </Framed>
          ) : null}
          <div class="choices-large">
            <Button
              look="main"
              wide
              disabled={needsReason && reason.trim().length < 3}
              onClick={() => void keepMine()}
            >
              {t('phone.conflict.keep_mine')}
            </Button>
            <p class="field-hint">{t('phone.conflict.mine_hint')}</p>
            <Button wide onClick={() => void keepTheirs()}>
              {t('phone.conflict.keep_theirs')}
            </Button>
            <p class="field-hint">{t('phone.conflict.theirs_hint')}</p>
          </div>
        </>
      ) : (
        <Missing outcome={outcome} />
      )}
    </>
  )
}

function Units({ item, content, done }: Props) {
  const { typed } = content
  const { outcome, data } = useAsked<{ unitId: string; unitName: string }>(
    `/phone/units?initiative=${typed.initiativeId}&day=${typed.day}`,
    item.person,
  )
  return (
    <>
      <Title lead={t('phone.conflict.unit_lead')}>{t('phone.conflict.unit_title')}</Title>
      {data ? (
        <>
          <dl class="versions">
            <div class="version version-differs">
              <dt>{typed.initiativeName}</dt>
              <dd>
                <span class="version-whose">{t('phone.conflict.unit_mine')}</span>
                {typed.unitName}
              </dd>
              <dd>
                <span class="version-whose">{t('phone.conflict.unit_theirs')}</span>
                {data.unitName}
              </dd>
            </div>
          </dl>
          <div class="choices-large">
            <Button look="main" wide onClick={() => void again(content, item, data).then(done)}>
              {t('phone.conflict.unit_take', { name: data.unitName })}
            </Button>
            <a class="btn btn-plain btn-full" href={`#/muc/${item.id}/sua`}>
              {t('phone.conflict.unit_day')}
            </a>
            <Button wide onClick={() => void change(item.id, { state: 'aside' }).then(look).then(done)}>
              {t('phone.conflict.unit_wait')}
            </Button>
          </div>
        </>
      ) : (
        <Missing outcome={outcome} />
      )}
    </>
  )
}

export const Conflict = (props: Props) =>
  props.content.trouble?.code === 'unit_has_changed' ? <Units {...props} /> : <Versions {...props} />
