import { Hono } from 'hono'
import type { Env } from '#platform/web'
import { regimes } from '#regimes'
import { sending } from '#sending'
import { reports } from './module.ts'

/** The pages of all that tells: outlines and regimes, papers, reports, what is sent. */
export const tellPages = [regimes, reports, sending]
  .flatMap(({ pages = [] }) => pages)
  .reduce((all, pages) => all.route('/', pages), new Hono<Env>())
