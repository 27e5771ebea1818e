// Keeps the code on the screen fresh without the page being loaded anew. Without it the page reloads itself.

/** How often the count is fetched, at the latest; a new code comes when its time is there. */
const everyMilliseconds = 5000

async function refresh(region: HTMLElement): Promise<void> {
  const offline = document.querySelector<HTMLElement>('[data-offline]')
  try {
    const answer = await fetch(region.dataset.screen ?? '', { headers: { accept: 'text/html' } })
    if (!answer.ok || answer.redirected) throw new Error('no answer')
    const fragment = document.createElement('template')
    fragment.innerHTML = await answer.text()
    region.replaceChildren(fragment.content)
    if (offline) offline.hidden = true
  } catch {
    // The code that stands there will soon open nothing: whoever keeps the door has to know.
    if (offline) offline.hidden = false
  }
}

function keepFresh(): void {
  const region = document.querySelector<HTMLElement>('[data-screen]')
  if (!region) return
  const left = Number(region.querySelector<HTMLElement>('[data-left]')?.dataset.left ?? everyMilliseconds)
  window.setTimeout(
    async () => {
      if (!region.isConnected) return
      await refresh(region)
      keepFresh()
    },
    Math.max(250, Math.min(everyMilliseconds, left + 100)),
  )
}

keepFresh()
