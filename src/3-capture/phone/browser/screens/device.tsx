/** @jsxImportSource preact */
// The phone itself: how much room it has, the backup file, and leaving it.

import { useEffect, useState } from 'preact/hooks'
import { BackupRefused, backupName, exportWaiting, importWaiting } from '../backup.ts'
import { endSession, lock } from '../package.ts'
import { isNearlyFull } from '../rules.ts'
import { look, nowByServer, type State, sendNow } from '../state.ts'
import { remember } from '../vault.ts'
import { dayAt, formatBytes, language, speak, t } from '../words.ts'
import { Button, Flash, Framed, idOf, Title } from './parts.tsx'

function Room() {
  const [room, setRoom] = useState<StorageEstimate>({})
  const [isKept, setKept] = useState<boolean>()
  useEffect(() => {
    void navigator.storage?.estimate().then(setRoom)
    void navigator.storage?.persisted().then(setKept)
  }, [])
  return (
    <section>
      <h2>{t('phone.device.room')}</h2>
      <p>
        {room.quota === undefined
          ? t('phone.device.room_unknown')
          : t('phone.device.room_used', {
              used: formatBytes(room.usage ?? 0),
              quota: formatBytes(room.quota),
            })}
      </p>
      {isNearlyFull(room) ? <Flash tone="warning">{t('phone.device.full')}</Flash> : null}
      <p>{t(isKept ? 'phone.device.kept' : 'phone.device.not_kept')}</p>
      {isKept === false ? (
        <Button onClick={() => void navigator.storage.persist().then(setKept)}>
          {t('phone.device.ask_keep')}
        </Button>
      ) : null}
    </section>
  )
}

type Said = { tone: 'done' | 'problem'; text: string }

/** The backup file, out and in. */
export function Backup({ mayImport }: { mayImport: boolean }) {
  const [password, setPassword] = useState('')
  const [file, setFile] = useState<File>()
  const [said, say] = useState<Said>()
  const [isBusy, setBusy] = useState(false)

  const attempt = async (run: () => Promise<string>): Promise<void> => {
    if (password.length < 10) return say({ tone: 'problem', text: t('phone.backup.too_short') })
    setBusy(true)
    try {
      say({ tone: 'done', text: await run() })
    } catch (fault) {
      if (!(fault instanceof BackupRefused)) throw fault
      say({ tone: 'problem', text: t(fault.message) })
    } finally {
      setBusy(false)
    }
  }
  const exportFile = async (): Promise<string> => {
    const { file: made, count } = await exportWaiting(password)
    const link = document.createElement('a')
    link.href = URL.createObjectURL(made)
    link.download = backupName(dayAt(nowByServer()))
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
    return t('phone.backup.exported', { count })
  }
  const importFile = async (): Promise<string> => {
    if (!file) throw new BackupRefused('phone.backup.choose_file')
    const count = await importWaiting(file, password)
    await look()
    void sendNow()
    return t('phone.backup.imported', { count })
  }
  return (
    <section class="form">
      <h2>{t('phone.backup.title')}</h2>
      <p>{t('phone.backup.lead')}</p>
      <Framed name="password" label={t('phone.backup.password')} hint={t('phone.backup.password_hint')}>
        <input
          class="input width-full"
          type="password"
          autocomplete="new-password"
          id={idOf('password')}
          value={password}
          onInput={(event) => setPassword(event.currentTarget.value)}
        />
      </Framed>
      <Button wide disabled={isBusy} onClick={() => void attempt(exportFile)}>
        {t('phone.backup.export')}
      </Button>
      {mayImport ? (
        <>
          <Framed name="backup" label={t('phone.backup.file')}>
            <input
              class="file-input width-full"
              type="file"
              accept=".lantoa"
              id={idOf('backup')}
              onChange={(event) => setFile(event.currentTarget.files?.[0])}
            />
          </Framed>
          <Button wide disabled={isBusy} onClick={() => void attempt(importFile)}>
            {t('phone.backup.import')}
          </Button>
        </>
      ) : null}
      {said ? <Flash tone={said.tone}>{said.text}</Flash> : null}
    </section>
  )
}

/** How much of a person's has not been received yet. */
const waitingIn = (entries: State['entries']): number =>
  entries.filter(({ item }) => item.state !== 'received' || !item.settled).length

async function leave(): Promise<void> {
  await lock()
  // Without a network there is no page to sign in on: the app opens again, locked, and leads there once the line is back.
  location.replace((await endSession()) ? '/dang-nhap' : '/ghi/')
}

function Leave({ entries }: { entries: State['entries'] }) {
  const [isAsked, ask] = useState(false)
  const waiting = waitingIn(entries)
  return (
    <section>
      <h2>{t('phone.device.leave')}</h2>
      <p>{t('phone.device.leave_lead')}</p>
      {isAsked && waiting > 0 ? (
        <Flash tone="warning">
          <p>{t('phone.device.leave_waiting', { count: waiting })}</p>
          <Button look="danger" onClick={() => void leave()}>
            {t('phone.device.leave_anyway')}
          </Button>
        </Flash>
      ) : (
        <Button onClick={() => (waiting > 0 ? ask(true) : void leave())}>
          {t('phone.device.leave_now')}
        </Button>
      )}
    </section>
  )
}

async function changeLanguage(): Promise<void> {
  const wanted = language() === 'vi' ? 'en' : 'vi'
  await remember('language', wanted)
  speak(wanted)
  document.documentElement.lang = wanted
  await look()
}

export function Device({ state }: { state: State }) {
  return (
    <>
      <Title lead={t('phone.device.person', { name: state.person?.name ?? '' })}>
        {t('phone.device.title')}
      </Title>
      <Button onClick={() => void changeLanguage()}>
        {t(language() === 'vi' ? 'phone.app.english' : 'phone.app.vietnamese')}
      </Button>
      <Room />
      <Backup mayImport />
      <Leave entries={state.entries} />
    </>
  )
}

/** After signing out on another page: what waits is said before the key leaves the phone. */
export function Leaving({ state }: { state: State }) {
  const waiting = waitingIn(state.entries)
  const goOn = async (): Promise<void> => {
    await lock()
    location.replace('/dang-nhap')
  }
  useEffect(() => {
    if (state.isReady && waiting === 0) void goOn()
  })
  if (!state.isReady || waiting === 0) return <Title>{t('phone.device.leave_signed_out')}</Title>
  return (
    <>
      <Title lead={t('phone.device.leave_waiting', { count: waiting })}>
        {t('phone.device.leave_signed_out')}
      </Title>
      <div class="choices-large">
        <a class="btn btn-main btn-full" href="/dang-nhap?tiep=/ghi/">
          {t('phone.device.send_first')}
        </a>
        <Button look="danger" wide onClick={() => void goOn()}>
          {t('phone.device.leave_anyway')}
        </Button>
      </div>
      <Backup mayImport={false} />
    </>
  )
}
