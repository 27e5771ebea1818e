// The working area: what officers see after signing in. Tabs under the thumb on a phone, a list at the side on a PC.

import type { Child } from 'hono/jsx'
import { t } from '#platform/i18n'
import { Flash, type Tone } from './blocks.tsx'
import { DemonstrationBanner, Document, type Site } from './document.tsx'
import { Icon, type IconName, Mark } from './icon.tsx'
import { Breadcrumb, type Crumb } from './navigation.tsx'
import { LanguageLink } from './public-page.tsx'

export type WorkTab = 'mine' | 'record' | 'check' | 'figures' | 'more'

/** The five places of the working area, in the order of the thumb. */
const workTabs = [
  { key: 'mine', href: '/viec-cua-toi', icon: 'tasks' },
  { key: 'record', href: '/ghi-hoat-dong', icon: 'record' },
  { key: 'check', href: '/duyet', icon: 'check' },
  { key: 'figures', href: '/so-lieu-chi-tiet', icon: 'figures' },
  { key: 'more', href: '/them', icon: 'more' },
] as const satisfies readonly { key: WorkTab; href: string; icon: IconName }[]

/** Places under a heading; `key` names heading and places in the messages of the house. */
export type NavGroup = { group: string; places: readonly { key: string; at: string }[] }

export interface WorkPageProps {
  site: Site
  /** What the page is for: the h1 and the tab's title. */
  title: string
  /** Who is signed in and for which unit: “Nguyễn Thị Hoa”, “Hội LHPN xã Long Trạch”. */
  person: { name: string; unitName?: string }
  /** The answer's nonce for the content security policy: `c.var.nonce`. */
  nonce: string
  csrf?: string
  /** Which tab this page belongs to. */
  tab?: WorkTab
  /** How many wait behind a tab or at a place, by its key: a number on it. */
  waiting?: Readonly<Record<string, number>>
  /** The places beside the tabs, under their headings; the path of this page marks one of them. */
  places?: readonly NavGroup[]
  path?: string
  /** What was looked for, where this is the page of a search. */
  query?: string
  /** Tabs that this person has no use for. */
  withoutTabs?: readonly WorkTab[]
  crumbs?: readonly Crumb[]
  lead?: Child
  above?: Child
  /** Beside the title: a state badge. */
  badge?: Child
  /** Buttons beside the title; the main one first. */
  actions?: Child
  flash?: { tone?: Tone; text: Child } | undefined
  languageHref?: string
  /** Forms and records read better in a narrow column; tables want the width. */
  width?: 'narrow' | 'normal' | 'full'
  /** More browser entries, by path. */
  scripts?: readonly string[]
  children?: Child
}

