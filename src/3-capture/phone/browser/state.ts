// What the screens show, and the loop that fetches and sends behind them.

import { useEffect, useState } from 'preact/hooks'
import { type Content, queue } from './outbox.ts'
import { endSession, fetchPackage, keptPackage, type Package } from './package.ts'
import { clockError } from './rules.ts'
import { type Run, sendAll } from './send.ts'
import { countOfOthers, type Item, owner, type Person, recall } from './vault.ts'

/** Everything that a screen may show. */
export type State = {
  isReady: boolean
  person: Person | undefined
  pack: Package | undefined
  entries: { item: Item; content: Content }[]
  line: Run['word'] | 'no-role' | undefined
  nextAt: number
  isSending: boolean
  othersWaiting: number
  clockError: number
}

let state: State = {
  isReady: false,
  person: undefined,
  pack: undefined,
  entries: [],
  line: undefined,
  nextAt: 0,
  isSending: false,
  othersWaiting: 0,
  clockError: 0,
}
const listeners = new Set<() => void>()

function tell(by: Partial<State>): void {
  state = { ...state, ...by }
  for (const listener of listeners) listener()
}

/** The state, kept up to date on the screen. */
export function useApp(): State {
  const [shown, show] = useState(state)
  useEffect(() => {
    const listener = () => show(state)
    listeners.add(listener)
    listener()
    return () => {
      listeners.delete(listener)
    }
  }, [])
  return shown
}

/** Reads anew what lies on the phone. */
export async function look(): Promise<void> {
  const known = await owner()
  const [pack, entries, others, clock, line] = await Promise.all([
    keptPackage().catch(() => undefined),
    queue(),
    countOfOthers(known?.person.id),
    recall('clock'),
    recall('line'),
  ])
  tell({
    isReady: true,
    person: known?.person,
    pack,
    entries,
    othersWaiting: others,
    clockError: clockError(clock, Date.now()),
    nextAt: line?.nextAt ?? 0,
  })
}

let looking = Promise.resolve()
/** Looks again soon; many changes at once are one look. */
const lookSoon = (): void => {
  looking = looking.then(() => new Promise((done) => setTimeout(done, 120))).then(look)
}

/** The day by the clock of the server, as far as the phone knows it. */
export const nowByServer = (): number => Date.now() - state.clockError

let timer: ReturnType<typeof setTimeout> | undefined
let underWay: Promise<void> | undefined

/** Sends what waits and comes back later by itself where the line is down. Asked twice at once it runs once. */
export function sendNow(): Promise<void> {
  underWay ??= send().finally(() => {
    underWay = undefined
  })
  return underWay
}

async function send(): Promise<void> {
  clearTimeout(timer)
  if ((await owner()) === undefined) return
  tell({ isSending: true })
  const run = await sendAll(lookSoon)
  // Somebody else is signed in now: the phone becomes theirs, and what is shown here closes.
  if (run?.word === 'another-person') await fetchPackage()
  await look()
  tell({ isSending: false, line: run?.word ?? state.line })
  // Somebody else (another tab, what runs behind the app) sends just now: look again in a moment.
  const wait = run ? run.waitMilliseconds : 3000
  if (wait !== undefined && state.entries.some(({ item }) => isUnsent(item)))
    timer = setTimeout(() => void sendNow(), wait)
}

/** Whether something still has to be sent, without anybody's doing. */
export const isUnsent = (item: Item): boolean =>
  item.state === 'waiting' || (item.state === 'received' && !item.settled)

/** Fetches the package, and says what stood in the way. */
export async function refresh(): Promise<void> {
  if (await recall('leaving')) await endSession()
  const outcome = await fetchPackage()
  await look()
  const words = {
    done: 'open',
    'line-is-down': 'down',
    'signed-out': 'signed-out',
    'another-person': 'another-person',
    conflict: 'down',
    refused: 'no-role',
  } as const
  tell({ line: words[outcome.kind] })
  if (outcome.kind === 'done') await sendNow()
}

/** Has the browser send on when the app is closed, where it can. */
export async function sendBehind(): Promise<void> {
  try {
    const registration = await navigator.serviceWorker.ready
    const { sync } = registration as { sync?: { register(name: string): Promise<void> } }
    await sync?.register('lantoa-send')
  } catch {
    // Not every browser can; then the app sends when it is open.
  }
}

/** Starts the loop. */
export async function begin(): Promise<void> {
  await look()
  window.addEventListener('online', () => void refresh())
  window.addEventListener('offline', () => tell({ line: 'down' }))
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void refresh()
  })
  navigator.serviceWorker?.addEventListener('message', lookSoon)
  await refresh()
}
