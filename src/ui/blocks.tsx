// The blocks of which a page is built.

import type { Child } from 'hono/jsx'
import { t } from '#platform/i18n'
import { Icon, type IconName } from './icon.tsx'

/** A part of a page under its own heading; `link` stands at the right ("Xem tất cả"). */
export function Section(props: {
  title: string
  id?: string
  link?: { href: string; label: string }
  children?: Child
}) {
  return (
    <section class="section" id={props.id}>
      <div class="section-head">
        <h2>{props.title}</h2>
        {props.link ? (
          <a class="section-link" href={props.link.href}>
            {props.link.label}
            <Icon name="next" />
          </a>
        ) : null}
      </div>
      {props.children}
    </section>
  )
}

/** A sheet of paper on the table. With `href` the whole card leads there (the title is the link). */
export function Card(props: {
  title?: Child
  href?: string
  /** A short line above the title: the owner, the kind. */
  above?: Child
  /** Beside the title: a state. */
  badge?: Child
  image?: { src: string; alt: string; width?: number; height?: number }
  foot?: Child
  /** 2 under a page's title, 3 inside a section. */
  level?: 2 | 3
  children?: Child
}) {
  const Heading = `h${props.level ?? 3}` as 'h3'
  return (
    <article class={props.href ? 'card card-link' : 'card'}>
      {props.image ? (
        <img
          class="card-image"
          src={props.image.src}
          alt={props.image.alt}
          width={props.image.width ?? 640}
          height={props.image.height ?? 400}
          loading="lazy"
          decoding="async"
        />
      ) : null}
      <div class="card-inside">
        {props.above ? (
          <div class="card-above">
            <span>{props.above}</span>
            {props.badge}
          </div>
        ) : null}
        {props.title ? (
          <div class="card-head">
            <Heading class="card-title">
              {props.href ? <a href={props.href}>{props.title}</a> : props.title}
            </Heading>
            {props.above ? null : props.badge}
          </div>
        ) : null}
        {props.children}
        {props.foot ? <div class="card-foot">{props.foot}</div> : null}
      </div>
    </article>
  )
}

/** Cards or figures side by side, as many as fit: `narrow` 4 on a PC, `normal` 3, `wide` 2. One column on the phone. */
export function Grid({
  children,
  size = 'normal',
}: {
  children?: Child
  size?: 'narrow' | 'normal' | 'wide'
}) {
  return <div class={`grid-${size}`}>{children}</div>
}

/** So many cards are seen at once; a phone shows them on three screens. */
const mostSeen = 8

/** Cards of which the first are seen at once and the others opened: no page is long without being asked. */
export function FoldedGrid({ cards }: { cards: readonly Child[] }) {
  const rest = cards.slice(mostSeen)
  return (
    <>
      <Grid>{cards.slice(0, rest.length > 1 ? mostSeen : cards.length)}</Grid>
      {rest.length > 1 ? (
        <details class="fold">
          <summary>{t('ui.more_cards', { count: rest.length })}</summary>
          <Grid>{rest}</Grid>
        </details>
      ) : null}
    </>
  )
}

/** Facts about one thing: label and value. Blank values are left out. */
export function Facts({ items }: { items: readonly { label: string; value: Child }[] }) {
  return (
    <dl class="facts">
      {items
        .filter(({ value }) => value !== null && value !== undefined && value !== '')
        .map(({ label, value }) => (
          <div>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}

/** Running text at a width that is comfortable to read. */
export function Prose({ children }: { children?: Child }) {
  return <div class="prose">{children}</div>
}

/** What will be here and how to begin. */
export function EmptyState(props: {
  title: string
  children?: Child
  action?: { href: string; label: string; icon?: IconName }
}) {
  return (
    <div class="empty">
      <svg class="empty-mark" viewBox="0 0 160 64" aria-hidden="true">
        <ellipse cx="80" cy="44" rx="74" ry="16" />
        <ellipse cx="80" cy="44" rx="48" ry="10" />
        <ellipse cx="80" cy="44" rx="22" ry="5" />
        <path d="M80 42c-8-10-8-24 0-36 8 12 8 26 0 36z" />
      </svg>
      <p class="empty-title">{props.title}</p>
      {props.children ? <div class="empty-text">{props.children}</div> : null}
      {props.action ? (
        <a class="btn btn-main" href={props.action.href}>
          {props.action.icon ? <Icon name={props.action.icon} /> : null}
          {props.action.label}
        </a>
      ) : null}
    </div>
  )
}

export type Tone = 'done' | 'info' | 'warning' | 'problem'

const toneIcons = { done: 'done', info: 'info', warning: 'warning', problem: 'warning' } as const

/** A notice after an act ("Đã ghi hoạt động") or about the page. Said aloud by screen readers. */
export function Flash({ tone = 'done', children }: { tone?: Tone; children?: Child }) {
  return (
    <div class={`flash flash-${tone}`} role={tone === 'problem' ? 'alert' : 'status'}>
      <Icon name={toneIcons[tone]} />
      <div>{children}</div>
    </div>
  )
}

/** The photos of a record. Each opens large; the words under it say what, where and when. */
export function PhotoGrid(props: {
  photos: readonly {
    href: string
    src: string
    alt: string
    width?: number
    height?: number
    caption?: Child
    badge?: Child
  }[]
}) {
  return (
    <ul class="photos">
      {props.photos.map((photo) => (
        <li>
          <figure>
            <a href={photo.href} data-turbo="false">
              <img
                src={photo.src}
                alt={photo.alt}
                width={photo.width ?? 480}
                height={photo.height ?? 360}
                loading="lazy"
                decoding="async"
              />
            </a>
            {photo.caption || photo.badge ? (
              <figcaption>
                {photo.caption}
                {photo.badge}
              </figcaption>
            ) : null}
          </figure>
        </li>
      ))}
    </ul>
  )
}

export interface TimelineItem {
  /** As people read it: formatDay or formatInstant. */
  when: string
  title: Child
  who?: string
  href?: string
  tone?: 'plain' | 'done' | 'warning' | 'problem'
  badge?: Child
  text?: Child
}

/** What happened to one thing, newest first: the life of an initiative, the versions of an activity. */
export function Timeline({ items, label }: { items: readonly TimelineItem[]; label?: string }) {
  return (
    <ol class="timeline" aria-label={label ?? t('ui.timeline.label')}>
      {items.map((item) => (
        <li class={`timeline-${item.tone ?? 'plain'}`}>
          <p class="timeline-when">{item.when}</p>
          <p class="timeline-title">
            {item.href ? <a href={item.href}>{item.title}</a> : item.title}
            {item.badge}
          </p>
          {item.who ? <p class="timeline-who">{item.who}</p> : null}
          {item.text ? <div class="timeline-text">{item.text}</div> : null}
        </li>
      ))}
    </ol>
  )
}
