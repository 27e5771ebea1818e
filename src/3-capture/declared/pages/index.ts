import { Hono } from 'hono'
import type { Env } from '#platform/web'
import { figureDeclaredPages } from './figure-page.tsx'
import { declaringPages } from './form-page.tsx'
import { declaredImportPages } from './import-pages.tsx'
import { declaredListPages } from './list-page.tsx'

export const declaredPages = new Hono<Env>()
  .route('/', declaredListPages)
  .route('/', declaringPages)
  .route('/', declaredImportPages)
  .route('/', figureDeclaredPages)
