import { Hono } from 'hono'
import type { Env } from '#platform/web'
import { handDownPages } from './hand-down-page.tsx'
import { importTargetPages } from './import-pages.tsx'
import { setPages } from './set-page.tsx'
import { targetOfUnitPages } from './target-pages.tsx'
import { unitTargetPages } from './unit-pages.tsx'

export const targetPages = new Hono<Env>()
  .route('/', importTargetPages)
  .route('/', setPages)
  .route('/', handDownPages)
  .route('/', targetOfUnitPages)
  .route('/', unitTargetPages)
