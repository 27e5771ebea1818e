import { Hono } from 'hono'
import type { Env } from '#platform/web'
import { exchangePages } from './exchange-pages.tsx'
import { formPages } from './form-pages.tsx'
import { indicatorPages } from './indicator-pages.tsx'
import { kindPages } from './kind-pages.tsx'
import { questionPages } from './question-pages.tsx'

/** Setting up kinds of initiatives and their forms. */
export const kindSetupPages = new Hono<Env>()
for (const pages of [kindPages, questionPages, indicatorPages, exchangePages, formPages])
  kindSetupPages.route('/', pages)
