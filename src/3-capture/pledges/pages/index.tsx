import { Hono } from 'hono'
import type { Env } from '#platform/web'
import { addressOfEvidence } from '../find-source.ts'
import { collectivePages } from './collective-pages.tsx'
import { funnelPages } from './funnel-pages.tsx'
import { paperPages } from './paper-pages.tsx'
import { personalPages } from './personal-pages.tsx'
import { startPages } from './start-page.tsx'

export const pledgePages = new Hono<Env>()
  .route('/', startPages)
  .route('/', personalPages)
  .route('/', collectivePages)
  .route('/', paperPages)
  .route('/', funnelPages)
  // A file knows only what it belongs to by its id: which of the three that is, is found here.
  .get('/dang-ky-lam-theo/minh-chung/:id', async (c) =>
    c.redirect(await addressOfEvidence(c.var.actor, c.req.param('id')), 303),
  )
