// Pages that stand alone: sign-in, a fault, print.

import type { Child } from 'hono/jsx'
import { t } from '#platform/i18n'
import { DemonstrationBanner, Document, type Site } from './document.tsx'
import { LinkButton } from './form.tsx'
import { Mark, Rings } from './icon.tsx'
import { LanguageLink } from './public-page.tsx'

/** Sign-in and what belongs to it (invitation, second step, new password): one form in the middle. No script. */
export function SignInPage(props: {
  site: Site
  title: string
  lead?: Child
  languageHref?: string
  /** Under the form: the way to help. */
  foot?: Child
  children?: Child
}) {
  return (
    <Document title={props.title} siteName={props.site.name} bodyClass="sign-in">
      <div class="sign-in-row">
        <header class="sign-in-side">
          <a class="brand" href="/">
            <Mark />
            <span class="brand-words">
              <span class="brand-name">{props.site.name}</span>
              {props.site.programme ? <span class="brand-programme">{props.site.programme}</span> : null}
            </span>
          </a>
          <Rings />
          <p class="sign-in-promise">{t('ui.footer.promise')}</p>
        </header>
        <main id="main" class="sign-in-main" tabindex={-1}>
          <DemonstrationBanner shown={props.site.demonstration} />
          <h1>{props.title}</h1>
          {props.lead ? <p class="lead">{props.lead}</p> : null}
          {props.children}
          <div class="sign-in-foot">
            {props.foot}
            {props.languageHref ? <LanguageLink href={props.languageHref} /> : null}
          </div>
        </main>
      </div>
    </Document>
  )
}

export interface ErrorPageProps {
  site: Site
  /** 404 nothing here, 403 stale form, 413 too large, 429 too often, 500 our fault … Other numbers read as 422. */
  status: number
  /** The sentence of a Problem; each status has words of its own otherwise. */
  message?: string
  /** What to tell the administrator, for a fault of ours. */
  reference?: string
  /** The same page once more, for what is away only for a while. */
  againHref?: string | undefined
  homeHref?: string
  homeLabel?: string
}

/** A page that could not be shown: what happened, what to do, where to go on. */
export function ErrorPage(props: ErrorPageProps) {
  const kind =
    props.status === 503
      ? 'away'
      : props.status >= 500
        ? 'fault'
        : props.status === 404
          ? 'missing'
          : 'refused'
  const title = t(`ui.error.${kind}.title`)
  return (
    <Document title={title} siteName={props.site.name} bodyClass="error">
      <main id="main" class="error-main" tabindex={-1}>
        <DemonstrationBanner shown={props.site.demonstration} />
        <Mark />
        <h1>{title}</h1>
        <p class="lead">{props.message ?? t(`ui.error.${kind}.text`)}</p>
        {props.reference ? (
          <p class="error-reference">
            {t('ui.error.reference')} <code>{props.reference}</code>
          </p>
        ) : null}
        <div class="buttons">
          {props.againHref ? (
            <LinkButton look="main" href={props.againHref}>
              {t('ui.error.again')}
            </LinkButton>
          ) : null}
          <LinkButton look={props.againHref ? 'quiet' : 'main'} href={props.homeHref ?? '/'}>
            {props.homeLabel ?? t('ui.error.home')}
          </LinkButton>
        </div>
      </main>
    </Document>
  )
}

/** A page made to be printed on A4: no navigation, black on white. */
export function PrintPage(props: { site: Site; title: string; backHref?: string; children?: Child }) {
  return (
    <Document title={props.title} siteName={props.site.name} bodyClass="print">
      {props.backHref ? (
        <header class="print-tools">
          <a href={props.backHref}>{t('ui.print.back')}</a> {t('ui.print.how')}
        </header>
      ) : null}
      <main id="main" class="sheet" tabindex={-1}>
        <DemonstrationBanner shown={props.site.demonstration} />
        <h1>{props.title}</h1>
        {props.children}
      </main>
    </Document>
  )
}

/**
 * A page for the screen in a hall. Without a script it loads itself anew after `refreshSeconds`; with the script named it
 * need not.
 */
export function ScreenPage(props: {
  site: Site
  title: string
  lead?: Child
  nonce: string
  script: string
  refreshSeconds: number
  /** Under the picture, small: the way back. */
  tools?: Child
  children?: Child
}) {
  return (
    <Document
      title={props.title}
      siteName={props.site.name}
      nonce={props.nonce}
      scripts={[props.script]}
      refreshSeconds={props.refreshSeconds}
      bodyClass="screen"
    >
      <main id="main" class="screen-main" tabindex={-1}>
        <div>
          <DemonstrationBanner shown={props.site.demonstration} />
          <h1>{props.title}</h1>
          {props.lead ? <p class="lead">{props.lead}</p> : null}
        </div>
        {props.children}
        <div class="screen-tools">{props.tools}</div>
      </main>
    </Document>
  )
}
