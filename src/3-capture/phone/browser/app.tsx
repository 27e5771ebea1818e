/** @jsxImportSource preact */
// The app for recording without a network: its frame, its addresses, its beginning.

import { render } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { correctionOf, newDraft } from './fill-in.ts'
import { type Content, type Picture, photosOfItem } from './outbox.ts'
import type { Package } from './package.ts'
import { Device, Leaving } from './screens/device.tsx'
import { RecordForm } from './screens/form.tsx'
import { Home } from './screens/home.tsx'
import { ItemScreen } from './screens/item.tsx'
import { Empty, Flash, Icon, type IconName, Title } from './screens/parts.tsx'
import { Queue } from './screens/queue.tsx'
import { begin, nowByServer, type State, useApp } from './state.ts'
import { type Item, recall } from './vault.ts'
import { dayAt, speak, t } from './words.ts'
import './phone.css'

const addressNow = (): string[] => location.hash.replace(/^#\/?/, '').split('/').filter(Boolean)

function useAddress(): string[] {
  const [address, set] = useState(addressNow())
  useEffect(() => {
    const changed = () => set(addressNow())
    window.addEventListener('hashchange', changed)
    return () => window.removeEventListener('hashchange', changed)
  }, [])
  return address
}

/** Goes to a screen. */
const go = (address: string): void => {
  location.hash = address
}

const saved = (id: string): void => go(`/da-luu/${id}`)

const signInHref = '/dang-nhap?tiep=/ghi/'

function Notices({ state }: { state: State }) {
  const days = Math.round(Math.abs(state.clockError) / 86_400_000)
  return (
    <>
      {state.line === 'down' ? <Flash tone="info">{t('phone.line.down')}</Flash> : null}
      {state.line === 'signed-out' && state.person ? (
        <Flash tone="warning">
          <p>{t('phone.line.signed_out')}</p>
          <a class="btn btn-plain" href={signInHref}>
            {t('phone.line.sign_in')}
          </a>
        </Flash>
      ) : null}
      {state.line === 'no-role' ? <Flash tone="warning">{t('phone.line.no_role')}</Flash> : null}
      {state.othersWaiting > 0 ? (
        <Flash tone="info">{t('phone.line.others', { count: state.othersWaiting })}</Flash>
      ) : null}
      {state.clockError !== 0 ? (
        <Flash tone="warning">
          {t(state.clockError > 0 ? 'phone.clock.ahead' : 'phone.clock.behind', { days })}
        </Flash>
      ) : null}
    </>
  )
}

/** The form for what is in the queue already: its pictures are opened first. */
function EditItem({ item, content, pack }: { item: Item; content: Content; pack: Package }) {
  const [pictures, setPictures] = useState<Picture[]>()
  useEffect(() => {
    void photosOfItem(item.id).then(setPictures)
  }, [item.id])
  if (!pictures) return <Title>{t('phone.app.opening')}</Title>
  const problems = new Map(content.trouble?.fields.map((one) => [one.field, one.sentence]))
  return (
    <RecordForm
      title={t('phone.form.edit')}
      start={{ ...content.typed, photosThere: item.photosReceived, marked: null }}
      pictures={pictures}
      pack={pack}
      item={{ id: item.id, recordId: item.recordId }}
      trouble={content.trouble?.sentence}
      serverProblems={problems}
      saved={saved}
    />
  )
}

function Saved({ state, id }: { state: State; id: string }) {
  const item = state.entries.find((entry) => entry.item.id === id)?.item
  return (
    <>
      <Title>{t('phone.saved.title')}</Title>
      <Flash tone="done">{t(item?.state === 'received' ? 'phone.saved.sent' : 'phone.saved.waiting')}</Flash>
      <div class="choices-large">
        <a class="btn btn-main btn-full" href="#/">
          {t('phone.saved.another')}
        </a>
        <a class="btn btn-plain btn-full" href="#/hang-doi">
          {t('phone.saved.to_queue')}
        </a>
      </div>
    </>
  )
}

function Screen({ state, address }: { state: State; address: string[] }) {
  const [place = '', id = '', more] = address
  const { pack, entries } = state
  if (!state.isReady) return <Title>{t('phone.app.opening')}</Title>
  if (place === 'roi-may') return <Leaving state={state} />
  if (!state.person || !pack)
    return (
      <>
        <Title>{t('phone.app.home')}</Title>
        <Empty title={t('phone.line.sign_in')}>{t('phone.line.first')}</Empty>
        <a class="btn btn-main btn-full" href={signInHref}>
          {t('phone.line.sign_in')}
        </a>
      </>
    )
  if (place === 'hang-doi') return <Queue state={state} />
  if (place === 'may') return <Device state={state} />
  if (place === 'da-luu') return <Saved state={state} id={id} />
  const entry = place === 'muc' ? entries.find(({ item }) => item.id === id) : undefined
  if (entry && more === 'sua') return <EditItem key={id} {...entry} pack={pack} />
  if (entry) return <ItemScreen key={id} {...entry} pack={pack} done={() => go('/hang-doi')} />
  const initiative = place === 'ghi' ? pack.initiatives.find((one) => one.id === id) : undefined
  if (initiative)
    return (
      <RecordForm
        key={id}
        title={t('phone.form.title')}
        start={newDraft(initiative, dayAt(nowByServer()))}
        pictures={[]}
        pack={pack}
        saved={saved}
      />
    )
  const returned = place === 'sua' ? pack.returned.find((one) => one.id === id) : undefined
  if (returned) return <Correct key={id} pack={pack} record={returned} />
  return <Home pack={pack} entries={entries} />
}

function Correct({ pack, record }: { pack: Package; record: Package['returned'][number] }) {
  return (
    <RecordForm
      title={t('phone.form.correct')}
      start={correctionOf(record)}
      pictures={[]}
      pack={pack}
      item={{ recordId: record.id }}
      trouble={t('phone.form.returned_because', { reason: record.reason ?? '' })}
      saved={saved}
    />
  )
}

const tabs: { place: string; href: string; icon: IconName; word: string }[] = [
  { place: '', href: '#/', icon: 'record', word: 'phone.tab.record' },
  { place: 'hang-doi', href: '#/hang-doi', icon: 'queue', word: 'phone.tab.queue' },
  { place: 'may', href: '#/may', icon: 'device', word: 'phone.tab.device' },
]

function App() {
  const state = useApp()
  const address = useAddress()
  const waiting = state.entries.filter(({ item }) => !['received', 'aside'].includes(item.state)).length
  return (
    <>
      <header class="work-head">
        <a class="brand" href="/viec-cua-toi">
          <span class="brand-words">
            <span class="brand-name">Lan Tỏa</span>
            <span class="brand-programme">{state.person?.unitName ?? t('phone.app.home')}</span>
          </span>
        </a>
        {state.person ? <span class="phone-person">{state.person.name}</span> : null}
      </header>
      <nav class="work-nav" aria-label={t('phone.app.menu')}>
        <ul>
          {tabs.map((tab) => (
            <li key={tab.place}>
              <a
                href={tab.href}
                class={`tab-${tab.icon}`}
                aria-current={(address[0] ?? '') === tab.place ? 'page' : undefined}
              >
                <span class="tab-icon">
                  <Icon name={tab.icon} />
                  {tab.place === 'hang-doi' && waiting > 0 ? <span class="waiting">{waiting}</span> : null}
                </span>
                {t(tab.word)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <main id="main" class="work-main work-narrow" tabIndex={-1}>
        <p class="demonstration" role="note" hidden={!isDemonstration}>
          {demonstrationWords}
        </p>
        <Notices state={state} />
        <Screen state={state} address={address} />
      </main>
    </>
  )
}

/** The server says on the page around the app whether its data is made up. */
const banner = document.querySelector('#app .demonstration')
const isDemonstration = banner !== null
const demonstrationWords = banner?.textContent ?? ''

async function start(): Promise<void> {
  const root = document.getElementById('app')
  if (!root) return
  const kept = (await recall('language').catch(() => undefined)) ?? 'vi'
  speak(kept)
  document.documentElement.lang = kept
  root.replaceChildren()
  if (!isSecureContext) {
    render(
      <main id="main" class="work-main work-narrow">
        <Title>{t('phone.app.home')}</Title>
        <p>{t('phone.app.not_secure')}</p>
        <a class="btn btn-main" href="/ghi-hoat-dong">
          {t('phone.app.to_plain')}
        </a>
      </main>,
      root,
    )
    return
  }
  render(<App />, root)
  // Asked for without waiting: recording does not depend on it.
  void navigator.serviceWorker?.register('/ghi/sw.js', { scope: '/ghi/' })
  await begin()
  if ((await navigator.storage?.persisted()) === false) void navigator.storage.persist()
}

void start()
