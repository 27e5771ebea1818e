// Lets this browser show notices when the system is closed. The worker of the app for recording shows them.

const bytesOf = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0))

async function subscribe(key: string): Promise<void> {
  const worker = await navigator.serviceWorker.register('/ghi/sw.js', { scope: '/ghi/' })
  await readyOf(worker)
  // An address that somebody else has got in this browser must not bring them what is ours.
  await (await worker.pushManager.getSubscription())?.unsubscribe()
  const subscription = await worker.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: bytesOf(key),
  })
  const { endpoint, keys } = subscription.toJSON()
  const answer = await fetch('/thong-bao/trinh-duyet', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ endpoint, keys }),
  })
  if (!answer.ok) {
    await subscription.unsubscribe()
    throw new Error('refused')
  }
}

/** Waits until the worker runs: a subscription belongs to one that does. */
const readyOf = (worker: ServiceWorkerRegistration): Promise<void> =>
  new Promise((done) => {
    const starting = worker.installing ?? worker.waiting
    if (worker.active || !starting) return done()
    starting.addEventListener('statechange', () => {
      if (starting.state === 'activated') done()
    })
  })

const place = document.querySelector<HTMLElement>('#push')
const button = place?.querySelector('button')
const status = place?.querySelector('[role=status]')
if (place && button && status && 'serviceWorker' in navigator && 'PushManager' in window) {
  place.hidden = false
  button.addEventListener('click', async () => {
    button.disabled = true
    const permission = await Notification.requestPermission()
    try {
      if (permission !== 'granted') throw new Error('not granted')
      await subscribe(place.dataset.key ?? '')
      location.reload()
    } catch {
      status.textContent = (permission === 'granted' ? place.dataset.failed : place.dataset.refused) ?? ''
      button.disabled = false
    }
  })
}
