// The public site: no script at all, light enough for a phone far from the mast.

import type { Child } from 'hono/jsx'
import { language, t } from '#platform/i18n'
import { DemonstrationBanner, Document, type Site } from './document.tsx'
import { Icon, Mark, Rings } from './icon.tsx'
import { Breadcrumb, type Crumb } from './navigation.tsx'

export interface NavItem {
  href: string
  label: string
  current?: boolean
}

export interface PublicPageProps {
  site: Site
  /** What the page is for: the h1 and the tab's title. */
  title: string
  /** For search engines and shared links; the lead when absent. */
  description?: string
  /** The page's path, `/mo-hinh/nuoi-heo-dat`: makes the canonical address. */
  path?: string
  nav?: readonly NavItem[]
  /** This same page in the other language. */
  languageHref?: string
  /** Where officers sign in. */
  signInHref?: string
  /** For those who have the address only: no search engine keeps it. */
  unlisted?: boolean
  crumbs?: readonly Crumb[]
  /** One or two sentences under the title. */
  lead?: Child
  /** A small line above the title: kind, commune. */
  above?: Child
  /** Stands instead of the plain title: a `Hero`, which then holds the h1. */
  hero?: Child
  /** More columns of the footer. */
  footer?: Child
  children?: Child
}

/** A page for everybody. */
export function PublicPage(props: PublicPageProps) {
  const { site } = props
  const description = props.description ?? (typeof props.lead === 'string' ? props.lead : undefined)
  return (
    <Document
      title={props.title}
      siteName={site.name}
      description={description}
      canonical={site.origin && props.path ? site.origin + props.path : undefined}
      indexed={!site.demonstration && !props.unlisted}
      bodyClass="public"
    >
      <header class="public-head">
        <DemonstrationBanner shown={site.demonstration} />
        <div class="public-head-row">
          <a class="brand" href="/">
            <Mark />
            <span class="brand-words">
              <span class="brand-name">{site.name}</span>
              {site.programme ? <span class="brand-programme">{site.programme}</span> : null}
            </span>
          </a>
          <p class="public-tools">
            {props.languageHref ? <LanguageLink href={props.languageHref} /> : null}
            {props.signInHref ? <a href={props.signInHref}>{t('ui.signIn.link')}</a> : null}
          </p>
        </div>
        {props.nav?.length ? (
          <nav class="public-nav" aria-label={t('ui.nav.main')}>
            <ul>
              {props.nav.map((item) => (
                <li>
                  <a href={item.href} aria-current={item.current ? 'page' : undefined}>
                    {item.label}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        ) : null}
      </header>
      <main id="main" class="public-main" tabindex={-1}>
        {props.hero ?? (
          <div class="page-head">
            {props.crumbs?.length ? <Breadcrumb crumbs={props.crumbs} /> : null}
            {props.above ? <p class="above">{props.above}</p> : null}
            <h1>{props.title}</h1>
            {props.lead ? <p class="lead">{props.lead}</p> : null}
          </div>
        )}
        {props.children}
      </main>
      <footer class="public-foot">
        <div class="public-foot-row">
          <div>
            <p class="foot-name">{site.name}</p>
            <p>{t('ui.footer.promise')}</p>
          </div>
          {props.footer}
        </div>
      </footer>
    </Document>
  )
}

/** To this same page in the other language, named in that language. */
export function LanguageLink({ href }: { href: string }) {
  const other = language() === 'vi' ? 'en' : 'vi'
  return (
    <a class="language" href={href} hreflang={other} lang={other} rel="alternate">
      <Icon name="globe" />
      {other === 'en' ? 'English' : 'Tiếng Việt'}
    </a>
  )
}

/** The head of the portal's first page: the title large, what it is about, and ways in. Holds the page's h1. */
export function Hero(props: {
  title: Child
  above?: Child
  lead?: Child
  actions?: Child
  children?: Child
}) {
  return (
    <div class="hero">
      <Rings />
      <div class="hero-words">
        {props.above ? <p class="above">{props.above}</p> : null}
        <h1>{props.title}</h1>
        {props.lead ? <p class="lead">{props.lead}</p> : null}
        {props.actions ? <div class="buttons">{props.actions}</div> : null}
        {props.children}
      </div>
    </div>
  )
}
