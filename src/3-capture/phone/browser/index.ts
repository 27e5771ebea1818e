// Photos on the phone: each is shrunk and sent ahead of the form while the person goes on typing, so that saving
// takes a moment even on a slow line. Without this script the form sends the photos itself.

import { send, shrink } from './photos.ts'
import './said-fields.ts'
import './shown.ts'

function take(input: HTMLInputElement): void {
  const form = input.form
  const sent = form?.elements.namedItem('photosSent')
  if (!form || !(sent instanceof HTMLInputElement)) return
  const files = [...(input.files ?? [])]
  // The photos travel on their own; left in the field, the form would send them a second time.
  input.value = ''
  const list = listBeside(input)
  for (const file of files) void carry(file, sent, list, form)
}

/** The list beneath the field in which each photo shows how far it is. */
function listBeside(input: HTMLInputElement): HTMLElement {
  const there = input.parentElement?.querySelector<HTMLElement>('[data-photos]')
  if (there) return there
  const list = document.createElement('ul')
  list.dataset.photos = ''
  list.className = 'photos-sent'
  list.setAttribute('aria-live', 'polite')
  input.insertAdjacentElement('afterend', list)
  return list
}

/** A photo in small, or the name of what is no photo. */
function previewOf(file: File): HTMLElement {
  if (!file.type.startsWith('image/')) {
    const name = document.createElement('strong')
    name.textContent = file.name
    return name
  }
  const picture = document.createElement('img')
  picture.src = URL.createObjectURL(file)
  picture.alt = ''
  return picture
}

/** Photos that are on their way; the form waits for them. */
const underWay = new Map<HTMLFormElement, Set<Promise<unknown>>>()

function carry(file: File, sent: HTMLInputElement, list: HTMLElement, form: HTMLFormElement): Promise<void> {
  const item = document.createElement('li')
  const words = document.createElement('span')
  item.append(previewOf(file), words)
  list.append(item)

  const journey = attempt()
  const journeys = underWay.get(form) ?? new Set()
  underWay.set(form, journeys.add(journey))
  return journey.finally(() => journeys.delete(journey))

  async function attempt(): Promise<void> {
    item.dataset.state = 'sending'
    words.textContent = sentences().sending
    try {
      const answer = await send(await shrink(file), file.name)
      if ('sha256' in answer) {
        sent.value = [...sent.value.split(',').filter(Boolean), answer.sha256].join(',')
        item.dataset.state = 'sent'
        words.textContent = sentences().sent
      } else {
        item.dataset.state = 'refused'
        words.textContent = answer.sentence
      }
    } catch {
      item.dataset.state = 'failed'
      words.textContent = sentences().failed
      const again = document.createElement('button')
      again.type = 'button'
      again.className = 'btn btn-plain'
      again.textContent = sentences().again
      again.addEventListener('click', () => {
        again.remove()
        void attempt()
      })
      item.append(again)
    }
  }
}

const sentences = () =>
  document.documentElement.lang === 'en'
    ? { sending: 'Sending…', sent: 'Received', failed: 'Not sent: no connection.', again: 'Send again' }
    : { sending: 'Đang gửi…', sent: 'Đã nhận', failed: 'Chưa gửi được: mất mạng.', again: 'Gửi lại' }

document.addEventListener('change', (event) => {
  const { target } = event
  if (target instanceof HTMLInputElement && target.type === 'file' && target.name === 'photos') take(target)
})

// Saving waits for the photos on their way, so that none is left behind.
document.addEventListener(
  'submit',
  (event) => {
    const form = event.target as HTMLFormElement
    const journeys = underWay.get(form)
    if (!journeys || journeys.size === 0) return
    event.preventDefault()
    event.stopImmediatePropagation()
    const button = event.submitter
    void Promise.allSettled(journeys).then(() => form.requestSubmit(button as HTMLButtonElement | null))
  },
  { capture: true },
)
