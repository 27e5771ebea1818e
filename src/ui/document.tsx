// The shell of every page: what a browser, a search engine and a screen reader need before the first word.

import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import { language, t } from '#platform/i18n'
import { assetUrl } from './assets.ts'
import { ProofPatterns } from './figure.tsx'

/** Whose system this is; the same on every page. */
export interface Site {
  /** The authority: “Huyện ủy Cần Đước”. */
  name: string
  /** One line under it: the programme. */
  programme?: string
  /** Whether the data is made up: said on every page. */
  demonstration?: boolean
  /** `https://…` without a slash at the end, for canonical addresses. */
  origin?: string
}

export interface DocumentProps {
  /** What the page is for; the site's name follows it in the browser's tab. */
  title: string
  siteName?: string
  description?: string
  /** Full address of the page as search engines should keep it. */
  canonical?: string
  /** Pages for signed-in people are nobody else's business. */
  indexed?: boolean
  /** Lets the islands in, under this answer's nonce. Without it the page carries no script at all. */
  nonce?: string
  /** More browser entries, by path: `src/3-capture/phone/browser/index.ts`. */
  scripts?: readonly string[]
  bodyClass: string
  /** Where no script runs, the page loads itself anew after so many seconds. */
  refreshSeconds?: number
  children?: Child
}

const font = (subset: string, weight: number) =>
  assetUrl(`node_modules/@fontsource/be-vietnam-pro/files/be-vietnam-pro-${subset}-${weight}-normal.woff2`)

const preloaded = ['vietnamese', 'latin'].flatMap((subset) => [font(subset, 400), font(subset, 600)])

// The mark as an address: a request less, and no file to forget.
const favicon = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><rect width="48" height="48" rx="11" fill="#941f1d"/>' +
    '<g fill="none" stroke="#e9c46a" stroke-width="2.6" stroke-linecap="round"><path d="M8 32c3 6 9 9 16 9s13-3 16-9"/></g>' +
    '<path fill="#f6dfa4" d="M22 32C13 31 9 25 9.500 18c6.500.5 10.500 5 12.500 14zM26 32c9-1 13-7 12.500-14C32 18.500 28 23 26 32z"/>' +
    '<path fill="#fff8e7" d="M24 33c-6-7.500-6-17.500 0-26 6 8.500 6 18.500 0 26z"/></svg>',
)}`

/** A whole HTML document. */
export function Document(props: DocumentProps) {
  const title = props.siteName ? `${props.title} – ${props.siteName}` : props.title
  return (
    <>
      {raw('<!doctype html>')}
      <html lang={language()}>
        <head>
          <meta charset="utf-8" />
          <title>{title}</title>
          <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
          {props.description ? <meta name="description" content={props.description} /> : null}
          {props.indexed ? null : <meta name="robots" content="noindex" />}
          {props.canonical ? <Shared {...props} canonical={props.canonical} /> : null}
          <meta name="color-scheme" content="light dark" />
          <meta name="theme-color" media="(prefers-color-scheme: light)" content="#8f1d1d" />
          <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#1b1512" />
          <meta name="format-detection" content="telephone=no" />
          {props.refreshSeconds ? (
            <noscript>
              <meta http-equiv="refresh" content={String(props.refreshSeconds)} />
            </noscript>
          ) : null}
          <link rel="icon" type="image/svg+xml" href={favicon} />
          {preloaded.map((href) => (
            <link rel="preload" as="font" type="font/woff2" href={href} crossorigin="" />
          ))}
          <link
            rel="stylesheet"
            href={assetUrl('src/ui/style.css')}
            data-turbo-track={props.nonce ? 'reload' : undefined}
          />
          {props.nonce ? <Scripts nonce={props.nonce} more={props.scripts ?? []} /> : null}
        </head>
        <body class={props.bodyClass}>
          <a class="skip" href="#main">
            {t('ui.nav.skip')}
          </a>
          <ProofPatterns />
          {props.children}
        </body>
      </html>
    </>
  )
}

/** The address of a page as search engines keep it, and what is shown of it where its link is shared (Open Graph). */
function Shared(props: DocumentProps & { canonical: string }) {
  const shown: [string, string | undefined][] = [
    ['type', 'website'],
    ['title', props.title],
    ['description', props.description],
    ['url', props.canonical],
    ['site_name', props.siteName],
    ['locale', language() === 'vi' ? 'vi_VN' : 'en_GB'],
  ]
  return (
    <>
      <link rel="canonical" href={props.canonical} />
      {shown.map(([name, content]) => (content ? <meta property={`og:${name}`} content={content} /> : null))}
    </>
  )
}

/** The tracked script makes Turbo load the page anew after an update; the others come and go with their pages. */
function Scripts({ nonce, more }: { nonce: string; more: readonly string[] }) {
  return (
    <>
      <meta name="csp-nonce" content={nonce} />
      <script
        type="module"
        nonce={nonce}
        src={assetUrl('src/ui/islands.ts')}
        data-turbo-track="reload"
      ></script>
      {more.map((entry) => (
        <script type="module" nonce={nonce} src={assetUrl(entry)}></script>
      ))}
    </>
  )
}

/** Says on every page that nothing on it is real. */
export function DemonstrationBanner({ shown }: { shown?: boolean | undefined }) {
  return shown ? (
    <p class="demonstration" role="note">
      {t('ui.demonstration')}
    </p>
  ) : null
}
