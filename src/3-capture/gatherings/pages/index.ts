import { Hono } from 'hono'
import type { Env } from '#platform/web'
import { keepPages } from '../door/pages/keep-pages.tsx'
import { lookPages } from '../door/pages/look-pages.tsx'
import { listedPages } from '../lists/pages.tsx'
import { countsPages } from './counts-page.tsx'
import { guestsPages } from './guests-page.tsx'
import { listPages } from './list-pages.tsx'
import { planPages } from './plan-pages.tsx'
import { onePages } from './session-page.tsx'
import { sheetPages } from './sheet-page.tsx'

/** Study sessions, for those who plan, hold and count them, and for those who are called. */
export const sessionPages = new Hono<Env>()
for (const pages of [
  listPages,
  planPages,
  guestsPages,
  countsPages,
  listedPages,
  keepPages,
  lookPages,
  sheetPages,
  onePages,
])
  sessionPages.route('/', pages)
