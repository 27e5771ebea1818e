/** @jsxImportSource preact */
// Photos of a record: taken or chosen, shrunk at once, shown small.

import { useEffect, useState } from 'preact/hooks'
import { mostPhotos } from '../fill-in.ts'
import type { Picture } from '../outbox.ts'
import { makeReady, Unusable } from '../picture.ts'
import { sentenceOf, t } from '../words.ts'
import { Button, Flash, Framed, Icon, idOf } from './parts.tsx'

/** A picture on the screen; its address lives as long as it is shown. */
function Shown({ picture, number }: { picture: Picture; number: number }) {
  const [address, set] = useState('')
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([picture.bytes], { type: 'image/jpeg' }))
    set(made)
    return () => URL.revokeObjectURL(made)
  }, [picture])
  return address ? <img src={address} alt={t('phone.form.photo_number', { number })} /> : null
}

export function Photos(props: {
  pictures: readonly Picture[]
  set: (change: (pictures: readonly Picture[]) => readonly Picture[]) => void
  hint?: string | null | undefined
  required: boolean
  problem?: string | undefined
}) {
  const [preparing, setPreparing] = useState(0)
  const [refused, setRefused] = useState<string[]>([])
  const take = async (input: HTMLInputElement): Promise<void> => {
    const files = [...(input.files ?? [])]
    input.value = ''
    setRefused([])
    setPreparing((count) => count + files.length)
    for (const file of files) {
      try {
        const picture = await makeReady(file)
        // The same photo chosen twice is one photo.
        props.set((there) =>
          there.some((one) => one.sha256 === picture.sha256) ? there : [...there, picture],
        )
      } catch (fault) {
        if (!(fault instanceof Unusable)) throw fault
        const sentence = sentenceOf({ code: fault.message, params: { name: file.name, megabytes: 20 } })
        setRefused((sentences) => [...sentences, sentence])
      } finally {
        setPreparing((count) => count - 1)
      }
    }
  }
  const source = (id: string, label: string, capture: boolean) => (
    <label class="photo-source btn btn-plain" for={id}>
      <Icon name="camera" />
      {label}
      <input
        id={id}
        class="sr-only"
        type="file"
        accept="image/*"
        multiple={!capture}
        {...(capture ? { capture: 'environment' as const } : {})}
        onChange={(event) => void take(event.currentTarget)}
      />
    </label>
  )
  return (
    <Framed
      name="photos"
      label={t('phone.form.photos')}
      hint={[props.hint, t('phone.form.photos_hint', { maximum: mostPhotos })].filter(Boolean).join(' ')}
      required={props.required}
      problem={props.problem}
      group
    >
      <div class="buttons">
        {source(idOf('photos'), t('phone.form.take'), true)}
        {source(`${idOf('photos')}-choose`, t('phone.form.choose'), false)}
      </div>
      <p class="field-hint" aria-live="polite">
        {preparing > 0 ? t('phone.form.preparing') : ''}
      </p>
      {refused.map((sentence) => (
        <Flash tone="problem" key={sentence}>
          {sentence}
        </Flash>
      ))}
      {props.pictures.length > 0 ? (
        <ul class="photos-sent">
          {props.pictures.map((picture, index) => (
            <li key={picture.id}>
              <Shown picture={picture} number={index + 1} />
              <Button
                look="quiet"
                onClick={() => props.set((there) => there.filter((one) => one.id !== picture.id))}
              >
                {t('phone.form.photo_remove', { number: index + 1 })}
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
    </Framed>
  )
}
