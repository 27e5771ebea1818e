// What runs behind the app: it opens the app without a network, and goes on sending when the app is closed.

import { sendAll } from './send.ts'

/** A page of ours that is open in the browser. */
type Window = {
  url: string
  postMessage(message: unknown): void
  focus(): Promise<unknown>
  navigate(address: string): Promise<unknown>
}

declare const self: {
  /** Written in front of this file by the server: the files of the app, and their version. */
  lanToaShell: { version: string; files: string[] }
  skipWaiting(): Promise<void>
  clients: {
    claim(): Promise<void>
    matchAll(asked?: { type: string; includeUncontrolled: boolean }): Promise<Window[]>
    openWindow(address: string): Promise<unknown>
  }
  registration: { showNotification(title: string, options: object): Promise<void> }
  addEventListener(
    name: string,
    listener: (
      event: Event & {
        request: Request
        tag?: string
        data?: { json(): unknown } | null
        notification: { data: unknown; close(): void }
        waitUntil(promise: Promise<unknown>): void
        respondWith(answer: Promise<Response>): void
      },
    ) => void,
  ): void
}

const home = '/ghi/'
const name = (): string => `lantoa-${self.lanToaShell.version}`

self.addEventListener('install', (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(name())
      // From the network, not from what the browser kept: a new version must not hold old files.
      await cache.addAll(
        [home, ...self.lanToaShell.files].map((file) => new Request(file, { cache: 'reload' })),
      )
      await self.skipWaiting()
    })(),
  )
})

self.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      for (const old of await caches.keys())
        if (old.startsWith('lantoa-') && old !== name()) await caches.delete(old)
      await self.clients.claim()
    })(),
  )
})

/** The app and its files come from the phone; everything else is between the page and the network. */
self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin) return
  const isHome = request.mode === 'navigate' && pathname === home
  if (!isHome && !self.lanToaShell.files.includes(pathname)) return
  event.respondWith(
    (async () => {
      const kept = await caches.match(isHome ? home : pathname, { cacheName: name() })
      return kept ?? fetch(request)
    })(),
  )
})

self.addEventListener('sync', (event) => {
  if (event.tag === 'lantoa-send') event.waitUntil(sendBehind())
})

/** Sends what waits. A throw has the browser try again later, with a wait of its own. */
async function sendBehind(): Promise<void> {
  const run = await sendAll()
  for (const client of await self.clients.matchAll()) client.postMessage('moved')
  if (run?.word === 'down') throw new Error('the line is down')
}

/** What the server pushes: the words of a notice, and where it opens. */
type Pushed = { title: string; body: string; href: string; tag: string }

function pushedFrom(data: unknown): Pushed | undefined {
  const { title, body, href, tag } = (data ?? {}) as Partial<Pushed>
  // Only a path of this very system is ever opened.
  const isOurs = typeof href === 'string' && /^\/[^/\\]/.test(href)
  return typeof title === 'string' && typeof body === 'string' && isOurs
    ? { title, body, href, tag: String(tag ?? '') }
    : undefined
}

self.addEventListener('push', (event) => {
  const pushed = pushedFrom(event.data?.json())
  if (!pushed) return
  const { title, body, href, tag } = pushed
  // The tag makes a second push of the same notice take the place of the first.
  event.waitUntil(
    self.registration.showNotification(title, {
      body,
      tag,
      lang: 'vi',
      icon: '/ghi/bieu-tuong-192.png',
      data: { title, body, href, tag },
    }),
  )
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const pushed = pushedFrom(event.notification.data)
  if (pushed) event.waitUntil(openPage(pushed.href))
})

/** Opens a page, in a window of ours that is open already where the browser lets us. */
async function openPage(href: string): Promise<void> {
  const [window] = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  // A window that this worker does not control will not be led elsewhere.
  const isLed = await window?.navigate(href).then(
    () => true,
    () => false,
  )
  await (isLed ? window?.focus() : self.clients.openWindow(href))
}