/** A page of the working area. */
export function WorkPage(props: WorkPageProps) {
  return (
    <Document
      title={props.title}
      siteName={props.site.name}
      nonce={props.nonce}
      scripts={props.scripts}
      bodyClass="work"
    >
      <header class="work-head">
        <a class="brand" href="/viec-cua-toi">
          <Mark />
          <span class="brand-words">
            <span class="brand-name">Lan Tỏa</span>
            <span class="brand-programme">{props.person.unitName ?? props.site.name}</span>
          </span>
        </a>
        <form class="work-search" method="get" action="/tim" aria-label={t('search.title')}>
          <Icon name="search" />
          <input
            type="search"
            name="q"
            value={props.query}
            aria-label={t('search.label')}
            placeholder={t('search.label')}
            autocomplete="off"
            aria-keyshortcuts="/ Control+K"
          />
        </form>
        <a class="work-bell work-find" href="/tim" aria-label={t('search.title')}>
          <Icon name="search" />
        </a>
        {props.places?.some(({ places }) => places.some(({ key }) => key === 'notices')) ? (
          <a class="work-bell" href="/thong-bao">
            <Icon name="bell" />
            <span class="sr-only">{t('app.more.notices')} </span>
            <Waiting count={props.waiting?.notices ?? 0} />
          </a>
        ) : null}
        <details class="person">
          <summary>
            <span class="person-name">{props.person.name}</span>
            <span class="person-initial" aria-hidden="true">
              {initialOf(props.person.name)}
            </span>
          </summary>
          <div class="person-menu">
            <p>
              {t('ui.person.signedInAs')} <strong>{props.person.name}</strong>
              {props.person.unitName ? <span class="person-unit">{props.person.unitName}</span> : null}
            </p>
            <a href="/tai-khoan">{t('ui.person.account')}</a>
            {props.languageHref ? <LanguageLink href={props.languageHref} /> : null}
            <form method="post" action="/dang-xuat" data-turbo="false">
              {props.csrf ? <input type="hidden" name="csrf" value={props.csrf} /> : null}
              <button type="submit" class="btn btn-plain">
                <Icon name="leave" />
                {t('ui.person.signOut')}
              </button>
            </form>
          </div>
        </details>
      </header>
      <nav class="work-nav" aria-label={t('ui.nav.main')}>
        <ul>
          {workTabs
            .filter(({ key }) => !props.withoutTabs?.includes(key))
            .map((tab) => (
              <li>
                <a
                  href={tab.href}
                  class={`tab-${tab.key}`}
                  aria-current={props.tab === tab.key ? 'page' : undefined}
                >
                  <span class="tab-icon">
                    <Icon name={tab.icon} />
                    <Waiting count={props.waiting?.[tab.key] ?? 0} />
                  </span>
                  {t(`ui.tab.${tab.key}`)}
                </a>
              </li>
            ))}
        </ul>
        <Places {...props} />
      </nav>
      <main id="main" class={`work-main work-${props.width ?? 'normal'}`} tabindex={-1}>
        <DemonstrationBanner shown={props.site.demonstration} />
        <div class="page-head">
          {props.crumbs?.length ? <Breadcrumb crumbs={props.crumbs} /> : null}
          {props.above ? <p class="above">{props.above}</p> : null}
          <div class="page-head-row">
            <div>
              <h1>
                {props.title}
                {props.badge}
              </h1>
              {props.lead ? <p class="lead">{props.lead}</p> : null}
            </div>
            {props.actions ? <div class="buttons">{props.actions}</div> : null}
          </div>
        </div>
        {props.flash ? <Flash tone={props.flash.tone ?? 'done'}>{props.flash.text}</Flash> : null}
        {props.children}
      </main>
    </Document>
  )
}

/** The place in whose list a page lies: the one with the longest address that begins its path. */
const placeOf = (groups: readonly NavGroup[], path: string): string | undefined =>
  groups
    .flatMap(({ places }) => places)
    .filter(({ at }) => path === at || path.startsWith(`${at}/`))
    .toSorted((one, other) => other.at.length - one.at.length)[0]?.key

/** All places, grouped: the column at the side of a PC. A phone has them behind the last tab. */
function Places({ places = [], path = '', waiting }: Pick<WorkPageProps, 'places' | 'path' | 'waiting'>) {
  const here = placeOf(places, path)
  return (
    <div class="work-places">
      {places.map(({ group, places: open }) => (
        <section>
          <h2>{t(`app.group.${group}`)}</h2>
          <ul>
            {open.map(({ key, at }) => (
              <li>
                <a href={at} aria-current={here === key ? 'page' : undefined}>
                  {t(`app.more.${key}`)}
                  <Waiting count={waiting?.[key] ?? 0} />
                </a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

function Waiting({ count }: { count: number }) {
  return count > 0 ? (
    <span class="waiting">
      {count > 99 ? '99+' : count}
      <span class="sr-only"> {t('ui.tab.waiting')}</span>
    </span>
  ) : null
}

/** The first letter of the given name, which in Vietnamese stands last. */
const initialOf = (name: string) => (name.trim().split(/\s+/).at(-1)?.[0] ?? '?').toUpperCase()
