/** @jsxImportSource preact */
// The first screen: what came back, and where to record.

import { useState } from 'preact/hooks'
import type { Package } from '../package.ts'
import { refresh, type State } from '../state.ts'
import { formatDay, formatInstant, t } from '../words.ts'
import { Button, Empty, Title } from './parts.tsx'

/** Letters without diacritics, so that “ga ta” finds “gà ta”. */
const plain = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'd').toLowerCase()

const matches = (text: string, words: string): boolean =>
  plain(words)
    .split(/\s+/)
    .every((word) => plain(text).includes(word))

/** So many stand open: below them is what the app is opened for. */
const shownFirst = 2

function Returned({ pack, entries }: { pack: Package; entries: State['entries'] }) {
  // What was corrected here already waits in the queue and is no longer asked for.
  const corrected = new Set(
    entries
      .filter(({ item }) => item.kind === 'version' && item.state !== 'aside')
      .map(({ item, content }) => `${item.recordId} ${content.typed.seen}`),
  )
  const open = pack.returned.filter((record) => !corrected.has(`${record.id} ${record.version}`))
  const [isWhole, showWhole] = useState(false)
  if (open.length === 0) return null
  return (
    <section>
      <h2>{t('phone.home.returned', { count: open.length })}</h2>
      <ul class="rows">
        {(isWhole ? open : open.slice(0, shownFirst)).map((record) => (
          <li key={record.id}>
            <a class="row row-warning" href={`#/sua/${record.id}`}>
              <span class="row-title">{record.initiativeName}</span>
              <span class="row-text">{`${formatDay(record.day)} · ${record.summary.slice(0, 80)}`}</span>
              <span class="row-text">{t('phone.home.returned_for', { reason: record.reason ?? '' })}</span>
            </a>
          </li>
        ))}
      </ul>
      {!isWhole && open.length > shownFirst ? (
        <Button look="quiet" onClick={() => showWhole(true)}>
          {t('phone.home.returned_all', { count: open.length })}
        </Button>
      ) : null}
    </section>
  )
}

export function Home({ pack, entries }: { pack: Package; entries: State['entries'] }) {
  const [words, setWords] = useState('')
  const found = pack.initiatives.filter(
    (one) => words.trim() === '' || matches(`${one.name} ${one.unitName} ${one.kindVi}`, words.trim()),
  )
  return (
    <>
      <Title lead={t('phone.home.lead')}>{t('phone.app.home')}</Title>
      <Returned pack={pack} entries={entries} />
      {pack.initiatives.length > 6 ? (
        <input
          class="input width-full"
          type="search"
          aria-label={t('phone.home.search')}
          placeholder={t('phone.home.search')}
          value={words}
          onInput={(event) => setWords(event.currentTarget.value)}
        />
      ) : null}
      {found.length === 0 ? (
        <Empty title={t(words === '' ? 'phone.home.empty' : 'phone.home.nothing_found')}>
          {t('phone.home.empty_help')}
        </Empty>
      ) : (
        <ul class="rows">
          {found.map((one) => (
            <li key={one.id}>
              <a class="row" href={`#/ghi/${one.id}`}>
                <span class="row-title">{one.name}</span>
                <span class="row-text">{one.unitName}</span>
                <span class="row-text">
                  {one.lastDay
                    ? t('phone.home.last', { day: formatDay(one.lastDay) })
                    : t('phone.home.never')}
                </span>
              </a>
            </li>
          ))}
        </ul>
      )}
      <p class="quiet">{t('phone.home.package_of', { at: formatInstant(pack.at) })}</p>
      <Button onClick={() => void refresh()}>{t('phone.home.refresh')}</Button>
    </>
  )
}
