/** @jsxImportSource preact */
// Recording, correcting, changing what waits: one form. What is wrong is said before it is saved, without a network.

import { useEffect, useRef, useState } from 'preact/hooks'
import type { Whereabouts } from '../entry.ts'
import { answersToSend, type Draft, fieldsOf, problemsOf, repeated } from '../fill-in.ts'
import { type Picture, put, tidy } from '../outbox.ts'
import type { Initiative, Package } from '../package.ts'
import { look, nowByServer, sendBehind, sendNow } from '../state.ts'
import { whereAmI } from '../where.ts'
import { dayAt, formatDay, t, worded } from '../words.ts'
import { Button, describedBy, Flash, Framed, idOf, Title } from './parts.tsx'
import { Photos } from './photos.tsx'
import { type Problems, Questions } from './questions.tsx'

type FormProps = {
  title: string
  start: Draft
  pictures: readonly Picture[]
  pack: Package
  /** What it is in the queue already, or which record it corrects. */
  item?: { id?: string; recordId: string } | undefined
  /** Why it came back, where it did. */
  trouble?: string | undefined
  serverProblems?: Problems | undefined
  saved: (id: string) => void
}

/** Everything that is wrong, each with a link to its field. Takes the focus, so that it is heard. */
function Summary({ problems }: { problems: Problems }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [problems])
  if (problems.size === 0) return null
  const focus = (name: string): void => {
    const field = document.getElementById(idOf(name))
    field?.focus()
    field?.scrollIntoView({ block: 'center' })
  }
  return (
    <div class="problem-summary" role="alert" tabIndex={-1} ref={box}>
      <p class="problem-summary-title">{t('phone.form.problems', { count: problems.size })}</p>
      <ul>
        {[...problems].map(([name, sentence]) => (
          <li key={name}>
            <button type="button" class="link" onClick={() => focus(name)}>
              {sentence}
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}

function PlaceTick({ place, set }: { place: Whereabouts | undefined; set: (place?: Whereabouts) => void }) {
  const [said, say] = useState(place ? t('phone.form.place_found', { metres: place.accuracyMetres }) : '')
  const [isTicked, tick] = useState(place !== undefined)
  const change = async (wanted: boolean): Promise<void> => {
    tick(wanted)
    set(undefined)
    say(wanted ? t('phone.form.place_waiting') : '')
    if (!wanted) return
    const found = await whereAmI()
    set(found)
    tick(found !== undefined)
    say(found ? t('phone.form.place_found', { metres: found.accuracyMetres }) : t('phone.form.place_denied'))
  }
  return (
    <div class="field">
      <label class="choice choice-alone">
        <input
          class="checkbox"
          type="checkbox"
          checked={isTicked}
          aria-describedby="f-place-hint"
          onChange={(event) => void change(event.currentTarget.checked)}
        />
        <span class="choice-text">{t('phone.form.place')}</span>
      </label>
      <p class="field-hint" id="f-place-hint">
        {t('phone.form.place_hint')}
      </p>
      <p class="field-hint" aria-live="polite">
        {said}
      </p>
    </div>
  )
}

/** What went wrong while saving. Nothing that was typed is gone. */
type Fault = 'full' | 'fault'

const isFull = (fault: unknown): boolean =>
  fault instanceof DOMException && (fault.name === 'QuotaExceededError' || fault.code === 22)

export function RecordForm(props: FormProps) {
  const { pack } = props
  const [draft, setDraft] = useState(props.start)
  const [pictures, setPictures] = useState(props.pictures)
  const [problems, setProblems] = useState<Problems>(props.serverProblems ?? new Map())
  const [fault, setFault] = useState<Fault>()
  const [isSaving, setSaving] = useState(false)
  const initiative: Initiative | undefined = pack.initiatives.find((one) => one.id === draft.initiativeId)
  const fields = fieldsOf(pack, draft) ?? []
  const photo = fields.find((field) => field.type === 'photo')
  const today = dayAt(nowByServer())
  const change = (by: Partial<Draft>): void => setDraft((there) => ({ ...there, ...by }))

  const save = async (): Promise<void> => {
    const wrong = problemsOf(draft, fields, pictures, { today, initiative })
    setProblems(wrong)
    if (wrong.size > 0 || isSaving) return
    setSaving(true)
    setFault(undefined)
    try {
      const { photosThere: _there, marked: _marked, ...typed } = draft
      const ready = { ...typed, summary: typed.summary.trim(), answers: answersToSend(fields, typed.answers) }
      const id = await put(ready, pictures, props.item)
      await look()
      void sendBehind()
      void sendNow()
      props.saved(id)
    } catch (broken) {
      setFault(isFull(broken) ? 'full' : 'fault')
      setSaving(false)
    }
  }

  return (
    <>
      <Title lead={`${draft.initiativeName} · ${draft.unitName}`}>{props.title}</Title>
      {props.trouble ? <Flash tone="warning">{props.trouble}</Flash> : null}
      {initiative?.protectsPeople ? <Flash tone="info">{t('phone.form.protects')}</Flash> : null}
      <form
        class="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <Summary problems={problems} />
        {initiative?.lastDay && draft.seen === undefined && draft.summary === '' ? (
          <div>
            <Button icon="back" wide onClick={() => setDraft(repeated(draft, initiative))}>
              {t('phone.form.repeat')}
            </Button>
            <p class="field-hint">{t('phone.form.repeat_hint', { day: formatDay(initiative.lastDay) })}</p>
          </div>
        ) : null}
        <Framed name="day" label={t('phone.form.day')} required problem={problems.get('day')}>
          <input
            class="input width-short"
            id={idOf('day')}
            type="date"
            value={draft.day}
            max={today}
            aria-invalid={problems.has('day') ? 'true' : undefined}
            aria-describedby={describedBy({ name: 'day', problem: problems.get('day') })}
            onInput={(event) => change({ day: event.currentTarget.value })}
          />
        </Framed>
        <Framed
          name="summary"
          label={t('phone.form.summary')}
          hint={t('phone.form.summary_hint')}
          required
          problem={problems.get('summary')}
          mark={draft.marked === 'summary' ? t('phone.form.marked') : undefined}
        >
          <textarea
            class="textarea width-full"
            id={idOf('summary')}
            rows={3}
            maxLength={2000}
            value={draft.summary}
            aria-invalid={problems.has('summary') ? 'true' : undefined}
            aria-describedby={describedBy({ name: 'summary', hint: 'x', problem: problems.get('summary') })}
            onInput={(event) => change({ summary: event.currentTarget.value })}
          />
        </Framed>
        <Questions
          fields={fields}
          raw={draft.answers}
          problems={problems}
          marked={draft.marked}
          set={(answers) => change({ answers })}
        />
        <Photos
          pictures={pictures}
          set={setPictures}
          hint={photo?.help_vi ? worded(photo.help_vi, photo.help_en) : null}
          required={photo?.required === true && draft.photosThere === 0}
          problem={problems.get('photos')}
        />
        {draft.photosThere > 0 ? <p>{t('phone.form.photos_there', { count: draft.photosThere })}</p> : null}
        <PlaceTick place={draft.place} set={(place) => change({ place })} />
        {draft.seen !== undefined ? (
          <Framed
            name="reason"
            label={t('phone.form.reason')}
            hint={props.serverProblems?.has('reason') ? t('phone.form.reason_hint') : null}
            problem={problems.get('reason')}
          >
            <textarea
              class="textarea width-full"
              id={idOf('reason')}
              rows={2}
              maxLength={1000}
              value={draft.reason ?? ''}
              onInput={(event) => change({ reason: event.currentTarget.value })}
            />
          </Framed>
        ) : null}
        {fault ? <SaveFault fault={fault} /> : null}
        <div class="buttons buttons-sticky">
          <Button look="main" icon="done" type="submit" wide disabled={isSaving}>
            {isSaving ? t('phone.form.saving') : t('phone.form.save')}
          </Button>
        </div>
      </form>
    </>
  )
}

function SaveFault({ fault }: { fault: Fault }) {
  const [cleared, setCleared] = useState<number>()
  return (
    <Flash tone="problem">
      {fault === 'full' ? (
        <>
          <strong>{t('phone.full.title')}</strong>
          <p>{t('phone.full.text')}</p>
          <Button onClick={() => void tidy().then(setCleared)}>{t('phone.full.tidy')}</Button>
          {cleared === undefined ? null : <p>{t('phone.queue.tidied', { count: cleared })}</p>}
        </>
      ) : (
        t('phone.full.fault')
      )}
    </Flash>
  )
}
