// The page around an app that runs in the browser: the same bytes for everybody, so that a phone can keep it.

import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import { language } from '#platform/i18n'
import { assetUrl, stylesOf } from './assets.ts'
import { DemonstrationBanner, type Site } from './document.tsx'

export interface AppPageProps {
  site: Site
  title: string
  description: string
  /** The browser entry, by path. It fills `#app`. */
  script: string
  manifestHref: string
  iconHref: string
  /** What stands there until the app is up, and for good where there is no script. */
  children?: Child
}

export function AppPage(props: AppPageProps) {
  return (
    <>
      {raw('<!doctype html>')}
      <html lang={language()}>
        <head>
          <meta charset="utf-8" />
          <title>{props.title}</title>
          <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
          <meta name="description" content={props.description} />
          <meta name="robots" content="noindex" />
          {/* A page of its own: Turbo, coming from another page, loads it whole. */}
          <meta name="turbo-visit-control" content="reload" />
          <meta name="color-scheme" content="light dark" />
          <meta name="theme-color" content="#8f1d1d" />
          <meta name="format-detection" content="telephone=no" />
          <link rel="manifest" href={props.manifestHref} />
          <link rel="icon" type="image/svg+xml" href={props.iconHref} />
          <link rel="apple-touch-icon" href={props.iconHref.replace('.svg', '-192.png')} />
          <link rel="stylesheet" href={assetUrl('src/ui/style.css')} />
          {stylesOf(props.script).map((href) => (
            <link rel="stylesheet" href={href} />
          ))}
          <script type="module" src={assetUrl(props.script)}></script>
        </head>
        <body class="work">
          <div id="app" class="app">
            <main id="main" class="work-main work-narrow" tabindex={-1}>
              <DemonstrationBanner shown={props.site.demonstration} />
              {props.children}
            </main>
          </div>
        </body>
      </html>
    </>
  )
}
