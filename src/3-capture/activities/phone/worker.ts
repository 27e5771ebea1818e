// What runs behind the app: it opens the app without a network, and goes on sending when the app is closed.

import { sendAll } from './send.ts'

declare const self: {
  /** Written in front of this file by the server: the files of the app, and their version. */
  lanToaShell: { version: string; files: string[] }
  skipWaiting(): Promise<void>
  clients: { claim(): Promise<void>; matchAll(): Promise<{ postMessage(message: unknown): void }[]> }
  addEventListener(
    name: string,
    listener: (
      event: Event & {
        request: Request
        tag?: string
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
