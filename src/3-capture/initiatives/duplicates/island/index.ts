// Shows, while a name is typed, initiatives that are called alike. Without it the form asks when it is sent.

const waitMilliseconds = 350

let timer: number | undefined
let running: AbortController | undefined

const typedIn = (form: HTMLFormElement, name: string): string => {
  const value = new FormData(form).get(name)
  return typeof value === 'string' ? value : ''
}

async function suggest(form: HTMLFormElement, region: HTMLElement): Promise<void> {
  running?.abort()
  running = new AbortController()
  const asked = new URLSearchParams({
    ten: typedIn(form, 'name'),
    loai: typedIn(form, 'kind'),
    'don-vi': typedIn(form, 'unitId'),
  })
  try {
    const answer = await fetch(`/quan-ly/mo-hinh/gan-giong?${asked}`, { signal: running.signal })
    if (!answer.ok) return
    const fragment = document.createElement('template')
    fragment.innerHTML = await answer.text()
    region.replaceChildren(fragment.content)
  } catch {
    // No network, or a later letter was faster: what is shown stays, and the form asks again when it is sent.
  }
}

function later(event: Event): void {
  const { target } = event
  if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return
  const form = target.form
  const region = form?.querySelector<HTMLElement>('[data-alike]')
  if (!form || !region || !['name', 'kind', 'unitId'].includes(target.name)) return
  window.clearTimeout(timer)
  timer = window.setTimeout(() => void suggest(form, region), waitMilliseconds)
}

document.addEventListener('input', later)
document.addEventListener('change', later)
