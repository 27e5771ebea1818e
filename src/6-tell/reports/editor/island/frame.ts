import type { EditorWords } from '../entry.ts'
import { Asking } from './asking.ts'
import { Labels } from './labels.ts'
import { SectionEditor } from './section.ts'

/** Makes editors of the sections of a report, until the page is left. */
export function mountFrame(frame: HTMLElement): void {
  if (!frame.isConnected) return
  const asking = new Asking(
    frame.dataset.reportEditor ?? '',
    JSON.parse(frame.dataset.words ?? '{}') as EditorWords,
  )
  const labels = new Labels(asking)
  const isSaved = new URLSearchParams(location.search).get('da') === 'luu'
  const sections = [...frame.querySelectorAll<HTMLElement>('[data-section]')].flatMap((place) => {
    const box = place.querySelector<HTMLTextAreaElement>('textarea[name^="text."]')
    return box ? [new SectionEditor(place, box, asking, labels, isSaved)] : []
  })
  watch(frame, { asking, labels, sections })
}

/** Whether something was typed into a field that no editor was made of: number, day, signer. */
const hasUnsavedFields = (form: HTMLFormElement | null): boolean =>
  [...(form?.querySelectorAll<HTMLInputElement>('input:not([type=hidden]), textarea') ?? [])].some(
    (field) => !field.closest('[data-section]') && field.value !== field.defaultValue,
  )

type Mounted = { asking: Asking; labels: Labels; sections: SectionEditor[] }

function watch(frame: HTMLElement, { asking, labels, sections }: Mounted): void {
  const over = new AbortController()
  const { signal } = over
  const form = frame.closest('form')
  const isUnsaved = () => !isSending && (sections.some((one) => one.isUnsaved) || hasUnsavedFields(form))
  let isSending = false

  // Values are those of now whenever somebody comes back to the page.
  window.addEventListener(
    'focus',
    () => {
      asking.forgetMenu()
      labels.refreshSoon()
    },
    { signal },
  )
  form?.addEventListener(
    'submit',
    () => {
      isSending = true
      for (const section of sections) section.sent()
    },
    { signal },
  )
  document.addEventListener(
    'turbo:submit-end',
    (event) => {
      // What the server has kept leads on to another page by itself: nobody has to be asked.
      if (!(event as CustomEvent<{ success?: boolean }>).detail.success) isSending = false
    },
    { signal },
  )
  window.addEventListener(
    'beforeunload',
    (event) => {
      if (isUnsaved()) event.preventDefault()
    },
    { signal },
  )
  document.addEventListener(
    'turbo:before-visit',
    (event) => {
      if (isUnsaved() && !window.confirm(asking.words.leave_unsaved)) event.preventDefault()
    },
    { signal },
  )
  const leave = () => {
    over.abort()
    for (const section of sections) section.destroy()
    delete frame.dataset.begun
  }
  document.addEventListener('turbo:before-cache', leave, { signal })
  document.addEventListener('turbo:before-render', leave, { signal })
}
